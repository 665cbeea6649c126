from typing import Any

import pytest

from period_sync.domain.matching import resolve, unknown_names
from period_sync.domain.names import NameList, Record, Wanted
from period_sync.domain.problems import Problem
from period_sync.domain.suggestions import COMPARED_MAX, Suggestions

SUBSIDIARIES = [Record("2", frozenset({"GmbH"}), "GmbH"), Record("3", frozenset({"Inc."}), "Inc.")]


def department(internal_id: str, path: str, **changed: Any) -> Record:
    return Record(internal_id, frozenset({path, path.rpartition(" : ")[2]}), path, **changed)


def problem_of(name: str, *similar: Record, found: tuple[Record, ...] = ()) -> Problem:
    wanted = Wanted(NameList.DEPARTMENT, name, "GmbH")
    records = {NameList.SUBSIDIARY: SUBSIDIARIES, NameList.DEPARTMENT: found}
    resolved, problems = resolve({wanted: []}, records, {NameList.DEPARTMENT: similar})
    assert resolved == {}
    [problem] = problems
    return problem


@pytest.mark.parametrize("name", ["retail", "\uff32etail", "Re tail", " Retail", "Retail\u00a0"])
def test_a_name_that_differs_only_in_case_width_or_spaces_comes_first(name: str) -> None:
    others = [department("4", "Retails"), department("5", "Retail"), department("6", "Retai")]
    problem = problem_of(name, *others)
    assert problem.candidates[0] == "Retail (id 5)"
    assert problem.facts["finding"] == "isn't in NetSuite; names that come close are listed"


def test_close_names_follow_the_closest_first_and_far_ones_are_left_out() -> None:
    similar = [department("4", "Warehouse"), department("5", "Logistcs"), department("6", "Logi")]
    assert problem_of("Logistics", *similar).candidates == ("Logistcs (id 5)", "Logi (id 6)")


def test_a_name_that_nothing_comes_close_to_has_no_suggestion() -> None:
    problem = problem_of("Logistics", department("4", "Warehouse"))
    assert (problem.facts["finding"], problem.candidates) == ("isn't in NetSuite", ())


def test_no_more_than_five_are_listed() -> None:
    similar = [department(f"{n}", f"Care {n}") for n in range(20)]
    assert len(problem_of("Care", *similar).candidates) == 5


def test_what_keeps_a_record_from_being_used_is_said_of_it() -> None:
    retail = department("5", "Retail", is_inactive=True, subsidiaries=frozenset({"3"}))
    problem = problem_of("retail", retail)
    assert problem.candidates == ("Retail (id 5, Inc., inactive, not for GmbH)",)


def test_records_of_the_name_that_can_not_be_used_are_listed() -> None:
    problem = problem_of("Retail", found=(department("5", "Retail", is_inactive=True),))
    assert problem.facts["finding"] == "is inactive in NetSuite"
    assert problem.candidates == ("Retail (id 5, inactive)",)


def test_the_subsidiaries_of_a_candidate_are_named_the_first_few_of_many() -> None:
    many = frozenset({"2", "3", "40", "41", "42"})
    [candidate] = problem_of("retail", department("5", "Retail", subsidiaries=many)).candidates
    assert candidate == "Retail (id 5, GmbH, Inc., subsidiary id 40 and 2 more)"


def test_a_suggestion_is_never_a_choice() -> None:
    wanted = Wanted(NameList.DEPARTMENT, "retail", "GmbH")
    only = {NameList.DEPARTMENT: [department("5", "Retail")]}
    resolved, problems = resolve({wanted: []}, {NameList.DEPARTMENT: []}, only)
    assert (resolved, [problem.code for problem in problems]) == ({}, ["MAP-06"])


def test_searching_is_bounded_and_what_is_overlooked_most_is_found_all_the_same() -> None:
    suggestions = Suggestions([department("5", "Retail")])
    for _ in range(COMPARED_MAX):
        assert suggestions.closest("Retial") == [department("5", "Retail")]
    assert suggestions.closest("Retial") == []
    assert suggestions.closest("RETAIL") == [department("5", "Retail")]


def test_names_without_a_record_are_told_for_lists_that_were_read() -> None:
    wanted = [
        Wanted(NameList.DEPARTMENT, "Retail", "GmbH"),
        Wanted(NameList.DEPARTMENT, "Nobody", "GmbH"),
        Wanted(NameList.DEPARTMENT, "Nobody", "Inc."),
        Wanted(NameList.CLASS, "Nobody", "GmbH"),
    ]
    records = {NameList.DEPARTMENT: [department("5", "Retail")]}
    assert unknown_names(wanted, records) == {NameList.DEPARTMENT: ["Nobody"]}
