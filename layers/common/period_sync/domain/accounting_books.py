"""Accounting books: which one an entry's journals are for, and when an entry may name one.

A plain journal posts to every active book, and one that names a book to that book only, without a
currency or rate of its own (facts 168 to 171). So an entry may name a book only where the company
has said how its books are fed.
"""

from collections.abc import Iterator

from period_sync.domain.connection import BooksFed, Features, Settings
from period_sync.domain.document import Document, Entry
from period_sync.domain.problems import Place, Problem


def book_of(entry: Entry, features: Features) -> str | None:
    """The internal id of the book that an entry's journals name; None where they name none.

    The only book of an account is never named: that would make a journal book-specific.
    """
    if entry.accounting_book is None or len(features.books) < 2:  # noqa: PLR2004 - several
        return None
    return features.books[entry.accounting_book]


def check_books(document: Document, settings: Settings, features: Features) -> Iterator[Problem]:
    """Find entries whose accounting book can't be posted to as they say."""
    for entry in document.entries:
        name = entry.accounting_book
        if name is None:
            continue
        facts = {"entry": entry.entry_id, "book": name}
        places = (Place(entry.entry_id, subsidiary=entry.subsidiary),)
        if not features.books:
            finding = "isn't known: this NetSuite account shows no accounting books"
            yield Problem("BOOK-02", facts | {"finding": finding}, places)
        elif name not in features.books:
            finding = "is no active accounting book in NetSuite"
            known = tuple(sorted(features.books))
            yield Problem("BOOK-02", facts | {"finding": finding}, places, known)
        elif len(features.books) > 1 and settings.books_fed is not BooksFed.BY_ENTRY:
            yield Problem("BOOK-01", facts, places)
