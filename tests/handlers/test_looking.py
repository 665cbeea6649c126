import json
from datetime import timedelta
from typing import Any

import boto3
import pytest

from period_sync.adapters.dynamodb.table import StateTable
from period_sync.domain.errors import NotFound
from tests.protocol.driver import journals_of, run_until_ended, start, watch
from tests.support.operator import operator_of, run
from tests.support.product import CONNECTION, TENANT, Product

PROGRAM = "python -m period_sync.operate "


@pytest.fixture
def ready(product: Product, monkeypatch: pytest.MonkeyPatch) -> Product:
    product.ready()

    def no_scan(table: StateTable, sk: str) -> Any:
        raise AssertionError(f"the whole table {table.name} is read for {sk}")

    monkeypatch.setattr(StateTable, "scan", no_scan)
    return product


class Shown:
    """What a command printed."""

    def __init__(self, product: Product, capsys: pytest.CaptureFixture[str]) -> None:
        self._product = product
        self._capsys = capsys

    def __call__(self, *arguments: str) -> str:
        self._capsys.readouterr()
        assert run(operator_of(self._product), *arguments) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def shown(ready: Product, capsys: pytest.CaptureFixture[str]) -> Shown:
    return Shown(ready, capsys)


def found(product: Product) -> list[tuple[str, str, str]]:
    """What is stuck, whose, and the next command."""
    return [(item.what, item.tenant, item.next) for item in operator_of(product).stuck()]


def test_nothing_is_stuck_while_all_goes_well_nor_afterwards(ready: Product, shown: Shown) -> None:
    start(ready)
    assert shown("stuck") == "Nothing is stuck.\n"
    ready.run()
    ready.clock.pause(7200)
    assert shown("stuck") == "Nothing is stuck.\n"


def test_a_journal_that_nobody_knows_of_is_named_until_it_is_found(
    ready: Product, shown: Shown
) -> None:
    ready.netsuite.add_fault("commit-late:route=journalEntry,nth=1,wait=3600")
    sync_id = start(ready, entries=1)
    ready.run()
    [journal] = journals_of(ready, sync_id)
    assert found(ready) == []
    ready.clock.pause(21 * 60)
    assert found(ready) == [
        ("nobody knows whether a journal is booked", TENANT, f"show {journal.external_id}")
    ]
    told = shown("stuck")
    assert f"sync {sync_id}" in told
    assert f"{PROGRAM}show {journal.external_id}" in told
    assert "don't book it by hand" in shown("show", journal.external_id)
    ready.netsuite.commit_late_work()
    assert run_until_ended(ready, sync_id) == "COMPLETED"
    assert found(ready) == []


