"""CloudWatch in memory: the figures that were published last."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulation import aws_errors
from simulation.boundaries import Boundaries
from simulation.strikes import IN_AWS


class CloudWatch:
    """Stands where boto3's CloudWatch client does."""

    def __init__(self, boundaries: Boundaries) -> None:
        self._boundaries = boundaries
        self.figures: dict[str, float] = {}

    def put_metric_data(self, Namespace: str, MetricData: Sequence[Mapping[str, Any]]) -> None:
        """Keep the newest value of each metric."""

        def effect() -> None:
            for datum in MetricData:
                self.figures[datum["MetricName"]] = datum["Value"]

        fail = aws_errors.failing("PutMetricData")
        self._boundaries.cross("cloudwatch.PutMetricData", Namespace, IN_AWS, fail, effect)
