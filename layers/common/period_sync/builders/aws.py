"""How patient the functions are with AWS, and the queues that several of them use."""

import boto3
from botocore.config import Config

from period_sync.adapters.sqs_hints import SqsHints
from period_sync.adapters.sqs_messages import SqsMessages

PATIENCE = Config(
    connect_timeout=3, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 4}
)


def hints(queue_url: str) -> SqsHints:
    """The queue of hints that rows may need work."""
    return SqsHints(boto3.client("sqs", config=PATIENCE), queue_url)


def messages(queue_url: str | None, dead_letter_url: str) -> SqsMessages:
    """What a function does with the messages of its queue that it can't use."""
    return SqsMessages(boto3.client("sqs", config=PATIENCE), queue_url, dead_letter_url)
