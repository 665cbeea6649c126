import pytest

from period_sync.domain.accounting_books import book_of, check_books
from period_sync.domain.connection import BooksFed, Features, Settings
from tests.support.documents import a_document, an_entry

ONE = Features(books={"US GAAP": "1"}, primary_book="1")
TWO = Features(books={"US GAAP": "1", "IFRS": "2"}, primary_book="1")
BY_ENTRY = Settings(books_fed=BooksFed.BY_ENTRY)
FOR_IFRS = an_entry(accounting_book="IFRS")


def codes(settings: Settings, features: Features, book: str | None) -> list[str]:
    document = a_document(an_entry(accounting_book=book))
    return [problem.code for problem in check_books(document, settings, features)]


@pytest.mark.parametrize("settings", [Settings(), Settings(books_fed=BooksFed.TOGETHER)])
def test_a_book_may_be_named_only_where_books_are_fed_by_entry(settings: Settings) -> None:
    assert codes(settings, TWO, "IFRS") == ["BOOK-01"]
    assert codes(BY_ENTRY, TWO, "IFRS") == []
    assert codes(settings, TWO, None) == []


def test_a_book_that_the_account_does_not_have_is_a_problem_that_lists_those_it_has() -> None:
    (problem,) = check_books(a_document(an_entry(accounting_book="HGB")), BY_ENTRY, TWO)
    assert (problem.code, problem.candidates) == ("BOOK-02", ("IFRS", "US GAAP"))
    assert codes(BY_ENTRY, Features(), "IFRS") == ["BOOK-02"]


def test_the_only_book_of_an_account_may_be_named_and_is_not_sent() -> None:
    assert codes(Settings(), ONE, "US GAAP") == []
    assert book_of(an_entry(accounting_book="US GAAP"), ONE) is None


def test_one_of_several_books_is_sent_by_its_internal_id() -> None:
    assert book_of(FOR_IFRS, TWO) == "2"
    assert book_of(an_entry(), TWO) is None
