from typing import Any

import pytest

from period_sync.domain.connection import Features, Settings
from period_sync.domain.document import Entry
from period_sync.domain.feature_checks import check_features
from period_sync.domain.names import NameList, usages_of, wanted_names
from tests.support.documents import a_document, a_line, an_entry

DOLLARS = Settings(base_currency="USD")


def used(*entries: Entry, settings: Settings = DOLLARS, **off: Any) -> list[tuple[str, str, int]]:
    document = a_document(*entries)
    switched: dict[str, Any] = dict.fromkeys(off, False)
    features = Features(**switched)
    found = check_features(document, usages_of(document), settings, features)
    return [
        (p.code, p.facts.get("feature", p.facts.get("detail", "")), len(p.places)) for p in found
    ]


def with_lines(**names: Any) -> Entry:
    return an_entry(a_line(debit="1", **names), a_line(credit="1"))


@pytest.mark.parametrize(
    ("feature", "names", "title"),
    [
        ("departments", {"department": "D"}, "departments"),
        ("classes", {"class_": "C"}, "classes"),
        ("locations", {"location": "L"}, "locations"),
        ("one_world", {"subsidiary": "Other"}, "several subsidiaries (OneWorld)"),
        ("one_world", {"eliminate": True}, "several subsidiaries (OneWorld)"),
    ],
)
def test_a_line_that_uses_what_is_off_is_a_problem(
    feature: str, names: dict[str, Any], title: str
) -> None:
    assert used(with_lines(**names)) == []
    switched: dict[str, Any] = {feature: True}
    assert used(with_lines(**names), **switched) == [("FEAT-01", title, 1)]


def test_a_document_that_uses_nothing_that_is_off_is_taken() -> None:
    euros = Settings(base_currency="EUR")
    off: dict[str, Any] = dict.fromkeys(
        ("departments", "classes", "locations", "one_world", "multi_currency"), True
    )
    assert used(with_lines(), settings=euros, **off) == []


def test_entries_of_a_second_subsidiary_need_oneworld() -> None:
    entries = [an_entry(), an_entry(entry_id="E-2", subsidiary="Inc.")]
    assert used(*entries, one_world=True) == [("FEAT-01", "several subsidiaries (OneWorld)", 2)]


def test_a_currency_that_is_not_the_companys_needs_multi_currency() -> None:
    assert used(an_entry(), multi_currency=True) == [("FEAT-01", "currency but its own", 1)]


def test_which_currency_the_company_has_must_be_set_where_it_has_only_one() -> None:
    [(code, detail, _)] = used(an_entry(), settings=Settings(), multi_currency=True)
    assert code == "OPS-02"
    assert "base_currency" in detail


def test_what_the_account_has_not_is_not_looked_up() -> None:
    document = a_document(with_lines(department="D", class_="C", location="L", counterparty="V"))
    off = Features(
        one_world=False, multi_currency=False, departments=False, classes=False, locations=False
    )
    wanted = wanted_names(document, usages_of(document), off)
    assert {item.list for item in wanted} == {NameList.ACCOUNT, NameList.COUNTERPARTY}
