"""Notes each expression that reaches DynamoDB, and whether it held."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

READING = ("KeyConditionExpression", "FilterExpression")


@dataclass
class Seen:
    """Conditions by what came of them, and every other expression."""

    others: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)


class Recorder:
    """Stands before a DynamoDB client."""

    def __init__(self, client: Any, seen: Seen) -> None:
        self._client = client
        self._seen = seen
        self.exceptions = client.exceptions

    def get_item(self, **asked: Any) -> Any:
        return self._client.get_item(**asked)

    def batch_get_item(self, **asked: Any) -> Any:
        return self._client.batch_get_item(**asked)

    def query(self, **asked: Any) -> Any:
        return self._reading(asked, self._client.query)

    def get_paginator(self, operation: str) -> "_Pages":
        return _Pages(self, self._client.get_paginator(operation))

    def update_item(self, **asked: Any) -> Any:
        condition = asked["ConditionExpression"]
        self._seen.others.add(asked["UpdateExpression"])
        try:
            answer = self._client.update_item(**asked)
        except ClientError:
            self._seen.failed.add(condition)
            raise
        self._seen.held.add(condition)
        return answer

    def transact_write_items(self, **asked: Any) -> Any:
        conditions = [
            next(iter(write.values()))["ConditionExpression"] for write in asked["TransactItems"]
        ]
        try:
            answer = self._client.transact_write_items(**asked)
        except ClientError as error:
            reasons = [reason["Code"] for reason in error.response["CancellationReasons"]]
            for condition, reason in zip(conditions, reasons, strict=True):
                if reason == "ConditionalCheckFailed":
                    self._seen.failed.add(condition)
            raise
        self._seen.held.update(conditions)
        return answer

    def _reading(self, asked: Mapping[str, Any], read: Callable[..., Any]) -> Any:
        self._seen.others.update(asked[kind] for kind in READING if kind in asked)
        return read(**asked)


class _Pages:
    def __init__(self, recorder: Recorder, pages: Any) -> None:
        self._recorder = recorder
        self._pages = pages

    def paginate(self, **asked: Any) -> Any:
        return self._recorder._reading(asked, self._pages.paginate)
