"""Stage CHECKING: find everything that is wrong before anything is sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from period_sync.application.finding import adopt, find_journals
from period_sync.application.frozen import (
    Resolution,
    read_resolution,
    write_problems,
    write_resolution,
)
from period_sync.application.guards import guard
from period_sync.application.heeding import heeding, moved_days, without_allowed
from period_sync.application.journal_problems import lookalike_of
from period_sync.application.looking_up import LookedUp, look_up
from period_sync.application.reversing import mark_reversed, mirrored_entries
from period_sync.application.settling import settle
from period_sync.application.standing import watch_given_up
from period_sync.application.taking_effect import take_effect
from period_sync.application.turn import Failed, PhaseResult, Turn, Wait
from period_sync.application.verifying import read_again, verify
from period_sync.domain.accounting_books import check_books
from period_sync.domain.accounting_periods import (
    AccountingPeriod,
    Calendars,
    ChosenPeriods,
    check_mirrored,
    choose_periods,
    dates_to_read,
    days_of,
)
from period_sync.domain.changed_meanings import changed_meanings
from period_sync.domain.connection import Features
from period_sync.domain.currency_checks import check_currencies
from period_sync.domain.custom_fields import check_custom_fields
from period_sync.domain.document import Document, Entry
from period_sync.domain.errors import NetSuiteRefused, RowChanged
from period_sync.domain.excluded_leases import check_excluded
from period_sync.domain.feature_checks import check_features
from period_sync.domain.header_classifications import check_header_classifications
from period_sync.domain.intercompany import check_intercompany
from period_sync.domain.journal import GONE, JournalStatus, by_any_key, wanted
from period_sync.domain.line_checks import check_lines
from period_sync.domain.matching import records_used, resolve
from period_sync.domain.names import (
    NameList,
    Places,
    Record,
    Resolved,
    Usages,
    Wanted,
    usages_of,
    wanted_names,
)
from period_sync.domain.problems import Problem, merged
from period_sync.domain.rate_checks import check_rates
from period_sync.domain.size_notices import check_sizes
from period_sync.domain.sync import Stage, StoredObject

_S = JournalStatus
JOURNALS_PER_STEP = 90
_CHECKED = "Checked against NetSuite: every name and posting period is found. "
_UNSEEN = (
    "what NetSuite's forms make mandatory, what the account's own scripts and workflows demand, "
    "and whether a person changes something meanwhile"
)


@dataclass(frozen=True, slots=True)
class _ToCheck:
    """What is checked: the entries still to be posted, and the names that they use.

    `moved` has the days of those that a decision lets be posted in another period.
    """

    document: Document
    usages: Usages
    wanted: Mapping[Wanted, Places]
    periods: Sequence[AccountingPeriod]
    moved: Mapping[str, date]


def check_everything(turn: Turn) -> PhaseResult:
    """Settle what is in doubt, take over what is there, and check all that is still to be posted.

    All problems come back together; unless one blocks, the resolved ids are frozen.
    """
    take_effect(turn)
    ended = settle(turn)
    if ended is None:
        _resolve_again(turn)
        ended = _read_what_was_posted(turn)
    if ended is not None:
        return ended
    if watch_given_up(turn):
        return Failed(())
    document, days = _unfrozen(turn)
    resolution, found = _check(turn, document, days)
    guards, unguarded = guard(turn, _unposted(turn, document))
    problems = without_allowed(turn, [*found, *unguarded])
    open_entries = {journal.entry_id for journal in turn.journals() if journal.is_to_send}
    if _is_gone(turn) or not heeding(turn, problems, open_entries):
        # The end names what is gone.
        return Failed(tuple(problems))
    notices = write_problems(merged(problems)) if problems else None
    ended = _see_what_is_reversed(turn, resolution)
    if ended is not None:
        return ended
    try:
        turn.advance(
            _told(turn, problems) + _not_seen(turn.connection.features),
            guards=guards,
            stage=Stage.POSTING,
            resolution=_freeze(turn, "resolution", write_resolution(resolution)),
            notices=None if notices is None else _freeze(turn, "notices", notices),
        )
    except RowChanged:
        return Wait(0, "Something changed while it was checked; checking again.")
    return None


def _unposted(turn: Turn, document: Document) -> Document:
    """The entries of which a journal may still be sent."""
    open_entries = {j.entry_id for j in wanted(turn.journals()) if not j.is_in_netsuite}
    entries = tuple(entry for entry in document.entries if entry.entry_id in open_entries)
    return replace(document, entries=entries)


def _resolve_again(turn: Turn) -> None:
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
    to_check = _ToCheck(document, usages, names, _periods(turn, dates_to_read(document)), moved)
    resolution, _ = _judge(turn, to_check, look_up(turn.netsuite, names, turn.mappings.of(names)))
    stored = _freeze(turn, "corrections", write_resolution(resolution))
    for start in range(0, len(found), JOURNALS_PER_STEP):
        some = found[start : start + JOURNALS_PER_STEP]
        turn.advance(None, [(journal, replace(journal, corrected=stored)) for journal in some])


def _read_what_was_posted(turn: Turn) -> PhaseResult:
    """Read back what an earlier sync recorded as posted, before a retry sends anything."""
    ended = read_again(
        turn, [j for j in turn.journals() if j.is_readable and j.verified_by != turn.sync.sync_id]
    )
    if ended is None:
        mark_reversed(turn)
    return ended


def _is_gone(turn: Turn) -> bool:
    """Whether something was in NetSuite that is wanted there, or reversed there, and is not."""
    journals = turn.journals()
    gone = {journal.external_id for journal in journals if journal.status in GONE}
    by_key = by_any_key(journals)
    mirrored = {by_key[j.reverses].external_id for j in journals if j.reverses and j.is_in_netsuite}
    standing_alone = mirrored & gone
    return bool(standing_alone) or any(j.external_id in gone for j in wanted(journals))


def _see_what_is_reversed(turn: Turn, resolution: Resolution) -> PhaseResult:
    """Read back what none of ours was known to have sent, now that its ids are resolved.

    Nothing is reversed that this sync has not seen, and found equal to what would be mirrored.
    """
    by_key = by_any_key(turn.journals())
    unseen = [
        by_key[mirror.reverses]
        for mirror in turn.journals()
        if mirror.reverses is not None and by_key[mirror.reverses].resolution is None
    ]
    if not unseen:
        return None
    turn.advance(resolution=_freeze(turn, "resolution", write_resolution(resolution)))
    return verify(turn, [journal for journal in unseen if journal.is_in_netsuite])


def _told(turn: Turn, problems: Sequence[Problem]) -> str:
    waiting = {p.entry_id for problem in problems if problem.blocks for p in problem.places}
    if turn.decided is None or not waiting:
        return _CHECKED
    return f"{turn.decided.told} Entries that wait: {len(waiting)}. "


def _not_seen(features: Features) -> str:
    """Name what can't be checked beforehand (facts 116, 137 and 176)."""
    locks = "locks of single subsidiaries, " if features.one_world else ""
    return f"What shows only when posting: {locks}{_UNSEEN}."


