"""Reads NetSuite again after a sync has ended: for approvals, or because a person asked.

Nothing is ever sent. What is in doubt is looked for once, what is in NetSuite is read back, and
the sync gets another result if its journals say something else than before.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from period_sync.application.giving_up import RECEIVES_MAX, GaveUp
from period_sync.application.phase_result import Wait
from period_sync.application.poster_ports import PosterPorts
from period_sync.application.refused_login import refused
from period_sync.application.reversing import mark_reversed
from period_sync.application.settling import settle_once
from period_sync.application.standing import watch_given_up
from period_sync.application.turn import Turn
from period_sync.application.verifying import read_again
from period_sync.domain.errors import (
    ConfigurationError,
    InternalIdTaken,
    NetSuiteError,
    NetSuiteUnauthorized,
)
from period_sync.domain.journal import JournalStatus
from period_sync.domain.sync import NO_PROGRESS_FOR, Hint, Sync
from period_sync.domain.wake_up import RESEND_AFTER

ASK_AGAIN = timedelta(minutes=5)
"""How soon NetSuite is asked again when it could not be asked for a person."""


def follow_up(ports: PosterPorts, sync: Sync, hint: Hint, deadline: datetime) -> None:
    """Take a sync that has ended and is due, and look once.

    Raises GaveUp at the fifth receive, when only this look is given up.
    """
    turn = _claim(ports, sync, hint, deadline)
    if hint.receive_count >= RECEIVES_MAX:
        _give_up(turn, hint)
        raise GaveUp(f"gave up looking again at sync {sync.sync_id}")
    try:
        ended = _look(turn)
    except NetSuiteUnauthorized as error:
        refused(turn, error)
        _later(turn, "NetSuite refused our credentials")
    except (NetSuiteError, ConfigurationError, InternalIdTaken) as error:
        _later(turn, error.message)
    else:
        if ended is not None:
            turn.advance(ended.reason, due_at=turn.now(), claim_message_id=None)


def _claim(ports: PosterPorts, sync: Sync, hint: Hint, deadline: datetime) -> Turn:
    now = ports.clock.now()
    claimed = replace(
        sync,
        version=sync.version + 1,
        step_no=sync.step_no + 1,
        stepped_at=now,
        epoch=sync.epoch + 1,
        claimed_send_no=sync.send_no,
        claim_message_id=hint.message_id,
        due_at=now + RESEND_AFTER,
    )
    why = f"as {sync.check_by.email} asked" if sync.check_by else "for approvals"
    ports.syncs.claim(sync, claimed, f"Reading NetSuite again, {why}.")
    return Turn(ports, claimed, deadline, one_journal=False)


def _look(turn: Turn) -> Wait | None:
    settle_once(turn)
    waits = read_again(turn, turn.journals())
    if waits is not None:
        return waits
    watch_given_up(turn)
    mark_reversed(turn)
    end = turn.ports.end
    if end.again(turn.sync, turn.sync.check_by or turn.sync.requested_by) is None:
        _rest(turn, _found(turn), problems=end.problems_now(turn.sync))
    return None


def _found(turn: Turn) -> str:
    journals = turn.journals()
    pending = sum(journal.status is JournalStatus.PENDING_APPROVAL for journal in journals)
    if pending:
        return f"{pending} of {len(journals)} journals await approval."
    return "Nothing has changed."


def _later(turn: Turn, why: str) -> None:
    """Let a look that failed be repeated; one that a person asked for soon, and for some hours."""
    sync, now = turn.sync, turn.now()
    step = f"NetSuite can't be read now: {why}"
    if sync.check_at is not None and now - sync.check_at < NO_PROGRESS_FOR:
        turn.advance(step, due_at=now + ASK_AGAIN, claim_message_id=None)
    else:
        _rest(turn, step)


def _give_up(turn: Turn, hint: Hint) -> None:
    """End only this look; what is redriven later is this look again, and never a retry."""
    step = f"{RECEIVES_MAX} workers stopped while looking; this look is given up."
    is_followed = turn.sync.next_look is not None
    _rest(turn, step, **({"gave_up_send_no": hint.send_no} if is_followed else {}))


def _rest(turn: Turn, step: str, **changes: Any) -> None:  # noqa: ANN401 - the fields of Sync
    """Write what came of a look, and when the next one is due, if any is."""
    now = turn.now()
    is_followed = turn.sync.next_look is not None
    given_up = {"gave_up_send_no": None} if is_followed else {}
    turn.advance(
        step,
        due_at=replace(turn.sync, looked_at=now).next_look,
        looked_at=now,
        check_by=None,
        check_at=None,
        claim_message_id=None,
        **(given_up | changes),
    )
