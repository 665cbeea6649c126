from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from period_sync.adapters.dynamodb.pauses import DynamoPauses
from period_sync.domain.errors import Conflict, InvalidInput, NotFound
from period_sync.domain.pause import CONNECTIONS_MAX, REASON_LENGTH_MAX, Pause, Paused
from period_sync.domain.sync import Person
from tests.protocol.driver import run_until_ended, start, watch
from tests.support.clock import START
from tests.support.operator import operator_of, run
from tests.support.product import CONNECTION, TENANT, Product

WHY = "The chart of accounts is being changed"
BY = Person("arn", "arn:aws:sts::123456789012:assumed-role/Operators/jane")


@pytest.fixture
def ready(product: Product) -> Product:
    product.ready()
    return product


def operate(product: Product, *arguments: str) -> int:
    return run(operator_of(product), *arguments)


def pause(product: Product) -> None:
    operate(product, "pause", TENANT, CONNECTION, "--reason", WHY)


def sync_of(product: Product, sync_id: str = "halcyon-1") -> Any:
    return product.call("GET", f"/v1/syncs/{sync_id}").body


def audited(product: Product, action: str) -> Iterator[dict[str, Any]]:
    for item in boto3.client("dynamodb").scan(TableName=product.cloud.tables["AuditTable"])[
        "Items"
    ]:
        if item["action"]["S"] == action:
            yield item


@pytest.mark.parametrize("what", [(TENANT, CONNECTION), ("--all",)])
def test_a_paused_sync_sends_nothing_and_says_who_paused_and_why(
    ready: Product, what: tuple[str, ...]
) -> None:
    operate(ready, "pause", *what, "--reason", WHY)
    start(ready)
    ready.run()
    ready.run_for(1800, step=60)
    assert ready.netsuite.request_count("journalEntry") == 0
    sync = sync_of(ready)
    assert (sync["status"], sync["stage"], sync["journals_total"]) == ("IN_PROGRESS", "POSTING", 2)
    assert sync["doing"].startswith(f"Paused by an operator: {WHY} (operator@")
    operate(ready, "resume", *what)
    ready.run()
    assert sync_of(ready)["status"] == "COMPLETED"
    assert ready.netsuite.request_count("journalEntry") == 2


def test_the_audit_trail_of_each_tenant_says_who_paused_and_why(ready: Product) -> None:
    ready.make_tenant("other", "lease.other")
    operate(ready, "pause", "--all", "--reason", WHY)
    found = {item["tenant"]["S"]: item for item in audited(ready, "all connections paused")}
    assert set(found) == {TENANT, "other"}
    assert found[TENANT]["facts"]["M"] == {"reason": {"S": WHY}}
    assert found[TENANT]["by"]["M"]["email"]["S"] == "operator@periodsync.example"
    pause(ready)
    operate(ready, "resume", TENANT, CONNECTION)
    assert [item["subject"]["S"] for item in audited(ready, "connection paused")] == [CONNECTION]
    assert [item["subject"]["S"] for item in audited(ready, "connection resumed")] == [CONNECTION]


