"""Evaluates the deployed alarms again and again, and tells their topics of each change."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from local.alarms.evaluation import Alarm, Points, State

if TYPE_CHECKING:
    from local.cloud.aws import Aws

ALARMS_PER_CALL = 100


class AlarmWatch:
    """The alarms of one stack, with the state that each is in."""

    def __init__(self, aws: Aws) -> None:
        """Read the alarms as they are deployed; each is in INSUFFICIENT_DATA to begin with."""
        self._aws = aws
        self._lock = threading.Lock()
        now = time.time()
        answer = aws.cloudwatch.describe_alarms(MaxRecords=ALARMS_PER_CALL)
        self._alarms = {found["AlarmName"]: _alarm(found, now) for found in answer["MetricAlarms"]}
        self._fired: list[str] = []

    def evaluate(self) -> None:
        """Look at every metric once."""
        before = self.alarms()
        now = time.time()
        points = self._points(before, now)
        after = [alarm.seeing(points[number], now) for number, alarm in enumerate(before)]
        with self._lock:
            self._alarms = {alarm.name: alarm for alarm in after}
        for old, new in zip(before, after, strict=True):
            if new.state is not old.state:
                self._tell(old, new)

    def fired(self) -> set[str]:
        """Return the names of the alarms that have fired since the start, mended or not."""
        with self._lock:
            return set(self._fired)

    def alarms(self) -> list[Alarm]:
        """Return all alarms by name."""
        with self._lock:
            return sorted(self._alarms.values(), key=lambda alarm: alarm.name)

    def firing(self) -> set[str]:
        """Return the names of the alarms that fire."""
        return {alarm.name for alarm in self.alarms() if alarm.state is State.ALARM}

    def _points(self, alarms: list[Alarm], now: float) -> list[Points]:
        longest = max((alarm.seconds for alarm in alarms), default=0)
        answer = self._aws.cloudwatch.get_metric_data(
            MetricDataQueries=[_query(f"m{number}", alarm) for number, alarm in enumerate(alarms)],
            StartTime=datetime.fromtimestamp(now - longest - 1, UTC),
            EndTime=datetime.fromtimestamp(now, UTC),
        )
        found: dict[str, Points] = {
            result["Id"]: [
                (at.timestamp(), value)
                for at, value in zip(result["Timestamps"], result["Values"], strict=True)
            ]
            for result in answer["MetricDataResults"]
        }
        return [found.get(f"m{number}", []) for number in range(len(alarms))]

    def _tell(self, old: Alarm, new: Alarm) -> None:
        """Publish a change as CloudWatch does."""
        if new.state is State.ALARM:
            with self._lock:
                self._fired.append(new.name)
        body = {
            "AlarmName": new.name,
            "AlarmDescription": new.description,
            "OldStateValue": old.state,
            "NewStateValue": new.state,
        }
        for topic in new.actions.get(new.state, ()):
            self._aws.sns.publish(
                TopicArn=topic, Subject=f'{new.state}: "{new.name}"', Message=json.dumps(body)
            )


def _alarm(found: Any, now: float) -> Alarm:  # noqa: ANN401 - as CloudWatch describes it
    return Alarm(
        name=found["AlarmName"],
        description=found["AlarmDescription"],
        namespace=found["Namespace"],
        metric=found["MetricName"],
        dimensions={item["Name"]: item["Value"] for item in found["Dimensions"]},
        statistic=found["Statistic"],
        period=found["Period"],
        evaluation_periods=found["EvaluationPeriods"],
        datapoints_to_alarm=found.get("DatapointsToAlarm", found["EvaluationPeriods"]),
        threshold=found["Threshold"],
        comparison=found["ComparisonOperator"],
        missing=found["TreatMissingData"],
        actions={State.ALARM: found["AlarmActions"], State.OK: found["OKActions"]},
        since=now,
    )


def _query(name: str, alarm: Alarm) -> Any:  # noqa: ANN401 - one query of GetMetricData
    dimensions = [{"Name": key, "Value": value} for key, value in alarm.dimensions.items()]
    metric = {
        "Namespace": alarm.namespace,
        "MetricName": alarm.metric,
        "Dimensions": dimensions,
    }
    return {"Id": name, "MetricStat": {"Metric": metric, "Period": 1, "Stat": alarm.statistic}}
