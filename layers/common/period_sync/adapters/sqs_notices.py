"""Asks the notifier, on its queue, for mails about connections."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SqsNotices:
    """Fulfils `Notices`."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def publish(self, tenant: str, connection_id: str, notice_no: int) -> None:
        """Ask for a mail. Raises botocore's errors, so that the caller tries again."""
        body = {
            "version": 1,
            "kind": "connection-notice",
            "tenant": tenant,
            "connection_id": connection_id,
            "notice_no": notice_no,
        }
        self._client.send_message(QueueUrl=self._queue_url, MessageBody=json.dumps(body))
