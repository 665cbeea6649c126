from collections.abc import Callable
from typing import Any

import pytest

from tests.netsuite_simulator.client import Client
from tests.protocol.driver import (
    Boundary,
    booked,
    journals_of,
    planned,
    problem_codes,
    retry,
    run_until_ended,
    start,
    watch,
)
from tests.support.product import Product


@pytest.fixture
def boundary(product: Product, monkeypatch: pytest.MonkeyPatch) -> Boundary:
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    return watch(monkeypatch, product)


def after_the_post(boundary: Boundary, act: Callable[[], object]) -> None:
    """Let something happen once, after the first POST and before anybody looks."""

    def hook(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal") and len(boundary.posts) == 1:
            boundary.hook = None
            act()

    boundary.hook = hook


def newest(product: Product) -> dict[str, Any]:
    found: dict[str, Any] = product.netsuite.journals()[0]
    return found


def copied(boundary: Boundary, product: Product, **changed: Any) -> str:
    """Make a copy of what was posted, as a person does: with its memo, under no external id."""
    body = {**boundary.posts[0], **changed}
    body.pop("externalId")
    return Client(product.netsuite).created(body)


def notices(product: Product, sync_id: str) -> dict[str, str]:
    items = product.call("GET", f"/v1/syncs/{sync_id}/problems").body["items"]
    return {item["code"]: item["title"] for item in items}


def overwrite(product: Product) -> None:
    product.netsuite.change_journal(newest(product)["id"], externalid="imported-7")


def test_a_journal_whose_external_id_was_overwritten_is_found_by_the_key_in_its_memo(
    product: Product, boundary: Boundary
) -> None:
    product.netsuite.add_fault("drop-after:route=journalEntry,nth=1")
    sync_id = start(product, entries=1)
    after_the_post(boundary, lambda: overwrite(product))
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert len(boundary.posts) == 1
    [journal] = journals_of(product, sync_id)
    assert journal.internal_id == str(newest(product)["id"])
    assert notices(product, sync_id) == {
        "POST-08": "The external id of journal JE1003 was overwritten in NetSuite; "
        "it is now imported-7"
    }


def test_one_overwritten_after_a_refusal_is_found_too(product: Product, boundary: Boundary) -> None:
    product.netsuite.add_fault("save-and-400:route=journalEntry,nth=1")
    sync_id = start(product, entries=1)
    after_the_post(boundary, lambda: overwrite(product))
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert len(boundary.posts) == 1


def test_what_bears_the_key_in_its_memo_and_holds_something_else_is_neither_taken_nor_doubled(
    product: Product, boundary: Boundary
) -> None:
    product.netsuite.add_fault("drop-after:route=journalEntry,nth=1")
    sync_id = start(product, entries=1)

    def overwrite_and_edit() -> None:
        overwrite(product)
        product.netsuite.change_journal(newest(product)["id"], trandate="2026-10-30")

    after_the_post(boundary, overwrite_and_edit)
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["DUP-05"]
    assert len(boundary.posts) == 1
    product.netsuite.change_journal(newest(product)["id"], trandate="2026-10-31")
    assert run_until_ended(product, retry(product, sync_id)) == "COMPLETED"
    assert len(boundary.posts) == 1


def test_a_copy_of_ours_for_another_day_does_not_stand_for_the_journal(
    product: Product, boundary: Boundary
) -> None:
    sync_id = start(product, entries=1)
    product.netsuite.add_fault("drop-after:route=journalEntry,nth=1")
    november = {"tranDate": "2026-11-30", "postingPeriod": {"id": "416"}}
    after_the_post(boundary, lambda: copied(boundary, product, **november))
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


@pytest.mark.parametrize("fault", ["drop-after", "save-and-400"])
def test_an_equal_copy_is_reported_as_a_duplicate_until_it_is_gone(
    product: Product, boundary: Boundary, fault: str
) -> None:
    product.netsuite.add_fault(f"{fault}:route=journalEntry,nth=1")
    sync_id = start(product, entries=1)
    after_the_post(boundary, lambda: copied(boundary, product))
    assert run_until_ended(product, sync_id) == "FAILED"
    copy, original = (str(row["id"]) for row in product.netsuite.journals()[:2])
    assert notices(product, sync_id) == {
        "DUP-04": "The journal of entry E-1 is in NetSuite more than once: internal ids "
        f"{original}, {copy}"
    }
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "FAILED"
    assert problem_codes(product, again) == ["DUP-04"]
    product.netsuite.delete_journal(copy)
    assert run_until_ended(product, retry(product, again)) == "COMPLETED"
    assert len(boundary.posts) == 1


def test_two_journals_under_one_external_id_are_seen_by_the_read_back(
    product: Product, boundary: Boundary
) -> None:
    # NetSuite took one external id twice, which nobody has ruled out (fact 196).
    sync_id = start(product, entries=1)

    def take_it_twice() -> None:
        copy = copied(boundary, product)
        product.netsuite.change_journal(copy, externalid=boundary.posts[0]["externalId"])

    after_the_post(boundary, take_it_twice)
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["DUP-04"]
    original = product.netsuite.journals()[1]["id"]
    product.netsuite.delete_journal(original)
    # Either may be kept.
    assert run_until_ended(product, retry(product, sync_id)) == "COMPLETED"
    [journal] = journals_of(product, sync_id)
    assert journal.internal_id == str(newest(product)["id"])


def test_the_record_service_finds_what_suiteql_does_not_show(
    product: Product, boundary: Boundary
) -> None:
    # NetSuite says that the key is taken, and SuiteQL is silent.
    product.netsuite.grant(TRAN_JOURNAL="full")
    sync_id = start(product, entries=1)
    product.netsuite.add_fault("drop-before:route=journalEntry,nth=1")
    boundary.hook = lambda moment, name: (
        product.netsuite.add_fault("hide-rows:route=suiteql")
        if (moment, name) == ("after", "POST journal")
        else None
    )
    product.run()
    [lost] = journals_of(product, sync_id)
    assert lost.status == "UNKNOWN"
    body = boundary.posts[0]
    Client(product.netsuite).created(body)
    product.run_for(1800, step=60)
    [found] = journals_of(product, sync_id)
    assert found.internal_id == str(newest(product)["id"])
    boundary.hook = None
    product.netsuite.clear_faults()
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert len(boundary.posts) == 1
