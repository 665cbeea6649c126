"""Finds the ids that what was sent before would be sent with now."""

from dataclasses import replace
from datetime import date

from period_sync.application.frozen import write_resolution
from period_sync.application.judging import ToCheck, judge, periods_of
from period_sync.application.looking_up import look_up
from period_sync.application.turn import JOURNALS_PER_STEP, Turn
from period_sync.domain.accounting_periods import dates_to_read
from period_sync.domain.document import Entry
from period_sync.domain.journal import wanted
from period_sync.domain.names import usages_of, wanted_names


def resolve_again(turn: Turn) -> None:
    """Find with which ids journals would be sent now that NetSuite has, and nobody read back yet.

    The read-back compares it: what an earlier sync sent, and this one found, is booked under the
    mapping of then. Entries stay on the days that they were sent with.
    """
    found = [
        journal
        for journal in wanted(turn.journals())
        if journal.is_in_netsuite
        and journal.resolution is not None
        and journal.reverses is None
        and journal.revision == turn.sync.revision
        and (journal.number is None or journal.corrected is not None)
    ]
    entries: dict[str, Entry] = {}
    moved: dict[str, date] = {}
    for journal in found:
        entry = turn.entry(turn.planned(journal))
        day = turn.ids_it_was_sent_with(journal).moved.get(entry.entry_id)
        if day is not None:
            moved[entry.entry_id] = day
            entry = replace(entry, date=day)
        entries[entry.entry_id] = entry
    if not found:
        return
    document = replace(turn.document, entries=tuple(entries.values()))
    usages = usages_of(document)
    names = wanted_names(document, usages, turn.connection.features)
    to_check = ToCheck(document, usages, names, periods_of(turn, dates_to_read(document)), moved)
    resolution, _ = judge(turn, to_check, look_up(turn.netsuite, names, turn.mappings.of(names)))
    stored = turn.freeze("corrections", write_resolution(resolution))
    for start in range(0, len(found), JOURNALS_PER_STEP):
        some = found[start : start + JOURNALS_PER_STEP]
        turn.advance(None, [(journal, replace(journal, corrected=stored)) for journal in some])
