"""SQS, as hints, results and dead letters rest on it, alike on every stand-in."""

from contextlib import suppress
from typing import Any

import pytest
from botocore.exceptions import ClientError

from period_sync.adapters.sqs_hints import SqsHints
from period_sync.adapters.sqs_messages import SqsMessages
from period_sync.adapters.sqs_redrive import redrive
from tests.stand_ins.clouds import MadeQueue, StandIn


def send(cloud: StandIn, queue: MadeQueue, body: str, group: str = "", **more: Any) -> str:
    fifo = {"MessageGroupId": group, "MessageDeduplicationId": body} if group else {}
    sent = cloud.sqs.send_message(QueueUrl=queue.url, MessageBody=body, **{**fifo, **more})
    return str(sent["MessageId"])


def bodies(cloud: StandIn, url: str) -> list[str]:
    """Receive all that is visible."""
    found = []
    while (message := cloud.receive(url)) is not None:
        found.append(message["Body"])
    return found


def received(cloud: StandIn, url: str) -> dict[str, Any]:
    message = cloud.receive(url)
    assert message is not None
    return message


def delete(cloud: StandIn, queue: MadeQueue, message: dict[str, Any]) -> None:
    cloud.sqs.delete_message(QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"])


def count_of(message: dict[str, Any]) -> str:
    return str(message["Attributes"]["ApproximateReceiveCount"])


def waiting(cloud: StandIn, url: str) -> int:
    answer = cloud.sqs.get_queue_attributes(
        QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
    )
    return int(answer["Attributes"]["ApproximateNumberOfMessages"])


def test_a_group_comes_in_order_and_one_at_a_time(cloud: StandIn) -> None:
    queue = cloud.queue(fifo=True)
    for body, group in (("a1", "A"), ("a2", "A"), ("b1", "B")):
        send(cloud, queue, body, group)
    first = received(cloud, queue.url)
    second = received(cloud, queue.url)

    assert (first["Body"], second["Body"]) == ("a1", "b1")
    assert first["Attributes"]["MessageGroupId"] == "A"
    assert cloud.receive(queue.url) is None
    delete(cloud, queue, first)
    assert bodies(cloud, queue.url) == ["a2"]


def test_what_repeats_a_deduplication_id_is_dropped_even_after_the_first_is_gone(
    cloud: StandIn,
) -> None:
    queue = cloud.queue(fifo=True)
    first = send(cloud, queue, "once", "A")
    assert send(cloud, queue, "once", "A") == first
    delete(cloud, queue, received(cloud, queue.url))
    again = {"MessageDeduplicationId": "once"}
    send(cloud, queue, "another text", "B", **again)

    assert cloud.receive(queue.url) is None
    send(cloud, queue, "twice", "A")
    assert bodies(cloud, queue.url) == ["twice"]


def test_a_message_that_is_not_deleted_comes_back_before_its_followers(cloud: StandIn) -> None:
    queue = cloud.queue(fifo=True)
    for body in ("first", "second"):
        send(cloud, queue, body, "A")
    once = received(cloud, queue.url)
    cloud.pass_time(queue)
    twice = received(cloud, queue.url)

    assert twice["MessageId"] == once["MessageId"]
    assert (count_of(once), count_of(twice)) == ("1", "2")
    assert once["ReceiptHandle"] != twice["ReceiptHandle"]


def test_who_lost_a_message_cannot_delete_it(cloud: StandIn) -> None:
    queue = cloud.queue(fifo=True)
    send(cloud, queue, "body", "A")
    lost = received(cloud, queue.url)
    cloud.pass_time(queue)
    held = received(cloud, queue.url)
    # AWS documents no error for an old receipt; its FIFO queues give one, and ministack does.
    with suppress(ClientError):
        delete(cloud, queue, lost)
    cloud.pass_time(queue)
    third = received(cloud, queue.url)
    assert (third["MessageId"], count_of(third)) == (held["MessageId"], "3")
    delete(cloud, queue, third)
    cloud.pass_time(queue)

    assert cloud.receive(queue.url) is None


@pytest.mark.parametrize("fifo", [True, False])
def test_what_is_received_too_often_becomes_a_dead_letter_and_frees_its_group(
    cloud: StandIn, fifo: bool
) -> None:
    queue = cloud.queue(fifo=fifo, receives_max=2)
    group = "A" if fifo else ""
    sent = send(cloud, queue, "poison", group)
    for count in ("1", "2"):
        message = received(cloud, queue.url)
        assert count_of(message) == count
        cloud.pass_time(queue)
    send(cloud, queue, "next", group)

    assert bodies(cloud, queue.url) == ["next"]
    dead = received(cloud, queue.dead_url)
    assert (dead["Body"], dead["MessageId"]) == ("poison", sent)
    assert dead["Attributes"].get("MessageGroupId") == (group or None)


def test_dead_letters_go_back_as_new_messages(cloud: StandIn) -> None:
    queue = cloud.queue(fifo=True, receives_max=1)
    for body in ("one", "two"):
        send(cloud, queue, body, "A")
        received(cloud, queue.url)
        cloud.pass_time(queue)
        assert cloud.receive(queue.url) is None
    assert waiting(cloud, queue.dead_url) == 2
    redrive(cloud.sqs, queue.dead_url, queue.url)

    assert waiting(cloud, queue.dead_url) == 0
    first = received(cloud, queue.url)
    assert (first["Body"], count_of(first)) == ("one", "1")
    assert first["Attributes"]["MessageGroupId"] == "A"
    delete(cloud, queue, first)
    assert bodies(cloud, queue.url) == ["two"]


def test_only_what_can_be_received_is_waiting(cloud: StandIn) -> None:
    queue = cloud.queue(fifo=False)
    send(cloud, queue, "now")
    send(cloud, queue, "later", DelaySeconds=1)
    assert waiting(cloud, queue.url) == 1
    received(cloud, queue.url)
    assert waiting(cloud, queue.url) == 0
    assert cloud.receive(queue.url) is None
    cloud.pass_time(queue)

    assert waiting(cloud, queue.url) == 2
    assert sorted(bodies(cloud, queue.url)) == ["later", "now"]


def test_hints_are_one_for_each_send(cloud: StandIn) -> None:
    queue = cloud.queue(fifo=True)
    hints = SqsHints(cloud.sqs, queue.url)
    for send_no in (1, 1, 2):
        hints.send("halcyon", "sync", "halcyon-1", "7654321", send_no)

    assert waiting(cloud, queue.url) == 2


@pytest.mark.parametrize("fifo", [True, False])
def test_what_cannot_be_read_is_set_aside_once(cloud: StandIn, fifo: bool) -> None:
    queue = cloud.queue(fifo=fifo)
    messages = SqsMessages(cloud.sqs, queue.url, queue.dead_url)
    messages.set_aside("{", "message-1", "It is no JSON.")

    assert bodies(cloud, queue.dead_url) == ["{"]


def test_what_cannot_be_used_yet_is_put_back(cloud: StandIn) -> None:
    queue = cloud.queue(fifo=False)
    SqsMessages(cloud.sqs, queue.url, queue.dead_url).put_back("not yet", 1)
    assert cloud.receive(queue.url) is None
    cloud.pass_time(queue)

    assert count_of(received(cloud, queue.url)) == "1"
