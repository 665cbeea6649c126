"""Closed periods in one call: as the domain knows them, and as the JSON that arrives."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from period_sync.domain.document import Control, Document, Entry, Line

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))

_LINES: list[dict[str, Any]] = [
    {"account": "6250", "debit": "1250.00", "lease_id": "HL-1", "memo": "amortization"},
    {"account": "1790", "credit": "1250.00", "lease_id": "HL-1", "memo": "amortization"},
]
_ENTRY: dict[str, Any] = {
    "entry_id": "E-1",
    "subsidiary": "Halcyon GmbH",
    "currency": "EUR",
    "date": "2026-10-31",
    "memo": "Lease accounting",
}
_DOCUMENT: dict[str, Any] = {
    "entity": "halcyon",
    "period_id": "2026-10",
    "name": "Oct 2026",
    "start_date": "2026-10-01",
    "end_date": "2026-10-31",
    "closed_at": "2026-11-03T08:15:27Z",
    "closed_by": "controller@halcyon.example",
}


def a_line(
    debit: str | None = None, credit: str | None = None, lease: str = "HL-1", **changed: Any
) -> Line:
    """Return a line with a debit or a credit."""
    values: dict[str, Any] = {
        "account": "6250",
        "debit": None if debit is None else Decimal(debit),
        "credit": None if credit is None else Decimal(credit),
        "lease_id": lease,
    }
    return Line(**(values | changed))


def an_entry(*lines: Line, **changed: Any) -> Entry:
    """Return an entry, balanced unless lines are given."""
    values: dict[str, Any] = {
        "entry_id": "E-1",
        "subsidiary": "Halcyon GmbH",
        "currency": "EUR",
        "date": OCTOBER[1],
        "memo": "Lease accounting",
        "lines": lines or (a_line(debit="10.00"), a_line(credit="10.00")),
    }
    return Entry(**(values | changed))


def a_document(*entries: Entry, **changed: Any) -> Document:
    """Return a closed period of October 2026."""
    values: dict[str, Any] = {
        "entity": "halcyon",
        "period_id": "2026-10",
        "name": "Oct 2026",
        "start_date": OCTOBER[0],
        "end_date": OCTOBER[1],
        "closed_at": datetime(2026, 11, 3, 8, 15, 27, tzinfo=UTC),
        "closed_by": "controller@halcyon.example",
        "control": Control(1, 1, 2, {"EUR": Decimal("10.00")}),
        "entries": entries or (an_entry(),),
    }
    return Document(**(values | changed))


def line_json(number: int = 0, **changed: Any) -> dict[str, Any]:
    """Return the first or second line of a balanced pair; None in `changed` stays null."""
    return _LINES[number] | changed


def entry_json(*lines: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Return an entry as it arrives, balanced unless lines are given."""
    return _ENTRY | {"lines": list(lines) or deepcopy(_LINES)} | changed


def document_json(
    *entries: dict[str, Any], control: dict[str, Any] | None = None, **changed: Any
) -> dict[str, Any]:
    """Return a document as it arrives; its control totals are right for one plain entry only."""
    held = list(entries) or [entry_json()]
    counted = {"leases": 1, "entries": 1, "lines": 2, "debit": {"EUR": "1250.00"}}
    return _DOCUMENT | {"control": control or counted, "entries": held} | changed


def without(item: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return an item without some of its fields."""
    return {name: value for name, value in item.items() if name not in names}


def amounts(*texts: str) -> Sequence[Line]:
    """Return a line per amount: `5` is a debit, `-5` a credit; each of its own lease."""
    return [
        a_line(credit=text[1:], lease=f"HL-{number}")
        if text.startswith("-")
        else a_line(debit=text, lease=f"HL-{number}")
        for number, text in enumerate(texts)
    ]
