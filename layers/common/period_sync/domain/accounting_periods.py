"""NetSuite's accounting periods, and which one an entry belongs in.

The posting period is always chosen and sent: NetSuite left alone may book a backdated entry into
another month (facts 177 and 178).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from period_sync.domain.document import Document
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
    document: Document, periods: Sequence[AccountingPeriod]
) -> tuple[dict[date, str], list[Problem]]:
    """Map each entry's date to its posting period's internal id; the rest are problems.

    It must hold the entry's date and end on the closed period's end date. Only locks on all of
    General Ledger can be seen here; locks of single subsidiaries show when posting (fact 176).
    """
    chosen: dict[date, str] = {}
    problems: list[Problem] = []
    by_date: dict[date, list[Place]] = {}
    for entry in document.entries:
        place = Place(entry.entry_id, subsidiary=entry.subsidiary)
        by_date.setdefault(entry.date, []).append(place)
    closed_or_locked: dict[tuple[str, str], list[Place]] = {}
    for day, places in by_date.items():
        matches = [p for p in periods if p.start <= day <= p.end and p.end == document.end_date]
        if len(matches) != 1:
            facts = {"count": str(len(matches)), "date": f"{day}", "end": f"{document.end_date}"}
            names = tuple(period.name for period in matches)
            problems.append(Problem("PER-05", facts, tuple(places), names))
        elif matches[0].is_closed or matches[0].is_locked:
            code = "PER-01" if matches[0].is_closed else "PER-02"
            closed_or_locked.setdefault((code, matches[0].name), []).extend(places)
        else:
            chosen[day] = matches[0].internal_id
    for (code, name), places in closed_or_locked.items():
        problems.append(Problem(code, {"name": name}, tuple(places)))
    return chosen, problems
