import boto3
from botocore.stub import Stubber

from period_sync.adapters.sqs_redrive import redrive
from tests.support.cloud import REGION

DEAD, SOURCE = "https://sqs.example/dead.fifo", "https://sqs.example/source.fifo"


def test_where_sqs_offers_it_the_messages_are_moved_by_sqs_itself() -> None:
    client = boto3.client("sqs", region_name=REGION)
    with Stubber(client) as sqs:
        for url, name in ((DEAD, "dead"), (SOURCE, "source")):
            sqs.add_response(
                "get_queue_attributes",
                {"Attributes": {"QueueArn": f"arn:aws:sqs:us-east-1:123456789012:{name}.fifo"}},
                {"QueueUrl": url, "AttributeNames": ["QueueArn"]},
            )
        sqs.add_response(
            "start_message_move_task",
            {"TaskHandle": "task"},
            {
                "SourceArn": "arn:aws:sqs:us-east-1:123456789012:dead.fifo",
                "DestinationArn": "arn:aws:sqs:us-east-1:123456789012:source.fifo",
            },
        )
        assert redrive(client, DEAD, SOURCE) is None
        sqs.assert_no_pending_responses()
