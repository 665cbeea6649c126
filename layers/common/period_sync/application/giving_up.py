"""Giving up: a sync that makes no progress ends, with what is known, and never silently.

What comes back from the dead-letter queue afterwards is a retry.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from period_sync.application.ending import End
from period_sync.application.ports import Clock, Due, Syncs
from period_sync.domain.errors import StaleWorker
from period_sync.domain.problems import Problem
from period_sync.domain.sync import NO_PROGRESS_FOR, Hint, IntegrationStatus, Sync

RECEIVES_MAX = 5
"""The queue's maxReceiveCount: after this receive the message goes to the dead-letter queue."""


QUEUE_MOVES_WITHIN = timedelta(minutes=30)
"""A queue in which no sync has made progress for so long does not move."""
NO_PROGRESS = "no progress for 4 hours"


class GaveUp(Exception):
    """The sync was ended; its message belongs in the dead-letter queue."""


def is_stuck(sync: Sync, now: datetime) -> bool:
    """Whether a sync that has begun has made no progress for too long, pauses left out."""
    return sync.idle_from is not None and now - sync.idle_from >= NO_PROGRESS_FOR


def give_up(end: End, sync: Sync, why: str, send_no: int | None = None) -> None:
    """End a sync as FAILED; each journal stays what it is known to be: in, not in, or unknown.

    `send_no` is that of the message which goes to the dead-letter queue. Raises StaleWorker.
    """
    end(replace(sync, gave_up_send_no=send_no), (Problem("OPS-01", {"why": why}),))


@dataclass(frozen=True, slots=True)
class EndStuck:
    """The sweeper's one exception: it ends a sync that no worker could end."""

    clock: Clock
    syncs: Syncs
    end: End

    def __call__(self, row: Due) -> bool:
        """End the sync of a due row; False if it has moved meanwhile."""
        sync = self.syncs.sync(row.tenant, row.item_id)
        if not sync.is_running or not is_stuck(sync, self.clock.now()):
            return False
        if sync.is_queued and self._others_move(sync):
            return False
        try:
            give_up(self.end, sync, NO_PROGRESS)
        except StaleWorker:
            return False
        return True

    def _others_move(self, sync: Sync) -> bool:
        """Whether the account's queue moves, so that a sync in it only stands behind others."""
        moved_at = self.syncs.others_moved_at(sync)
        return moved_at is not None and self.clock.now() - moved_at < QUEUE_MOVES_WITHIN


def is_set_aside(sync: Sync, hint: Hint) -> bool:
    """Whether a hint is that of a running sync that was set aside, sent again by an operator."""
    is_given_up = sync.gave_up_send_no == hint.send_no and hint.receive_count < RECEIVES_MAX
    return sync.is_running and sync.due_at is None and is_given_up


def is_redriven_look(sync: Sync, hint: Hint) -> bool:
    """Whether a hint is that of a look for approvals which was given up, sent again."""
    return (
        sync.next_look is not None
        and sync.gave_up_send_no == hint.send_no
        and hint.receive_count < RECEIVES_MAX
    )


def is_redriven(sync: Sync, hint: Hint) -> bool:
    """Whether a hint is the message that was given up, sent again by an operator."""
    return (
        sync.status is IntegrationStatus.FAILED
        and sync.gave_up_send_no == hint.send_no
        and hint.receive_count < RECEIVES_MAX
    )
