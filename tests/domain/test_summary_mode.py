from decimal import Decimal

import pytest

from period_sync.application.frozen_plan import read_plan, write_plan
from period_sync.domain.document import Entry, Line
from period_sync.domain.making_plan import PlanScope, make_plan
from period_sync.domain.plan import Plan, PlannedJournal
from period_sync.domain.problems import Problem
from tests.support.documents import a_document, a_line, an_entry

SUMMED = PlanScope("test", "halcyon", "1", revision=1, line_limit=2, summary_mode=True)


def pair(lease: str, amount: str, account: str = "6250") -> list[Line]:
    return [
        a_line(debit=amount, lease=lease, account=account, memo=f"cost of {lease}"),
        a_line(credit=amount, lease=lease, account="1790", memo=f"asset of {lease}"),
    ]


def planned(entry: Entry, scope: PlanScope = SUMMED) -> list[PlannedJournal]:
    plan = make_plan(a_document(entry), scope)
    assert isinstance(plan, Plan)
    assert read_plan(write_plan(plan)) == plan
    return list(plan.journals)


def problems_of(entry: Entry) -> tuple[Problem, ...]:
    made = make_plan(a_document(entry), SUMMED)
    assert isinstance(made, tuple)
    return made


def test_lines_of_one_kind_are_posted_as_one_that_says_how_many_it_stands_for() -> None:
    entry = an_entry(*pair("A", "10.10"), *pair("B", "20.20"), *pair("B", "0.05"))
    [journal] = planned(entry)
    debit, credit = journal.lines_of(entry)
    assert (debit.account, debit.debit, debit.credit) == ("6250", Decimal("30.35"), None)
    assert (credit.account, credit.debit, credit.credit) == ("1790", None, Decimal("30.35"))
    assert debit.memo == credit.memo == "3 lines of 2 leases"


def test_a_posted_line_leads_back_to_the_lines_it_stands_for() -> None:
    entry = an_entry(*pair("A", "1"), *pair("B", "2"), *pair("C", "3"))
    [journal] = planned(entry)
    assert journal.lines == ((0, 2, 4), (1, 3, 5))
    assert [entry.lines[index].lease_id for index in journal.lines[1]] == ["A", "B", "C"]


def test_a_line_without_equals_keeps_its_own_memo() -> None:
    entry = an_entry(*pair("A", "1"))
    [journal] = planned(entry)
    assert journal.lines_of(entry) == entry.lines


def test_debits_and_credits_of_one_account_are_never_netted() -> None:
    lines = [*pair("A", "5", account="1790"), *pair("B", "7", account="1790")]
    entry = an_entry(*lines)
    [journal] = planned(entry)
    sides = [(line.debit, line.credit) for line in journal.lines_of(entry)]
    assert sides == [(Decimal(12), None), (None, Decimal(12))]


@pytest.mark.parametrize(
    "name",
    ["department", "class_", "location", "counterparty", "subsidiary", "due_to_from_subsidiary"],
)
def test_lines_that_differ_in_a_name_stay_apart(name: str) -> None:
    other = a_line(debit="5", lease="B", **{name: "another"})
    entry = an_entry(a_line(debit="5"), other, a_line(credit="10"))
    made = make_plan(a_document(entry), PlanScope("test", "h", "1", 1, 3, summary_mode=True))
    assert isinstance(made, Plan)
    assert made.journals[0].lines == ((0,), (1,), (2,))


def test_lines_that_are_eliminated_or_have_other_custom_fields_stay_apart() -> None:
    lines = [
        a_line(debit="1"),
        a_line(debit="2", eliminate=True),
        a_line(debit="3", custom_fields={"custcol_a": "x"}),
        a_line(debit="4", custom_fields={"custcol_a": True}),
        a_line(credit="10"),
    ]
    made = make_plan(a_document(an_entry(*lines)), PlanScope("t", "h", "1", 1, 5, True))
    assert isinstance(made, Plan)
    assert len(made.journals[0].lines) == 5


def test_a_summary_over_the_limit_is_divided_by_whole_leases() -> None:
    entry = an_entry(*pair("A", "1"), *pair("B", "2", account="7000"), *pair("C", "3"))
    journals = planned(entry)
    assert [(j.part, j.parts, j.lines) for j in journals] == [
        (1, 3, ((0,), (1,))),
        (2, 3, ((2,), (3,))),
        (3, 3, ((4,), (5,))),
    ]
    assert planned(an_entry(*pair("A", "1"), *pair("B", "2"), *pair("C", "3", "7000")))[
        0
    ].lines == ((0, 2), (1, 3))


def test_a_summary_that_can_not_be_divided_is_a_problem() -> None:
    lines = [a_line(debit="5"), a_line(debit="1", account="1"), a_line(credit="6", account="2")]
    [problem] = problems_of(an_entry(*lines))
    assert (problem.code, problem.facts["lines"]) == ("SIZE-04", "3")
    assert "even in summary mode" in problem.title


def test_a_sum_of_more_than_eighteen_digits_is_a_problem_and_never_rounded() -> None:
    most = "9999999999999999.99"
    [debit, credit] = problems_of(an_entry(*pair("A", most), *pair("B", "0.01")))
    assert debit.code == credit.code == "SIZE-05"
    assert debit.facts["sum"] == "10000000000000000.00"
    assert [place.line for place in (*debit.places, *credit.places)] == [1, 2]
    assert debit.title
    assert debit.steps


def test_a_sum_of_eighteen_digits_is_exact() -> None:
    entry = an_entry(*pair("A", "9999999999999999.98"), *pair("B", "0.01"))
    [journal] = planned(entry)
    assert journal.lines_of(entry)[0].debit == Decimal("9999999999999999.99")


def test_summary_mode_changes_no_key() -> None:
    entry = an_entry(*pair("A", "1"))
    [summed] = planned(entry)
    [plain] = planned(entry, PlanScope("test", "halcyon", "1", revision=1, line_limit=2))
    assert summed.external_id == plain.external_id
