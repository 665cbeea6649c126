"""Measures what the alarms are about; what nobody would miss is a figure of 0, never a gap."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from period_sync.application.ports import Clock, Figure, Meter, Watch, Watched

LATELY = timedelta(minutes=15)
"""How long a refused login and a bounced mail count. That is over then, mended or not: else that of
one customer who doesn't mend it would hide the next one's."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The use-case; see `__call__`. It reads five rows at most, however many are watched."""

    clock: Clock
    watched: Watched
    meter: Meter

    def __call__(self, sent: int) -> None:
        """Publish all figures after a sweep that sent so many hints."""
        now = self.clock.now()
        self.meter.publish(
            {
                Figure.SECONDS_WITHOUT_PROGRESS: self._lasts(Watch.WITHOUT_PROGRESS, now),
                Figure.SECONDS_UNKNOWN: self._lasts(Watch.UNKNOWN, now),
                Figure.SECONDS_UNMAILED: self._lasts(Watch.UNMAILED, now),
                Figure.LOGIN_REFUSED: self._was_lately(Watch.LOGIN_REFUSED, now),
                Figure.MAIL_BOUNCED: self._was_lately(Watch.MAIL_BOUNCED, now),
                Figure.HINTS_SENT: sent,
            }
        )

    def _lasts(self, watch: Watch, now: datetime) -> float:
        oldest = self.watched.oldest(watch)
        return 0 if oldest is None else max((now - oldest).total_seconds(), 0)

    def _was_lately(self, watch: Watch, now: datetime) -> int:
        newest = self.watched.newest(watch)
        return 1 if newest is not None and now - newest < LATELY else 0
