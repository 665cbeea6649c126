from local.stack import Stack
from tests.e2e.client import Client, hand_over, new_document, path_of, put_event
from tests.support.polling import until


def waiting(stack: Stack, queue: str) -> int:
    return stack.queues()[queue]["waiting"]


def test_a_message_that_cannot_be_read_is_set_aside_and_harms_no_other(
    stack: Stack, controller: Client
) -> None:
    document = new_document()
    hand_over(stack, controller, document)
    stack.aws.sqs.send_message(
        QueueUrl=stack.outputs["SyncQueueUrl"],
        MessageBody="this is no hint",
        MessageGroupId=stack.login.account,
        MessageDeduplicationId=document["entity"],
    )
    sync_id = controller.call("POST", f"{path_of(document)}/syncs").json()["sync_id"]
    assert controller.finished(sync_id)["status"] == "COMPLETED"
    until(lambda: waiting(stack, "SyncDeadLetterQueue") == 1)

    assert "1 moved" in stack.operate("redrive", "--queue", "sync")
    until(lambda: waiting(stack, "SyncDeadLetterQueue") == 1)
    assert waiting(stack, "SyncQueue") == 0


def test_a_hand_over_with_faults_is_set_aside_and_one_that_comes_twice_is_one(
    stack: Stack, controller: Client
) -> None:
    faulty, good = new_document(), new_document()
    faulty["entries"] = faulty["entries"][:-1]
    put_event(stack, faulty)
    put_event(stack, good)
    put_event(stack, good)
    until(lambda: waiting(stack, "PeriodClosedDeadLetterQueue") == 1)
    until(lambda: controller.call("GET", path_of(good)).status_code == 200)
    until(lambda: not any(stack.queues()["PeriodClosedQueue"].values()))
    assert controller.get(path_of(good))["revision"] == 1
    assert controller.call("GET", path_of(faulty)).status_code == 404
