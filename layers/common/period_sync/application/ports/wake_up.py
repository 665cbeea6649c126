"""How rows that need work are found, and how workers are woken."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class HintQueue(Protocol):
    """The queue that wakes the poster."""

    def send(  # noqa: PLR0913
        self,
        tenant: str,
        kind: str,
        item_id: str,
        account: str,
        send_no: int,
        correlation_id: str | None = None,
    ) -> None:
        """Send a hint; `account` is its group. Raises nothing that the sweeper can't make good."""


@dataclass(frozen=True, slots=True)
class Due:
    """A row that needs work.

    `idle_from` is the instant from which lack of progress counts; None while it does not.
    """

    tenant: str
    kind: str
    item_id: str
    account: str
    send_no: int
    version: int
    is_running: bool
    idle_from: datetime | None
    connection_id: str | None = None
    correlation_id: str | None = None


class DueRows(Protocol):
    """The rows that need work, for the sweeper."""

    def due(self, now: datetime, limit: int) -> list[Due]:
        """Find rows whose `due_at` has passed, oldest first."""

    def paused(self) -> list[Due]:
        """Find the rows of syncs that wait for the end of a pause."""

    def raise_send_no(self, row: Due, next_due_at: datetime) -> Due | None:
        """Raise `send_no` and move `due_at`, or return None if the row changed meanwhile."""
