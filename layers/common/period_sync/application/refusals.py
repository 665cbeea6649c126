"""Turns NetSuite's refusal of a journal into problems with our own names and places.

NetSuite names lines of the journal and internal ids; people know entries, lines of the document,
leases and names. What can't be told in full is told in NetSuite's own words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from period_sync.application.frozen import Resolution
from period_sync.domain.catalogue import CATALOGUE
from period_sync.domain.complaints import UNTRANSLATED, Complaint
from period_sync.domain.document import Entry, Line
from period_sync.domain.journal import Journal
from period_sync.domain.names import BY_LINE, NameList
from period_sync.domain.plan import PlannedJournal
from period_sync.domain.problems import Place, Problem, merged

PROBLEMS_MAX = 10
PLACES_MAX = 20
WORDS_MAX = 500
"""What one refusal may leave in a journal's row; the whole answer is in the evidence."""


@dataclass(frozen=True, slots=True)
class SentJournal:
    """A journal as it was sent: which lines of its entry, under which ids, answered when."""

    journal: Journal
    planned: PlannedJournal
    entry: Entry
    resolution: Resolution
    answered_at: datetime


def problems_of(sent: SentJournal, complaints: Sequence[Complaint]) -> tuple[Problem, ...]:
    """Tell what NetSuite has against a journal, each root cause once."""
    names = {(wanted.list, found): wanted.name for wanted, found in sent.resolution.names.items()}
    problems = merged(_problem(sent, complaint, names) for complaint in complaints)
    return tuple(
        replace(problem, places=problem.places[:PLACES_MAX]) for problem in problems[:PROBLEMS_MAX]
    )


def _problem(
    sent: SentJournal, complaint: Complaint, names: Mapping[tuple[NameList, str], str]
) -> Problem:
    positions = _positions(sent, complaint)
    told = _told(sent, complaint, names, positions)
    facts = _facts(complaint.meaning.problem, complaint.meaning.facts, told)
    code = complaint.meaning.problem
    if facts is None:
        code, facts = UNTRANSLATED, _facts(UNTRANSLATED, {}, told) or {}
    apart = {name: told[name] for name in ("detail", "netsuite_code")}
    return Problem(code, apart | facts, tuple(_places(sent, positions)))


def _facts(
    code: str, templates: Mapping[str, str], told: Mapping[str, str]
) -> dict[str, str] | None:
    """Fill in what the problem's kind declares; None if something is not known."""
    facts: dict[str, str] = {}
    for name in CATALOGUE[code].facts:
        try:
            facts[name] = templates.get(name, f"{{{name}}}").format_map(told)
        except KeyError:
            return None
    return facts


def _told(
    sent: SentJournal,
    complaint: Complaint,
    names: Mapping[tuple[NameList, str], str],
    positions: Sequence[int],
) -> dict[str, str]:
    """Everything that is known of a complaint, by name; NetSuite's words outrank what we sent."""
    entry, meaning = sent.entry, complaint.meaning
    told = {
        "entry": entry.entry_id,
        "external_id": sent.journal.external_id,
        "subsidiary": entry.subsidiary,
        "currency": entry.currency,
        "date": f"{entry.date}",
        "period": f"that holds {entry.date}",
        "lines": f"{sent.journal.lines}",
        "netsuite_code": complaint.code,
        "error_id": "none",
        "at": f"{sent.answered_at:%Y-%m-%d %H:%M:%S} UTC",
    }
    if entry.accounting_book is not None:
        told["book"] = entry.accounting_book
    if entry.reversal_date is not None:
        told["reversal_date"] = f"{entry.reversal_date}"
    for position in positions[:1]:
        told |= _on_line(entry.lines[position])
    told |= {name: word[:WORDS_MAX] or "none" for name, word in meaning.words.items()}
    for name_list, internal_id in meaning.ids.items():
        told[name_list] = names.get((name_list, internal_id), f"id {internal_id}")
    return told


def _on_line(line: Line) -> dict[str, str]:
    values = {name_list: getattr(line, attribute) for name_list, attribute in BY_LINE.items()}
    values[NameList.SUBSIDIARY] = line.subsidiary
    return {name_list: value for name_list, value in values.items() if value is not None}


def _positions(sent: SentJournal, complaint: Complaint) -> tuple[int, ...]:
    """The lines of the entry, counted from 0, that the line of the journal stands for."""
    lines = sent.planned.lines
    if complaint.line is None or complaint.line >= len(lines):
        return ()
    return lines[complaint.line]


def _places(sent: SentJournal, positions: Sequence[int]) -> Iterator[Place]:
    entry = sent.entry
    for position in positions:
        lease_id = entry.lines[position].lease_id
        yield Place(entry.entry_id, position + 1, lease_id, entry.subsidiary)
    if not positions:
        yield Place(entry.entry_id, subsidiary=entry.subsidiary)
