"""The causes of the alarms, so ordered that none disturbs the next."""

from collections.abc import Callable, Sequence

from local.alarms.causes import Causes
from local.alarms.proof import Step

FAILS = {"posting-fails", "hand-over-fails", "mail-fails", "sweeper-fails", "api-fails"}
THROTTLED = {
    *("posting-throttled", "hand-over-throttled", "mail-throttled"),
    *("sweeper-throttled", "api-throttled"),
}
WAIT = {"posting-waits", "hand-over-waits", "mail-waits"}
SET_ASIDE = {"money-sync-gave-up", "money-closed-period-set-aside", "mail-gave-up"}


def steps(causes: Causes) -> Sequence[Step]:
    """Return the causes, so ordered that none disturbs the next."""
    return (
        *_messages_and_mails(causes),
        *_syncs(causes),
        *_functions(causes),
    )


def _messages_and_mails(causes: Causes) -> Sequence[Step]:
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
    )


def _syncs(causes: Causes) -> Sequence[Step]:
    """What goes wrong while a sync runs; each ends before the next begins."""
    running: list[Callable[[], None]] = []

    def sync() -> None:
        journey, started = causes.sync_another_period()
        running.append(lambda: causes.follow(journey, started))

    def let_it_end() -> None:
        running.pop()()

    return (
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
    )


def _functions(causes: Causes) -> Sequence[Step]:
    return (
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
