"""NetSuite's accounting periods, and which one an entry belongs in.

The posting period is always chosen and sent: NetSuite left alone may book a backdated entry into
another month (facts 177 and 178). Of locks only those on all of General Ledger count: journals
heed neither those of payables nor those of receivables, and a lock of a single subsidiary can't be
seen before posting (fact 176).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from period_sync.domain.document import Document, Entry
from period_sync.domain.problems import Place, Problem

Calendars = Mapping[str, str | None]
"""The fiscal calendar of each subsidiary, by its name; None where all have the same."""
ChosenPeriods = Mapping[tuple[str, date], str]
"""The internal id of the posting period by subsidiary and date."""


@dataclass(frozen=True, slots=True)
class AccountingPeriod:
    """One base period (no quarter, year or adjustment period).

    `calendars` are the fiscal calendars (internal ids) that it is a part of, where subsidiaries
    have calendars of their own (fact 102).
    """

    internal_id: str
    name: str
    start: date
    end: date
    is_closed: bool
    is_locked: bool
    calendars: frozenset[str] = frozenset()

    def holds(self, day: date, calendar: str | None) -> bool:
        """Whether a day of a fiscal calendar falls into it."""
        is_of_calendar = calendar is None or calendar in self.calendars
        return is_of_calendar and self.start <= day <= self.end


def dates_to_read(document: Document) -> list[date]:
    """The dates whose periods must be known: of the entries, and of reversals made at once."""
    days = {entry.date for entry in document.entries}
    days |= {day for entry in document.entries if (day := reversed_on(entry)) is not None}
    return sorted(days)


def reversed_on(entry: Entry) -> date | None:
    """When NetSuite books an entry's reversal, if it makes it together with the entry.

    A deferred one is made on its date, whatever the periods are today (fact 188).
    """
    return None if entry.reversal_defer else entry.reversal_date


def days_of(mirrored: Iterable[tuple[Entry, str]]) -> set[date]:
    """The dates whose periods must be known to reverse entries."""
    entries = [entry for entry, _ in mirrored]
    days = {entry.date for entry in entries}
    return days | {day for entry in entries if (day := reversed_on(entry)) is not None}


def check_mirrored(
    mirrored: Iterable[tuple[Entry, str]], periods: Sequence[AccountingPeriod]
) -> list[Problem]:
    """Say what stands against reversing entries in the posting periods that they were sent to.

    Their own reversals, where NetSuite makes such, are mirrored too, on the same days.
    """
    by_id = {period.internal_id: period for period in periods}
    shut: dict[tuple[str, str], list[Entry]] = {}
    late: dict[tuple[date, str], list[Entry]] = {}
    for entry, period_id in mirrored:
        period = by_id.get(period_id)
        if period is None:
            continue
        if period.is_closed or period.is_locked:
            shut.setdefault((_shut_code(period), period.name), []).append(entry)
        day = reversed_on(entry)
        if day is not None:
            same = [p for p in periods if p.calendars == period.calendars and p.holds(day, None)]
            finding = _against(same)
            if finding is not None:
                late.setdefault((day, finding), []).append(entry)
    problems = [Problem(c, {"name": name}, _places(e)) for (c, name), e in shut.items()]
    for (day, finding), entries in late.items():
        problems.append(Problem("PER-06", {"date": f"{day}", "finding": finding}, _places(entries)))
    return problems


def choose_periods(
    document: Document,
    periods: Sequence[AccountingPeriod],
    calendars: Calendars,
    in_netsuite: Collection[str] = (),
) -> tuple[ChosenPeriods, list[Problem]]:
    """Find each entry's posting period; what stands against one is a problem.

    It must be of the subsidiary's calendar, hold the entry's date and end on the closed period's
    end date; one that a decision moved out of the closed period begins on its date instead.
    Entries of subsidiaries that `calendars` does not have are left out. Entries `in_netsuite` are
    not posted any more, so for them a shut period is no problem.
    """
    choice = _Choice(document.end_date)
    for (subsidiary, day), entries in _by_day(document).items():
        if subsidiary not in calendars:
            continue
        matches = [p for p in periods if p.holds(day, calendars[subsidiary])]
        is_moved = not document.start_date <= day <= document.end_date
        matches = [
            p for p in matches if (p.start == day if is_moved else p.end == document.end_date)
        ]
        to_post = [entry for entry in entries if entry.entry_id not in in_netsuite]
        choice.choose(subsidiary, day, matches, entries, to_post)
    problems = [*choice.problems(), *_check_reversals(document, periods, calendars, in_netsuite)]
    return choice.chosen, problems


class _Choice:
    """Collects what was chosen, and what stood against it by root cause."""

    def __init__(self, end: date) -> None:
        self.chosen: dict[tuple[str, date], str] = {}
        self._end = end
        self._shut: dict[tuple[str, str], list[Entry]] = {}
        self._unclear: dict[tuple[str, ...], list[Entry]] = {}

    def choose(
        self,
        subsidiary: str,
        day: date,
        matches: Sequence[AccountingPeriod],
        entries: Sequence[Entry],
        to_post: Sequence[Entry],
    ) -> None:
        if len(matches) != 1:
            names = tuple(period.name for period in matches)
            self._unclear.setdefault(names, []).extend(entries)
            return
        [period] = matches
        if to_post and (period.is_closed or period.is_locked):
            self._shut.setdefault((_shut_code(period), period.name), []).extend(to_post)
        else:
            self.chosen[subsidiary, day] = period.internal_id

    def problems(self) -> Iterator[Problem]:
        for names, entries in self._unclear.items():
            facts = {
                "count": str(len(names)),
                "date": ", ".join(sorted({f"{entry.date}" for entry in entries})),
                "end": f"{self._end}",
            }
            yield Problem("PER-05", facts, _places(entries), names)
        for (code, name), entries in self._shut.items():
            yield Problem(code, {"name": name}, _places(entries))


def _check_reversals(
    document: Document,
    periods: Sequence[AccountingPeriod],
    calendars: Calendars,
    in_netsuite: Collection[str],
) -> Iterator[Problem]:
    """Find reversals that NetSuite would make together with their entries, and could not book."""
    found: dict[tuple[date, str], list[Entry]] = {}
    for entry in document.entries:
        day = reversed_on(entry)
        if day is None or entry.entry_id in in_netsuite or entry.subsidiary not in calendars:
            continue
        matches = [p for p in periods if p.holds(day, calendars[entry.subsidiary])]
        finding = _against(matches)
        if finding is not None:
            found.setdefault((day, finding), []).append(entry)
    for (day, finding), entries in found.items():
        yield Problem("PER-06", {"date": f"{day}", "finding": finding}, _places(entries))


def _shut_code(period: AccountingPeriod) -> str:
    return "PER-01" if period.is_closed else "PER-02"


def _against(matches: Sequence[AccountingPeriod]) -> str | None:
    """What stands against a reversal on a day of these periods."""
    if not matches:
        return "is not set up in NetSuite"
    if len(matches) > 1:
        return f"is not clear, as {len(matches)} periods hold that day"
    [period] = matches
    if period.is_closed:
        return f"{period.name} is closed"
    return f"{period.name} is locked" if period.is_locked else None


def _by_day(document: Document) -> dict[tuple[str, date], list[Entry]]:
    found: dict[tuple[str, date], list[Entry]] = {}
    for entry in document.entries:
        found.setdefault((entry.subsidiary, entry.date), []).append(entry)
    return found


def _places(entries: Iterable[Entry]) -> tuple[Place, ...]:
    return tuple(Place(entry.entry_id, subsidiary=entry.subsidiary) for entry in entries)
