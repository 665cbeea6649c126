"""Entries with lines of several subsidiaries: which journal carries them, and what it demands.

NetSuite has two kinds (facts 160 to 167). In both the first line belongs to the entry's own
subsidiary, and each subsidiary balances by itself.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal

from period_sync.domain.connection import Intercompany, RateOwner, Settings
from period_sync.domain.document import Document, Entry, Line
from period_sync.domain.posting import RecordType
from period_sync.domain.problems import Place, Problem

_TYPES = {
    Intercompany.LEGACY: RecordType.INTERCOMPANY,
    Intercompany.ADVANCED: RecordType.ADVANCED_INTERCOMPANY,
}


def subsidiary_of(line: Line, entry: Entry) -> str:
    """The name of the subsidiary that a line belongs to."""
    return line.subsidiary or entry.subsidiary


def is_intercompany(entry: Entry) -> bool:
    """Whether an entry needs more than a plain journal, which has one subsidiary (fact 160)."""
    return any(
        subsidiary_of(line, entry) != entry.subsidiary
        or line.due_to_from_subsidiary is not None
        or line.eliminate
        for line in entry.lines
    )


def record_type(entry: Entry, settings: Settings) -> RecordType:
    """The type of the journals of an entry; MAP-11 stops those whose type isn't proven."""
    if settings.intercompany is None or not is_intercompany(entry):
        return RecordType.JOURNAL
    return _TYPES[settings.intercompany]


def check_intercompany(document: Document, settings: Settings) -> Iterator[Problem]:
    """Find entries with lines of several subsidiaries that NetSuite would not take."""
    for entry in document.entries:
        if not is_intercompany(entry):
            continue
        if settings.intercompany is None:
            places = tuple(_place(entry, n) for n, line in _numbered(entry) if _is_apart(line))
            yield Problem("MAP-11", {"entry": entry.entry_id}, places)
            continue
        yield from _check_balances(entry)
        yield from _check_order(entry)
        if settings.intercompany is Intercompany.LEGACY:
            yield from _check_legacy(entry)
        else:
            yield from _check_advanced(entry, settings)


def _check_balances(entry: Entry) -> Iterator[Problem]:
    balances: dict[str, Decimal] = {}
    for line in entry.lines:
        name = subsidiary_of(line, entry)
        balances[name] = balances.get(name, Decimal(0)) + line.signed
    for name, balance in balances.items():
        if balance:
            facts = {
                "entry": entry.entry_id,
                "subsidiary": name,
                "difference": f"{abs(balance)} {entry.currency}",
            }
            places = tuple(
                _place(entry, n)
                for n, line in _numbered(entry)
                if subsidiary_of(line, entry) == name
            )
            yield Problem("BAL-02", facts, places)


def _check_order(entry: Entry) -> Iterator[Problem]:
    if subsidiary_of(entry.lines[0], entry) != entry.subsidiary:
        yield _unfit(entry, f"its first line is not of {entry.subsidiary}", [1])


def _check_legacy(entry: Entry) -> Iterator[Problem]:
    others = {subsidiary_of(line, entry) for line in entry.lines} - {entry.subsidiary}
    if len(others) != 1:
        finding = f"it has lines of {len(others)} other subsidiaries, where exactly one is taken"
        yield _unfit(entry, finding, [])
    linked = [n for n, line in _numbered(entry) if line.due_to_from_subsidiary or line.eliminate]
    if linked:
        finding = "lines to be eliminated are taken in advanced intercompany journals only"
        yield _unfit(entry, finding, linked)


def _check_advanced(entry: Entry, settings: Settings) -> Iterator[Problem]:
    """Check what fact 164 asks of eliminated lines, and that no rate would be lost (fact 163)."""
    if settings.rate_owner is RateOwner.DOCUMENT and entry.exchange_rate is not None:
        yield _unfit(entry, "such a journal has no exchange rate of the whole entry", [])
    incomplete = [
        number
        for number, line in _numbered(entry)
        if line.eliminate and not (line.due_to_from_subsidiary and line.counterparty)
    ]
    if incomplete:
        finding = "a line to be eliminated names no due-to/from subsidiary, or no counterparty"
        yield _unfit(entry, finding, incomplete)
    others = {subsidiary_of(line, entry) for line in entry.lines} - {entry.subsidiary}
    astray = [n for n, line in _numbered(entry) if not _names_other_side(line, entry, others)]
    if astray:
        yield _unfit(entry, "a due-to/from subsidiary is not the other side of its line", astray)


def _names_other_side(line: Line, entry: Entry, others: Collection[str]) -> bool:
    """Whether a line of the entry's own subsidiary names another one, and any other names it."""
    named = line.due_to_from_subsidiary
    if named is None:
        return True
    if subsidiary_of(line, entry) != entry.subsidiary:
        return named == entry.subsidiary
    return named in others


def _unfit(entry: Entry, finding: str, numbers: list[int]) -> Problem:
    places = tuple(_place(entry, number) for number in numbers)
    own = (Place(entry.entry_id, subsidiary=entry.subsidiary),)
    return Problem("MAP-17", {"entry": entry.entry_id, "finding": finding}, places or own)


def _is_apart(line: Line) -> bool:
    return bool(line.subsidiary or line.due_to_from_subsidiary or line.eliminate)


def _numbered(entry: Entry) -> Iterator[tuple[int, Line]]:
    return enumerate(entry.lines, start=1)


def _place(entry: Entry, number: int) -> Place:
    line = entry.lines[number - 1]
    return Place(entry.entry_id, number, line.lease_id, subsidiary_of(line, entry))