def test_a_pause_between_two_journals_holds_the_second(
    ready: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    boundary = watch(monkeypatch, ready)

    def after_the_first(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal"):
            boundary.hook = None
            with_outside(boundary, lambda: pause(ready))

    boundary.hook = after_the_first
    sync_id = start(ready)
    ready.run()
    assert len(ready.netsuite.journals()) == 1
    assert sync_of(ready, sync_id)["journals_posted"] == 1
    operate(ready, "resume", TENANT, CONNECTION)
    assert run_until_ended(ready, sync_id) == "COMPLETED"
    assert len(ready.netsuite.journals()) == 2


def with_outside(boundary: Any, act: Any) -> None:
    inside, boundary.inside = boundary.inside, False
    act()
    boundary.inside = inside


def test_one_post_costs_one_more_read_and_no_other_call(
    ready: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    boundary = watch(monkeypatch, ready)
    calls: list[str] = []
    boundary.hook = lambda moment, name: calls.append(name) if moment == "before" else None
    reads: list[Any] = []
    get = type(ready.table).get

    def counted(table: Any, key: Any) -> Any:
        reads.append(key)
        return get(table, key)

    monkeypatch.setattr(type(ready.table), "get", counted)
    start(ready, entries=3)
    ready.run()
    assert calls.count("POST journal") == 3
    assert [key.pk for key in reads].count("PAUSES") == 3


def test_what_was_sent_before_is_settled_and_verified_while_posting_is_paused(
    ready: Product,
) -> None:
    ready.netsuite.add_fault("commit-late:route=journalEntry,nth=1,wait=3600")
    sync_id = start(ready, entries=1)
    ready.run()
    assert sync_of(ready, sync_id)["journals_posted"] == 0
    pause(ready)
    assert ready.netsuite.commit_late_work() == 1
    assert run_until_ended(ready, sync_id) == "COMPLETED"


def test_a_sync_is_not_given_up_while_it_is_paused(ready: Product) -> None:
    pause(ready)
    start(ready)
    ready.run()
    ready.run_for(9 * 3600, step=300)
    assert sync_of(ready)["status"] == "IN_PROGRESS"
    # Nor by a sweeper that comes after long, nor by the first worker afterwards.
    ready.clock.pause(5 * 3600)
    ready.sweep()
    ready.run()
    assert sync_of(ready)["status"] == "IN_PROGRESS"
    operate(ready, "resume", TENANT, CONNECTION)
    ready.run()
    assert sync_of(ready)["status"] == "COMPLETED"


def test_time_before_and_after_a_pause_counts_towards_giving_up(ready: Product) -> None:
    ready.netsuite.add_fault("503")
    start(ready)
    ready.run()
    ready.run_for(3 * 3600, step=300)
    ready.netsuite.clear_faults()
    pause(ready)
    ready.run_for(3 * 3600, step=300)
    assert sync_of(ready)["stage"] == "POSTING"
    ready.netsuite.add_fault("503")
    operate(ready, "resume", TENANT, CONNECTION)
    ready.run()
    ready.run_for(3.5 * 3600, step=300)
    # Reaching the stage of posting was progress, so four hours count from there.
    assert sync_of(ready)["status"] == "IN_PROGRESS"
    ready.run_for(0.8 * 3600, step=300)
    assert sync_of(ready)["status"] == "FAILED"


def test_resuming_everything_leaves_a_connection_paused_by_itself(
    ready: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    pause(ready)
    operate(ready, "pause", "--all", "--reason", "maintenance")
    start(ready)
    ready.run()
    operate(ready, "resume", "--all")
    assert f"{TENANT}/{CONNECTION}: Paused by an operator: {WHY}" in capsys.readouterr().out
    ready.run()
    assert ready.netsuite.request_count("journalEntry") == 0
    operate(ready, "resume", TENANT, CONNECTION)
    operate(ready, "pause")
    assert "Nothing is paused." in capsys.readouterr().out
    ready.run()
    assert sync_of(ready)["status"] == "COMPLETED"


def test_a_sync_whose_waking_was_lost_goes_on_by_itself(ready: Product) -> None:
    pause(ready)
    start(ready)
    ready.run()
    pauses = DynamoPauses(ready.table)
    pauses.change(pauses.paused(), pauses.paused().without(f"{TENANT}/{CONNECTION}"), [])
    ready.run_for(960, step=60)
    assert sync_of(ready)["status"] == "COMPLETED"


def test_a_paused_sync_can_be_stopped(ready: Product) -> None:
    pause(ready)
    start(ready)
    ready.run()
    assert ready.call("POST", "/v1/syncs/halcyon-1/stop").status == 202
    ready.run()
    sync = sync_of(ready)
    assert (sync["status"], sync["journals_posted"]) == ("FAILED", 0)


def test_only_what_exists_can_be_paused_and_only_with_a_reason(ready: Product) -> None:
    with pytest.raises(NotFound):
        operate(ready, "pause", TENANT, "other", "--reason", WHY)
    for reason in ("", " ", "x" * (REASON_LENGTH_MAX + 1), "two\nlines"):
        with pytest.raises(InvalidInput):
            operate(ready, "pause", "--all", "--reason", reason)
    for arguments in (["pause", "--all"], ["pause", TENANT, "--reason", WHY], ["resume"]):
        with pytest.raises(InvalidInput):
            operate(ready, *arguments)
    assert DynamoPauses(ready.table).paused() == Paused()


def test_the_row_that_every_post_reads_stays_small() -> None:
    paused = Paused()
    for number in range(CONNECTIONS_MAX):
        paused = paused.having(f"tenant/{number}", Pause(BY, START, WHY))
    with pytest.raises(Conflict):
        paused.having("tenant/more", Pause(BY, START, WHY))
    assert paused.having("tenant/0", Pause(BY, START, "again")).version == CONNECTIONS_MAX + 1


def test_people_are_told_the_name_of_an_operator_and_not_the_account() -> None:
    told = str(Pause(BY, START, WHY))
    assert "(jane, since " in told
    assert "123456789012" not in told
