"""The one table of states: which follows which, who may bring it about, and in which stage.

A change that is not in it is a bug of ours and raises ImpossibleState: nothing is written, the
message fails until it is given up, and lies in the dead-letter queue for the operator.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from period_sync.domain.errors import ImpossibleState
from period_sync.domain.journal import JournalStatus
from period_sync.domain.sync import IntegrationStatus, Stage

State = TypeVar("State", bound=StrEnum)


class Actor(StrEnum):
    """Who changes a sync. A person only asks: what he asks for, a worker does."""

    WORKER = "a worker with the claim"
    SWEEPER = "the sweeper"


_G, _I, _S, _A = Stage, IntegrationStatus, JournalStatus, Actor
_WORKER = frozenset({_A.WORKER})
_EITHER = frozenset({_A.WORKER, _A.SWEEPER})
"""The sweeper ends what no worker could end, and does nothing else."""

STAGES: Mapping[Stage, Mapping[Stage, frozenset[Actor]]] = {
    _G.QUEUED: {_G.PLANNING: _WORKER},
    _G.PLANNING: {_G.CHECKING: _WORKER, _G.ENDED: _EITHER},
    _G.CHECKING: {_G.POSTING: _WORKER, _G.ENDED: _EITHER},
    _G.POSTING: {_G.VERIFYING: _WORKER, _G.ENDED: _EITHER},
    _G.VERIFYING: {_G.ENDED: _EITHER},
    _G.ENDED: {},
}

STATUSES: Mapping[IntegrationStatus, Mapping[IntegrationStatus, frozenset[Actor]]] = {
    # The end of a sync; the sweeper knows of no success.
    _I.IN_PROGRESS: {_I.AWAITING_APPROVAL: _WORKER, _I.COMPLETED: _WORKER, _I.FAILED: _EITHER},
    # NetSuite is read again after the end, for approvals or because a person asked.
    _I.AWAITING_APPROVAL: {_I.COMPLETED: _WORKER, _I.FAILED: _WORKER},
    _I.COMPLETED: {_I.FAILED: _WORKER, _I.AWAITING_APPROVAL: _WORKER},
    _I.FAILED: {_I.COMPLETED: _WORKER, _I.AWAITING_APPROVAL: _WORKER},
}

_LOOKING = frozenset({_G.PLANNING, _G.CHECKING, _G.POSTING, _G.ENDED})
"""Where outcomes are settled; after its end a sync settles, and sends nothing."""
_READING = frozenset({_G.PLANNING, _G.CHECKING, _G.VERIFYING, _G.ENDED})
"""Where the ledger is read back: before a later revision is planned, before a retry sends, after
all is sent, and after the end."""
_PLANNING = frozenset({_G.PLANNING})
"""Where a later revision settles what earlier ones left, and lets go of what was never sent."""
_SENDING = frozenset({_G.POSTING})
_DECIDING = frozenset({_G.CHECKING})
"""Where the decision that started a retry takes effect."""

JOURNALS: Mapping[JournalStatus, Mapping[JournalStatus, frozenset[Stage]]] = {
    # The intent is recorded before the first byte goes out. What bears our key already is ours.
    _S.PLANNED: {
        _S.SENT: _SENDING,
        _S.POSTED: _LOOKING,
        _S.REPLACED: _READING,
    },
    # A worker that dies after the intent leaves SENT behind: the outcome is then unknown.
    _S.SENT: {
        _S.PLANNED: _SENDING,
        _S.POSTED: _SENDING,
        _S.REFUSED: _SENDING,
        _S.UNKNOWN: _LOOKING,
    },
    # Found by a look-up, or shown absent after the deadline.
    _S.UNKNOWN: {
        _S.POSTED: _LOOKING,
        _S.PLANNED: _LOOKING,
        _S.REFUSED: _LOOKING,
        _S.BOOKED_BY_HAND: _DECIDING,
    },
    # A refusal saved nothing; a retry may send it again under the same key.
    _S.REFUSED: {
        _S.SENT: _SENDING,
        _S.POSTED: _LOOKING,
        _S.UNKNOWN: _SENDING | _PLANNING,
        _S.REPLACED: _READING,
    },
    # The read-back decides.
    _S.POSTED: {
        # Its reversal is in the ledger.
        _S.REVERSED: _READING,
        _S.PENDING_APPROVAL: _READING,
        _S.DIFFERS: _READING,
        _S.REJECTED: _READING,
        _S.DELETED: _READING,
        # The first one in an account is read back before the next is sent.
        _S.UNKNOWN: _READING | _SENDING,
    },
    _S.PENDING_APPROVAL: {
        _S.POSTED: _READING,
        _S.DIFFERS: _READING,
        _S.REJECTED: _READING,
        _S.DELETED: _READING,
        _S.UNKNOWN: _READING,
    },
    _S.DIFFERS: {
        _S.POSTED: _READING,
        _S.PENDING_APPROVAL: _READING,
        _S.REJECTED: _READING,
        _S.DELETED: _READING,
        _S.UNKNOWN: _READING,
    },
    # It is still read back; if its reversal is gone, it stands again.
    _S.REVERSED: {
        _S.POSTED: _READING,
        _S.PENDING_APPROVAL: _READING,
        _S.DIFFERS: _READING,
        _S.REJECTED: _READING,
        _S.DELETED: _READING,
        _S.UNKNOWN: _READING,
    },
    # What it would reverse was gone, and is back.
    _S.REPLACED: {_S.PLANNED: _READING - {_G.ENDED}},
    # A person can submit it again, and then it may be approved.
    _S.REJECTED: {
        _S.POSTED: _READING,
        _S.PENDING_APPROVAL: _READING,
        _S.DIFFERS: _READING,
        _S.DELETED: _READING,
        _S.PLANNED: _DECIDING,
        _S.BOOKED_BY_HAND: _DECIDING,
    },
    # What was hidden from the integration's role for a while looks the same.
    _S.DELETED: {
        _S.POSTED: _READING,
        _S.PENDING_APPROVAL: _READING,
        _S.DIFFERS: _READING,
        _S.REJECTED: _READING,
        _S.PLANNED: _DECIDING,
        _S.BOOKED_BY_HAND: _DECIDING,
    },
    _S.BOOKED_BY_HAND: {},
}


def require_stage(old: Stage, new: Stage, by: Actor = Actor.WORKER) -> None:
    """Raise ImpossibleState unless `by` may take a sync from `old` to `new`, or it stays."""
    if old is not new:
        _require("a sync", STAGES, old, new, by)


def require_status(
    old: IntegrationStatus, new: IntegrationStatus, by: Actor = Actor.WORKER
) -> None:
    """Raise ImpossibleState unless `by` may change a sync's status so, or it stays."""
    if old is not new:
        _require("a sync", STATUSES, old, new, by)


def require_transition(
    old: JournalStatus, new: JournalStatus, stage: Stage, *, decided: bool = False
) -> None:
    """Raise ImpossibleState unless a worker may change a journal so in a sync's `stage`.

    `decided` tells that a decision takes effect in the sync: some steps need one.
    """
    if JOURNALS[old].get(new) is _DECIDING and not decided:
        raise ImpossibleState(
            f"bug: a journal cannot go from {old} to {new} without a decision", old=old, new=new
        )
    _require("a journal", JOURNALS, old, new, stage)


def _require(
    what: str,
    table: Mapping[State, Mapping[State, frozenset[StrEnum]]],
    old: State,
    new: State,
    by: StrEnum,
) -> None:
    if by not in table[old].get(new, frozenset()):
        raise ImpossibleState(
            f"bug: {what} cannot go from {old} to {new} ({by})", old=old, new=new, by=by
        )
