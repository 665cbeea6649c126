"""Time, as the use-cases see it."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""

    def pause(self, seconds: float) -> None:
        """Wait; for waits of at most 20 seconds."""
