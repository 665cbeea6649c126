"""`make alarms`: a clean run that no alarm minds, then every alarm by a real cause.

Waits are shortened by the template's own parameters, and periods are of 10 seconds.
"""

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from local.alarms.causes import Causes, listener_of
from local.alarms.proof import PREFIX, Proof, Step
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
FAILS = {"posting-fails", "hand-over-fails", "mail-fails", "sweeper-fails", "api-fails"}
THROTTLED = {
    *("posting-throttled", "hand-over-throttled", "mail-throttled"),
    *("sweeper-throttled", "api-throttled"),
}
WAIT = {"posting-waits", "hand-over-waits", "mail-waits"}
SET_ASIDE = {"money-sync-gave-up", "money-closed-period-set-aside", "mail-gave-up"}


def steps(causes: Causes) -> Sequence[Step]:
    """Return the causes, so ordered that none disturbs the next."""
    running: list[Callable[[], None]] = []

    def sync() -> None:
        journey, started = causes.sync_another_period()
        running.append(lambda: causes.follow(journey, started))

    def let_it_end() -> None:
        running.pop()()

    return (
        Step(
            "Messages that nobody can read",
            frozenset(SET_ASIDE),
            causes.send_what_nobody_can_read,
            causes.throw_away_messages,
        ),
        Step(
            "A role that may no longer log in",
            frozenset({"netsuite-refuses-our-login"}),
            causes.take_the_right_to_log_in,
            causes.give_the_right_to_log_in,
        ),
        Step(
            "A mail comes back",
            frozenset({"mail-bounced"}),
            causes.let_a_mail_bounce,
            causes.forget_the_bounce,
        ),
        Step(
            "SES refuses the sender, and a sync has ended",
            frozenset({"mail-unsent"}),
            _all(causes.let_ses_refuse_the_sender, sync),
            _all(let_it_end, causes.let_ses_accept_the_sender),
            may=frozenset({"mail-waits"}),
        ),
        Step(
            "NetSuite is down, and a sync has begun",
            frozenset({"money-sync-without-progress"}),
            _all(causes.netsuite.stop, sync),
            _all(causes.netsuite.start, causes.netsuite.wait, let_it_end),
            may=frozenset({"posting-waits"}),
        ),
        Step(
            "NetSuite closes the connection, and saves the journal much later",
            frozenset({"money-journal-outcome-unknown"}),
            _all(causes.let_netsuite_save_late, sync),
            let_it_end,
        ),
        Step(
            "A deployment without handlers",
            frozenset({*FAILS, "sweep-lost"}),
            _all(causes.break_the_deployment, causes.call_every_function),
            _all(causes.mend_the_deployment, causes.throw_away_messages),
            may=frozenset({*WAIT, "sweeper-silent"}),
        ),
        Step(
            "No concurrency is left in the account",
            frozenset({*THROTTLED, *WAIT, "sweeper-silent"}),
            _all(
                causes.take_concurrency_away,
                causes.call_every_function,
                causes.call_what_queues_do_not,
            ),
            _all(causes.give_concurrency_back, causes.throw_away_messages),
            # ministack counts a call that it refuses as an error, too.
            may=frozenset({*FAILS, "sweep-lost"}),
        ),
    )


def _all(*acts: Callable[[], None]) -> Callable[[], None]:
    def act() -> None:
        for each in acts:
            each()

    return act


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
