"""Small periods, deaths at will, and an SQS that hands a dead worker's message out again."""

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient
from moto.dynamodb.models import dynamodb_backends

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.syncs import DynamoSyncs
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.adapters.netsuite.transport import Method, Transport
from period_sync.domain.journal import Journal
from period_sync.domain.sync import Sync
from tests.support.cloud import REGION
from tests.support.product import TENANT, Answer, Product

POSTER, NOTIFIER = "journal_poster", "result_notifier"
QUEUES = {"SyncQueue": POSTER, "ResultQueue": NOTIFIER}
VISIBILITY_SECONDS = 361
RECORD_ROUTE = "/record/v1/"


def entry(number: int, amount: str, lines: int = 2, entity: str = "halcyon") -> dict[str, Any]:
    """One balanced entry of `lines` lines, which must be even."""
    pairs = [({"debit": amount}, "6200"), ({"credit": amount}, "2010")] * (lines // 2)
    return {
        "entry_id": f"E-{number}",
        "subsidiary": "Halcyon GmbH",
        "currency": "EUR",
        "date": "2026-10-31",
        "memo": f"Entry {number}",
        "lines": [{"account": name, "lease_id": f"{entity}-1", **side} for side, name in pairs],
    }


def small_document(entity: str = "halcyon", entries: int = 2, **changed: Any) -> dict[str, Any]:
    """A period of a few entries of 2 and 4 lines."""
    made = [entry(n, f"{n}00.{n}5", 2 * n if n <= 2 else 2, entity) for n in range(1, entries + 1)]
    debit = sum(
        (Decimal(line.get("debit", "0")) for item in made for line in item["lines"]), Decimal(0)
    )
    return {
        "entity": entity,
        "period_id": "2026-10",
        "name": "Oct 2026",
        "start_date": "2026-10-01",
        "end_date": "2026-10-31",
        "closed_at": "2026-11-03T08:15:27Z",
        "closed_by": "controller@halcyon.example",
        "control": {
            "leases": 1,
            "entries": len(made),
            "lines": sum(len(item["lines"]) for item in made),
            "debit": {"EUR": f"{debit}"},
        },
        "entries": made,
    } | changed


def period_path(entity: str = "halcyon") -> str:
    return f"/v1/periods/{entity}/2026-10"


def start(product: Product, entity: str = "halcyon", entries: int = 2) -> str:
    """Hand a small period over, press Sync, and return the sync's id."""
    assert product.hand_over(small_document(entity, entries)) == []
    asked = product.call("POST", f"{period_path(entity)}/syncs")
    assert asked.status == 202, asked.body
    return str(asked.body["sync_id"])


def retry(product: Product, sync_id: str) -> str:
    asked = product.call("POST", f"/v1/syncs/{sync_id}/retry")
    assert asked.status == 202, asked.body
    return str(asked.body["sync_id"])


def decide(
    product: Product, sync_id: str, kind: str, *codes: str, user: str = "controller", **more: Any
) -> Answer:
    """Answer all problems of a sync that have one of the codes."""
    items = product.call("GET", f"/v1/syncs/{sync_id}/problems").body["items"]
    named = [item["problem_id"] for item in items if item["code"] in codes]
    body = {"decision": kind, "problems": named, "reason": "because it is so", **more}
    return product.call("POST", f"/v1/syncs/{sync_id}/decisions", user, json.dumps(body))


def decided(product: Product, sync_id: str, kind: str, *codes: str, **more: Any) -> str:
    """Decide, and return the retry that takes effect of it."""
    answer = decide(product, sync_id, kind, *codes, **more)
    assert answer.status == 202, answer.body
    return str(answer.body["retry_sync_id"])


def sync_of(product: Product, sync_id: str) -> dict[str, Any]:
    found: dict[str, Any] = product.call("GET", f"/v1/syncs/{sync_id}").body
    return found


def status_of(product: Product, sync_id: str) -> str:
    return str(sync_of(product, sync_id)["status"])


def problem_codes(product: Product, sync_id: str) -> list[str]:
    items = product.call("GET", f"/v1/syncs/{sync_id}/problems").body["items"]
    return [item["code"] for item in items]


def journals_of(product: Product, sync_id: str) -> list[Journal]:
    """The journals' rows, in the plan's order; none before there is a plan."""
    return DynamoSyncs(product.table).journals(row_of(product, sync_id))


def steps_of(product: Product, sync_id: str) -> list[int]:
    items = product.call("GET", f"/v1/syncs/{sync_id}/timeline", limit="200").body["items"]
    return [item["step_no"] for item in items]


def booked(product: Product, sync_id: str) -> list[tuple[str, Decimal]]:
    """What the ledger holds under a sync's keys: key and debit of each journal."""
    ours = {journal.external_id for journal in journals_of(product, sync_id)}
    return sorted(
        (row["externalid"], sum((Decimal(str(x["debit"] or 0)) for x in row["lines"]), Decimal(0)))
        for row in product.netsuite.journals()
        if row["externalid"] in ours
    )


def planned(product: Product, sync_id: str) -> list[tuple[str, Decimal]]:
    return sorted((j.external_id, Decimal(j.total)) for j in journals_of(product, sync_id))


def row_of(product: Product, sync_id: str) -> Sync:
    return DynamoSyncs(product.table).sync(TENANT, sync_id)


def wait_until_due(product: Product, sync_id: str) -> None:
    """Let the time pass at which the sweeper sends a sync again."""
    due_at = row_of(product, sync_id).due_at
    if due_at is not None:
        left = (due_at - product.clock.now()).total_seconds()
        product.clock.pause(max(left, 0) + 1)


def run_until_ended(product: Product, sync_id: str, seconds: float = 3600) -> str:
    """Let time pass until a sync has ended and is mailed; return its status."""
    product.run()
    end = product.clock.now().timestamp() + seconds
    while row_of(product, sync_id).is_running:
        assert product.clock.now().timestamp() < end, row_of(product, sync_id)
        wait_until_due(product, sync_id)
        product.sweep()
        product.run()
    return str(row_of(product, sync_id).status)


def run_until_read_back_gives_up(product: Product, sync_id: str) -> str:
    """Let the ten minutes pass in which a journal that can't be seen is read again."""
    product.run()
    product.clock.pause(601)
    return run_until_ended(product, sync_id)


@contextmanager
def forgotten(product: Product) -> Iterator[None]:
    """Put the tables back to what they were, as moto copies them whole at each transaction.

    Only the numbers of syncs go on, so that none is given twice.
    """
    tables = dynamodb_backends["123456789012"][REGION].tables
    kept = {name: copy.deepcopy(table.items) for name, table in tables.items()}
    yield
    tenants = DynamoTenants(product.table)
    count = tenants.tenant(TENANT).sync_counter
    for name, items in kept.items():
        tables[name].items = items
    product.table.client.update_item(
        TableName=product.table.name,
        Key={name: {"S": value} for name, value in keys.tenant(TENANT)._asdict().items()},
        UpdateExpression="SET sync_counter = :count",
        ExpressionAttributeValues={":count": {"N": str(count)}},
    )


def close_record_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the role open no journal by its external id, so that only SuiteQL can show one."""
    monkeypatch.setattr(NetSuiteAccount, "by_external_id", lambda *_: None)


class Death(BaseException):
    """The end of a process: nothing of ours may catch it."""


Hook = Callable[[str, str], None]


@dataclass
class Boundary:
    """Calls `hook(moment, name)` before and after every call that leaves a function.

    It listens only while a handler runs: what the test itself asks of the cloud does not count.
    """

    hook: Hook | None = None
    inside: bool = False
    posts: list[dict[str, Any]] = field(default_factory=list)

    def meet(self, moment: str, name: str) -> None:
        if self.inside and self.hook is not None:
            self.hook(moment, name)

    @contextmanager
    def entered(self) -> Iterator[None]:
        before, self.inside = self.inside, True
        try:
            yield
        finally:
            self.inside = before


def watch(monkeypatch: pytest.MonkeyPatch, product: Product) -> Boundary:
    """Stand at the border of the product's handlers."""
    boundary = Boundary()
    client_class: Any = BaseClient
    call, send = client_class._make_api_call, Transport.send

    def watched_call(client: BaseClient, operation: str, parameters: dict[str, Any]) -> Any:
        boundary.meet("before", operation)
        answer = call(client, operation, parameters)
        boundary.meet("after", operation)
        return answer

    def watched_send(self: Transport, method: Method, url: str, *rest: Any) -> Any:
        name = f"{method} {'journal' if RECORD_ROUTE in url else 'query'}"
        boundary.meet("before", name)
        if name == "POST journal" and boundary.inside:
            boundary.posts.append(json.loads(rest[-1]))
        answer = send(self, method, url, *rest)
        boundary.meet("after", name)
        return answer

    monkeypatch.setattr(BaseClient, "_make_api_call", watched_call)
    monkeypatch.setattr(Transport, "send", watched_send)
    for name, handler in product.handlers.items():
        product.handlers[name] = _within(boundary, handler)
    return boundary


def _within(boundary: Boundary, handler: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def run(event: Any, context: Any) -> Any:
        if event.get("routeKey", "").startswith("GET "):
            return handler(event, context)
        with boundary.entered():
            return handler(event, context)

    return run


@dataclass(frozen=True)
class Message:
    """A message that was received and not deleted."""

    function: str
    body: str
    message_id: str
    receives: int = 1


@dataclass
class Queues:
    """SQS as far as it matters: a message whose worker died is handed out again, six minutes on."""

    product: Product

    def deliver_all(self) -> None:
        """Deliver until all queues are empty; a death is survived."""
        while message := self._next():
            while not self._survives(message):
                self.product.clock.pause(VISIBILITY_SECONDS)
                message = replace(message, receives=message.receives + 1)

    def take(self, queue: str = "SyncQueue") -> Message:
        """Take one message off a queue without delivering it."""
        found = self._receive(queue)
        assert found is not None
        return found

    def deliver(self, message: Message, seconds: float | None = None) -> list[str]:
        failed: list[str] = self.product.deliver(
            message.function, message.body, message.message_id, message.receives
        )
        if seconds is not None:
            self.product.clock.pause(seconds)
        return failed

    def _survives(self, message: Message) -> bool:
        try:
            return self.deliver(message) == []
        except Death:
            return False

    def _next(self) -> Message | None:
        return next((m for queue in QUEUES if (m := self._receive(queue)) is not None), None)

    def _receive(self, queue: str) -> Message | None:
        sqs, url = boto3.client("sqs"), self.product.cloud.queues[queue]
        found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1).get("Messages", [])
        if not found:
            return None
        sqs.delete_message(QueueUrl=url, ReceiptHandle=found[0]["ReceiptHandle"])
        return Message(QUEUES[queue], found[0]["Body"], found[0]["MessageId"])
