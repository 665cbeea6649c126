"""What an operator looks up without knowing whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from period_sync.domain.connection import Connection
from period_sync.domain.journal import Journal
from period_sync.domain.sync import Sync


@dataclass(frozen=True, slots=True)
class PlacedJournal:
    """A journal and where it belongs."""

    tenant: str
    account: str
    entity: str
    period_id: str
    journal: Journal


@dataclass(frozen=True, slots=True)
class Unmailed:
    """A result that was recorded `since`, and of which nobody has been told."""

    sync: Sync
    result_no: int
    since: datetime


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message of a dead-letter queue; `reason` is why it was set aside, if that was said."""

    body: str
    sent_at: datetime
    reason: str | None


class Overview(Protocol):
    """All tenants at once, by indexes and never by reading a whole table; for operators only."""

    def running_syncs(self) -> Sequence[Sync]:
        """Find the syncs whose lack of progress counts, the idlest first."""

    def journals_in_doubt(self) -> Sequence[PlacedJournal]:
        """Find the journals whose outcome nobody knows, the oldest first."""

    def unmailed(self) -> Sequence[Unmailed]:
        """Find the results that nobody was told of, the oldest first."""

    def refused_logins(self) -> Sequence[Connection]:
        """Find the connections whose secret NetSuite refused, the oldest first."""

    def paused_syncs(self) -> Sequence[Sync]:
        """Find the syncs that wait for the end of a pause."""

    def journals(self, external_id: str) -> Sequence[PlacedJournal]:
        """Find a journal by its key; a plan that was replaced leaves another row of it."""

    def external_ids(self, internal_id: str) -> Sequence[str]:
        """Find the keys of the journals that have an internal id in some account."""


class DeadLetters(Protocol):
    """What lies in a dead-letter queue."""

    def __call__(self, queue: str) -> tuple[int, Sequence[DeadLetter]]:
        """Count the messages, and show the first few without taking them off."""
