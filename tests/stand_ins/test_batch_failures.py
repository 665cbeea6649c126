"""What becomes of a message whose function reports it as failed, alike on every stand-in."""

import io
import json
import zipfile
from collections import defaultdict
from functools import partial
from typing import Any

from simulation.strikes import Schedule
from simulation.world import World
from tests.stand_ins.clouds import OnMinistack
from tests.support.polling import until

HIDDEN_SECONDS = 3
"""Longer than a started function takes, so that no message comes back while it is in work."""
STARTING = "so that the function has started"
BODIES = ("good", "bad once", "bad always")
EXPECTED = {"good": [1], "bad once": [1, 2], "bad always": [1, 2]}
FUNCTION = """
import boto3, json, os

def handler(event, context):
    record = event["Records"][0]
    receives = int(record["attributes"]["ApproximateReceiveCount"])
    told = json.dumps([record["body"], receives])
    boto3.client("sqs").send_message(QueueUrl=os.environ["TOLD"], MessageBody=told)
    bad = record["body"] == "bad always" or (record["body"] == "bad once" and receives == 1)
    return {"batchItemFailures": [{"itemIdentifier": record["messageId"]}] if bad else []}
"""


class Functions:
    """Stands where the simulation's processes do, with the function above."""

    def __init__(self) -> None:
        self.seen: dict[str, list[int]] = defaultdict(list)

    def call(self, function: str, event: Any, held: Any = None) -> Any:
        del function, held
        [record] = event["Records"]
        body = record["body"]
        self.seen[body].append(int(record["attributes"]["ApproximateReceiveCount"]))
        bad = body == "bad always" or (body == "bad once" and len(self.seen[body]) == 1)
        return {"batchItemFailures": [{"itemIdentifier": record["messageId"]}] if bad else []}


def test_in_the_simulation() -> None:
    world, functions = World(Schedule()), Functions()
    world.processes = functions  # type: ignore[assignment]
    for body in BODIES:
        world.queues.send("results", world.clock.ms, {"MessageBody": body})
    world.run_until_quiet()

    assert functions.seen == EXPECTED | {"bad always": [1, 2, 3, 4, 5]}
    assert [m.body for m in world.queues.by_url["result-dead"].messages] == ["bad always"]
    assert world.queues.by_url["results"].messages == []


def test_on_ministack(ministack: OnMinistack) -> None:
    queue = ministack.queue(fifo=False, receives_max=2, hidden_seconds=HIDDEN_SECONDS)
    told = ministack.queue(fifo=False)
    ministack.run_for_each_message(queue, _packed(), {"TOLD": told.url})
    seen: dict[str, list[int]] = defaultdict(list)

    def has_come(body: str) -> bool:
        while (message := ministack.receive(told.url)) is not None:
            name, receives = json.loads(message["Body"])
            seen[name].append(receives)
            ministack.sqs.delete_message(QueueUrl=told.url, ReceiptHandle=message["ReceiptHandle"])
        return bool(seen[body]) if body == STARTING else seen[body] == EXPECTED[body]

    for body in (STARTING, *BODIES):
        ministack.sqs.send_message(QueueUrl=queue.url, MessageBody=body)
        until(partial(has_come, body), 60)
    letter = until(lambda: ministack.receive(queue.dead_url), 60)
    assert has_come("good")
    assert {body: seen[body] for body in BODIES} == EXPECTED
    assert letter is not None
    assert letter["Body"] == "bad always"
    assert ministack.receive(queue.dead_url) is None


def _packed() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("app.py", FUNCTION)
    return content.getvalue()