def _freeze(turn: Turn, name: str, body: bytes) -> StoredObject:
    """Store what was found; a worker that died before it recorded that may have found another."""
    sync = turn.sync
    place = f"tenants/{sync.tenant}/syncs/{sync.sync_id}/{name}-{sync.epoch}.json"
    return turn.ports.objects.put(place, body)


def _unfrozen(turn: Turn) -> tuple[Document, Mapping[str, date]]:
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


def _check(
    turn: Turn, document: Document, days: Mapping[str, date]
) -> tuple[Resolution, list[Problem]]:
    """Check with the records that this process keeps; with fresh ones before telling a problem."""
    usages = usages_of(document)
    wanted = wanted_names(document, usages, turn.connection.features)
    kept = turn.ports.kept_records.find(turn.connection, wanted)
    others: list[Problem] = []
    if kept is None or _may_have_been_sent(turn):
        others = adopt_what_is_there(turn)
    mirrored = mirrored_entries(turn)
    dates = {*dates_to_read(document), *days_of(mirrored)}
    periods = _periods(turn, dates)
    others += check_mirrored(mirrored, periods)
    if not document.entries:
        return Resolution({}, {}, turn.connection.settings, turn.connection.features), others
    to_check = _ToCheck(document, usages, wanted, periods, days)
    if kept is not None:
        resolution, problems = _judge(turn, to_check, LookedUp(dict(kept)))
        if not any(problem.blocks for problem in problems):
            return resolution, [*problems, *others]
    seen = look_up(turn.netsuite, wanted, turn.mappings.of(wanted))
    resolution, problems = _judge(turn, to_check, seen)
    found = records_used(resolution.names, seen.records)
    turn.ports.kept_records.keep(turn.connection, found, seen.records)
    return resolution, [*problems, *others]


