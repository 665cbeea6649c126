import json
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from period_sync.contracts.document import parse_json, read_document
from period_sync.domain.document import Line
from period_sync.domain.faults import Fault, InvalidDocument
from tests.support.documents import document_json, entry_json, line_json

PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)


def with_amount(amount: object, currency: str = "EUR") -> dict[str, Any]:
    lines = [line_json(0, debit=amount), line_json(1, credit=amount)]
    control = {"leases": 1, "entries": 1, "lines": 2, "debit": {currency: amount}}
    return document_json(entry_json(*lines, currency=currency), control=control)


def read(raw: object) -> tuple[Line, ...]:
    return read_document(raw).entries[0].lines


def faults_of(raw: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidDocument) as refused:
        read_document(raw)
    faults: tuple[Fault, ...] = refused.value.faults
    return [(fault.code, fault.field) for fault in faults]


SIDES = [("AMOUNT", "entries[0].lines[0].debit"), ("AMOUNT", "entries[0].lines[1].credit")]


@given(st.integers(1, 10**16 - 1), st.integers(0, 99))
def test_an_amount_is_read_to_its_last_digit(whole: int, cents: int) -> None:
    debit, credit = (line.signed for line in read(with_amount(f"{whole}.{cents:02}")))
    assert Fraction(debit) == Fraction(whole * 100 + cents, 100)
    assert debit + credit == 0


@given(st.text(st.sampled_from("0123456789.-+eE_, \u0661\uff11NaInfity\x00")).filter(bool))
def test_what_is_not_plain_digits_is_no_amount(text: str) -> None:
    if PLAIN.fullmatch(text) and sum(map(str.isdigit, text)) <= 18:
        return
    assert faults_of(with_amount(text)) == [("AMOUNT", "control.debit.EUR"), *SIDES]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ", "-1.00", "+1.00", "1e3", "1E3", "1_000", "1,000.00", "1.000,00", ".5", "5.", "1..0",
        "NaN", "sNaN", "Infinity", "-Infinity", "inf", "0x10", "\u0661\u0662", "\uff11",
        " 1", "1\n", "1.00 EUR",
        "9999999999999999999", "99999999999999999.99", "0000000000000000001",
    ],
)  # fmt: skip
def test_a_spelling_that_is_not_plain_is_refused(text: str) -> None:
    assert faults_of(with_amount(text))[1:] == SIDES


@pytest.mark.parametrize(
    "literal", ["1250.00", "1250", "1e3", "1.25e3", "NaN", "Infinity", "-Infinity", "true", "[]"]
)
def test_a_json_number_is_no_amount(literal: str) -> None:
    text = json.dumps(with_amount("AMOUNT")).replace('"AMOUNT"', literal)
    assert faults_of(parse_json(text))[1:] == SIDES


@pytest.mark.parametrize("literal", ["1.5", "1e3", "NaN", "Infinity", "-Infinity"])
def test_no_number_ever_becomes_a_float(literal: str) -> None:
    assert not isinstance(parse_json(literal), float)


@pytest.mark.parametrize(
    ("currency", "amount"),
    [
        ("EUR", "0.01"),
        ("EUR", "9999999999999999.99"),
        ("JPY", "999999999999999999"),
        ("BHD", "999999999999999.999"),
        ("UYW", "0.0001"),
    ],
)
def test_an_amount_may_have_the_currencys_decimals_and_eighteen_digits(
    currency: str, amount: str
) -> None:
    assert read(with_amount(amount, currency))[0].debit == Decimal(amount)


@pytest.mark.parametrize(
    ("currency", "amount"),
    [("EUR", "1.005"), ("EUR", "1.000"), ("JPY", "1.5"), ("JPY", "1.0"), ("BHD", "1.0001")],
)
def test_more_decimals_than_the_currency_has_are_refused_and_never_rounded(
    currency: str, amount: str
) -> None:
    assert faults_of(with_amount(amount, currency)) == [
        ("TOO_MANY_DECIMALS", "entries[0].lines[0].debit"),
        ("TOO_MANY_DECIMALS", "entries[0].lines[1].credit"),
    ]


def test_a_cent_in_eighteen_digits_unbalances_an_entry() -> None:
    lines = [
        line_json(0, debit="9999999999999999.99"),
        line_json(1, credit="9999999999999999.98"),
    ]
    assert ("UNBALANCED", "entries[0].lines") in faults_of(document_json(entry_json(*lines)))


def test_amounts_of_very_different_size_are_still_summed_exactly() -> None:
    lines = [
        line_json(0, debit="999999999999999999"),
        line_json(0, debit="0.00000000000000001"),
        line_json(1, credit="999999999999999999"),
    ]
    found = faults_of(document_json(entry_json(*lines)))
    assert ("TOO_MANY_DECIMALS", "entries[0].lines[1].debit") in found
    assert ("UNBALANCED", "entries[0].lines") in found
