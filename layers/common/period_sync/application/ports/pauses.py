"""What operators paused."""

from collections.abc import Sequence
from typing import Protocol

from period_sync.domain.pause import Paused
from period_sync.domain.tenant import AuditRecord


class Pauses(Protocol):
    """The one row that says what is paused."""

    def paused(self) -> Paused:
        """Read what is paused now: one strongly consistent read of one small row."""

    def change(self, old: Paused, new: Paused, audits: Sequence[AuditRecord]) -> None:
        """Replace `old` by `new`. Raises RowChanged if it changed meanwhile."""
