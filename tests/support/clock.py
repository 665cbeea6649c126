"""A clock that tests set; it never waits."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)


class SetClock:
    """Stands where `SystemClock` does; pausing moves it on."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        """Return the set instant, one millisecond later each time, as real clocks move."""
        self._now += timedelta(milliseconds=1)
        return self._now

    def pause(self, seconds: float) -> None:
        """Move on."""
        self._now += timedelta(seconds=seconds)


@dataclass
class SharedTime:
    """The product's clock, once there is a product: an assertion is good for minutes only."""

    clock: SetClock | None = None

    def now(self) -> datetime:
        """Return the product's time, or the real one before there is a product."""
        return self.clock.now() if self.clock else datetime.now(UTC)