def _periods(turn: Turn, dates: Collection[date]) -> Sequence[AccountingPeriod]:
    """The posting periods of some days; none if the role may not see them."""
    try:
        return turn.netsuite.accounting_periods(sorted(dates)) if dates else []
    except NetSuiteRefused:
        return []


def _judge(turn: Turn, to_check: _ToCheck, seen: LookedUp) -> tuple[Resolution, list[Problem]]:
    """Resolve the names against what was seen, and check everything that follows from it."""
    document, usages = to_check.document, to_check.usages
    settings, features = turn.connection.settings, turn.connection.features
    readable = {item: at for item, at in to_check.wanted.items() if item.list in seen.records}
    names, unresolved = resolve(readable, seen.records, seen.similar, turn.mappings.of(readable))
    found = records_used(names, seen.records)
    periods, shut = _choose_periods(turn, to_check, found)
    problems = [
        *check_features(document, usages, settings, features),
        *check_books(document, settings, features),
        *check_intercompany(document, settings),
        *check_header_classifications(document, settings),
        *check_custom_fields(document, features),
        *check_excluded(document, settings),
        *check_sizes(turn.plan),
        *seen.problems,
        *unresolved,
        *check_currencies(document, found),
        *check_lines(usages, names, found, features),
        *check_rates(document, found, settings, features),
        *shut,
        *changed_meanings(_names_before(turn), found, to_check.wanted),
    ]
    return Resolution(names, periods, settings, features, to_check.moved), problems


def _choose_periods(
    turn: Turn, to_check: _ToCheck, found: Mapping[Wanted, Record]
) -> tuple[ChosenPeriods, list[Problem]]:
    if not to_check.periods and not _shows_periods(turn):
        return {}, [Problem("PERM-01", {"list": "accounting periods"})]
    document = to_check.document
    calendars = _calendars(document, found, turn.connection.features)
    open_entries = {j.entry_id for j in wanted(turn.journals()) if not j.is_in_netsuite}
    in_netsuite = {entry.entry_id for entry in document.entries} - open_entries
    return choose_periods(document, to_check.periods, calendars, in_netsuite)


def _shows_periods(turn: Turn) -> bool:
    """Whether the role sees any period at all, as none can be for want of a permission."""
    try:
        return turn.netsuite.survey().rows("accountingperiod") > 0
    except NetSuiteRefused:
        return False


def _calendars(document: Document, found: Mapping[Wanted, Record], features: Features) -> Calendars:
    """The calendars of the entries' subsidiaries; without one of its own any period counts."""
    names = {entry.subsidiary for entry in document.entries}
    if not features.fiscal_calendars:
        return dict.fromkeys(names)
    records = {name: found.get(Wanted(NameList.SUBSIDIARY, name)) for name in names}
    return {name: r.fiscal_calendar for name, r in records.items() if r is not None}


def _names_before(turn: Turn) -> Resolved:
    """The ids that the latest sync of this period before had resolved."""
    syncs, sync = turn.ports.syncs, turn.sync
    while sync.previous_sync_id is not None:
        sync = syncs.sync(sync.tenant, sync.previous_sync_id)
        if sync.resolution is not None:
            return read_resolution(turn.ports.objects.get(sync.resolution)).names
    return {}


def _may_have_been_sent(turn: Turn) -> bool:
    """Whether anything of this period was ever sent to the account.

    If it was not, there is nothing to find; should that be wrong, as after a restored backup,
    NetSuite refuses the key as taken, and the journal is looked up then.
    """
    return turn.account_period.sent or any(journal.attempt for journal in turn.journals())


def adopt_what_is_there(turn: Turn) -> list[Problem]:
    """Take over journals that carry our key already; the read-back compares their content.

    What bears a key in its memo and holds something else keeps the journal from being sent.
    """
    open_journals = {
        journal.external_id: journal
        for journal in turn.journals()
        if journal.status in {JournalStatus.PLANNED, JournalStatus.REFUSED}
    }
    if not open_journals:
        return []
    found: list[Problem] = []
    for external_id, sighting in find_journals(turn, list(open_journals.values())).items():
        journal = open_journals[external_id]
        if sighting.internal_ids:
            adopt(turn, journal, sighting.internal_ids)
        elif sighting.lookalikes:
            found.append(lookalike_of(replace(journal, lookalikes=sighting.lookalikes)))
    return found
