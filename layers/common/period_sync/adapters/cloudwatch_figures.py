"""Publishes figures as metrics of CloudWatch."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from period_sync.application.ports import Figure

NAMESPACE = "PeriodSync"
"""The only one that the sweeper may publish in; the dimension tells the stages apart."""


class CloudWatch(Protocol):
    """What is used of boto3's client."""

    def put_metric_data(
        self,
        *,
        Namespace: str,  # noqa: N803 - AWS's names
        MetricData: Sequence[Mapping[str, Any]],  # noqa: N803
    ) -> object:
        """Publish up to 1,000 metrics."""


class CloudWatchMeter:
    """Fulfils `Meter`."""

    def __init__(self, client: CloudWatch, stage: str) -> None:
        self._client = client
        self._dimensions = [{"Name": "Stage", "Value": stage}]

    def publish(self, figures: Mapping[Figure, float]) -> None:
        """Publish figures of the present instant, in one call."""
        self._client.put_metric_data(
            Namespace=NAMESPACE,
            MetricData=[
                {
                    "MetricName": figure,
                    "Dimensions": self._dimensions,
                    "Unit": "Seconds" if figure.startswith("Seconds") else "Count",
                    "Value": value,
                }
                for figure, value in figures.items()
            ],
        )
