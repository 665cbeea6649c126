import json
from copy import deepcopy
from typing import Any

import pytest

from period_sync.contracts.document import parse_json, read_document
from period_sync.domain.document import content_digest
from tests.support.documents import document_json, entry_json, line_json


def digest(raw: dict[str, Any]) -> str:
    return content_digest(read_document(parse_json(json.dumps(raw))))


def lines(**changed: Any) -> list[dict[str, Any]]:
    return [line_json(0, **changed), line_json(1)]


PLAIN = document_json()
CONTROL = PLAIN["control"]


def changed_entry(**changed: Any) -> dict[str, Any]:
    return document_json(entry_json(**changed))


def changed_line(**changed: Any) -> dict[str, Any]:
    return document_json(entry_json(*lines(**changed)))


def amount(text: str, control: str) -> dict[str, Any]:
    pair = [line_json(0, debit=text), line_json(1, credit=text)]
    return document_json(entry_json(*pair), control=CONTROL | {"debit": {"EUR": control}})


@pytest.mark.parametrize(
    "same",
    [
        changed_line(department=None, counterparty=None, credit=None),
        changed_entry(accounting_book=None, reversal_date=None, exchange_rate=None),
        changed_entry(custom_fields={}, reversal_defer=False),
        document_json(excluded=[], reopened_reason=None),
        changed_line(debit="1250"),
        changed_line(debit="1250.0"),
        changed_line(debit="01250.00"),
        changed_line(credit="0.00"),
        document_json(control=CONTROL | {"debit": {"EUR": "1250"}}),
        document_json(closed_at="2027-01-01T00:00:00Z", closed_by="somebody else"),
        document_json(reopened_reason="a second look"),
        dict(reversed(PLAIN.items())),
    ],
)
def test_a_document_written_in_another_way_has_the_same_content(same: dict[str, Any]) -> None:
    assert digest(same) == digest(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        document_json(entity="other"),
        document_json(period_id="2026-10b"),
        document_json(name="October 2026"),
        document_json(start_date="2026-10-02"),
        document_json(
            excluded=[{"lease_id": "HL-9", "reason": "r", "amount": "5", "currency": "EUR"}]
        ),
        changed_entry(entry_id="E-2"),
        changed_entry(subsidiary="Halcyon SE"),
        changed_entry(date="2026-10-30"),
        changed_entry(memo="other"),
        changed_entry(accounting_book="IFRS"),
        changed_entry(reversal_date="2026-11-01"),
        changed_entry(exchange_rate="1.1"),
        changed_entry(custom_fields={"custbody_a": "x"}),
        changed_line(account="6251"),
        changed_line(memo="other"),
        changed_line(department="Retail"),
        changed_line(location="Köln"),
        changed_line(counterparty="V1"),
        changed_line(subsidiary="Halcyon SE"),
        changed_line(due_to_from_subsidiary="Halcyon SE"),
        changed_line(eliminate=True),
        changed_line(custom_fields={"custcol_a": "x"}),
        document_json(entry_json(*reversed(lines()))),
        amount("1250.01", "1250.01"),
        amount("12500", "12500"),
    ],
)
def test_anything_else_is_other_content(other: dict[str, Any]) -> None:
    assert digest(other) != digest(PLAIN)


def test_another_currency_and_another_lease_are_other_content() -> None:
    dollars = document_json(
        entry_json(currency="USD"), control=CONTROL | {"debit": {"USD": "1250"}}
    )
    lease = document_json(entry_json(*(line_json(n, lease_id="HL-2") for n in (0, 1))))
    assert len({digest(PLAIN), digest(dollars), digest(lease)}) == 3


def test_the_order_of_entries_is_content() -> None:
    control = {"leases": 1, "entries": 2, "lines": 4, "debit": {"EUR": "2500.00"}}
    entries = [entry_json(), entry_json(entry_id="E-2")]
    forward = document_json(*entries, control=control)
    backward = document_json(*reversed(deepcopy(entries)), control=control)
    assert digest(forward) != digest(backward)


def test_text_cannot_pass_for_the_absence_of_text_or_for_a_flag() -> None:
    found = [changed_entry(custom_fields={"a": value}) for value in ("null", None, "true", True)]
    assert len({digest(raw) for raw in found}) == 4


def test_a_digest_has_the_form_of_a_sha_256() -> None:
    assert len(bytes.fromhex(digest(PLAIN))) == 32
