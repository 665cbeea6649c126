"""When an alarm fires, as CloudWatch documents it.

ministack 1.5.33 evaluates alarms itself, but mixes the metrics of all dimensions and knows nothing
of missing data, periods and DatapointsToAlarm. Simpler than CloudWatch here: periods end now
instead of at full minutes, and none before the last EvaluationPeriods is looked at.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import gt, lt

Points = Sequence[tuple[float, float]]
"""Instant in seconds, and the statistic's value in the second that begins then."""


class State(StrEnum):
    """What an alarm says."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


_COMBINE: Mapping[str, Callable[[Sequence[float]], float]] = {
    "Maximum": max,
    "Sum": sum,
    "SampleCount": sum,
}
_EXCEEDS = {"GreaterThanThreshold": gt, "LessThanThreshold": lt}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm as it is deployed. `since` is the instant from which it is evaluated."""

    name: str
    description: str
    namespace: str
    metric: str
    dimensions: Mapping[str, str]
    statistic: str
    period: int
    evaluation_periods: int
    datapoints_to_alarm: int
    threshold: float
    comparison: str
    missing: str
    actions: Mapping[State, Sequence[str]]
    since: float
    state: State = State.INSUFFICIENT_DATA

    @property
    def seconds(self) -> int:
        """How far back it looks."""
        return self.period * self.evaluation_periods

    def seeing(self, points: Points, now: float) -> "Alarm":
        """Return the alarm after it has looked at its metric."""
        values = [self._value(points, now, number) for number in range(self.evaluation_periods)]
        exceeds = _EXCEEDS[self.comparison]
        breaching = sum(value is not None and exceeds(value, self.threshold) for value in values)
        well = sum(value is not None for value in values) - breaching
        if now - self.since >= self.seconds:
            # Before that, what is missing is not missing yet.
            missing = self.evaluation_periods - breaching - well
            breaching += missing if self.missing == "breaching" else 0
            well += missing if self.missing == "notBreaching" else 0
        return replace(self, state=self._state(breaching, well))

    def _value(self, points: Points, now: float, number: int) -> float | None:
        end = now - number * self.period
        found = [value for at, value in points if end - self.period <= at < end]
        return _COMBINE[self.statistic](found) if found else None

    def _state(self, breaching: int, well: int) -> State:
        if breaching >= self.datapoints_to_alarm:
            return State.ALARM
        if well > self.evaluation_periods - self.datapoints_to_alarm:
            return State.OK
        return State.INSUFFICIENT_DATA if self.missing == "missing" else self.state
