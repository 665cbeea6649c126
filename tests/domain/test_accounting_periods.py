from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import pytest

from period_sync.domain.accounting_periods import (
    AccountingPeriod,
    Calendars,
    choose_periods,
    dates_to_read,
)
from period_sync.domain.document import Document
from period_sync.domain.problems import Place, Problem
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


def chosen_for(
    document: Document,
    periods: Sequence[AccountingPeriod],
    in_netsuite: Collection[str] = (),
    calendars: Calendars | None = None,
) -> tuple[dict[date, str], list[Problem]]:
    everywhere = {entry.subsidiary: None for entry in document.entries}
    found, problems = choose_periods(document, periods, calendars or everywhere, in_netsuite)
    return {day: internal_id for (_, day), internal_id in found.items()}, problems


def test_each_date_gets_the_period_that_holds_it_and_ends_with_the_closed_one() -> None:
    document = a_document(an_entry(), an_entry(entry_id="E-2", date=EARLY))
    november = period("416", (date(2026, 11, 1), date(2026, 11, 30)))
    assert chosen_for(document, [november, period()]) == ({EARLY: "415", END: "415"}, [])


def test_the_first_day_of_a_period_belongs_to_it() -> None:
    document = a_document(an_entry(date=OCTOBER[0]))
    assert chosen_for(document, [period()]) == ({OCTOBER[0]: "415"}, [])


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
    chosen, problems = chosen_for(document, [period(closed=closed, locked=locked)])
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
    chosen, problems = chosen_for(a_document(), periods)
    assert chosen == {}
    assert [problem.code for problem in problems] == ["PER-05"]
    assert problems[0].facts["count"] == count
    assert "2026-10-31" in problems[0].title


def test_the_periods_that_compete_are_named() -> None:
    _, problems = chosen_for(a_document(), [period(name="Oct A"), period("515", name="Oct B")])
    assert problems[0].candidates == ("Oct A", "Oct B")


def test_a_month_of_split_weeks_serves_the_dates_it_holds_only() -> None:
    second_half = period(dates=(date(2026, 10, 16), END))
    document = a_document(an_entry(), an_entry(entry_id="E-2", date=EARLY))
    chosen, problems = chosen_for(document, [second_half])
    assert chosen == {END: "415"}
    assert [place.entry_id for problem in problems for place in problem.places] == ["E-2"]


def test_a_month_that_is_missing_is_one_problem_with_all_dates() -> None:
    entries = [an_entry(entry_id=f"E-{day}", date=date(2026, 10, day)) for day in (1, 2, 3)]
    chosen, problems = chosen_for(a_document(*entries), [])
    assert chosen == {}
    assert [(problem.code, len(problem.places)) for problem in problems] == [("PER-05", 3)]


def test_a_shut_period_does_not_concern_what_is_in_netsuite() -> None:
    shut = period(closed=True)
    chosen, problems = chosen_for(a_document(), [shut], {an_entry().entry_id})
    assert (list(chosen.values()), problems) == ([shut.internal_id], [])


def calendar_month(internal_id: str, name: str, end: date, calendar: str) -> AccountingPeriod:
    return AccountingPeriod(
        internal_id, name, date(2026, 10, 1), end, False, False, frozenset({calendar})
    )


def test_each_subsidiary_has_the_period_of_its_own_calendar() -> None:
    document = a_document(an_entry(), an_entry(entry_id="E-2", subsidiary="Inc."))
    periods = [calendar_month("415", "Oct", END, "1"), calendar_month("515", "P10", END, "2")]
    calendars = {"Halcyon GmbH": "1", "Inc.": "2"}
    found, problems = choose_periods(document, periods, calendars)
    assert (found, problems) == ({("Halcyon GmbH", END): "415", ("Inc.", END): "515"}, [])


def test_a_calendar_of_weeks_needs_a_closed_period_that_ends_with_its_own() -> None:
    weeks = [calendar_month("515", "P10", date(2026, 10, 24), "2")]
    document = a_document(an_entry(subsidiary="Inc.", date=EARLY))
    _, problems = choose_periods(document, weeks, {"Inc.": "2"})
    assert [problem.code for problem in problems] == ["PER-05"]
    fitting = a_document(*document.entries, end_date=date(2026, 10, 24))
    assert choose_periods(fitting, weeks, {"Inc.": "2"}) == ({("Inc.", EARLY): "515"}, [])


def test_a_subsidiary_that_is_a_problem_already_makes_no_second_one() -> None:
    assert choose_periods(a_document(), [], {}) == ({}, [])


NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
NEXT_DAY = NOVEMBER[0]


def reversal_problems(*periods: AccountingPeriod, **changed: Any) -> list[tuple[str, str]]:
    document = a_document(an_entry(reversal_date=NEXT_DAY, **changed))
    _, problems = chosen_for(document, [period(), *periods])
    return [(problem.code, problem.facts["finding"]) for problem in problems]


@pytest.mark.parametrize(
    ("periods", "finding"),
    [
        ([], "is not set up in NetSuite"),
        ([period("416", NOVEMBER, name="Nov", closed=True)], "Nov is closed"),
        ([period("416", NOVEMBER, name="Nov", locked=True)], "Nov is locked"),
        (
            [period("416", NOVEMBER, name="Nov"), period("516", NOVEMBER, name="P11")],
            "is not clear, as 2 periods hold that day",
        ),
    ],
)
def test_a_reversal_needs_one_open_period(periods: list[AccountingPeriod], finding: str) -> None:
    assert reversal_problems(*periods) == [("PER-06", finding)]


def test_a_reversal_into_an_open_period_is_no_problem() -> None:
    assert reversal_problems(period("416", NOVEMBER)) == []


def test_a_deferred_reversal_does_not_need_its_period_yet() -> None:
    assert reversal_problems(reversal_defer=True) == []


def test_the_periods_of_reversals_are_read_too_unless_deferred() -> None:
    entries = (
        an_entry(reversal_date=NEXT_DAY),
        an_entry(entry_id="E-2", date=EARLY, reversal_date=NOVEMBER[1], reversal_defer=True),
    )
    assert dates_to_read(a_document(*entries)) == [EARLY, END, NEXT_DAY]
