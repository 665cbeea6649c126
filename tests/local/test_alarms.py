"""When an alarm fires; the rules are CloudWatch's."""

from typing import Any

import pytest

from local.alarms.evaluation import Alarm, State

NOW = 1_000_000.0
OK, ALARM, NO_DATA = State.OK, State.ALARM, State.INSUFFICIENT_DATA


def alarm(**changed: Any) -> Alarm:
    """One that looks at the newest minute, long after it was made."""
    given: dict[str, Any] = {
        "name": "waits",
        "description": "Something waits.",
        "namespace": "PeriodSync",
        "metric": "SecondsUnknown",
        "dimensions": {"Stage": "local"},
        "statistic": "Maximum",
        "period": 60,
        "evaluation_periods": 1,
        "datapoints_to_alarm": 1,
        "threshold": 10,
        "comparison": "GreaterThanThreshold",
        "missing": "missing",
        "actions": {},
        "since": 0.0,
    }
    return Alarm(**given | changed)


def ago(seconds: float, value: float) -> tuple[float, float]:
    return (NOW - seconds, value)


@pytest.mark.parametrize(
    ("statistic", "values", "state"),
    [
        ("Maximum", [3, 11, 4], ALARM),
        ("Maximum", [3, 10, 4], OK),
        ("Sum", [4, 4, 4], ALARM),
        ("Sum", [4, 4, 2], OK),
        ("SampleCount", [1, 1], OK),
    ],
)
def test_the_statistic_of_the_newest_period_is_compared(
    statistic: str, values: list[float], state: State
) -> None:
    points = [ago(5 * number + 1, value) for number, value in enumerate(values)]
    assert alarm(statistic=statistic).seeing([*points, ago(61, 99)], NOW).state is state


@pytest.mark.parametrize(
    ("missing", "before", "after"),
    [
        ("missing", OK, NO_DATA),
        ("ignore", OK, OK),
        ("ignore", ALARM, ALARM),
        ("breaching", OK, ALARM),
        ("notBreaching", ALARM, OK),
    ],
)
def test_what_is_missing_is_treated_as_the_template_says(
    missing: str, before: State, after: State
) -> None:
    assert alarm(missing=missing, state=before).seeing([], NOW).state is after


def test_nothing_is_missing_before_the_first_full_period() -> None:
    silent = alarm(missing="breaching", evaluation_periods=5, datapoints_to_alarm=5)
    young = alarm(missing="breaching", evaluation_periods=5, datapoints_to_alarm=5, since=NOW - 299)
    assert silent.seeing([], NOW).state is ALARM
    assert young.seeing([], NOW).state is NO_DATA


def test_one_bad_period_of_five_is_enough_for_as_long_as_it_is_among_them() -> None:
    failing = alarm(
        statistic="Sum",
        threshold=0,
        missing="notBreaching",
        evaluation_periods=5,
        datapoints_to_alarm=1,
    )
    assert failing.seeing([ago(299, 1)], NOW).state is ALARM
    assert failing.seeing([ago(301, 1)], NOW).state is OK


def test_a_count_that_falls_silent_fires_only_when_every_period_is_empty() -> None:
    silent = alarm(
        statistic="SampleCount",
        comparison="LessThanThreshold",
        threshold=1,
        missing="breaching",
        evaluation_periods=5,
        datapoints_to_alarm=5,
    )
    assert silent.seeing([ago(299, 1)], NOW).state is OK
    assert silent.seeing([ago(301, 1)], NOW).state is ALARM
