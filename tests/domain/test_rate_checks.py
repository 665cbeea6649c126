from decimal import Decimal
from typing import Any

import pytest

from period_sync.domain.connection import BooksFed, Features, RateOwner, Settings
from period_sync.domain.names import NameList, Record, Wanted
from period_sync.domain.rate_checks import check_rates
from tests.support.documents import a_document, an_entry

NETSUITE, DOCUMENT = Settings(), Settings(rate_owner=RateOwner.DOCUMENT)


def codes(settings: Settings, base: str | None = "1", **entry: Any) -> list[str]:
    """The entry's currency has the id 1; `base` is that of its subsidiary."""
    held = an_entry(**entry)
    found = {
        Wanted(NameList.SUBSIDIARY, held.subsidiary): Record(
            "2", frozenset(), "S", base_currency=base
        ),
        Wanted(NameList.CURRENCY, held.currency): Record("1", frozenset(), "EUR"),
    }
    features = Features(books={"A": "1", "B": "2"})
    problems = check_rates(a_document(held), found, settings, features)
    return [problem.code for problem in problems]


@pytest.mark.parametrize("base", ["1", "9", None])
def test_a_documents_rate_is_refused_where_netsuite_owns_rates(base: str | None) -> None:
    assert codes(NETSUITE, base, exchange_rate=Decimal("1.1")) == ["RATE-01"]
    assert codes(NETSUITE, base) == []


def test_a_foreign_entry_needs_a_rate_where_the_document_owns_rates() -> None:
    assert codes(DOCUMENT, "9") == ["RATE-02"]
    assert codes(DOCUMENT, "9", exchange_rate=Decimal("1.1")) == []


def test_a_subsidiarys_own_currency_has_no_rate_but_one() -> None:
    assert codes(DOCUMENT, "1") == []
    assert codes(DOCUMENT, "1", exchange_rate=Decimal("1.00")) == []
    assert codes(DOCUMENT, "1", exchange_rate=Decimal("1.1")) == ["RATE-03"]


def test_names_that_are_not_resolved_are_somebody_elses_problem() -> None:
    assert codes(DOCUMENT, None) == []


def test_a_journal_of_one_book_takes_no_foreign_currency() -> None:
    by_entry = Settings(books_fed=BooksFed.BY_ENTRY)
    assert codes(by_entry, "9", accounting_book="B") == ["BOOK-02"]
    assert codes(by_entry, "1", accounting_book="B") == []
