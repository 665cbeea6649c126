"""NetSuite's accounting periods, and which one an entry belongs in.

The posting period is always chosen and sent: NetSuite left alone may book a backdated entry into
another month (facts 177 and 178).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from period_sync.domain.document import Document, Entry
from period_sync.domain.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class AccountingPeriod:
    """One base period (no quarter, year or adjustment period)."""

    internal_id: str
    name: str
    start: date
    end: date
    is_closed: bool
    is_locked: bool


def choose_periods(
    document: Document,
    periods: Sequence[AccountingPeriod],
    in_netsuite: Collection[str] = (),
) -> tuple[dict[date, str], list[Problem]]:
    """Map each entry's date to its posting period's internal id; the rest are problems.

    It must hold the entry's date and end on the closed period's end date. Only locks on all of
    General Ledger can be seen here; locks of single subsidiaries show when posting (fact 176).
    Entries `in_netsuite` are not posted any more, so for them a closed period is no problem.
    """
    chosen: dict[date, str] = {}
    problems: list[Problem] = []
    shut: dict[tuple[str, str], list[Place]] = {}
    unclear: dict[tuple[str, ...], list[Entry]] = {}
    by_date: dict[date, list[Entry]] = {}
    for entry in document.entries:
        by_date.setdefault(entry.date, []).append(entry)
    for day, entries in by_date.items():
        matches = [p for p in periods if p.start <= day <= p.end and p.end == document.end_date]
        if len(matches) != 1:
            names = tuple(period.name for period in matches)
            unclear.setdefault(names, []).extend(entries)
            continue
        [period] = matches
        to_post = [entry for entry in entries if entry.entry_id not in in_netsuite]
        if to_post and (period.is_closed or period.is_locked):
            code = "PER-01" if period.is_closed else "PER-02"
            shut.setdefault((code, period.name), []).extend(_places(to_post))
        else:
            chosen[day] = period.internal_id
    for names, entries in unclear.items():
        facts = {
            "count": str(len(names)),
            "date": ", ".join(sorted({f"{entry.date}" for entry in entries})),
            "end": f"{document.end_date}",
        }
        problems.append(Problem("PER-05", facts, _places(entries), names))
    for (code, name), places in shut.items():
        problems.append(Problem(code, {"name": name}, tuple(places)))
    return chosen, problems


def _places(entries: Sequence[Entry]) -> tuple[Place, ...]:
    return tuple(Place(entry.entry_id, subsidiary=entry.subsidiary) for entry in entries)
