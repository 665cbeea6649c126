from collections.abc import Sequence
from typing import Any

import pytest

from period_sync.domain.matching import resolve
from period_sync.domain.names import (
    NameList,
    Record,
    Wanted,
    names_by_list,
    usages_of,
    wanted_names,
)
from period_sync.domain.problems import Place, Problem
from tests.support.documents import a_document, a_line, an_entry

PLACE = Place("E-1", 1, "HL-1", "GmbH")


def account(internal_id: str, number: str = "6250", **changed: Any) -> Record:
    return Record(internal_id, frozenset({number}), f"{number} Cost", **changed)


def department(internal_id: str, path: str, *, inactive: bool = False) -> Record:
    return Record(internal_id, frozenset({path, path.rpartition(" : ")[2]}), path, inactive)


def found(name_list: NameList, name: str, *records: Record) -> tuple[str | None, Sequence[Problem]]:
    wanted = Wanted(name_list, name, "GmbH")
    resolved, problems = resolve({wanted: [PLACE]}, {name_list: records})
    return resolved.get(wanted), problems


def test_an_exact_match_is_the_record() -> None:
    assert found(NameList.ACCOUNT, "6250", account("7"), account("8", "6251")) == ("7", [])


@pytest.mark.parametrize("name", ["retail", "Retail ", "Retai", "Rétail", "RETAIL", "\uff32etail"])
def test_a_name_that_differs_in_one_letter_is_not_found(name: str) -> None:
    internal_id, problems = found(NameList.DEPARTMENT, name, department("5", "Retail"))
    assert internal_id is None
    assert [problem.code for problem in problems] == ["MAP-06"]


def test_two_ways_to_write_one_letter_are_one_name() -> None:
    composed, apart = "K\u00f6ln", "Ko\u0308ln"
    assert found(NameList.LOCATION, apart, department("5", composed)) == ("5", [])
    assert found(NameList.LOCATION, composed, department("5", apart)) == ("5", [])


def test_a_full_path_tells_two_records_of_one_name_apart() -> None:
    records = [department("17", "Care : Field"), department("18", "Logistics : Field")]
    assert found(NameList.DEPARTMENT, "Logistics : Field", *records) == ("18", [])


def test_several_matches_are_a_problem_with_its_candidates() -> None:
    records = [department("18", "Logistics : Field"), department("17", "Care : Field")]
    internal_id, problems = found(NameList.DEPARTMENT, "Field", *records)
    assert internal_id is None
    assert problems[0].title == "Department 'Field' means 2 different records in NetSuite"
    assert problems[0].candidates == ("Care : Field (id 17)", "Logistics : Field (id 18)")
    assert problems[0].places == (PLACE,)


def test_an_inactive_namesake_does_not_matter() -> None:
    records = [department("15", "Retail"), department("16", "Retail", inactive=True)]
    assert found(NameList.DEPARTMENT, "Retail", *records) == ("15", [])


@pytest.mark.parametrize(
    ("record", "code", "finding"),
    [
        (None, "MAP-02", "isn't in NetSuite"),
        (account("7", is_inactive=True), "MAP-04", "is inactive in NetSuite"),
        (account("7", is_summary=True), "MAP-04", "is a summary account in NetSuite"),
    ],
)
def test_an_account_that_cannot_be_posted_to_is_a_problem(
    record: Record | None, code: str, finding: str
) -> None:
    internal_id, problems = found(NameList.ACCOUNT, "6250", *([record] if record else []))
    assert internal_id is None
    assert [(p.code, p.title) for p in problems] == [(code, f"Account '6250' {finding}")]


@pytest.mark.parametrize(
    ("name_list", "code"),
    [
        (NameList.SUBSIDIARY, "MAP-01"),
        (NameList.ACCOUNT, "MAP-02"),
        (NameList.DEPARTMENT, "MAP-06"),
        (NameList.CLASS, "MAP-06"),
        (NameList.LOCATION, "MAP-06"),
        (NameList.CURRENCY, "MAP-08"),
        (NameList.COUNTERPARTY, "MAP-09"),
    ],
)
def test_each_list_has_its_code_for_a_name_that_is_missing(name_list: NameList, code: str) -> None:
    _, problems = found(name_list, "nobody")
    assert [problem.code for problem in problems] == [code]


def test_one_root_cause_in_many_places_is_one_problem() -> None:
    lines = [a_line(debit="5", account="9999"), a_line(credit="5", account="9999")]
    entries = [
        an_entry(*lines, entry_id="E-1", subsidiary="GmbH"),
        an_entry(*lines, entry_id="E-2", subsidiary="Inc."),
    ]
    document = a_document(*entries)
    wanted = wanted_names(document, usages_of(document))
    _, problems = resolve(wanted, {})
    about_account = [problem for problem in problems if problem.code == "MAP-02"]
    assert len(about_account) == 1
    assert about_account[0].places == (
        Place("E-1", 1, "HL-1", "GmbH"),
        Place("E-1", 2, "HL-1", "GmbH"),
        Place("E-2", 1, "HL-1", "Inc."),
        Place("E-2", 2, "HL-1", "Inc."),
    )


def test_every_kind_of_name_is_wanted_once_with_all_its_places() -> None:
    named = a_line(
        debit="5", department="D", class_="C", location="L", counterparty="V", account="1"
    )
    document = a_document(an_entry(named, a_line(credit="5", account="1")))
    wanted = wanted_names(document, usages_of(document))
    assert {(item.list, item.name): len(places) for item, places in wanted.items()} == {
        (NameList.SUBSIDIARY, "Halcyon GmbH"): 1,
        (NameList.CURRENCY, "EUR"): 1,
        (NameList.ACCOUNT, "1"): 2,
        (NameList.DEPARTMENT, "D"): 1,
        (NameList.CLASS, "C"): 1,
        (NameList.LOCATION, "L"): 1,
        (NameList.COUNTERPARTY, "V"): 1,
    }


def test_a_name_of_several_subsidiaries_is_read_once() -> None:
    wanted = [Wanted(NameList.ACCOUNT, "1", "A"), Wanted(NameList.ACCOUNT, "1", "B")]
    assert names_by_list(wanted) == {NameList.ACCOUNT: ["1"]}
