"""Reads what a function of the stack has logged."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

_PLATFORM = re.compile(r"(START|END|REPORT|INIT_START|INIT_REPORT) ")
_TROUBLE = re.compile(r'"level":"(ERROR|CRITICAL)"|Traceback|errorType|timed out|Unhandled|ERROR')


class _Logs(Protocol):
    """What is used of boto3's client of CloudWatch Logs."""

    def get_paginator(self, operation: str, /) -> Any:  # noqa: ANN401 - pages of dicts
        """Page through an operation."""


class FunctionLogs:
    """The logs of one stage's functions, by the functions' names in the repository."""

    def __init__(self, stacks: "CloudFormationClient", logs: _Logs, stage: str) -> None:
        self._stacks = stacks
        self._logs = logs
        self._stage = stage

    def lines(self, function: str, since: datetime, most: int) -> list[str]:
        """Return the newest lines: those that tell of trouble, if there are any, else all."""
        told = [line.rstrip() for line in self._all(function, since) if not _PLATFORM.match(line)]
        trouble = [line for line in told if _TROUBLE.search(line)]
        return (trouble or told)[-most:]

    def _all(self, function: str, since: datetime) -> list[str]:
        logical_id = "".join(word.title() for word in function.split("_")) + "Function"
        found = self._stacks.describe_stack_resource(
            StackName=f"period-sync-{self._stage}", LogicalResourceId=logical_id
        )
        name = found["StackResourceDetail"]["PhysicalResourceId"]
        pages = self._logs.get_paginator("filter_log_events").paginate(
            logGroupName=f"/aws/lambda/{name}", startTime=int(since.timestamp() * 1000)
        )
        events = [event for page in pages for event in page["events"]]
        return [event["message"] for event in sorted(events, key=lambda event: event["timestamp"])]
