"""Journals that were sent under one mapping, and found in NetSuite after it was corrected."""

from typing import Any

import pytest

from tests.protocol.driver import (
    booked,
    close_record_service,
    decided,
    journals_of,
    planned,
    problem_codes,
    retry,
    run_until_ended,
    small_document,
    start,
    watch,
)
from tests.support.product import Product


def in_doubt(product: Product, monkeypatch: pytest.MonkeyPatch, **line: str) -> str:
    """A sync that ended without knowing that NetSuite booked its one journal."""
    product.ready()
    first = small_document("first")
    assert product.hand_over(first) == []
    asked = product.call("POST", "/v1/periods/first/2026-10/syncs")
    assert run_until_ended(product, asked.body["sync_id"]) == "COMPLETED"
    document: dict[str, Any] = small_document(entries=1)
    for each in document["entries"][0]["lines"]:
        each.update(line)
    assert product.hand_over(document) == []
    sync_id = str(product.call("POST", "/v1/periods/halcyon/2026-10/syncs").body["sync_id"])
    with monkeypatch.context() as patched:
        close_record_service(patched)
        boundary = watch(patched, product)
        product.netsuite.add_fault("drop-after:route=journalEntry,nth=1")

        def blind(moment: str, name: str) -> None:
            if (moment, name) == ("after", "POST journal"):
                product.netsuite.add_fault("hide-rows:route=suiteql")

        boundary.hook = blind
        assert run_until_ended(product, sync_id) == "FAILED"
        boundary.hook = None
    assert problem_codes(product, sync_id) == ["DUP-02"]
    product.netsuite.clear_faults()
    return sync_id


def give_number_to_another(product: Product) -> int:
    """Let 6200 mean another account, for longer than a process keeps what it has seen."""
    product.netsuite.change_record("account", 250, acctnumber="6299")
    other = product.netsuite.add_record(
        "account", acctnumber="6200", fullname="Lease expense (new)", accttype="Expense"
    )
    product.clock.pause(601)
    return int(other)


def test_what_was_booked_under_a_mapping_that_was_corrected_since_differs(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_id = in_doubt(product, monkeypatch)
    give_number_to_another(product)
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "FAILED"
    assert problem_codes(product, again) == ["POST-05"]
    [journal] = journals_of(product, again)
    assert journal.status == "DIFFERS"
    assert "mapped otherwise since it was sent: account id 250" in (journal.findings or "")
    assert booked(product, again) == planned(product, again)
    # It stays so until somebody decides, or corrects it in NetSuite.
    blind = retry(product, again)
    assert run_until_ended(product, blind) == "FAILED"
    assert problem_codes(product, blind) == ["POST-05"]
    accepted = decided(product, blind, "accept_difference", "POST-05")
    assert run_until_ended(product, accepted) == "COMPLETED"
    assert "POST-09" in problem_codes(product, accepted)
    assert len(booked(product, accepted)) == 1


def test_a_mapping_that_is_as_it_was_when_it_was_sent_is_no_difference(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_id = in_doubt(product, monkeypatch)
    other = give_number_to_another(product)
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "FAILED"
    product.netsuite.change_record("account", other, acctnumber="6300")
    product.netsuite.change_record("account", 250, acctnumber="6200")
    product.clock.pause(601)
    last = retry(product, again)
    assert run_until_ended(product, last) == "COMPLETED"
    assert problem_codes(product, last) == []


def test_a_name_without_a_record_stops_nothing_that_is_booked(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_id = in_doubt(product, monkeypatch)
    product.netsuite.change_record("account", 250, acctnumber="6299")
    product.clock.pause(601)
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "COMPLETED"


def test_a_classification_that_is_mapped_otherwise_is_a_notice(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_id = in_doubt(product, monkeypatch, department="Logistics")
    product.netsuite.change_record("department", 13, name="Old Logistics")
    product.netsuite.add_record("department", name="Logistics", subsidiary=[2])
    product.clock.pause(601)
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "COMPLETED", problem_codes(product, again)
    assert problem_codes(product, again) == ["POST-07"]
    [journal] = journals_of(product, again)
    assert "mapped otherwise since it was sent" in (journal.findings or "")


def test_a_person_may_correct_it_in_netsuite(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_id = in_doubt(product, monkeypatch)
    other = give_number_to_another(product)
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "FAILED"
    [journal] = journals_of(product, again)
    product.netsuite.grant(TRAN_JOURNAL="full", TRAN_JOURNALAPPRV="full")
    product.netsuite.change_line(journal.internal_id or "", 1, account={"id": f"{other}"})
    last = retry(product, again)
    assert run_until_ended(product, last) == "COMPLETED", problem_codes(product, last)
    assert problem_codes(product, last) == []


def test_what_was_saved_though_it_was_refused_is_compared_with_what_would_be_sent_now(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    product.netsuite.reset_requests()
    product.netsuite.add_fault("save-and-400:route=journalEntry,nth=1")
    sync_id = start(product)

    def stop(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal"):
            boundary.hook = None
            assert product.call("POST", f"/v1/syncs/{sync_id}/stop").status == 202

    boundary.hook = stop
    assert run_until_ended(product, sync_id) == "FAILED"
    assert [j.status for j in journals_of(product, sync_id)] == ["REFUSED", "PLANNED"]
    give_number_to_another(product)
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "FAILED"
    assert {*problem_codes(product, again)} == {"POST-05", "MAP-13"}
    assert [j.status for j in journals_of(product, again)] == ["DIFFERS", "POSTED"]


def test_a_later_revision_reverses_what_is_booked(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_id = in_doubt(product, monkeypatch)
    give_number_to_another(product)
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "FAILED"
    changed = small_document(entries=1, closed_at="2026-11-05T09:00:00Z", reopened_reason="late")
    changed["entries"][0]["memo"] = "Under the new account"
    assert product.hand_over(changed) == []
    revised = str(product.call("POST", "/v1/periods/halcyon/2026-10/syncs").body["sync_id"])
    assert run_until_ended(product, revised) == "COMPLETED", problem_codes(product, revised)
    rows = {row["externalid"]: row["lines"] for row in product.netsuite.journals()}
    original, mirror, added = (rows[j.external_id] for j in journals_of(product, revised))
    assert [(x["account"], x["debit"], x["credit"]) for x in mirror] == [
        (x["account"], x["credit"], x["debit"]) for x in original
    ]
    assert added[0]["account"] != original[0]["account"]
