"""Hints to the poster, on the FIFO queue: one group per NetSuite account."""

import json
import logging
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_log = logging.getLogger(__name__)


class SqsHints:
    """Fulfils `HintQueue`."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def send(  # noqa: PLR0913
        self,
        tenant: str,
        kind: str,
        item_id: str,
        account: str,
        send_no: int,
        correlation_id: str | None = None,
    ) -> None:
        """Send a hint. A failure is left to the sweeper: the row says that work is due."""
        body = {
            "version": 1, "tenant": tenant, "kind": kind, "item_id": item_id, "send_no": send_no,
        }  # fmt: skip
        if correlation_id:
            body["correlation_id"] = correlation_id
        try:
            self._client.send_message(
                QueueUrl=self._queue_url,
                MessageBody=json.dumps(body),
                MessageGroupId=account,
                MessageDeduplicationId=f"{tenant}.{kind}.{item_id}.{send_no}",
            )
        except (BotoCoreError, ClientError):
            _log.warning("a hint was not sent", exc_info=True, extra={"item_id": item_id})
