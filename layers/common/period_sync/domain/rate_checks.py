"""Exchange rates have one owner: NetSuite, or the document; the connection says which.

A rate is base units of the subsidiary per unit of the entry's currency (fact 42).
"""

from collections.abc import Iterator, Mapping

from period_sync.domain.accounting_books import book_of
from period_sync.domain.connection import Features, RateOwner, Settings
from period_sync.domain.document import Document, Entry
from period_sync.domain.names import NameList, Record, Wanted
from period_sync.domain.problems import Place, Problem


def check_rates(
    document: Document, found: Mapping[Wanted, Record], settings: Settings, features: Features
) -> Iterator[Problem]:
    """Find rates that would be ignored, rates that are missing, and rates of no meaning."""
    for entry in document.entries:
        subsidiary = found.get(Wanted(NameList.SUBSIDIARY, entry.subsidiary))
        currency = found.get(Wanted(NameList.CURRENCY, entry.currency))
        is_foreign = None
        if subsidiary is not None and currency is not None and subsidiary.base_currency:
            is_foreign = currency.internal_id != subsidiary.base_currency
        problem = _problem(entry, settings, is_foreign=is_foreign)
        if problem is None and is_foreign and book_of(entry, features) is not None:
            # NetSuite forces the rate of such a journal to 1 (fact 168).
            finding = f"takes no entries in {entry.currency}, a foreign currency of the subsidiary"
            facts = {"entry": entry.entry_id, "book": entry.accounting_book or ""}
            problem = Problem("BOOK-02", facts | {"finding": finding}, _place(entry))
        if problem is not None:
            yield problem


def _problem(entry: Entry, settings: Settings, *, is_foreign: bool | None) -> Problem | None:
    facts = {"entry": entry.entry_id, "currency": entry.currency}
    if settings.rate_owner is RateOwner.NETSUITE:
        return None if entry.exchange_rate is None else Problem("RATE-01", facts, _place(entry))
    if is_foreign and entry.exchange_rate is None:
        return Problem("RATE-02", facts, _place(entry))
    if is_foreign is False and entry.exchange_rate not in {None, 1}:
        rate = {"rate": f"{entry.exchange_rate:f}"}
        return Problem("RATE-03", facts | rate, _place(entry))
    return None


def _place(entry: Entry) -> tuple[Place, ...]:
    return (Place(entry.entry_id, subsidiary=entry.subsidiary),)
