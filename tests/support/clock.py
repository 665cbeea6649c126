"""A clock that tests set; it never waits."""

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
