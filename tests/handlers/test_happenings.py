import inspect
import json
import logging
from collections import Counter
from collections.abc import Callable
from typing import Any

import boto3
import pytest

from period_sync.adapters.dynamodb.syncs import DynamoSyncs
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.adapters.dynamodb.told_syncs import ToldSyncs
from period_sync.adapters.happenings_log import MESSAGE, HappeningsLog
from period_sync.application.ports import Syncs
from period_sync.domain.correlation import LENGTH, correlation_id
from period_sync.domain.happening import Happening
from period_sync.observability import logger
from tests.protocol.driver import retry, run_until_ended, start
from tests.support.netsuite_client import secret_of
from tests.support.product import Product

LINES = "period-sync"


@pytest.fixture
def ready(product: Product) -> Product:
    product.ready()
    return product


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], list[Any]]:
    caplog.set_level(logging.INFO, LINES)
    return lambda: [record for record in caplog.records if record.message == MESSAGE]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Put]:
    """Every row that is written, in order; a transaction that fails writes none."""
    puts: list[Put] = []
    transact = StateTable.transact

    def watched(table: StateTable, *writes: Any) -> None:
        transact(table, *writes)
        puts.extend(write for write in writes if isinstance(write, Put))

    monkeypatch.setattr(StateTable, "transact", watched)
    return puts


def changes_of(written: list[Put]) -> Counter[tuple[str, ...]]:
    """What changed in the rows of syncs and journals, told from the rows alone."""
    found: Counter[tuple[str, ...]] = Counter()
    rows: dict[tuple[str, str], Any] = {}
    for item in (put.item for put in written):
        old = rows.get((item["pk"], item["sk"]))
        rows[item["pk"], item["sk"]] = item
        if "#JOURNALS#" in item["pk"] and old is not None:
            if (old["status"], old["attempt"]) != (item["status"], item["attempt"]):
                found["journal", item["external_id"], str(item["attempt"]), item["status"]] += 1
        elif item["sk"].startswith("SYNC#"):
            found.update(("sync", item["sk"][5:], name) for name in names_of(old, item))
    return found


def names_of(old: Any, new: Any) -> list[str]:
    if old is None:
        return ["requested"]
    names = []
    if old["stage"] != "ENDED" and new["stage"] == "ENDED":
        names.append("ended")
    elif old.get("successor_id") != new.get("successor_id"):
        names.append("retired")
    elif old["epoch"] != new["epoch"]:
        names.append("claimed")
    elif old["stage"] != new["stage"]:
        names.append("stage")
    if old["announced_result_no"] != new["announced_result_no"]:
        names.append("announced")
    if new["stage"] != "ENDED" and "claim_message_id" in old and "claim_message_id" not in new:
        names.append("waits")
    return names


def changes_told(records: list[Any]) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for record in records:
        if record.happening == "journal":
            found["journal", record.journal, str(record.attempt), record.facts["after"]] += 1
        elif record.happening != "mailed":
            found["sync", record.sync_id, record.happening] += 1
    return found


@pytest.mark.parametrize(
    "fault",
    [
        None,
        "503:nth=3",
        "429:route=journalEntry,nth=1,retry_after=60",
        "save-and-400:route=journalEntry,nth=1",
        "commit-late:route=journalEntry,nth=2,wait=600",
        "drop-before:route=journalEntry,nth=1",
    ],
)
def test_each_transition_is_told_once_whatever_netsuite_does(
    ready: Product, told: Callable[[], list[Any]], written: list[Put], fault: str | None
) -> None:
    if fault is not None:
        ready.netsuite.add_fault(fault)
    sync_id = start(ready, entries=3)
    status = run_until_ended(ready, sync_id, seconds=2 * 3600)
    if status == "FAILED":
        run_until_ended(ready, retry(ready, sync_id))
    records = told()
    assert changes_told(records) == changes_of(written)
    assert Counter(r.sync_id for r in records if r.happening == "mailed") == Counter(
        {r.sync_id: 1 for r in records if r.happening == "ended"}
    )
    for record in records:
        assert (record.tenant, record.period) == ("halcyon", "halcyon/2026-10")
        assert record.epoch >= (0 if record.happening == "requested" else 1)
        assert len(record.correlation_id) == LENGTH


