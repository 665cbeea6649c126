"""Where what happened is told."""

from typing import Protocol

from period_sync.domain.happening import Happening


class Happenings(Protocol):
    """The log of transitions; told after each write that succeeded."""

    def tell(self, happening: Happening) -> None:
        """Write one line. Raises nothing."""
