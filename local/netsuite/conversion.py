"""Converts the lines of a journal into base currencies, book by book (facts 42, 163, 168, 200)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from local.netsuite.database import Row
from local.netsuite.entry import Entry
from local.netsuite.home import Home
from local.netsuite.journal import Draft, Line
from local.netsuite.master_data import MasterData
from local.netsuite.money import EXACT, round_to
from local.netsuite.record_types import ADVANCED, INTERCOMPANY, JOURNAL, RecordType

FIRST_LINE = 1


@dataclass(frozen=True, slots=True)
class Impact:
    """A line in one book: its rate, and its amount in base currency, positive for a debit."""

    line: Line
    rate: Decimal
    amount: Decimal


def header_rate(record_type: RecordType, draft: Draft, home: Home, master: MasterData) -> Decimal:
    """Return base units per unit of the journal's currency: the caller's, or NetSuite's own.

    Of a pair of subsidiaries it is the base of the one whose base the currency is not (fact 161).
    """
    base = home.base
    if record_type is INTERCOMPANY and home.currency["id"] == base["id"]:
        base = _base_of(draft.to_subsidiary, master) or base
    if home.currency["id"] == base["id"]:
        return Decimal(1)
    if draft.exchange_rate is not None:
        return draft.exchange_rate
    return master.rate(_key(home.currency), _key(base))


def impacts(entry: Entry, book: Row, master: MasterData) -> list[Impact]:
    """Return what each line does in a book; the amounts of each subsidiary add up to zero."""
    found = []
    for line in entry.draft.lines:
        base = _base_of(line.subsidiary, master) or entry.home.base
        rate = _rate(entry, line, base, book, master)
        amount = round_to(EXACT.multiply(line.signed, rate), int(str(base["currencyprecision"])))
        found.append(Impact(line, rate, amount))
    if not found:
        # A form that is filled in for the first time has no lines yet.
        return []
    # Without the line that was first, the largest one takes the rest (fact 201).
    is_changed = entry.record_type is JOURNAL and found[0].line.number != FIRST_LINE
    return _balanced(found, largest=entry.record_type is ADVANCED or is_changed)


def _base_of(subsidiary: int | None, master: MasterData) -> Row | None:
    found = subsidiary and master.find("subsidiary", subsidiary)
    return master.find("currency", int(str(found["currency"]))) if found else None


def _rate(entry: Entry, line: Line, base: Row, book: Row, master: MasterData) -> Decimal:
    currency = entry.home.currency
    if currency["id"] == base["id"]:
        return Decimal(1)
    if book["isprimary"] != "T":
        given = entry.draft.book_rates.get(_key(book))
        return given or master.rate(_key(currency), _key(base), book)
    if line.rate is not None:
        return line.rate
    if entry.record_type is ADVANCED and base["id"] != entry.home.base["id"]:
        return master.rate(_key(currency), _key(base))
    return entry.rate


def _balanced(found: Sequence[Impact], *, largest: bool) -> list[Impact]:
    """Give what rounding leaves to the first line of a subsidiary, or to its largest."""
    groups: dict[int | None, list[int]] = defaultdict(list)
    for index, impact in enumerate(found):
        groups[impact.line.subsidiary].append(index)
    balanced = list(found)
    for group in groups.values():
        rest = Decimal(0)
        for index in group:
            rest = EXACT.add(rest, found[index].amount)
        taker = max(group, key=lambda at: abs(found[at].amount)) if largest else group[0]
        taking = found[taker]
        balanced[taker] = Impact(taking.line, taking.rate, EXACT.subtract(taking.amount, rest))
    return balanced


def _key(record: Row) -> int:
    return int(str(record["id"]))
