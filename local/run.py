"""`make run`: the whole product on this machine, with one period posted to NetSuite."""

import signal

from hosting.built_page import is_built
from local.checkout import STATE
from local.command import chosen_document, chosen_port, run_command
from local.document import Document
from local.journey import Journey
from local.stack import Stack
from local.story import (
    hand_over_and_tell,
    sync_and_tell,
    tell_outcome,
    tell_where_to_look,
)
from local.terminal import Stopwatch, say


def main() -> int:
    """Start everything, post the sample period once, and serve until Ctrl-C."""
    document = chosen_document()
    port = chosen_port()
    watch = Stopwatch()
    say("Starting the cloud, NetSuite and the product on this machine ...")
    stack = Stack(STATE, port)
    with stack:
        say(f"Ready in {watch}: {stack.origin}")
        say()
        show_period(stack, document)
        tell_where_to_look(stack.origin, page_is_built=is_built(stack.page_folder))
        say()
        say("Ctrl-C ends it; what is stored stays. `make reset` clears it.")
        try:
            signal.pause()
        except KeyboardInterrupt:
            say("\nStopping ...")
    return 0


def show_period(stack: Stack, document: Document) -> None:
    """Hand over and sync the document, unless an earlier run did; then show what came of it."""
    journey = Journey(stack, document)
    if journey.period() is None:
        hand_over_and_tell(journey)
    sync = journey.latest_sync()
    if sync is None or sync["status"] == "IN_PROGRESS":
        sync_and_tell(journey)
        return
    say(f"{document.name} was synced by an earlier run.")
    tell_outcome(document.name, journey.outcome(sync["sync_id"], wait_for_mail=False))


if __name__ == "__main__":
    run_command(main)
