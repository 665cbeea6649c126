from string import Formatter

import pytest

from period_sync.domain.catalogue import CATALOGUE, GROUPS
from period_sync.domain.catalogue.kind import ProblemKind, Retry, Severity
from period_sync.domain.problems import Place, Problem, merged

KINDS = pytest.mark.parametrize(("code", "kind"), CATALOGUE.items(), ids=list(CATALOGUE))


def templates(kind: ProblemKind) -> tuple[str, ...]:
    return (kind.title, kind.explanation, *kind.steps)


def used(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@KINDS
def test_a_template_uses_only_facts_that_its_kind_declares(code: str, kind: ProblemKind) -> None:
    assert {name for text in templates(kind) for name in used(text)} <= set(kind.facts), code
    assert set(kind.varies) <= set(kind.facts)


@KINDS
def test_every_problem_is_told_in_whole_sentences(code: str, kind: ProblemKind) -> None:
    facts = {name: f"<{name}>" for name in kind.facts}
    problem = Problem(code, facts)
    told = (problem.title, problem.explanation, *problem.steps)
    assert all(text and text == text.strip() and "{" not in text for text in told)
    assert not problem.title.endswith(".")
    assert problem.explanation.endswith(".")
    assert "not recorded" not in "".join(told)


@KINDS
def test_a_notice_needs_no_decision_and_goes_on_by_itself(code: str, kind: ProblemKind) -> None:
    if kind.severity is Severity.NOTICE:
        assert (kind.retry, kind.decisions) == (Retry.AUTOMATIC, ()), code
    else:
        assert kind.retry is not Retry.AUTOMATIC, code


def test_no_code_stands_in_two_groups() -> None:
    assert sum(len(kinds) for kinds in GROUPS.values()) == len(CATALOGUE)


@pytest.mark.parametrize("value", ["x" * 10_000, "{name} {0} {", "}{", "%s", "{name.__class__}"])
def test_hostile_values_are_told_as_they_are(value: str) -> None:
    problem = Problem("NS-01", {"entry": value, "detail": value, "at": value, "error_id": value})
    assert value in problem.title
    assert any(value in step for step in problem.steps)


def test_a_fact_that_an_older_record_lacks_keeps_no_problem_from_being_told() -> None:
    assert Problem("MAP-06", {"name": "Logistics"}).title.startswith("(kind not recorded)")


def refusal(entry: str, detail: str = "No.", line: int | None = None) -> Problem:
    facts = {"entry": entry, "detail": detail, "at": f"at {entry}", "error_id": "none"}
    return Problem("NS-01", facts, (Place(entry, line),))


def test_one_root_cause_in_many_entries_is_one_problem_with_all_places() -> None:
    (problem,) = merged([refusal(f"E-{n}", line=n) for n in range(1, 9)])
    assert problem.title.endswith("of entry E-1, E-2, E-3, E-4, E-5 and 3 more")
    assert problem.count == 8
    assert [place.entry_id for place in problem.places] == [f"E-{n}" for n in range(1, 9)]


def test_other_words_are_another_root_cause() -> None:
    assert len(merged([refusal("E-1"), refusal("E-2", "Other."), refusal("E-3")])) == 2


def test_the_same_place_counts_once() -> None:
    (problem,) = merged([refusal("E-1"), refusal("E-1")])
    assert (problem.count, problem.facts["entry"]) == (1, "E-1")


def test_what_blocks_comes_before_notices() -> None:
    notice = Problem("APP-01", {"number": "JE-1"})
    assert [problem.code for problem in merged([notice, refusal("E-1")])] == ["NS-01", "APP-01"]


def test_names_in_two_subsidiaries_stay_two_problems() -> None:
    facts = {"name": "6250", "subsidiary": "GmbH"}
    other = facts | {"subsidiary": "Inc."}
    assert len(merged([Problem("MAP-03", facts), Problem("MAP-03", other)])) == 2
