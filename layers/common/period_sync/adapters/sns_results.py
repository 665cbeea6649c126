"""Announces results on the topic."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


class SnsResults:
    """Fulfils `Results`."""

    def __init__(self, client: "SNSClient", topic_arn: str) -> None:
        self._client = client
        self._topic_arn = topic_arn

    def publish(
        self, tenant: str, sync_id: str, result_no: int, status: str, correlation_id: str
    ) -> None:
        """Announce a result."""
        body = {
            "version": 1,
            "tenant": tenant,
            "sync_id": sync_id,
            "result_no": result_no,
            "correlation_id": correlation_id,
        }
        self._client.publish(
            TopicArn=self._topic_arn,
            Message=json.dumps(body),
            MessageAttributes={"status": {"DataType": "String", "StringValue": status}},
        )
