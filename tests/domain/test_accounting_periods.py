from datetime import date

import pytest

from period_sync.domain.accounting_periods import AccountingPeriod, choose_periods
from period_sync.domain.problems import Place
from tests.support.documents import a_document, an_entry

EARLY, END = date(2026, 10, 5), date(2026, 10, 31)
OCTOBER = (date(2026, 10, 1), END)


def period(
    internal_id: str = "415",
    dates: tuple[date, date] = OCTOBER,
    *,
    closed: bool = False,
    locked: bool = False,
    name: str = "Oct 2026",
) -> AccountingPeriod:
    return AccountingPeriod(internal_id, name, *dates, is_closed=closed, is_locked=locked)


def test_each_date_gets_the_period_that_holds_it_and_ends_with_the_closed_one() -> None:
    document = a_document(an_entry(), an_entry(entry_id="E-2", date=EARLY))
    november = period("416", (date(2026, 11, 1), date(2026, 11, 30)))
    assert choose_periods(document, [november, period()]) == ({EARLY: "415", END: "415"}, [])


def test_the_first_day_of_a_period_belongs_to_it() -> None:
    document = a_document(an_entry(date=OCTOBER[0]))
    assert choose_periods(document, [period()]) == ({OCTOBER[0]: "415"}, [])


@pytest.mark.parametrize(
    ("closed", "locked", "code", "word"),
    [
        (True, False, "PER-01", "closed"),
        (False, True, "PER-02", "locked"),
        (True, True, "PER-01", "closed"),
    ],
)
def test_a_shut_period_is_one_problem_with_every_entry(
    closed: bool, locked: bool, code: str, word: str
) -> None:
    document = a_document(an_entry(), an_entry(entry_id="E-2", date=EARLY))
    chosen, problems = choose_periods(document, [period(closed=closed, locked=locked)])
    assert chosen == {}
    assert [(problem.code, problem.title) for problem in problems] == [
        (code, f"The posting period Oct 2026 is {word} in NetSuite")
    ]
    assert set(problems[0].places) == {
        Place("E-1", subsidiary="Halcyon GmbH"),
        Place("E-2", subsidiary="Halcyon GmbH"),
    }


@pytest.mark.parametrize(
    ("periods", "count"),
    [
        ([], "0"),
        ([period(dates=(date(2026, 11, 1), date(2026, 11, 30)))], "0"),
        ([period(dates=(date(2026, 10, 1), date(2026, 12, 31)))], "0"),
        ([period(dates=(date(2026, 9, 28), date(2026, 10, 30)))], "0"),
        ([period("415", name="Oct A"), period("515", name="Oct B")], "2"),
    ],
    ids=["none", "another month", "a quarter", "ends a day early", "two calendars"],
)
def test_anything_but_one_period_is_a_problem(periods: list[AccountingPeriod], count: str) -> None:
    chosen, problems = choose_periods(a_document(), periods)
    assert chosen == {}
    assert [problem.code for problem in problems] == ["PER-05"]
    assert problems[0].facts["count"] == count
    assert "2026-10-31" in problems[0].title


def test_the_periods_that_compete_are_named() -> None:
    _, problems = choose_periods(a_document(), [period(name="Oct A"), period("515", name="Oct B")])
    assert problems[0].candidates == ("Oct A", "Oct B")


def test_a_month_of_split_weeks_serves_the_dates_it_holds_only() -> None:
    second_half = period(dates=(date(2026, 10, 16), END))
    document = a_document(an_entry(), an_entry(entry_id="E-2", date=EARLY))
    chosen, problems = choose_periods(document, [second_half])
    assert chosen == {END: "415"}
    assert [place.entry_id for problem in problems for place in problem.places] == ["E-2"]


def test_a_month_that_is_missing_is_one_problem_with_all_dates() -> None:
    entries = [an_entry(entry_id=f"E-{day}", date=date(2026, 10, day)) for day in (1, 2, 3)]
    chosen, problems = choose_periods(a_document(*entries), [])
    assert chosen == {}
    assert [(problem.code, len(problem.places)) for problem in problems] == [("PER-05", 3)]


def test_a_shut_period_does_not_concern_what_is_in_netsuite() -> None:
    shut = period(closed=True)
    chosen, problems = choose_periods(a_document(), [shut], {an_entry().entry_id})
    assert (list(chosen.values()), problems) == ([shut.internal_id], [])
