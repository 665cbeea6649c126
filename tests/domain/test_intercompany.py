from decimal import Decimal
from typing import Any

import pytest

from period_sync.domain.connection import Intercompany, RateOwner, Settings
from period_sync.domain.document import Entry
from period_sync.domain.intercompany import check_intercompany, is_intercompany, record_type
from period_sync.domain.posting import RecordType
from period_sync.domain.problems import Problem
from tests.support.documents import a_document, a_line, an_entry

OWN, OTHER, THIRD = "Halcyon GmbH", "Halcyon US Inc.", "Halcyon K.K."
LEGACY = Settings(intercompany=Intercompany.LEGACY)
ADVANCED = Settings(intercompany=Intercompany.ADVANCED)


def pair(subsidiary: str | None, **changed: Any) -> tuple[Any, Any]:
    return (
        a_line(debit="5.00", subsidiary=subsidiary, **changed),
        a_line(credit="5.00", subsidiary=subsidiary, **changed),
    )


def across(*others: str, **changed: Any) -> Entry:
    lines = [*pair(None), *(line for name in others for line in pair(name))]
    return an_entry(*lines, subsidiary=OWN, **changed)


def found(entry: Entry, settings: Settings) -> list[Problem]:
    return list(check_intercompany(a_document(entry), settings))


def codes(entry: Entry, settings: Settings) -> list[str]:
    return [problem.code for problem in found(entry, settings)]


def test_lines_that_name_the_entrys_own_subsidiary_need_a_plain_journal() -> None:
    entry = across(OWN)
    assert not is_intercompany(entry)
    assert record_type(entry, ADVANCED) is RecordType.JOURNAL
    assert found(entry, Settings()) == []


def test_lines_of_other_subsidiaries_are_sent_only_where_that_is_proven() -> None:
    (problem,) = found(across(OTHER), Settings())
    assert problem.code == "MAP-11"
    assert [(place.line, place.subsidiary) for place in problem.places] == [(3, OTHER), (4, OTHER)]


@pytest.mark.parametrize(
    ("settings", "kind"),
    [(LEGACY, RecordType.INTERCOMPANY), (ADVANCED, RecordType.ADVANCED_INTERCOMPANY)],
)
def test_the_connection_says_which_journal_carries_them(
    settings: Settings, kind: RecordType
) -> None:
    assert record_type(across(OTHER), settings) is kind
    assert found(across(OTHER), settings) == []


def test_the_older_kind_takes_one_other_subsidiary() -> None:
    assert codes(across(OTHER, THIRD), LEGACY) == ["MAP-17"]
    assert codes(across(OTHER, THIRD), ADVANCED) == []


def test_each_subsidiary_must_balance_by_itself() -> None:
    lines = (
        a_line(debit="5.00"),
        a_line(credit="4.00"),
        a_line(debit="1.00", subsidiary=OTHER),
        a_line(credit="2.00", subsidiary=OTHER),
    )
    problems = found(an_entry(*lines, subsidiary=OWN), ADVANCED)
    assert [problem.code for problem in problems] == ["BAL-02", "BAL-02"]
    assert {problem.facts["subsidiary"] for problem in problems} == {OWN, OTHER}
    assert all(problem.facts["difference"].startswith("1.00 ") for problem in problems)


def test_the_first_line_must_be_of_the_entrys_own_subsidiary() -> None:
    entry = an_entry(*pair(OTHER), *pair(None), subsidiary=OWN)
    assert codes(entry, LEGACY) == codes(entry, ADVANCED) == ["MAP-17"]


def eliminated(**changed: Any) -> Entry:
    own = pair(None, eliminate=True, counterparty="IC", due_to_from_subsidiary=OTHER)
    other = pair(OTHER, **({"eliminate": True, "counterparty": "IC"} | changed))
    return an_entry(*own, *other, subsidiary=OWN)


def test_eliminated_lines_name_each_other_and_a_counterparty() -> None:
    assert codes(eliminated(due_to_from_subsidiary=OWN), ADVANCED) == []
    assert codes(eliminated(), ADVANCED) == ["MAP-17"]
    assert codes(eliminated(due_to_from_subsidiary=OWN, counterparty=None), ADVANCED) == ["MAP-17"]
    assert codes(eliminated(due_to_from_subsidiary=THIRD), ADVANCED) == ["MAP-17"]
    assert codes(eliminated(due_to_from_subsidiary=OTHER), ADVANCED) == ["MAP-17"]


def test_the_older_kind_eliminates_nothing() -> None:
    assert codes(eliminated(due_to_from_subsidiary=OWN), LEGACY) == ["MAP-17"]


def test_a_rate_of_the_whole_entry_has_no_place_in_an_advanced_journal() -> None:
    owned = Settings(intercompany=Intercompany.ADVANCED, rate_owner=RateOwner.DOCUMENT)
    assert codes(across(OTHER, exchange_rate=Decimal("1.1")), owned) == ["MAP-17"]
    assert codes(across(OTHER), owned) == []
