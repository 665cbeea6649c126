"""Shows what lies in a dead-letter queue, and leaves it there."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from period_sync.application.ports import DeadLetter

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

SHOWN_MAX = 10


def dead_letters(client: "SQSClient", queue_url: str) -> tuple[int, Sequence[DeadLetter]]:
    """Count the messages, and show the first few; nobody is kept from them."""
    answer = client.get_queue_attributes(
        QueueUrl=queue_url, AttributeNames=["ApproximateNumberOfMessages"]
    )
    count = int(answer["Attributes"]["ApproximateNumberOfMessages"])
    if not count:
        return 0, ()
    found = client.receive_message(
        QueueUrl=queue_url,
        MaxNumberOfMessages=SHOWN_MAX,
        VisibilityTimeout=0,
        MessageSystemAttributeNames=["SentTimestamp"],
        MessageAttributeNames=["reason"],
    ).get("Messages", [])
    return count, [_letter(message) for message in found]


def _letter(message: "MessageTypeDef") -> DeadLetter:
    sent_at = datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC)
    reason = message.get("MessageAttributes", {}).get("reason")
    return DeadLetter(message["Body"], sent_at, reason and reason.get("StringValue"))
