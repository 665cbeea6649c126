"""Stage CHECKING: find everything that is wrong before anything is sent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from period_sync.application.frozen import Resolution, write_problems, write_resolution
from period_sync.application.settling import settle
from period_sync.application.turn import Failed, PhaseResult, Turn
from period_sync.domain.accounting_periods import choose_periods
from period_sync.domain.currency_checks import check_currencies
from period_sync.domain.document import Document, Entry, Line
from period_sync.domain.errors import NetSuiteRefused
from period_sync.domain.journal import JournalStatus
from period_sync.domain.names import (
    NameList,
    Record,
    Wanted,
    names_by_list,
    resolve,
    wanted_names,
)
from period_sync.domain.problems import Place, Problem, merged
from period_sync.domain.sync import Stage, StoredObject


def check_everything(turn: Turn) -> PhaseResult:
    """Settle what is in doubt, take over what is there, and check all that is still to be posted.

    All problems come back together; unless one blocks, the resolved ids are frozen.
    """
    ended = settle(turn)
    if ended is not None:
        return ended
    _adopt_what_is_there(turn)
    document = _unfrozen(turn)
    resolution, problems = _check(turn, document) if document.entries else (Resolution({}, {}), [])
    if any(problem.blocks for problem in problems):
        return Failed(tuple(problems))
    notices = write_problems(merged(problems)) if problems else None
    turn.advance(
        "Checked against NetSuite: every name and posting period is found.",
        stage=Stage.POSTING,
        resolution=_freeze(turn, "resolution", write_resolution(resolution)),
        notices=None if notices is None else _freeze(turn, "notices", notices),
    )
    return None


def _freeze(turn: Turn, name: str, body: bytes) -> StoredObject:
    """Store what was found; a worker that died before it recorded that may have found another."""
    sync = turn.sync
    place = f"tenants/{sync.tenant}/syncs/{sync.sync_id}/{name}-{sync.epoch}.json"
    return turn.ports.objects.put(place, body)


def _unfrozen(turn: Turn) -> Document:
    """The document's entries with a journal that is not in NetSuite, or not with ids of ours."""
    unfrozen = {
        journal.entry_id
        for journal in turn.journals()
        if not journal.is_in_netsuite or journal.resolution is None
    }
    entries = tuple(e for e in turn.document.entries if e.entry_id in unfrozen)
    return replace(turn.document, entries=entries)


def _check(turn: Turn, document: Document) -> tuple[Resolution, list[Problem]]:
    problems = list(_unposted_features(document))
    wanted = wanted_names(document)
    records, unreadable = _read_records(turn, wanted)
    problems += unreadable
    readable = {item: places for item, places in wanted.items() if item.list in records}
    names, unresolved = resolve(readable, records)
    problems += unresolved
    problems += check_currencies(document, names, records)
    days = sorted({entry.date for entry in document.entries})
    open_entries = {j.entry_id for j in turn.journals() if not j.is_in_netsuite}
    in_netsuite = {entry.entry_id for entry in document.entries} - open_entries
    periods, shut = choose_periods(document, turn.netsuite.accounting_periods(days), in_netsuite)
    return Resolution(names, periods), problems + shut


def _read_records(
    turn: Turn, wanted: Iterable[Wanted]
) -> tuple[dict[NameList, list[Record]], list[Problem]]:
    records: dict[NameList, list[Record]] = {}
    problems: list[Problem] = []
    for name_list, names in names_by_list(wanted).items():
        try:
            records[name_list] = turn.netsuite.records(name_list, names)
        except NetSuiteRefused:
            # A table that the role may not read is refused as a whole (fact 93).
            problems.append(Problem("PERM-01", {"list": f"{name_list} records"}))
    return records, problems


def _unposted_features(document: Document) -> Iterator[Problem]:
    """Refuse what can't be posted yet rather than drop it silently."""
    for entry in document.entries:
        entry_features: Mapping[str, object] = {
            "an accounting book": entry.accounting_book,
            "a reversal date": entry.reversal_date,
            "an exchange rate of its own": entry.exchange_rate,
            "custom fields": entry.custom_fields,
        }
        for feature, value in entry_features.items():
            if value:
                yield _unposted(entry, feature, (Place(entry.entry_id),))
        for feature, used in _LINE_FEATURES.items():
            places = tuple(
                Place(entry.entry_id, number, line.lease_id, entry.subsidiary)
                for number, line in enumerate(entry.lines, start=1)
                if used(line)
            )
            if places:
                yield _unposted(entry, feature, places)


def _uses_intercompany(line: Line) -> bool:
    return bool(line.subsidiary or line.due_to_from_subsidiary or line.eliminate)


def _uses_custom_fields(line: Line) -> bool:
    return bool(line.custom_fields)


_LINE_FEATURES = {
    "lines of another subsidiary": _uses_intercompany,
    "custom fields on lines": _uses_custom_fields,
}


def _unposted(entry: Entry, feature: str, places: tuple[Place, ...]) -> Problem:
    return Problem("FEAT-02", {"entry": entry.entry_id, "feature": feature}, places)


def _adopt_what_is_there(turn: Turn) -> None:
    """Take over journals that carry our key already; the read-back compares their content."""
    open_journals = {
        journal.external_id: journal
        for journal in turn.journals()
        if journal.status in {JournalStatus.PLANNED, JournalStatus.REFUSED}
    }
    if not open_journals:
        return
    found = turn.netsuite.find(list(open_journals), turn.connection.witness)
    for external_id, internal_id in found.internal_ids.items():
        journal = open_journals[external_id]
        adopted = replace(journal, status=JournalStatus.POSTED, internal_id=internal_id)
        row = turn.account_period
        turn.advance(
            f"Entry {journal.entry_id} is in NetSuite already, as internal id {internal_id}.",
            [(journal, adopted)],
            None if row.sent else replace(row, sent=True, version=row.version + 1),
        )
