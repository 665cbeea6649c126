"""Checks the entries of which a journal is still to be sent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from period_sync.application.adopting import adopt_what_is_there, may_have_been_sent
from period_sync.application.frozen import Resolution
from period_sync.application.heeding import moved_days
from period_sync.application.judging import ToCheck, judge, periods_of
from period_sync.application.looking_up import LookedUp, look_up
from period_sync.application.reversing import mirrored_entries
from period_sync.application.turn import Turn
from period_sync.domain.accounting_periods import check_mirrored, dates_to_read, days_of
from period_sync.domain.document import Document, Entry
from period_sync.domain.journal import wanted
from period_sync.domain.matching import records_used
from period_sync.domain.names import usages_of, wanted_names
from period_sync.domain.problems import Problem


def unposted(turn: Turn, document: Document) -> Document:
    """The entries of which a journal may still be sent."""
    open_entries = {j.entry_id for j in wanted(turn.journals()) if not j.is_in_netsuite}
    entries = tuple(entry for entry in document.entries if entry.entry_id in open_entries)
    return replace(document, entries=entries)


def unfrozen(turn: Turn) -> tuple[Document, Mapping[str, date]]:
    """The entries with a journal to send, or one that was not sent with ids of ours.

    A reversal takes the ids of what it mirrors. With the entries come the days that a decision
    moves some of them to.
    """
    found: dict[tuple[str, int], Entry] = {}
    for journal in turn.journals():
        is_unsent = journal.is_to_send or (journal.is_in_netsuite and journal.resolution is None)
        if journal.reverses is None and is_unsent:
            planned = turn.planned(journal)
            found[planned.entry_id, planned.entry_revision] = turn.entry(planned)
    entries = tuple(found.values())
    days = moved_days(turn, replace(turn.document, entries=entries))
    entries = tuple(
        replace(entry, date=days[entry.entry_id]) if entry.entry_id in days else entry
        for entry in entries
    )
    return replace(turn.document, entries=entries), days


def check_unsent(
    turn: Turn, document: Document, days: Mapping[str, date]
) -> tuple[Resolution, list[Problem]]:
    """Check with the records that this process keeps; with fresh ones before telling a problem."""
    usages = usages_of(document)
    wanted = wanted_names(document, usages, turn.connection.features)
    kept = turn.ports.kept_records.find(turn.connection, wanted)
    others: list[Problem] = []
    if kept is None or may_have_been_sent(turn):
        others = adopt_what_is_there(turn)
    mirrored = mirrored_entries(turn)
    dates = {*dates_to_read(document), *days_of(mirrored)}
    periods = periods_of(turn, dates)
    others += check_mirrored(mirrored, periods)
    if not document.entries:
        return Resolution({}, {}, turn.connection.settings, turn.connection.features), others
    to_check = ToCheck(document, usages, wanted, periods, days)
    if kept is not None:
        resolution, problems = judge(turn, to_check, LookedUp(dict(kept)))
        if not any(problem.blocks for problem in problems):
            return resolution, [*problems, *others]
    seen = look_up(turn.netsuite, wanted, turn.mappings.of(wanted))
    resolution, problems = judge(turn, to_check, seen)
    found = records_used(resolution.names, seen.records)
    turn.ports.kept_records.keep(turn.connection, found, seen.records)
    return resolution, [*problems, *others]
