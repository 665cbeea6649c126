"""Virtual time: it stands still until somebody moves it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)


class VirtualClock:
    """Fulfils the product's `Clock`. Inside the simulation time is counted in milliseconds.

    `on_pause` is told of every wait of a worker, before time moves.
    """

    def __init__(self) -> None:
        self.ms = 0
        self.on_pause: Callable[[float], None] | None = None

    def now(self) -> datetime:
        """Return the present instant."""
        return START + timedelta(milliseconds=self.ms)

    def pause(self, seconds: float) -> None:
        """Move on by what a worker waits."""
        if self.on_pause is not None:
            self.on_pause(seconds)
        self.ms += round(seconds * 1000)

    def move_to(self, ms: int) -> None:
        """Move on to an instant; never back."""
        self.ms = max(self.ms, ms)


class SkewedClock:
    """One process's clock: it shows the same time as all others, and is wrong by `skew_ms`."""

    def __init__(self, clock: VirtualClock, skew_ms: int) -> None:
        self._clock = clock
        self._skew = timedelta(milliseconds=skew_ms)

    def now(self) -> datetime:
        """Return the present instant, as far as this process knows."""
        return self._clock.now() + self._skew

    def pause(self, seconds: float) -> None:
        """Move on by what a worker waits."""
        self._clock.pause(seconds)


def instant(ms: int) -> datetime:
    """Return the instant that a count of milliseconds stands for."""
    return START + timedelta(milliseconds=ms)


def ms_of(at: datetime) -> int:
    """Return the count of milliseconds of an instant, rounded up."""
    return -((START - at) // timedelta(milliseconds=1))