def test_a_worker_that_died_while_sending_leaves_a_journal_in_doubt(
    ready: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Death(BaseException):
        pass

    boundary = watch(monkeypatch, ready)

    def die(moment: str, name: str) -> None:
        if (moment, name) == ("before", "POST journal"):
            raise Death

    boundary.hook = die
    start(ready, entries=1)
    with pytest.raises(Death):
        ready.run()
    boundary.hook = None
    boundary.inside = False
    ready.clock.pause(31 * 60)
    assert [what for what, _, _ in found(ready)] == [
        "nobody knows whether a journal is booked",
        "no progress",
    ]


def test_a_sync_without_progress_is_named_with_what_it_waits_for(
    ready: Product, shown: Shown
) -> None:
    ready.netsuite.add_fault("503")
    sync_id = start(ready)
    ready.run()
    ready.clock.pause(31 * 60)
    assert found(ready) == [("no progress", TENANT, f"show {sync_id}")]
    assert "NetSuite can't be asked now" in shown("stuck")
    assert "NetSuite can't be asked now" in shown("show", sync_id)


def test_a_paused_sync_is_not_without_progress_but_waits_for_resume(ready: Product) -> None:
    operator = operator_of(ready)
    operator.pausing.pause(TENANT, CONNECTION, "counting")
    start(ready)
    ready.run()
    ready.clock.pause(2 * 3600)
    assert found(ready) == [("waits for the end of a pause", TENANT, f"resume {TENANT} main")]


def test_a_result_that_was_not_mailed_is_named(ready: Product) -> None:
    sync_id = start(ready)
    hints = boto3.client("sqs").receive_message(QueueUrl=ready.cloud.queues["SyncQueue"])
    ready.deliver("journal_poster", hints["Messages"][0]["Body"])
    assert found(ready) == []
    ready.clock.pause(11 * 60)
    assert found(ready) == [("nobody was told of a result", TENANT, "logs result_notifier")]
    boto3.client("sqs").purge_queue(QueueUrl=ready.cloud.queues["SyncQueue"])
    ready.run()
    assert found(ready) == []
    assert len(ready.mails()) == 1
    assert ready.call("GET", f"/v1/syncs/{sync_id}").body["status"] == "COMPLETED"


def test_dead_letters_are_shown_with_their_reason_and_stay_where_they_are(
    ready: Product, shown: Shown
) -> None:
    ready.deliver("journal_poster", json.dumps({"tenant": TENANT, "item_id": "x", "version": 9}))
    ready.deliver("period_closed", "no json")
    for _ in range(2):
        assert found(ready) == [
            ("dead letter of sync", TENANT, "redrive --queue sync"),
            ("dead letter of period-closed", "-", "redrive --queue period-closed"),
        ]
    assert "This is no HintMessage" in shown("stuck")


def test_a_login_that_netsuite_refused_is_named_until_a_test_passes(ready: Product) -> None:
    ready.replace_secret(token_secret="wrong")
    ready.clock.pause(61)
    start(ready)
    ready.run()
    expected = ("NetSuite refused our login", TENANT, f"connection test {TENANT} {CONNECTION}")
    assert expected in found(ready)
    ready.replace_secret()
    ready.clock.pause(61)
    ready.test_connection()
    assert expected not in found(ready)


def test_a_journal_is_found_by_its_key_by_netsuites_id_and_through_its_sync(
    ready: Product, shown: Shown
) -> None:
    ready.netsuite.add_fault("429:route=journalEntry,nth=1,retry_after=60")
    sync_id = start(ready, entries=2)
    run_until_ended(ready, sync_id)
    first, second = journals_of(ready, sync_id)
    by_sync, by_key = shown("show", sync_id), shown("show", first.external_id)
    assert shown("show", str(first.internal_id)) == by_key
    for words in ("attempt 1", "attempt 2", "epoch 1", "epoch 2", first.external_id):
        assert words in by_sync
        assert words in by_key
    assert second.external_id in by_sync
    assert second.external_id not in by_key
    asked = ready.call("GET", f"/v1/syncs/{sync_id}").body["correlation_id"]
    assert f"request {asked}" in by_sync
    evidence = {line.split()[1] for line in by_key.splitlines() if "  evidence " in line}
    assert len(evidence) >= 4
    for key in evidence:
        assert f"/{first.external_id}/" in key
        assert boto3.client("s3").get_object(Bucket=ready.cloud.bucket, Key=key)["Body"].read()


def test_a_retried_journal_shows_the_steps_of_both_syncs(ready: Product, shown: Shown) -> None:
    ready.netsuite.add_fault("commit-late:route=journalEntry,nth=1,wait=36000")
    first = start(ready, entries=1)
    ready.run()
    ready.netsuite.add_fault("hide-rows:route=suiteql")
    assert run_until_ended(ready, first, seconds=5 * 3600) == "FAILED"
    ready.netsuite.clear_faults()
    ready.netsuite.commit_late_work()
    second = ready.call("POST", f"/v1/syncs/{first}/retry").body["sync_id"]
    assert run_until_ended(ready, second) == "COMPLETED"
    [journal] = journals_of(ready, second)
    told = shown("show", str(journal.internal_id))
    assert told.index(f"{first}: ") < told.index(f"{second}: ")


def test_a_tenant_is_shown_and_what_is_not_there_is_said(ready: Product, shown: Shown) -> None:
    assert f"connection {CONNECTION}" in shown("show", TENANT)
    for what in ("999999", "ps-" + "a" * 52, "nobody", "nobody-1"):
        with pytest.raises(NotFound):
            run(operator_of(ready), "show", what)


def test_how_long_is_told(ready: Product, shown: Shown) -> None:
    ready.netsuite.add_fault("503")
    start(ready)
    ready.run()
    ready.clock.pause(timedelta(minutes=45).total_seconds())
    assert "(45 min)" in shown("stuck")
