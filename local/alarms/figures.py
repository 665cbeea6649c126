"""Publishes what AWS measures by itself and ministack does not: queues, and functions that failed.

ministack counts throttles, and the errors of functions that are invoked directly; not those of
functions that a queue or the API calls.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from local.web import SECONDS, session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from local.cloud.aws import Aws

# A throttled call is logged alike, without a type of error.
_FAILED = re.compile(r"ESM: Lambda (\S+) failed processing .* \(errorType=(?!None )\S+ ")


class Figures:
    """Measures queues and failures of one stack."""

    def __init__(self, aws: Aws, queues: Sequence[str], log: Path) -> None:
        """Measure the queues with these addresses; `log` is what ministack prints."""
        self._aws = aws
        self._queues = queues
        self._log = log
        self._read_to = log.stat().st_size if log.exists() else 0
        self._failed: Counter[str] = Counter()
        self._empty: set[str] = set()
        self._lock = threading.Lock()

    def function_failed(self, function: str) -> None:
        """Count a call that a function failed on."""
        with self._lock:
            self._failed[function] += 1

    def publish(self) -> None:
        """Publish the figures of this moment."""
        self._read_log()
        queues = [datum for url in self._queues for datum in self._queue(url)]
        if queues:
            self._aws.cloudwatch.put_metric_data(Namespace="AWS/SQS", MetricData=queues)
        with self._lock:
            failed, self._failed = self._failed, Counter()
        if failed:
            data = [_datum("Errors", count, "FunctionName", name) for name, count in failed.items()]
            self._aws.cloudwatch.put_metric_data(Namespace="AWS/Lambda", MetricData=data)

    def _queue(self, url: str) -> Iterator[Any]:
        """Measure a queue; one that is empty and was it before says nothing, as in AWS."""
        name = url.rpartition("/")[2]
        now = time.time()
        messages = self._messages(url)
        if not messages and url in self._empty:
            return
        (self._empty.discard if messages else self._empty.add)(url)
        visible = sum(message["IsVisible"] for message in messages)
        oldest = min((message["SentTimestamp"] for message in messages), default=now)
        yield _datum("ApproximateNumberOfMessagesVisible", visible, "QueueName", name)
        yield _datum("ApproximateAgeOfOldestMessage", max(now - oldest, 0), "QueueName", name)

    def _messages(self, url: str) -> list[Any]:
        """Look into a queue without receiving."""
        address = f"{self._aws.endpoint}/_ministack/sqs/messages"
        answer = session().get(address, params={"QueueUrl": url}, timeout=SECONDS)
        found: dict[str, dict[str, dict[str, list[Any]]]] = answer.json()["messages"]
        return [
            message
            for regions in found.values()
            for queues in regions.values()
            for messages in queues.values()
            for message in messages
        ]

    def _read_log(self) -> None:
        with self._log.open("rb") as log:
            log.seek(self._read_to)
            new = log.read()
        whole = new[: new.rfind(b"\n") + 1]
        self._read_to += len(whole)
        for function in _FAILED.findall(whole.decode(errors="replace")):
            self.function_failed(function)


def _datum(metric: str, value: float, dimension: str, name: str) -> Any:  # noqa: ANN401
    return {
        "MetricName": metric,
        "Dimensions": [{"Name": dimension, "Value": name}],
        "Value": value,
    }