def test_a_request_can_be_followed_to_the_memo_in_netsuite_and_to_the_mail(
    ready: Product, told: Callable[[], list[Any]]
) -> None:
    sync_id = start(ready, entries=1)
    asked = ready.call("GET", f"/v1/syncs/{sync_id}").body["correlation_id"]
    sqs = boto3.client("sqs")
    messages = {}
    for queue, function in (("SyncQueue", "journal_poster"), ("ResultQueue", "result_notifier")):
        [message] = sqs.receive_message(QueueUrl=ready.cloud.queues[queue])["Messages"]
        messages[queue] = json.loads(message["Body"])["correlation_id"]
        assert ready.deliver(function, message["Body"]) == []
    assert messages == {"SyncQueue": asked, "ResultQueue": asked}
    [journal] = ready.netsuite.journals()
    assert f", request {asked} · ps-" in journal["memo"]
    assert len(journal["memo"]) < 999
    assert {record.correlation_id for record in told()} == {asked}
    assert told()[-1].happening == "mailed"


def test_the_sweeper_sends_the_same_id_again(ready: Product) -> None:
    sync_id = start(ready, entries=1)
    boto3.client("sqs").purge_queue(QueueUrl=ready.cloud.queues["SyncQueue"])
    ready.clock.pause(601)
    assert ready.sweep() == 1
    found = boto3.client("sqs").receive_message(QueueUrl=ready.cloud.queues["SyncQueue"])
    sent = json.loads(found["Messages"][0]["Body"])["correlation_id"]
    assert sent == ready.call("GET", f"/v1/syncs/{sync_id}").body["correlation_id"]


def test_each_press_has_an_id_of_its_own_and_the_running_sync_keeps_its_first(
    ready: Product,
) -> None:
    ready.netsuite.change_record("accountingperiod", 415, closed=True)
    first = start(ready)
    again = ready.call("POST", "/v1/periods/halcyon/2026-10/syncs").body
    assert again["sync_id"] == first
    ready.run()
    second = retry(ready, first)
    ids = [ready.call("GET", f"/v1/syncs/{n}").body["correlation_id"] for n in (first, second)]
    assert again["correlation_id"] == ids[0] != ids[1]


def test_a_timeline_tells_time_epoch_journal_and_attempt(ready: Product) -> None:
    ready.netsuite.add_fault("429:route=journalEntry,nth=1,retry_after=60")
    sync_id = start(ready, entries=1)
    run_until_ended(ready, sync_id)
    steps = ready.call("GET", f"/v1/syncs/{sync_id}/timeline").body["items"]
    [journal] = ready.call("GET", f"/v1/syncs/{sync_id}/journals").body["items"]
    sending = [step for step in steps if step["text"].startswith("Sending the journal")]
    assert [(step["attempt"], step["epoch"]) for step in sending] == [(1, 1), (2, 2)]
    assert {step["journal"] for step in sending} == {journal["external_id"]}
    assert journal["attempt"] == 2
    assert steps[0]["journal"] is None
    assert all(step["at"] for step in steps)


def test_no_text_can_begin_another_line_and_every_line_is_json() -> None:
    hostile = 'x\n{"level":"CRITICAL"}\r\u2028\u2029\x1b[31m"}'
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            formatted = logger.registered_formatter.format(record)
            lines.append(formatted)

    keep = Keep()
    logger.addHandler(keep)
    try:
        HappeningsLog().tell(
            Happening("waits", hostile, hostile, hostile, 1, "a", facts={"why": hostile})
        )
    finally:
        logging.getLogger(LINES).removeHandler(keep)
    [line] = lines
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["facts"] == {"why": hostile}


def test_no_secret_and_no_amount_is_told(ready: Product, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, LINES)
    run_until_ended(ready, start(ready))
    ours = [record.__dict__ for record in caplog.records if record.name.startswith("period")]
    logged = json.dumps(ours, default=str)
    secrets = secret_of(ready.netsuite.credentials).values()
    assert not [value for value in (*secrets, "Authorization", "100.15") if value in logged]


def test_every_write_that_changes_a_sync_is_told() -> None:
    changing = {
        name
        for name, method in inspect.getmembers(Syncs, inspect.isfunction)
        if {"old", "new"} <= set(inspect.signature(method).parameters)
    }
    assert {"claim", "advance", "end"} <= changing
    told = {name for name in changing if getattr(ToldSyncs, name) is not getattr(DynamoSyncs, name)}
    assert told == changing


def test_an_id_is_short_plain_and_the_same_for_the_same_request() -> None:
    assert correlation_id("a") == correlation_id("a") != correlation_id("b")
    assert len(correlation_id("\n" * 1000)) == LENGTH
