from decimal import Decimal
from typing import Any

import pytest

from period_sync.domain.connection import CustomFieldKind as Kind
from period_sync.domain.connection import Features
from period_sync.domain.custom_fields import check_custom_fields, custom_values
from period_sync.domain.posting import Reference
from tests.support.documents import a_document, a_line, an_entry

FEATURES = Features(
    custom_fields={
        "custbody_text": Kind.TEXT,
        "custbody_flag": Kind.BOOLEAN,
        "custbody_number": Kind.NUMBER,
        "custbody_date": Kind.DATE,
        "custbody_record": Kind.REFERENCE,
        "custcol_text": Kind.TEXT,
    }
)


@pytest.mark.parametrize(
    ("name", "given", "sent"),
    [
        ("custbody_text", "東京", "東京"),
        ("custbody_flag", False, False),
        ("custbody_number", "12.50", Decimal("12.50")),
        ("custbody_date", "2026-10-31", "2026-10-31"),
        ("custbody_record", "17", Reference("17")),
    ],
)
def test_values_are_sent_as_their_fields_take_them(name: str, given: Any, sent: Any) -> None:
    assert custom_values({name: given}, FEATURES) == {name: sent}
    document = a_document(an_entry(custom_fields={name: given}))
    assert list(check_custom_fields(document, FEATURES)) == []


def test_fields_without_a_value_are_not_sent() -> None:
    assert custom_values({"custbody_text": None}, FEATURES) == {}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("custbody_text", True),
        ("custbody_flag", "yes"),
        ("custbody_number", "12,50"),
        ("custbody_number", "NaN"),
        ("custbody_number", "1e999999"),
        ("custbody_number", True),
        ("custbody_date", "31.10.2026"),
        ("custbody_record", "Retail"),
        ("custbody_record", "\uff11\uff17"),
        ("custbody_unknown", "x"),
        ("custbody_unknown", None),
        ("custcol_text", "a line's field on the header"),
        ("memo", "a standard field"),
    ],
)
def test_a_value_that_a_field_cannot_take_is_a_problem(name: str, given: Any) -> None:
    document = a_document(an_entry(custom_fields={name: given}))
    (problem,) = check_custom_fields(document, FEATURES)
    assert (problem.code, problem.facts["name"]) == ("MAP-07", name)


def test_the_same_fault_on_many_lines_is_one_problem_with_all_places() -> None:
    lines = [a_line(debit="1.00", custom_fields={"custcol_none": "x"}) for _ in range(3)]
    document = a_document(an_entry(*lines, a_line(credit="3.00")))
    (problem,) = check_custom_fields(document, FEATURES)
    assert [place.line for place in problem.places] == [1, 2, 3]
