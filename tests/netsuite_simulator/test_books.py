from collections.abc import Iterator
from decimal import Decimal

import pytest

from local.netsuite.account_data import PACKAGED
from tests.netsuite_simulator.client import (
    CLEARING,
    COST,
    EDITOR,
    JPY,
    KK,
    OCTOBER,
    US,
    USD,
    Client,
    journal,
    line,
    refusal,
)
from tests.support.simulator import simulator_thread

PRIMARY, IFRS, US_GAAP, FORMER = 1, 2, 3, 4
BOOKED = (
    "SELECT accountingbook, debit, credit, exchangerate FROM transactionaccountingline "
    "WHERE transaction = ? ORDER BY accountingbook, transactionline"
)


@pytest.fixture
def books() -> Iterator[Client]:
    with simulator_thread(data=PACKAGED.with_name("multibook.json"), role=EDITOR) as running:
        yield Client(running)


def booked(client: Client, key: str) -> list[tuple[str, str | None, str | None, str]]:
    return [
        (row["accountingbook"], row.get("debit"), row.get("credit"), row["exchangerate"])
        for row in client.rows(BOOKED, key)
    ]


def test_the_books_are_a_table(books: Client) -> None:
    rows = books.rows("SELECT id, name, isprimary, isinactive FROM accountingbook ORDER BY id")
    assert [(row["name"], row["isprimary"], row["isinactive"]) for row in rows] == [
        ("Primary Accounting Book", "T", "F"),
        ("IFRS Book", "F", "F"),
        ("US GAAP Book", "F", "F"),
        ("Local Book (former)", "F", "T"),
    ]


def test_a_plain_journal_posts_to_every_active_book_at_the_rate_of_each(books: Client) -> None:
    body = journal(currency={"id": USD}, exchangeRate=Decimal("0.95"))
    assert booked(books, books.created(body)) == [
        ("1", "95", None, "0.95"),
        ("1", None, "95", "0.95"),
        ("2", "90", None, "0.9"),
        ("2", None, "90", "0.9"),
    ]


def test_a_caller_can_give_the_rate_of_a_book(books: Client) -> None:
    detail = {"items": [{"accountingBook": {"id": IFRS}, "exchangeRate": Decimal("0.5")}]}
    key = books.created(journal(currency={"id": USD}, accountingBookDetail=detail))
    assert booked(books, key)[2] == ("2", "50", None, "0.5")
    assert books.read(key).json()["accountingBookDetail"]["items"] == [
        {"accountingBook": {"id": "2"}, "exchangeRate": 0.5}
    ]
    assert books.patch(key, {"memo": "x"}).status_code == 204
    assert booked(books, key)[2] == ("2", "50", None, "0.5")


def test_a_book_of_one_subsidiary_takes_its_journals_only(books: Client) -> None:
    key = books.created(journal(subsidiary={"id": US}, currency=None))
    assert [row[0] for row in booked(books, key)] == ["1", "1", "2", "2", "3", "3"]


def test_a_book_specific_journal_posts_to_its_book_at_the_rate_of_one(books: Client) -> None:
    body = journal(
        line(COST, debit=100),
        line(CLEARING, credit=100),
        subsidiary={"id": KK},
        currency=None,
        accountingBook={"id": IFRS},
    )
    key = books.created(body)
    assert booked(books, key) == [("2", "100", None, "1"), ("2", None, "100", "1")]
    document = books.read(key).json()
    assert document["accountingBook"] == {"id": "2", "refName": "IFRS Book"}
    assert document["isBookSpecific"] is True
    assert document["currency"]["id"] == str(JPY)
    shown = "SELECT BUILTIN.DF(accountingbook) AS book, isbookspecific FROM transaction"
    assert books.rows(shown) == [{"book": "IFRS Book", "isbookspecific": "T"}]
    assert [each["debit"] for each in books.lines(key)[:1]] == [100]
    assert books.patch(key, {"memo": "x"}).status_code == 204


def test_book_specific_without_a_book_is_the_primary_one(books: Client) -> None:
    key = books.created(journal(currency=None, isBookSpecific=True))
    assert [row[0] for row in booked(books, key)] == ["1", "1"]


@pytest.mark.parametrize(
    ("changed", "text", "path"),
    [
        (
            {"accountingBook": {"id": IFRS}},
            "Invalid currency reference key 1 for accountingbook 2.",
            "currency",
        ),
        (
            {"accountingBook": {"id": IFRS}, "currency": None, "exchangeRate": 2},
            "Invalid exchangerate reference key 2 for accountingbook 2.",
            "exchangeRate",
        ),
        (
            {"accountingBook": {"id": US_GAAP}, "currency": None},
            "Invalid subsidiary reference key 2 for accountingbook 3.",
            "subsidiary",
        ),
        (
            {"accountingBook": {"id": FORMER}, "currency": None},
            "You have entered an Invalid Field Value 4 for the following field: accountingBook",
            "accountingBook",
        ),
    ],
)
def test_a_book_specific_journal_that_does_not_fit_its_book_is_refused(
    books: Client, changed: dict[str, object], text: str, path: str
) -> None:
    answer = books.post(journal(**changed))
    assert refusal(answer)[2:] == (f"Error while accessing a resource. {text}", path)


def test_a_period_is_closed_per_book(books: Client) -> None:
    books.simulator.close_book(OCTOBER, IFRS)
    assert "closed accounting period" in refusal(books.post(journal()))[2]
    specific = journal(currency=None, accountingBook={"id": PRIMARY})
    assert books.post(specific).status_code == 204
    specific |= {"externalId": "ps-second", "accountingBook": {"id": IFRS}}
    assert "closed accounting period" in refusal(books.post(specific))[2]


@pytest.mark.parametrize("name", ["accountingBook", "isBookSpecific", "accountingBookDetail"])
def test_without_multi_book_there_are_no_books(client: Client, name: str) -> None:
    assert refusal(client.post(journal(**{name: {"id": 1}})))[1::2] == ("INVALID_CONTENT", name)
    assert client.query("SELECT id FROM accountingbook").status_code == 400
    assert client.query("SELECT isbookspecific FROM transaction").status_code == 400
    assert client.rows("SELECT accountingbook FROM transactionaccountingline") == []
