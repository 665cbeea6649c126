from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from period_sync.adapters.netsuite.translation import field_of, line_of, readable, translate
from period_sync.application.frozen import Resolution, write_problems
from period_sync.application.refusals import PLACES_MAX, PROBLEMS_MAX, SentJournal, problems_of
from period_sync.domain.complaints import Complaint
from period_sync.domain.journal import Journal
from period_sync.domain.names import NameList, Wanted
from period_sync.domain.plan import PlannedJournal
from period_sync.domain.problems import Place, Problem
from tests.support.documents import a_line, an_entry

GMBH = "Halcyon GmbH"
ENTRY = an_entry(
    a_line(debit="10", lease="HL-1", department="Logistics"),
    a_line(debit="20", lease="HL-2", department="Retail", counterparty="Nordlicht"),
    a_line(credit="30", lease="HL-3", account="1790"),
    reversal_date=date(2026, 11, 1),
)
NAMES = {
    Wanted(NameList.SUBSIDIARY, GMBH): "2",
    Wanted(NameList.ACCOUNT, "6250", GMBH): "253",
    Wanted(NameList.DEPARTMENT, "Logistics", GMBH): "13",
    Wanted(NameList.COUNTERPARTY, "Nordlicht", GMBH): "701",
}
# The second part of a journal in summary mode: one line for lines 1 and 2, one for line 3.
PLANNED = PlannedJournal(1, "ps-key", "E-1", 2, 2, 1, 0, ((2,), (0, 1)))
SENT = SentJournal(
    Journal(1, "ps-key", "E-1", 2, 2, 1, GMBH, "EUR", "30", 2),
    PLANNED,
    ENTRY,
    Resolution(NAMES, {}),
    datetime(2026, 11, 3, 9, 30, 5, tzinfo=UTC),
)


def complaint(text: str, path: str = "", code: str = "USER_ERROR") -> Complaint:
    text = readable(text)[:1000]
    meaning = translate(code, text, field_of(path))
    return Complaint(code, text, path or None, meaning, line_of(path), field_of(path))


def told(text: str, path: str = "") -> Problem:
    (problem,) = problems_of(SENT, [complaint(text, path)])
    return problem


def test_ids_are_turned_back_into_names() -> None:
    problem = told("Invalid department reference key 13 for subsidiary 2.")
    assert problem.title == f"Department 'Logistics' can't be used in subsidiary '{GMBH}'"


def test_an_id_that_we_never_sent_stays_an_id() -> None:
    problem = told("Invalid account reference key 999 for subsidiary 8.")
    assert problem.title == "Account 'id 999' can't be used in subsidiary 'id 8'"


def test_a_line_of_the_journal_leads_to_the_lines_and_leases_it_stands_for() -> None:
    problem = told("Elimination settings do not match.", "line.items[1].account")
    assert problem.code == "MAP-10"
    assert problem.facts["account"] == "6250"
    assert problem.places == (Place("E-1", 1, "HL-1", GMBH), Place("E-1", 2, "HL-2", GMBH))


def test_without_a_line_the_entry_is_the_place() -> None:
    assert told("No.").places == (Place("E-1", subsidiary=GMBH),)


def test_a_line_that_the_journal_does_not_have_is_no_place() -> None:
    assert told("No.", "line.items[7].memo").places == (Place("E-1", subsidiary=GMBH),)


def test_what_can_not_be_told_in_full_keeps_netsuites_words() -> None:
    # Which account it is nobody says.
    problem = told("Elimination settings of the account and line do not match.")
    assert problem.code == "NS-01"
    assert any("Elimination settings" in step for step in problem.steps)


def test_the_name_on_the_line_helps_where_the_text_names_none() -> None:
    text = "Invalid value for the resource or sub-resource field 'department'."
    problem = told(text, "line.items[1].department")
    assert problem.title.startswith("Department 'Logistics' isn't accepted")


def test_an_unknown_error_keeps_words_error_id_and_time() -> None:
    problem = told("Something broke. Error ID: k3x-81fa2")
    assert problem.code == "NS-01"
    assert problem.facts["detail"] == "Something broke. Error ID: k3x-81fa2"
    assert problem.facts["error_id"] == "k3x-81fa2"
    assert any("2026-11-03 09:30:05 UTC" in step and "k3x-81fa2" in step for step in problem.steps)


@pytest.mark.parametrize(
    ("text", "path", "title"),
    [
        ("closed accounting period (Oct 2026)", "", "The posting period Oct 2026 is closed"),
        ("The accounting period has been locked.", "", "that holds 2026-10-31 is locked"),
        ("This period is already closed.", "reversalDate", "can't be booked on 2026-11-01"),
        ("Please enter value(s) for: Class.", "line.items[0].class", "a value for Class"),
        ("Invalid entity reference key 701 for subsidiary 2.", "", "Counterparty 'Nordlicht'"),
        ("A journal can't have more than 1,000 lines.", "line", "more than the 1,000 that"),
    ],
)
def test_a_translated_refusal_reads_as_a_sentence(text: str, path: str, title: str) -> None:
    problem = told(text, path)
    assert title in problem.title
    assert problem.facts["detail"] == text


def test_several_complaints_are_several_problems_and_equal_ones_one() -> None:
    problems = problems_of(
        SENT,
        [
            complaint("Please enter value(s) for: Class.", "line.items[0].class"),
            complaint("Please enter value(s) for: Class.", "line.items[1].class"),
            complaint("Rounding Error"),
        ],
    )
    assert [(problem.code, problem.count) for problem in problems] == [
        ("FORM-01", 3),
        ("BAL-05", 1),
    ]


def test_what_is_kept_of_a_refusal_stays_small() -> None:
    lines = tuple(a_line(debit="1", lease=f"HL-{n}") for n in range(1000))
    wide = replace(
        SENT,
        entry=replace(ENTRY, lines=lines),
        planned=replace(PLANNED, lines=(tuple(range(1000)),)),
    )
    complaints = [complaint(f"{n % 50} " + "x" * 10_000, "line.items[0]") for n in range(100)]
    problems = problems_of(wide, complaints)
    assert len(problems) == PROBLEMS_MAX
    assert all(len(problem.places) <= PLACES_MAX for problem in problems)
    assert len(write_problems(problems)) < 40_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{entry} {0!r} {__class__}",
        "Please enter value(s) for: {entry!x}.",
        "Please enter value(s) for: " + "y" * 10_000,
        "The {account} account cannot be used with the {0} subsidiary.",
        "You have entered an Invalid Field Value {x} for the following field: custcol_{y}",
        "\u0000\ud800\u202e" * 100,
        "customscript {detail}",
    ],
)
@pytest.mark.parametrize("path", ["", "line.items[0].account", "{entry}", "a" * 300])
def test_no_text_of_netsuite_breaks_the_telling(text: str, path: str) -> None:
    problem = told(text, path)
    assert problem.title
    assert all(problem.steps)
    stored: Any = write_problems((problem,))
    assert stored.decode("utf-8")
