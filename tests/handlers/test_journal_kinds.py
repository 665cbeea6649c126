import json
from decimal import Decimal
from typing import Any

import pytest

from period_sync.domain.connection import BooksFed, Intercompany, RateOwner, Settings
from tests.support.product import SAMPLE, Product

PERIOD = "/v1/periods/halcyon/2026-10"
OCTOBER, NOVEMBER = 415, 416


def sample(**first_entry: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(SAMPLE.read_text())
    document["entries"][0] |= first_entry
    return document


def run(product: Product, document: dict[str, Any]) -> str:
    product.hand_over(document)
    sync = product.call("POST", f"{PERIOD}/syncs").body["sync_id"]
    product.run()
    product.run_for(700, step=60)
    return str(product.call("GET", f"/v1/syncs/{sync}").body["status"])


def codes(product: Product, sync: str = "halcyon-1") -> list[str]:
    items = product.call("GET", f"/v1/syncs/{sync}/problems").body["items"]
    return [item["code"] for item in items]


def test_a_reversing_entry_makes_two_transactions_and_both_are_verified(product: Product) -> None:
    product.ready()
    assert run(product, sample(reversal_date="2026-11-01")) == "COMPLETED"
    assert len(product.netsuite.journals()) == 5


def test_a_deferred_reversal_makes_one_transaction(product: Product) -> None:
    product.ready()
    document = sample(reversal_date="2026-11-01", reversal_defer=True)
    assert run(product, document) == "COMPLETED"
    assert len(product.netsuite.journals()) == 4


def test_a_reversal_into_a_closed_period_is_found_before_anything_is_sent(
    product: Product,
) -> None:
    product.ready()
    product.netsuite.change_record("accountingperiod", NOVEMBER, closed=True)
    assert run(product, sample(reversal_date="2026-11-01")) == "FAILED"
    assert codes(product) == ["PER-06"]
    assert product.netsuite.journals() == []


def test_a_rate_of_the_document_is_refused_where_netsuite_owns_rates(product: Product) -> None:
    product.ready()
    assert run(product, sample(exchange_rate="1.1")) == "FAILED"
    assert codes(product) == ["RATE-01"]
    assert product.netsuite.journals() == []


def foreign(**entry: Any) -> dict[str, Any]:
    """The first entry, of a subsidiary that keeps its books in euro, in US dollars."""
    document = sample(currency="USD", **entry)
    moved = sum(Decimal(line["debit"] or 0) for line in document["entries"][0]["lines"])
    debit = document["control"]["debit"]
    debit["EUR"] = f"{Decimal(debit['EUR']) - moved}"
    debit["USD"] = f"{Decimal(debit['USD']) + moved}"
    return document


def test_a_foreign_entry_without_a_rate_is_refused_where_the_document_owns_rates(
    product: Product,
) -> None:
    product.ready()
    product.change_connection(settings=Settings(rate_owner=RateOwner.DOCUMENT))
    assert run(product, foreign()) == "FAILED"
    assert codes(product) == ["RATE-02"]


def test_a_rate_of_the_document_is_booked_to_its_last_digit(product: Product) -> None:
    product.ready()
    product.change_connection(settings=Settings(rate_owner=RateOwner.DOCUMENT))
    assert run(product, foreign(exchange_rate="0.91234567")) == "COMPLETED"
    rates = {
        journal["currency"]: journal["exchangerate"] for journal in product.netsuite.journals()
    }
    assert "0.91234567" in rates.values()


def test_an_entry_may_name_a_book_only_where_books_are_fed_by_entry(product: Product) -> None:
    product.netsuite.set_preferences(multi_book=True)
    product.netsuite.add_record("accountingbook", name="IFRS", subsidiary=[1, 2, 3, 4, 5])
    product.ready()
    assert run(product, sample(accounting_book="IFRS")) == "FAILED"
    assert codes(product) == ["BOOK-01"]
    product.change_connection(settings=Settings(books_fed=BooksFed.BY_ENTRY))
    product.call("POST", "/v1/syncs/halcyon-1/retry")
    product.run()
    assert product.call("GET", "/v1/syncs/halcyon-2").body["status"] == "COMPLETED"


@pytest.mark.parametrize("feature", ["departments", "classes", "locations"])
def test_what_an_account_does_not_have_is_refused_before_anything_is_sent(
    product: Product, feature: str
) -> None:
    product.netsuite.set_preferences(**{feature: False})
    product.ready()
    assert run(product, sample()) == "FAILED"
    assert codes(product) == ["FEAT-01"]
    assert product.netsuite.journals() == []


def plain_lines(document: dict[str, Any], *fields: str) -> dict[str, Any]:
    for entry in document["entries"]:
        for line in entry["lines"]:
            for field in fields:
                line.pop(field, None)
    return document


def test_an_account_without_classifications_is_neither_sent_nor_asked_for_them(
    product: Product,
) -> None:
    product.netsuite.set_preferences(departments=False, classes=False, locations=False)
    product.ready()
    document = plain_lines(sample(), "department", "class", "location")
    assert run(product, document) == "COMPLETED"


def one_entry() -> dict[str, Any]:
    document = plain_lines(sample(), "department", "class", "location")
    entry = document["entries"][0]
    document["entries"] = [entry]
    document["control"] = {
        "leases": len({line["lease_id"] for line in entry["lines"]}),
        "entries": 1,
        "lines": len(entry["lines"]),
        "debit": {"EUR": document["control"]["debit"]["EUR"]},
    }
    return document


def test_an_account_of_one_company_and_one_currency_gets_neither(product: Product) -> None:
    product.netsuite.set_preferences(one_world=False, multi_currency=False)
    product.ready()
    product.change_connection(settings=Settings(base_currency="EUR"))
    assert run(product, one_entry()) == "COMPLETED"
    assert len(product.netsuite.journals()) == 1


def test_an_account_of_one_currency_refuses_what_may_be_another(product: Product) -> None:
    product.netsuite.set_preferences(one_world=False, multi_currency=False)
    product.ready()
    assert run(product, one_entry()) == "FAILED"
    assert codes(product) == ["OPS-02"]


def across_subsidiaries() -> dict[str, Any]:
    document = one_entry()
    amount = {"debit": None, "credit": None}
    lines = [
        amount | {"account": "6250", "debit": "5.00", "lease_id": "HL-1", "memo": "cost"},
        amount | {"account": "2010", "credit": "5.00", "lease_id": "HL-1", "memo": "clearing"},
    ]
    other = [line | {"subsidiary": "Halcyon US Inc."} for line in lines]
    document["entries"][0]["lines"] = lines + other
    document["control"] = {"leases": 1, "entries": 1, "lines": 4, "debit": {"EUR": "10.00"}}
    return document


@pytest.mark.parametrize("kind", list(Intercompany))
def test_lines_of_several_subsidiaries_go_where_the_connection_says_it_is_proven(
    product: Product, kind: Intercompany
) -> None:
    product.ready()
    assert run(product, across_subsidiaries()) == "FAILED"
    assert codes(product) == ["MAP-11"]
    product.change_connection(settings=Settings(intercompany=kind))
    product.call("POST", "/v1/syncs/halcyon-1/retry")
    product.run()
    assert product.call("GET", "/v1/syncs/halcyon-2").body["status"] == "COMPLETED"
    (journal,) = product.netsuite.journals()
    assert len(journal["lines"]) == 4


def test_custom_fields_are_sent_where_the_account_has_them(product: Product) -> None:
    product.ready()
    document = sample(custom_fields={"custbody_source_system": "Leases"})
    document["entries"][0]["lines"][0]["custom_fields"] = {"custcol_lease_id": "HL-1007"}
    assert run(product, document) == "COMPLETED"


def test_a_custom_field_that_the_account_does_not_have_is_refused(product: Product) -> None:
    product.ready()
    assert run(product, sample(custom_fields={"custbody_none": "x"})) == "FAILED"
    assert codes(product) == ["MAP-07"]


def test_a_journal_that_netsuite_shifted_is_said_to_be_in_another_period(product: Product) -> None:
    product.ready()
    product.netsuite.add_fault("shift-period:route=journalEntry,nth=1")
    assert run(product, sample()) == "FAILED"
    assert codes(product) == ["PER-03"]


@pytest.mark.parametrize(("strict", "status"), [(False, "COMPLETED"), (True, "FAILED")])
def test_a_classification_that_a_script_set_is_a_notice_unless_the_connection_is_strict(
    product: Product, *, strict: bool, status: str
) -> None:
    product.ready()
    product.change_connection(settings=Settings(strict_classifications=strict))
    product.netsuite.add_script("2026-10-002", "Not this one.")
    assert run(product, sample()) == "FAILED"
    product.netsuite.clear_scripts()
    product.netsuite.grant(TRAN_JOURNAL="full", TRAN_JOURNALAPPRV="full")
    booked = next(j for j in product.netsuite.journals() if "2026-10-001" in j["memo"])
    product.netsuite.change_line(booked["id"], 1, department={"id": "14"})
    product.call("POST", "/v1/syncs/halcyon-1/retry")
    product.run()
    product.run_for(300)
    assert product.call("GET", "/v1/syncs/halcyon-2").body["status"] == status
    assert codes(product, "halcyon-2") == ["POST-05" if strict else "POST-07"]
