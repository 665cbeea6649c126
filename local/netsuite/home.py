"""Where a journal belongs: its subsidiary and currencies, its accounting books, its calendar."""

from dataclasses import dataclass

from local.netsuite.database import Row
from local.netsuite.journal import Draft
from local.netsuite.master_data import FIRST_CALENDAR, MasterData
from local.netsuite.periods import Scope
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import invalid_value, malformed, missing_value, wrong_key

_ONE_BOOK: Row = {"id": 1, "isprimary": "T", "isinactive": "F", "subsidiary": None, "rates": None}


@dataclass(frozen=True, slots=True)
class Home:
    """The records that a journal belongs to; `books` are those that it posts to."""

    subsidiary: Row
    currency: Row
    base: Row
    books: tuple[Row, ...]

    @property
    def key(self) -> int:
        """The internal id of the subsidiary."""
        return int(str(self.subsidiary["id"]))

    def scope(self, draft: Draft) -> Scope:
        """Return for whom the journal's period must be open."""
        calendar = int(str(self.subsidiary["fiscalcalendar"] or FIRST_CALENDAR))
        others = {line.subsidiary for line in draft.lines if line.subsidiary is not None}
        books = frozenset(int(str(book["id"])) for book in self.books)
        return Scope(calendar, frozenset({self.key, *others}), books)


def home_of(draft: Draft, master: MasterData, preferences: Preferences) -> Home:
    """Find where a journal belongs.

    Raises:
        Refusal: a record is missing, unknown or inactive, or does not go with the book.
    """
    wanted = draft.subsidiary
    if not preferences.one_world:
        wanted = master.root_subsidiary()
    if wanted is None:
        raise missing_value("Subsidiary", "subsidiary")
    subsidiary = master.find("subsidiary", wanted)
    if subsidiary is None or subsidiary["isinactive"] == "T":
        raise invalid_value(wanted, "subsidiary", "subsidiary")
    base = master.find("currency", int(str(subsidiary["currency"])))
    currency = base if draft.currency is None else master.find("currency", draft.currency)
    if currency is None or currency["isinactive"] == "T":
        raise invalid_value(draft.currency, "currency", "currency")
    if base is None:
        raise malformed(f"Subsidiary {wanted} of the data file has no currency.")
    if draft.exchange_rate is not None and draft.exchange_rate <= 0:
        raise invalid_value(draft.exchange_rate, "exchangeRate", "exchangeRate")
    return Home(subsidiary, currency, base, _books(draft, wanted, master, preferences))


def _books(
    draft: Draft, subsidiary: int, master: MasterData, preferences: Preferences
) -> tuple[Row, ...]:
    """Return every active book, or the one that the journal is for (facts 168 and 170)."""
    active = master.active_books() or [_ONE_BOOK]
    if not preferences.multi_book:
        return (active[0],)
    if not draft.is_book_specific and draft.accounting_book is None:
        return tuple(book for book in active if master.serves(book, subsidiary))
    wanted = draft.accounting_book or active[0]["id"]
    for book in active:
        if book["id"] == wanted:
            break
    else:
        raise invalid_value(wanted, "accountingBook", "accountingBook")
    for name, value in (("currency", draft.currency), ("exchangerate", draft.exchange_rate)):
        if value is not None:  # fact 121
            place = "currency" if name == "currency" else "exchangeRate"
            raise wrong_key(name, int(value), "accountingbook", wanted, place)
    if not master.serves(book, subsidiary):
        raise wrong_key("subsidiary", subsidiary, "accountingbook", wanted, "subsidiary")
    return (book,)
