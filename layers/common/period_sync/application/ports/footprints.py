"""What the closed periods of a NetSuite account cover."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from period_sync.domain.overlaps import Footprint


class Footprints(Protocol):
    """Footprints by account; each is written in the transaction that lets a sync post."""

    def since(self, tenant: str, account: str, first: date) -> tuple[int, Sequence[Footprint]]:
        """Read those that end on `first` or later, and the number of the newest before that."""
