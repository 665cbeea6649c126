from typing import Any

import pytest

from period_sync.domain.connection import Features
from period_sync.domain.line_checks import check_lines
from period_sync.domain.names import NameList, Record, Wanted, usages_of
from period_sync.domain.problems import Problem
from tests.support.documents import a_document, a_line, an_entry

GMBH = "Halcyon GmbH"
EUR, USD = "1", "2"


def problems_of(
    account: dict[str, Any], line: dict[str, Any] | None = None, **counterparty: Any
) -> list[Problem]:
    lines = (a_line(debit="1", **(line or {})), a_line(credit="1", **(line or {})))
    document = a_document(an_entry(*lines))
    found = {
        Wanted(NameList.CURRENCY, "EUR"): Record(EUR, frozenset({"EUR"}), "Euro"),
        Wanted(NameList.ACCOUNT, "6250", GMBH): Record("7", frozenset({"6250"}), "C", **account),
        Wanted(NameList.DEPARTMENT, "Retail", GMBH): Record("15", frozenset({"Retail"}), "Retail"),
        Wanted(NameList.COUNTERPARTY, "V", GMBH): Record(
            "9", frozenset({"V"}), "V", **counterparty
        ),
    }
    names = {item: record.internal_id for item, record in found.items()}
    return list(check_lines(usages_of(document), names, found, Features()))


def codes(*args: Any, **counterparty: Any) -> list[tuple[str, int]]:
    return [(problem.code, problem.count) for problem in problems_of(*args, **counterparty)]


def test_a_plain_account_takes_plain_lines() -> None:
    assert codes({"type": "Expense", "currency": EUR}) == []


def test_an_account_of_another_currency_is_one_problem_with_all_lines() -> None:
    assert codes({"currency": USD}) == [("MAP-04", 2)]


def test_a_counterparty_of_another_currency_is_a_problem() -> None:
    assert codes({}, {"counterparty": "V"}, currency=USD) == [("MAP-09", 2)]
    assert codes({}, {"counterparty": "V"}, currency=EUR) == []


@pytest.mark.parametrize(
    ("department", "only", "finding"),
    [
        ("Retail", "15", None),
        ("Retail", "16", "takes another department than 'Retail' only, that of id 16"),
        (None, "15", "takes the department of id 15 only, and its line names none"),
        # Its name is a problem already.
        ("Nobody", "15", None),
    ],
)
def test_an_account_may_be_restricted_to_one_department(
    department: str | None, only: str, finding: str | None
) -> None:
    restricted = {"restricted_to": {NameList.DEPARTMENT: only}}
    found = problems_of(restricted, {"department": department})
    assert [(p.code, p.facts["finding"]) for p in found] == (
        [] if finding is None else [("MAP-05", finding)]
    )


def test_an_intercompany_account_takes_lines_to_be_eliminated_only() -> None:
    assert codes({"is_intercompany": True}) == [("MAP-10", 2)]
    assert codes({"is_intercompany": True}, {"eliminate": True}) == []
    assert codes({}, {"eliminate": True}) == [("MAP-04", 2)]


@pytest.mark.parametrize("kind", ["Bank", "AcctPay"])
def test_lines_on_bank_and_payables_accounts_are_noticed_and_stop_nothing(kind: str) -> None:
    [notice] = problems_of({"type": kind})
    assert (notice.code, notice.blocks) == ("BIZ-02", False)


def test_names_that_were_not_found_are_no_second_problem() -> None:
    usages = usages_of(
        a_document(an_entry(a_line(debit="1", counterparty="V"), a_line(credit="1")))
    )
    assert list(check_lines(usages, {}, {}, Features())) == []
