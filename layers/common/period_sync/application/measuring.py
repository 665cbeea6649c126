"""Measures what the alarms are about; what nobody would miss is a figure of 0, never a gap."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from period_sync.application.ports import Clock, Figure, Meter, Watch, Watched

REFUSED_LATELY = timedelta(minutes=15)
"""How long a refused login counts. It is over then, mended or not: else the login of one customer
who doesn't mend it would hide the next one's."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The use-case; see `__call__`. It reads four rows at most, however many are watched."""

    clock: Clock
    watched: Watched
    meter: Meter

    def __call__(self, sent: int) -> None:
        """Publish all figures after a sweep that sent so many hints."""
        now = self.clock.now()
        refused_at = self.watched.newest(Watch.LOGIN_REFUSED)
        was_refused = refused_at is not None and now - refused_at < REFUSED_LATELY
        self.meter.publish(
            {
                Figure.SECONDS_WITHOUT_PROGRESS: self._lasts(Watch.WITHOUT_PROGRESS, now),
                Figure.SECONDS_UNKNOWN: self._lasts(Watch.UNKNOWN, now),
                Figure.SECONDS_UNMAILED: self._lasts(Watch.UNMAILED, now),
                Figure.LOGIN_REFUSED: 1 if was_refused else 0,
                Figure.HINTS_SENT: sent,
            }
        )

    def _lasts(self, watch: Watch, now: datetime) -> float:
        oldest = self.watched.oldest(watch)
        return 0 if oldest is None else max((now - oldest).total_seconds(), 0)
