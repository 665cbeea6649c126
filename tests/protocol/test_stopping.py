from typing import Any

import pytest

from period_sync.adapters.dynamodb.table import read_item
from tests.protocol.driver import (
    Death,
    Queues,
    booked,
    journals_of,
    period_path,
    planned,
    problem_codes,
    retry,
    row_of,
    run_until_ended,
    start,
    sync_of,
    watch,
)
from tests.support.product import Answer, Product


def stop(product: Product, sync_id: str, user: str = "controller") -> Answer:
    return product.call("POST", f"/v1/syncs/{sync_id}/stop", user=user)


def stop_after_the_first_post(product: Product, monkeypatch: pytest.MonkeyPatch) -> str:
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product, entries=3)
    asked: list[int] = []

    def press(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal") and not asked:
            asked.append(stop(product, sync_id).status)

    boundary.hook = press
    product.run()
    boundary.hook = None
    assert asked == [202]
    return sync_id


def test_a_stop_while_a_journal_is_being_sent_waits_for_its_outcome(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_id = stop_after_the_first_post(product, monkeypatch)
    sync = sync_of(product, sync_id)
    assert (sync["status"], sync["journals_posted"], sync["journals_total"]) == ("FAILED", 1, 3)
    assert [j.status for j in journals_of(product, sync_id)] == ["POSTED", "PLANNED", "PLANNED"]
    assert len(product.netsuite.journals()) == 1
    [problem] = product.call("GET", f"/v1/syncs/{sync_id}/problems").body["items"]
    assert problem["code"] == "OPS-04"
    assert problem["title"].startswith("controller@halcyon.example stopped this sync at 2026-")
    mail = product.mails()[-1]
    assert "1 of 3 journals posted" in mail.subject
    assert "Entry E-2: not sent<br>Entry E-3: not sent" in mail.body


def test_retry_goes_on_after_a_stop_and_posts_only_what_is_missing(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_id = stop_after_the_first_post(product, monkeypatch)
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "COMPLETED"
    assert booked(product, again) == planned(product, again)
    assert len(product.netsuite.journals()) == 3


def test_a_sync_that_queues_is_stopped_at_once_and_sends_nothing(product: Product) -> None:
    product.ready()
    sync_id = start(product)
    assert stop(product, sync_id).status == 202
    product.run()
    assert row_of(product, sync_id).status == "FAILED"
    assert problem_codes(product, sync_id) == ["OPS-04"]
    assert product.netsuite.request_count() == 0
    assert "nothing was posted" in product.mails()[-1].subject


def test_a_sync_that_waits_is_stopped_at_once(product: Product) -> None:
    product.ready()
    product.netsuite.add_fault("429:route=journalEntry,nth=1,retry_after=900")
    sync_id = start(product)
    product.run()
    before = row_of(product, sync_id)
    assert before.waiting is not None
    assert before.due_at is not None
    assert (before.due_at - product.clock.now()).total_seconds() > 600
    assert stop(product, sync_id).status == 202
    product.run()
    assert row_of(product, sync_id).status == "FAILED"


def test_a_stop_is_seen_by_a_worker_that_lets_go_while_it_is_asked(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The person saw a worker at work, which then wrote down that it waits.
    product.ready()
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("429:route=journalEntry,nth=1,retry_after=900")
    sync_id = start(product)
    asked: list[str] = []

    def press(moment: str, name: str) -> None:
        writes = (moment, name) == ("before", "TransactWriteItems")
        if writes and boundary.posts and not asked and _was_turned_away(product, sync_id):
            asked.append("pressed")
            assert stop(product, sync_id).status == 202

    boundary.hook = press
    product.run()
    assert asked
    assert row_of(product, sync_id).status == "FAILED"
    assert problem_codes(product, sync_id) == ["OPS-04"]


def _was_turned_away(product: Product, sync_id: str) -> bool:
    return journals_of(product, sync_id)[0].status == "PLANNED"


def test_a_stop_says_that_an_open_intent_is_unknown(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product)
    queues = Queues(product)
    message = queues.take()

    def die(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal"):
            raise Death

    boundary.hook = die
    with pytest.raises(Death):
        queues.deliver(message)
    boundary.hook = None
    product.clock.pause(601)
    assert stop(product, sync_id).status == 202
    product.run()
    assert row_of(product, sync_id).status == "FAILED"
    assert problem_codes(product, sync_id) == ["OPS-04", "DUP-02"]
    assert "Entry E-1: unknown whether it is in NetSuite" in product.mails()[-1].body
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "COMPLETED"
    assert booked(product, again) == planned(product, again)


def test_a_second_press_changes_nothing_and_the_first_is_named(product: Product) -> None:
    product.ready()
    sync_id = start(product)
    assert stop(product, sync_id).status == 202
    product.clock.pause(5)
    assert stop(product, sync_id).body["sync_id"] == sync_id
    product.run()
    [stopped] = [i for i in _audit(product) if i["action"] == "stop requested"]
    assert stopped["subject"] == sync_id
    assert stopped["by"]["email"] == "controller@halcyon.example"


def _audit(product: Product) -> list[dict[str, Any]]:
    found = product.table.client.scan(TableName=product.cloud.tables["AuditTable"])
    return [read_item(item) for item in found["Items"]]


def test_what_has_ended_can_not_be_stopped(product: Product) -> None:
    product.ready()
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    answer = stop(product, sync_id)
    assert (answer.status, answer.body["code"]) == (409, "NOT_RUNNING")


@pytest.mark.parametrize(
    ("user", "code"),
    [
        ("auditor", "FORBIDDEN"),
        ("administrator", "FORBIDDEN"),
        ("everything", "SEPARATION_OF_DUTIES"),
    ],
)
def test_only_who_may_sync_may_stop(product: Product, user: str, code: str) -> None:
    product.ready()
    sync_id = start(product)
    answer = stop(product, sync_id, user)
    assert (answer.status, answer.body["code"]) == (403, code)
    product.run()
    assert product.call("POST", f"{period_path()}/syncs").body["code"] == "ALREADY_COMPLETED"


def test_another_tenants_sync_can_not_be_stopped(product: Product) -> None:
    product.ready()
    assert stop(product, "other-1").status == 404
