"""Invokes the sweeper as its schedule does, only more often: recovery then takes seconds."""

import json
import uuid
from datetime import UTC, datetime

from local.cloud.aws import ACCOUNT, REGION, Aws
from local.errors import LocalError

SECONDS = 2.0


def tick(aws: Aws, function: str) -> None:
    """Invoke the function with an event of the schedule's shape, and wait for its end.

    Raises:
        LocalError: the function failed.
    """
    event = {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/local-tick"],
        "detail": {},
    }
    answer = aws.functions.invoke(FunctionName=function, Payload=json.dumps(event).encode())
    if "FunctionError" in answer:
        raise LocalError(answer["Payload"].read().decode(errors="replace"))
