from collections.abc import Sequence
from typing import Any

from period_sync.domain.mappings import Mappings, NameMapping
from period_sync.domain.matching import resolve
from period_sync.domain.names import NameList, Record, Wanted
from period_sync.domain.problems import Place, Problem

GMBH = Record("3", frozenset({"GmbH"}), "GmbH")
INC = Record("4", frozenset({"Inc."}), "Inc.")
RENT = NameMapping(NameList.ACCOUNT, "rent", "62", "6200 Rent")


def resolved(
    record: Record | None, said: Sequence[NameMapping], subsidiary: str = "GmbH"
) -> tuple[str | None, list[Problem]]:
    wanted = Wanted(NameList.ACCOUNT, "rent", subsidiary)
    records = {
        NameList.SUBSIDIARY: [GMBH, INC],
        NameList.ACCOUNT: [] if record is None else [record],
    }
    found, problems = resolve(
        {wanted: [Place("E-1", 1)]}, records, mapped=Mappings(said).of([wanted])
    )
    return found.get(wanted), problems


def account(**changed: Any) -> Record:
    return Record("62", frozenset({"6200", "Rent"}), "6200 Rent", **changed)


def test_a_mapped_name_means_its_record() -> None:
    assert resolved(account(), [RENT]) == ("62", [])
    assert resolved(account(), [])[0] is None


def test_what_is_said_for_a_subsidiary_counts_before_what_is_said_for_all() -> None:
    other = NameMapping(NameList.ACCOUNT, "rent", "63", "6300 Rent", "Inc.")
    assert resolved(account(), [other, RENT]) == ("62", [])
    assert resolved(account(), [other, RENT], "Inc.")[0] is None
    assert Mappings([RENT]).of([Wanted(NameList.DEPARTMENT, "rent", None)]) == {}


def test_names_are_mapped_in_both_forms_of_unicode() -> None:
    said = Mappings([NameMapping(NameList.LOCATION, "Ko\u0308ln", "54", "Köln")])
    wanted = Wanted(NameList.LOCATION, "Köln", "GmbH")
    assert said.of([wanted]) == {wanted: "54"}


def test_a_record_that_will_not_do_is_a_problem_that_names_the_mapping() -> None:
    for record, code, said in (
        (None, "MAP-02", "mapped to the record with id 62, which isn't in NetSuite"),
        (account(is_inactive=True), "MAP-04", "which is inactive in NetSuite"),
        (account(is_summary=True), "MAP-04", "which is a summary account"),
        (account(subsidiaries=frozenset({"4"})), "MAP-03", "can't be used in subsidiary 'GmbH'"),
    ):
        found, [problem] = resolved(record, [RENT])
        assert (found, problem.code) == (None, code)
        assert said in f"{problem.title} {problem.facts['finding']}"
        assert problem.places == (Place("E-1", 1),)
