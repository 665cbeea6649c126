"""`make alarms`: a clean run that no alarm minds, then every alarm by a real cause.

Waits are shortened by the template's own parameters, and periods are of 10 seconds.
"""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from local.alarms.causes import Causes, listener_of
from local.alarms.proof import PREFIX, Proof, Step
from local.alarms.steps import steps
from local.command import chosen_document, run_command
from local.demo import clear
from local.document import Document
from local.errors import LocalError
from local.stack import TIMINGS, Stack
from local.terminal import Stopwatch, say

WAITS = {
    "UnknownAlarmSeconds": "8",
    "NoProgressAlarmSeconds": "25",
    "UnmailedAlarmSeconds": "20",
    "WaitingAlarmSeconds": "40",
}


def demonstrate(document: Document, state: Path) -> None:
    """Prove every alarm of the template on a stack of its own below `state`.

    Raises:
        LocalError: an alarm fires without a cause, or doesn't with one, or nobody is told.
    """
    say("Starting a fresh stack on this machine ...")
    with Stack(state, port=0, environment={}, timings=TIMINGS | WAITS) as stack:
        proof, causes = Proof(stack), Causes(stack, document)
        read = listener_of(stack)
        causes.post_and_mail_a_period()
        proof.stay_quiet_for(10, "All is well")
        say(f"A period was posted and mailed: all {len(stack.alarms())} alarms stay quiet.")
        wanted = steps(causes)
        for step in wanted:
            proof.prove(step)
        proof.get_quiet()
        say("All is mended, and every alarm is quiet again.")
        _see_that_all_were_told(stack, wanted, read())


def _see_that_all_were_told(stack: Stack, wanted: Sequence[Step], told: Sequence[str]) -> None:
    names = {alarm.name.removeprefix(PREFIX) for alarm in stack.alarms()}
    if unproven := names - {name for step in wanted for name in step.must}:
        raise LocalError(f"Nothing makes these fire: {', '.join(sorted(unproven))}.")
    messages = [json.loads(body) for body in told]
    woken = {m["AlarmName"].removeprefix(PREFIX) for m in messages if m["NewStateValue"] == "ALARM"}
    if silent := names - woken:
        raise LocalError(f"Nobody was told of: {', '.join(sorted(silent))}.")
    say(f"The topic was told of each of the {len(names)}.")


def main() -> int:
    """Return 0 only if every alarm is proven."""
    watch, state = Stopwatch(), Path(tempfile.mkdtemp(prefix="period-sync-alarms-"))
    proven = False
    try:
        demonstrate(chosen_document(), state)
        proven = True
    finally:
        clear(state, keep_logs=not proven)
    say(f"It took {watch}.")
    return 0


if __name__ == "__main__":
    run_command(main)
