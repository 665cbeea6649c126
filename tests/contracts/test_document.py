import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from period_sync.contracts.document import parse_json, read_document
from period_sync.domain.faults import InvalidDocument
from tests.support.documents import document_json, entry_json, line_json, without

SAMPLE = Path(__file__).parents[2] / "samples" / "period-2026-10.json"


def test_the_sample_reads() -> None:
    document = read_document(parse_json(SAMPLE.read_bytes()))
    assert (document.entity, document.period_id, document.name) == (
        "halcyon", "2026-10", "Oct 2026",
    )  # fmt: skip
    assert (document.start_date, document.end_date) == (date(2026, 10, 1), date(2026, 10, 31))
    assert document.closed_at == datetime(2026, 11, 3, 8, 15, 27, tzinfo=UTC)
    assert len(document.entries) == 4
    first = document.entries[0].lines[0]
    assert (first.account, first.debit, first.credit) == ("7100", Decimal("501.64"), None)
    assert first.location == "Köln"
    assert document.control.debit["JPY"] == Decimal(39668705)


def test_everything_optional_may_be_left_out() -> None:
    bare = [without(line_json(number), "memo") for number in (0, 1)]
    document = read_document(document_json(without(entry_json(*bare), "memo")))
    line = document.entries[0].lines[0]
    assert (line.memo, line.department, line.class_, line.eliminate) == ("", None, None, False)
    assert document.entries[0].reversal_date is None
    assert document.excluded == ()


def test_everything_optional_is_read_where_it_is_given() -> None:
    line = line_json(
        0,
        department="D",
        location="L",
        counterparty="V",
        subsidiary="S",
        due_to_from_subsidiary="T",
        eliminate=True,
        custom_fields={"custcol_a": "x", "custcol_b": True, "custcol_c": None},
        **{"class": "C"},
    )
    entry = entry_json(
        line,
        line_json(1),
        accounting_book="IFRS",
        reversal_date="2026-11-01",
        reversal_defer=True,
        exchange_rate="1.084512",
        custom_fields={"custbody_a": "x"},
    )
    excluded = {"lease_id": "HL-9", "reason": "disputed", "amount": "5.00", "currency": "EUR"}
    document = read_document(document_json(entry, excluded=[excluded], reopened_reason="late"))
    read_line, read_entry = document.entries[0].lines[0], document.entries[0]
    assert (read_line.class_, read_line.counterparty, read_line.due_to_from_subsidiary) == (
        "C", "V", "T",
    )  # fmt: skip
    assert read_line.custom_fields == {"custcol_a": "x", "custcol_b": True, "custcol_c": None}
    assert (read_entry.reversal_date, read_entry.reversal_defer) == (date(2026, 11, 1), True)
    assert read_entry.exchange_rate == Decimal("1.084512")
    assert document.excluded[0].amount == Decimal("5.00")
    assert document.reopened_reason == "late"


def test_unicode_arrives_letter_by_letter() -> None:
    names = "Köln · 東京 · مكتب · \U0001f3e2 · Ko\u0308ln"
    lines = [line_json(0, memo=names, location=names), line_json(1)]
    body = json.dumps(document_json(entry_json(*lines)), ensure_ascii=False).encode()
    line = read_document(parse_json(body)).entries[0].lines[0]
    assert line.memo == names
    assert line.location == names


def test_a_null_or_zero_side_is_no_side() -> None:
    lines = [line_json(0, credit="0.00"), line_json(1, debit=None)]
    first, second = read_document(document_json(entry_json(*lines))).entries[0].lines
    assert (first.debit, first.credit) == (Decimal("1250.00"), None)
    assert (second.debit, second.credit) == (None, Decimal("1250.00"))


def test_a_time_in_another_zone_is_kept_as_the_same_instant_in_utc() -> None:
    document = read_document(document_json(closed_at="2026-11-03T09:15:27+01:00"))
    assert document.closed_at.isoformat() == "2026-11-03T08:15:27+00:00"


def test_an_entry_on_the_first_or_last_day_is_inside_the_period() -> None:
    entries = [entry_json(date="2026-10-01"), entry_json(entry_id="E-2", date="2026-10-31")]
    control = {"leases": 1, "entries": 2, "lines": 4, "debit": {"EUR": "2500"}}
    assert len(read_document(document_json(*entries, control=control)).entries) == 2


def long_entry(lines: int) -> dict[str, Any]:
    leases = range(lines // 2)
    return entry_json(*[line_json(side, lease_id=f"HL-{n}") for n in leases for side in (0, 1)])


def test_a_long_entry_is_read_to_its_last_line() -> None:
    control = {"leases": 1250, "entries": 1, "lines": 2500, "debit": {"EUR": "1562500"}}
    document = read_document(document_json(long_entry(2500), control=control))
    leases = [line.lease_id for line in document.entries[0].lines]
    assert leases == [f"HL-{n // 2}" for n in range(2500)]


def test_a_fault_far_down_in_a_long_entry_is_told_with_those_of_its_header() -> None:
    entry = long_entry(2500)
    entry["lines"][2222] |= {"account": ""}
    with pytest.raises(InvalidDocument) as refused:
        read_document(document_json(entry | {"date": "soon"}))
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [
        ("DATE", "entries[0].date"),
        ("TEXT_LENGTH", "entries[0].lines[2222].account"),
    ]
