from collections.abc import Callable
from typing import Any

import pytest

from period_sync.contracts.document import read_document
from period_sync.domain.faults import FAULTS_SHOWN_MAX, Fault, InvalidDocument
from tests.support.documents import document_json, entry_json, line_json, without

ENTRY = "entries[0]"
LINE = f"{ENTRY}.lines[0]"


def faults_of(raw: object) -> list[Fault]:
    with pytest.raises(InvalidDocument) as refused:
        read_document(raw)
    return list(refused.value.faults)


def first_line(**changed: Any) -> dict[str, Any]:
    return document_json(entry_json(line_json(0, **changed), line_json(1)))


def entry(*lines: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return document_json(entry_json(*lines, **changed))


def control(**changed: Any) -> dict[str, Any]:
    right = {"leases": 1, "entries": 1, "lines": 2, "debit": {"EUR": "1250.00"}}
    return document_json(control=right | changed)


# Faults that follow from another one.
CONSEQUENCES = {"UNBALANCED", "CONTROL_TOTAL"}
ONE_FAULT: list[tuple[dict[str, Any], str, str]] = [
    (first_line(debit="1249.99"), "UNBALANCED", f"{ENTRY}.lines"),
    (first_line(credit="1250.00"), "ONE_SIDE", f"{LINE}.debit"),
    (first_line(debit=None), "ONE_SIDE", f"{LINE}.debit"),
    (entry(line_json(0)), "TOO_FEW_LINES", f"{ENTRY}.lines"),
    (entry(lines=[]), "TOO_FEW_LINES", f"{ENTRY}.lines"),
    (first_line(colour="red"), "FIELD_UNKNOWN", f"{LINE}.colour"),
    (first_line(class_="C"), "FIELD_UNKNOWN", f"{LINE}.class_"),
    (entry(total="1"), "FIELD_UNKNOWN", f"{ENTRY}.total"),
    (document_json(tenant="other"), "FIELD_UNKNOWN", "tenant"),
    (control(hash="1"), "FIELD_UNKNOWN", "control.hash"),
    (entry(date="2026-09-30"), "DATE_OUTSIDE_PERIOD", f"{ENTRY}.date"),
    (entry(date="2026-11-01"), "DATE_OUTSIDE_PERIOD", f"{ENTRY}.date"),
    (document_json(start_date="2026-11-01"), "PERIOD_DATES", "end_date"),
    (entry(reversal_date="2026-10-31"), "REVERSAL_DATE", f"{ENTRY}.reversal_date"),
    (entry(reversal_defer=True), "REVERSAL_DATE", f"{ENTRY}.reversal_defer"),
    (control(leases=2), "CONTROL_TOTAL", "control.leases"),
    (control(entries=2), "CONTROL_TOTAL", "control.entries"),
    (control(lines=3), "CONTROL_TOTAL", "control.lines"),
    (control(debit={"EUR": "1250.01"}), "CONTROL_TOTAL", "control.debit.EUR"),
    (control(debit={"EUR": "1250", "USD": "1"}), "CONTROL_TOTAL", "control.debit.USD"),
    (control(debit={}), "CONTROL_TOTAL", "control.debit.EUR"),
    (control(lines="2"), "TYPE", "control.lines"),
    (control(lines=True), "TYPE", "control.lines"),
    (entry(entry_id=7), "TYPE", f"{ENTRY}.entry_id"),
    (entry(lines={"0": line_json(0)}), "TYPE", f"{ENTRY}.lines"),
    (entry(reversal_defer="yes"), "TYPE", f"{ENTRY}.reversal_defer"),
    (first_line(account=6250), "TYPE", f"{LINE}.account"),
    (first_line(account=["6250"]), "TYPE", f"{LINE}.account"),
    (first_line(eliminate=1), "TYPE", f"{LINE}.eliminate"),
    (document_json("entry"), "TYPE", ENTRY),  # type: ignore[arg-type]
    (document_json(control=[]) | {"control": []}, "TYPE", "control"),  # type: ignore[arg-type]
    (document_json(entity=None), "TYPE", "entity"),
    (document_json(entity="a/b"), "IDENTIFIER", "entity"),
    (document_json(entity=""), "IDENTIFIER", "entity"),
    (document_json(entity="a\n"), "IDENTIFIER", "entity"),
    (document_json(period_id="../2026"), "IDENTIFIER", "period_id"),
    (document_json(period_id="x" * 65), "IDENTIFIER", "period_id"),
    (entry(entry_id=""), "TEXT_LENGTH", f"{ENTRY}.entry_id"),
    (entry(entry_id="x" * 65), "TEXT_LENGTH", f"{ENTRY}.entry_id"),
    (first_line(memo="x" * 401), "TEXT_LENGTH", f"{LINE}.memo"),
    (first_line(account=""), "TEXT_LENGTH", f"{LINE}.account"),
    (entry(date="31.10.2026"), "DATE", f"{ENTRY}.date"),
    (entry(date="2026-10-31T00:00:00Z"), "DATE", f"{ENTRY}.date"),
    (entry(date="2026-02-30"), "DATE", f"{ENTRY}.date"),
    (entry(date=20261031), "DATE", f"{ENTRY}.date"),
    (entry(date="\u0662\u0660\u0662\u0666-10-31"), "DATE", f"{ENTRY}.date"),
    (document_json(closed_at="yesterday"), "DATE", "closed_at"),
    (document_json(closed_at="2026-11-03T08:15:27"), "TIME", "closed_at"),
    (document_json(closed_at=1762157727), "DATE", "closed_at"),
    (document_json() | {"entries": []}, "NO_ENTRIES", "entries"),
    (document_json() | {"entries": None}, "NO_ENTRIES", "entries"),
    (without(document_json(), "entries"), "NO_ENTRIES", "entries"),
]


@pytest.mark.parametrize(("raw", "code", "place"), ONE_FAULT)
def test_a_fault_names_its_place_and_its_remedy(raw: dict[str, Any], code: str, place: str) -> None:
    found = {(fault.code, fault.field): fault for fault in faults_of(raw)}
    fault = found[code, place]
    assert fault.message
    assert fault.remedy
    assert {other for other, _ in found} <= {code, *CONSEQUENCES}


@pytest.mark.parametrize("currency", ["XYZ", "eur", "EURO", "978", "EUR "])
def test_an_unknown_currency_is_refused(currency: str) -> None:
    found = [fault for fault in faults_of(entry(currency=currency)) if fault.entry_id]
    assert [(fault.code, fault.field) for fault in found] == [
        ("CURRENCY_UNKNOWN", f"{ENTRY}.currency")
    ]


@pytest.mark.parametrize(
    ("make", "name", "place"),
    [
        *[
            (lambda name: without(document_json(), name), name, name)
            for name in (
                "entity", "period_id", "name", "start_date", "end_date", "closed_at", "closed_by",
                "control",
            )
        ],
        *[
            (lambda name: document_json(without(entry_json(), name)), name, f"{ENTRY}.{name}")
            for name in ("entry_id", "subsidiary", "currency", "date", "lines")
        ],
        *[
            (lambda name: entry(without(line_json(0), name), line_json(1)), name, f"{LINE}.{name}")
            for name in ("account", "lease_id")
        ],
        (lambda _: control() | {"control": {"leases": 1, "entries": 1, "lines": 2}}, "debit",
         "control.debit"),
    ],
)  # fmt: skip
def test_a_missing_field_is_named(
    make: Callable[[str], dict[str, Any]], name: str, place: str
) -> None:
    (fault,) = faults_of(make(name))
    assert (fault.code, fault.field) == ("FIELD_MISSING", place)


def test_an_entry_id_that_stands_twice_is_refused() -> None:
    raw = document_json(entry_json(), entry_json(entry_id="E-2"), entry_json())
    found = {fault.code: fault for fault in faults_of(raw)}
    assert found["ENTRY_TWICE"].field == "entries[2].entry_id"
    assert "entries[0]" in found["ENTRY_TWICE"].message


def test_a_fault_of_a_line_is_told_in_the_accountants_words_too() -> None:
    lines = [line_json(0), line_json(1, credit=5, lease_id="HL-7")]
    (fault,) = faults_of(entry(*lines, entry_id="E-9"))
    assert (fault.field, fault.entry_id, fault.line, fault.lease_id) == (
        f"{ENTRY}.lines[1].credit", "E-9", 2, "HL-7",
    )  # fmt: skip


def test_all_faults_come_back_in_one_answer() -> None:
    raw = document_json(
        entry_json(line_json(0, debit=1250), line_json(1, account="")),
        entry_json(line_json(0, debit="1.00"), line_json(1), entry_id="E-2"),
        entry_json(entry_id="E-3", currency="XYZ"),
        entry_json(entry_id="E-2", date="2026-12-01"),
        "not an entry",  # type: ignore[arg-type]
        entity="a b",
        surprise=1,
    )
    assert {(fault.code, fault.field) for fault in faults_of(raw)} == {
        ("IDENTIFIER", "entity"),
        ("FIELD_UNKNOWN", "surprise"),
        ("AMOUNT", "entries[0].lines[0].debit"),
        ("TEXT_LENGTH", "entries[0].lines[1].account"),
        ("UNBALANCED", "entries[1].lines"),
        ("CURRENCY_UNKNOWN", "entries[2].currency"),
        ("ENTRY_TWICE", "entries[3].entry_id"),
        ("TYPE", "entries[4]"),
    }


def test_dates_and_control_totals_are_told_with_the_faults_of_entries() -> None:
    lines = [line_json(0, debit="1.00"), line_json(1)]
    codes = {fault.code for fault in faults_of(entry(*lines, date="2026-12-01"))}
    assert codes == {"UNBALANCED", "DATE_OUTSIDE_PERIOD", "CONTROL_TOTAL"}


def test_faults_without_end_are_counted_and_the_first_are_shown() -> None:
    raw = document_json(entry_json(*[line_json(0, account="") for _ in range(2000)]))
    with pytest.raises(InvalidDocument, match="2000 faults") as refused:
        read_document(raw)
    assert len(refused.value.faults) == FAULTS_SHOWN_MAX
    assert refused.value.evidence["faults"] == 2000


@pytest.mark.parametrize(
    "closed_at",
    [
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "1762155000",
        "2026-11-03 17:42:10Z",
    ],
)
def test_a_closing_time_that_is_none_is_a_fault_and_no_crash(closed_at: str) -> None:
    assert [fault.field for fault in faults_of(document_json(closed_at=closed_at))] == ["closed_at"]


def test_amounts_of_excluded_leases_are_checked_like_any_other() -> None:
    left_out = {"lease_id": "L-9", "reason": "late"}
    excluded = [
        left_out | {"amount": "1.234", "currency": "EUR"},
        left_out | {"amount": "1", "currency": "Euro"},
    ]
    assert [(fault.code, fault.field) for fault in faults_of(document_json(excluded=excluded))] == [
        ("TOO_MANY_DECIMALS", "excluded[0].amount"),
        ("CURRENCY_UNKNOWN", "excluded[1].currency"),
    ]


def test_an_exchange_rate_of_zero_is_refused() -> None:
    raw = document_json(entry_json(line_json(0), line_json(1), exchange_rate="0.00"))
    faults = faults_of(raw)
    assert [fault.field for fault in faults] == ["entries[0].exchange_rate"]
