"""What earlier plans brought into NetSuite: it is settled and read back before a new one is made.

While anything is in doubt nothing is planned: a journal that nobody knows of can neither be taken
over nor reversed.
"""

from dataclasses import replace

from period_sync.application.adopting import adopt_what_is_there
from period_sync.application.phase_result import Failed, PhaseResult, Wait
from period_sync.application.reversing import mark_reversed
from period_sync.application.settling import settle, settle_refused
from period_sync.application.turn import JOURNALS_PER_STEP, Turn
from period_sync.application.verifying import read_again, verify
from period_sync.domain.journal import AS_SENT, Journal, JournalStatus
from period_sync.domain.standing import Revised, revise, with_origin


def take_up(turn: Turn) -> None:
    """Let the sync work on the plan in force: its journals are what is settled and read."""
    row = turn.account_period
    if turn.sync.plan != row.plan:
        turn.advance(plan=row.plan, plan_revision=row.plan_revision)


def revise_plan(turn: Turn) -> Revised | Wait | Failed:
    """Decide what becomes of the journals of earlier plans, once all that they came to is known."""
    row = turn.account_period
    if row.plan is None or not (row.sent or row.takes_over):
        return Revised()
    take_up(turn)
    ended = _know(turn)
    if ended is not None:
        return ended
    plan = row.plan.sha256
    held = [with_origin(turn.planned(journal), journal, plan) for journal in turn.journals()]
    return revise(turn.document, held, turn.entry)


def mark_replaced(turn: Turn, revised: Revised) -> None:
    """Record of journals of earlier revisions that they will never be sent.

    Those of a plan of which nothing was sent are left alone: nobody looks at them any more, and
    the same plan may be made again.
    """
    row = turn.account_period
    replaced = [journal for journal in revised.replaced if row.sent or journal.origin is not None]
    for start in range(0, len(replaced), JOURNALS_PER_STEP):
        some = replaced[start : start + JOURNALS_PER_STEP]
        turn.advance(
            f"{len(some)} journals of earlier revisions will not be sent any more.",
            [(journal, replace(journal, status=JournalStatus.REPLACED)) for journal in some],
        )


def _know(turn: Turn) -> PhaseResult:
    """Settle what is in doubt, and read back everything that was posted."""
    ended = settle(turn) or settle_refused(turn)
    if ended is not None:
        return ended
    lookalikes = adopt_what_is_there(turn)
    if lookalikes:
        return Failed(tuple(lookalikes))
    ended = settle(turn) or read_again(turn, _unread(turn)) or verify(turn, _not_shown(turn))
    # What can't be seen is in doubt by now, and only a person can tell what became of it.
    ended = ended or settle(turn)
    if ended is None and any(journal.is_in_doubt for journal in turn.journals()):
        ended = Failed(())
    if ended is None:
        mark_reversed(turn)
    return ended


def _unread(turn: Turn) -> list[Journal]:
    return [j for j in turn.journals() if j.is_readable and j.verified_by != turn.sync.sync_id]


def _not_shown(turn: Turn) -> list[Journal]:
    return [j for j in _unread(turn) if j.status in AS_SENT]
