"""A sync as people are shown it: beside its row, what it does now and what became of its mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from period_sync.domain.mail_state import MailState
from period_sync.domain.sync import Sync

STALLED_AFTER = timedelta(minutes=15)
"""How long a sync that has begun may stand still before people are told."""


@dataclass(frozen=True, slots=True)
class ShownSync:
    """One that `can_stop` runs, and nobody has asked it to stop; `stalled`: see `has_stalled`.

    `mail` is what became of the mail about its newest result; None while there is none, and in
    lists.
    """

    sync: Sync
    can_stop: bool
    stalled: bool
    mail: MailState | None = None


def has_stalled(sync: Sync, now: datetime) -> bool:
    """Whether a sync that has begun stands still, beyond pauses and its time in the queue."""
    if not sync.is_running or sync.idle_from is None:
        return False
    return now - sync.idle_from - sync.queued_for(now) >= STALLED_AFTER
