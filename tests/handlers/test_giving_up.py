import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest

from tests.support.product import SAMPLE, Product

PERIOD = "/v1/periods/halcyon/2026-10"


@pytest.fixture
def blocked(product: Product) -> Product:
    # Every worker dies of it: the stored document is not what its hash says.
    product.ready()
    product.hand_over()
    exchange_document(product, lambda body: body + b" ")
    product.call("POST", f"{PERIOD}/syncs")
    return product


def mend(product: Product) -> None:
    exchange_document(product, lambda body: body[:-1])


def exchange_document(product: Product, change: Callable[[bytes], bytes]) -> None:
    s3, bucket = boto3.client("s3"), product.cloud.bucket
    listed = s3.list_objects_v2(Bucket=bucket, Prefix="tenants/halcyon/documents/")
    [found] = listed["Contents"]
    body = s3.get_object(Bucket=bucket, Key=found["Key"])["Body"].read()
    s3.put_object(Bucket=bucket, Key=found["Key"], Body=change(body))


def hint(product: Product) -> dict[str, Any]:
    sqs, url = boto3.client("sqs"), product.cloud.queues["SyncQueue"]
    [message] = sqs.receive_message(QueueUrl=url)["Messages"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return dict(message)


def give_up(product: Product) -> str:
    message = hint(product)
    for receives in range(1, 6):
        failed = product.deliver(
            "journal_poster", message["Body"], message["MessageId"], receives=receives
        )
        assert failed == [message["MessageId"]]
    return str(message["Body"])


def test_the_fifth_receive_without_progress_ends_the_sync(blocked: Product) -> None:
    give_up(blocked)
    blocked.run()
    sync = blocked.call("GET", "/v1/syncs/halcyon-1").body
    assert sync["status"] == "FAILED"
    [problem] = blocked.call("GET", "/v1/syncs/halcyon-1/problems").body["items"]
    assert problem["code"] == "OPS-01"
    assert blocked.netsuite.journals() == []
    [mail] = blocked.mails()
    assert "Review Errors" in mail.body


def test_redriving_what_gave_up_is_a_retry(blocked: Product) -> None:
    body = give_up(blocked)
    mend(blocked)
    assert blocked.deliver("journal_poster", body) == []
    blocked.run()
    retry = blocked.call("GET", "/v1/syncs/halcyon-2").body
    assert retry["status"] == "COMPLETED"
    assert retry["previous_sync_id"] == "halcyon-1"
    assert len(blocked.netsuite.journals()) == 4
    steps = blocked.call("GET", "/v1/syncs/halcyon-1/timeline").body["items"]
    assert "Redriven by an operator" in steps[-1]["text"]


def test_redriving_any_number_of_times_posts_once(blocked: Product) -> None:
    body = give_up(blocked)
    mend(blocked)
    for _ in range(3):
        assert blocked.deliver("journal_poster", body) == []
        blocked.run()
    assert len(blocked.netsuite.journals()) == 4
    syncs = blocked.call("GET", f"{PERIOD}/syncs").body["items"]
    assert [sync["sync_id"] for sync in syncs] == ["halcyon-2", "halcyon-1"]


def test_redriving_what_was_retried_by_hand_changes_nothing(blocked: Product) -> None:
    body = give_up(blocked)
    mend(blocked)
    assert blocked.call("POST", "/v1/syncs/halcyon-1/retry").status == 202
    assert blocked.deliver("journal_poster", body) == []
    blocked.run()
    assert len(blocked.netsuite.journals()) == 4
    assert len(blocked.call("GET", f"{PERIOD}/syncs").body["items"]) == 2


def test_a_late_message_for_a_completed_sync_is_only_noted(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.call("POST", f"{PERIOD}/syncs")
    body = hint(product)["Body"]
    product.deliver("journal_poster", body)
    product.deliver("journal_poster", body)
    product.run()
    assert product.call("GET", "/v1/syncs/halcyon-1").body["status"] == "COMPLETED"
    assert len(product.netsuite.journals()) == 4
    assert len(product.mails()) == 1


def test_a_sync_without_progress_for_four_hours_is_ended_by_a_worker(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.netsuite.add_fault("503")
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    product.run_for(4.2 * 3600, step=600)
    sync = product.call("GET", "/v1/syncs/halcyon-1").body
    assert sync["status"] == "FAILED"
    [problem] = product.call("GET", "/v1/syncs/halcyon-1/problems").body["items"]
    assert (problem["code"], problem["details"]["why"]) == ("OPS-01", "no progress for 4 hours")


def test_a_sync_that_no_worker_can_end_is_ended_by_the_sweeper(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.netsuite.add_fault("503")
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    product.clock.pause(4.3 * 3600)
    product.sweep()
    assert product.call("GET", "/v1/syncs/halcyon-1").body["status"] == "FAILED"
    product.run()
    assert len(product.mails()) == 1


@pytest.mark.parametrize("function", ["journal_poster", "result_notifier", "period_closed"])
@pytest.mark.parametrize("body", ["no json", "[]", '{"version": 1}', json.dumps({"x": "y" * 99})])
def test_a_message_that_can_not_be_read_is_set_aside_at_once(
    product: Product, function: str, body: str
) -> None:
    queue = {
        "journal_poster": "SyncDeadLetterQueue",
        "result_notifier": "ResultDeadLetterQueue",
        "period_closed": "PeriodClosedDeadLetterQueue",
    }[function]
    assert product.deliver(function, body) == []
    [message] = boto3.client("sqs").receive_message(
        QueueUrl=product.cloud.queues[queue], MessageAttributeNames=["All"]
    )["Messages"]
    assert message["Body"] == body
    assert message["MessageAttributes"]["reason"]["StringValue"]


def test_a_hand_over_during_a_sync_is_taken_in_when_it_has_ended(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.call("POST", f"{PERIOD}/syncs")
    document = json.loads(SAMPLE.read_text())
    changed = document | {
        "name": "October 2026",
        "closed_at": "2026-11-09T08:00:00Z",
        "reopened_reason": "A lease was missing.",
    }
    refused = product.call("PUT", PERIOD, user="lease-system", body=json.dumps(changed))
    assert (refused.status, refused.body["code"]) == (409, "SYNC_RUNNING")
    assert product.hand_over(changed) == []
    assert product.call("GET", PERIOD).body["revision"] == 1
    product.run()
    assert product.delayed("PeriodClosedQueue") == 1
    assert product.hand_over(changed) == []
    assert product.call("GET", PERIOD).body["revision"] == 2
    answer = product.call("POST", f"{PERIOD}/syncs")
    assert (answer.status, answer.body["revision"]) == (202, 2)
