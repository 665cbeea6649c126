"""Moves the messages of a dead-letter queue back to where they came from."""

import uuid
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

_NOT_OFFERED = {
    "AWS.SimpleQueueService.UnsupportedOperation",
    "InvalidAction",
    "UnsupportedOperation",
}


def redrive(client: "SQSClient", dead_letter_url: str, queue_url: str) -> int | None:
    """Move all messages back; returns how many, or None where SQS moves them on its own time.

    Safe any number of times: a hint only asks to look at a row.
    """
    try:
        client.start_message_move_task(
            SourceArn=_arn(client, dead_letter_url), DestinationArn=_arn(client, queue_url)
        )
    except ClientError as error:
        if error.response["Error"]["Code"] not in _NOT_OFFERED:
            raise
        return _move(client, dead_letter_url, queue_url)
    return None


def _move(client: "SQSClient", dead_letter_url: str, queue_url: str) -> int:
    """Receive and send one by one, where a stand-in has no move task.

    A message is deleted only after its copy was sent: a crash between sends it twice. Only as
    many are moved as lay there at first, because what can't be read comes back at once.
    """
    moved, most = 0, _depth(client, dead_letter_url)
    while moved < most:
        found = client.receive_message(
            QueueUrl=dead_letter_url,
            MaxNumberOfMessages=min(10, most - moved),
            WaitTimeSeconds=1,
            MessageSystemAttributeNames=["MessageGroupId"],
        ).get("Messages", [])
        if not found:
            break
        for message in found:
            _send(client, queue_url, message)
            client.delete_message(QueueUrl=dead_letter_url, ReceiptHandle=message["ReceiptHandle"])
            moved += 1
    return moved


def _depth(client: "SQSClient", queue_url: str) -> int:
    answer = client.get_queue_attributes(
        QueueUrl=queue_url, AttributeNames=["ApproximateNumberOfMessages"]
    )
    return int(answer["Attributes"]["ApproximateNumberOfMessages"])


def _send(client: "SQSClient", queue_url: str, message: "MessageTypeDef") -> None:
    if not queue_url.endswith(".fifo"):
        client.send_message(QueueUrl=queue_url, MessageBody=message["Body"])
        return
    client.send_message(
        QueueUrl=queue_url,
        MessageBody=message["Body"],
        MessageGroupId=message["Attributes"]["MessageGroupId"],
        # The first message's own id would be dropped as a repeat within five minutes.
        MessageDeduplicationId=uuid.uuid4().hex,
    )


def _arn(client: "SQSClient", queue_url: str) -> str:
    answer = client.get_queue_attributes(QueueUrl=queue_url, AttributeNames=["QueueArn"])
    return answer["Attributes"]["QueueArn"]
