"""The demo's proof fails on everything that may be wrong."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from local.checkout import SAMPLE
from local.document import Document, entry_total
from local.journey import Outcome
from local.ledger import BookedJournal
from local.mails import Mail
from local.proof import shortcomings

PAGE = "http://127.0.0.1:8080"
DOCUMENT = Document(SAMPLE)


def item(number: int, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "entry_id": entry["entry_id"],
        "part": 1,
        "parts": 1,
        "status": "POSTED",
        "external_id": f"ps-{number}",
        "internal_id": str(number),
        "number": f"JE{number}",
        "subsidiary": entry["subsidiary"],
        "currency": entry["currency"],
        "total": str(entry_total(entry)),
        "lines": len(entry["lines"]),
        "is_verified": True,
    }


def booked(number: int, entry: dict[str, Any]) -> BookedJournal:
    total = entry_total(entry)
    return BookedJournal(
        internal_id=str(number),
        number=f"JE{number}",
        external_id=f"ps-{number}",
        currency=entry["currency"],
        subsidiary=entry["subsidiary"],
        date=entry["date"],
        posting=True,
        period_start=DOCUMENT.start_date,
        period_end=DOCUMENT.end_date,
        debit=total,
        credit=total,
        lines=len(entry["lines"]),
    )


def mail(text: str = f"See {PAGE}/periods") -> Mail:
    address = ["controller@halcyon.example"]
    return Mail(1, "id", "sender@x.example", address, "subject", text, "", "2026-11-03T18:00:00Z")


def items() -> list[dict[str, Any]]:
    return [item(number, entry) for number, entry in enumerate(DOCUMENT.entries)]


def ledger() -> list[BookedJournal]:
    return [booked(number, entry) for number, entry in enumerate(DOCUMENT.entries)]


def outcome(**changes: Any) -> Outcome:
    good = Outcome({"status": "COMPLETED"}, list(items()), [], mail())
    return replace(good, **changes)


def changed(position: int, **changes: Any) -> list[dict[str, Any]]:
    return [{**row, **(changes if row == items()[position] else {})} for row in items()]


def test_all_well_is_proven() -> None:
    assert shortcomings(DOCUMENT, outcome(), ledger(), PAGE) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (outcome(sync={"status": "AWAITING_APPROVAL"}), "ended as AWAITING_APPROVAL"),
        (outcome(problems=[{"title": "Odd", "code": "X-1"}]), r"Odd \(X-1\)"),
        (outcome(journals=items()[1:]), "has no journal"),
        (outcome(journals=changed(0, status="UNKNOWN")), "is UNKNOWN"),
        (outcome(journals=changed(0, is_verified=False)), "wasn't verified"),
        (outcome(journals=changed(0, parts=2)), "should have 2 parts"),
        (outcome(journals=changed(0, total="1")), "don't come to its"),
        (outcome(journals=changed(0, lines=1)), "lines"),
        (outcome(journals=changed(0, entry_id="other")), "which the document doesn't have"),
        (outcome(journals=changed(0, external_id="ps-1")), "share the external id"),
        (outcome(journals=changed(0, internal_id="1")), "share NetSuite's internal id"),
        (outcome(journals=changed(0, external_id="ps-x")), "isn't in NetSuite"),
        (outcome(mail=None), "No mail"),
        (outcome(mail=mail("no link")), "has no link"),
    ],
)
def test_what_the_product_says_wrong(wrong: Outcome, words: str) -> None:
    assert_said(shortcomings(DOCUMENT, wrong, ledger(), PAGE), words)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"posting": False}, "posting flag"),
        ({"period_end": "2026-11-30"}, "end of the posting period"),
        ({"date": "2026-10-30"}, "the date"),
        ({"subsidiary": "Another"}, "the subsidiary"),
        ({"currency": "XXX"}, "the currency"),
        ({"credit": Decimal(1)}, "the balance"),
        ({"debit": Decimal(1)}, "NetSuite has"),
        ({"lines": 1}, "number of lines"),
        ({"external_id": ""}, "isn't in NetSuite"),
    ],
)
def test_what_netsuite_has_wrong(changes: dict[str, Any], words: str) -> None:
    first, *others = ledger()

    assert_said(
        shortcomings(DOCUMENT, outcome(), [replace(first, **changes), *others], PAGE), words
    )


def test_a_second_booking_is_found_whatever_its_external_id() -> None:
    twin = replace(ledger()[0], internal_id="99", number="JE99", external_id="")

    assert_said(shortcomings(DOCUMENT, outcome(), [*ledger(), twin], PAGE), "JE99 repeats JE0")


def assert_said(faults: list[str], words: str) -> None:
    import re

    assert any(re.search(words, fault) for fault in faults), faults
