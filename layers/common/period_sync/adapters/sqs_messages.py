"""What a worker does with a message that it can't use now, or never: put back, or set aside."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

GROUP = "set-aside"
REASON_CHARACTERS = 900


class SqsMessages:
    """One queue and its dead-letter queue, either of them FIFO or not."""

    def __init__(self, client: "SQSClient", queue_url: str | None, dead_letter_url: str) -> None:
        self._client = client
        self._queue_url = queue_url
        self._dead_letter_url = dead_letter_url

    def set_aside(self, body: str, message_id: str, reason: str) -> None:
        """Move a message that no repetition can mend straight to the dead-letter queue."""
        fifo = self._dead_letter_url.endswith(".fifo")
        place = {"MessageGroupId": GROUP, "MessageDeduplicationId": message_id} if fifo else {}
        self._client.send_message(
            QueueUrl=self._dead_letter_url,
            MessageBody=body,
            MessageAttributes={
                "reason": {"DataType": "String", "StringValue": reason[:REASON_CHARACTERS] or "?"}
            },
            **place,  # type: ignore[arg-type]
        )

    def put_back(self, body: str, seconds: int) -> None:
        """Send a message again after `seconds` (at most 900), so that no receive is counted."""
        if self._queue_url is None:
            raise ValueError("bug: this queue takes nothing back")
        self._client.send_message(QueueUrl=self._queue_url, MessageBody=body, DelaySeconds=seconds)
