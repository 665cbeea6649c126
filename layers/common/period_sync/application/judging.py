"""Judges entries by what NetSuite shows: their names, their posting periods, and what follows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from period_sync.application.frozen import Resolution, read_resolution
from period_sync.application.looking_up import LookedUp
from period_sync.application.turn import Turn
from period_sync.domain.accounting_books import check_books
from period_sync.domain.accounting_periods import (
    AccountingPeriod,
    Calendars,
    ChosenPeriods,
    choose_periods,
)
from period_sync.domain.changed_meanings import changed_meanings
from period_sync.domain.connection import Features
from period_sync.domain.currency_checks import check_currencies
from period_sync.domain.custom_fields import check_custom_fields
from period_sync.domain.document import Document
from period_sync.domain.errors import NetSuiteRefused
from period_sync.domain.excluded_leases import check_excluded
from period_sync.domain.feature_checks import check_features
from period_sync.domain.header_classifications import check_header_classifications
from period_sync.domain.intercompany import check_intercompany
from period_sync.domain.journal import wanted
from period_sync.domain.line_checks import check_lines
from period_sync.domain.matching import records_used, resolve
from period_sync.domain.names import NameList, Places, Record, Resolved, Usages, Wanted
from period_sync.domain.problems import Problem
from period_sync.domain.rate_checks import check_rates
from period_sync.domain.size_notices import check_sizes


@dataclass(frozen=True, slots=True)
class ToCheck:
    """What is checked: the entries still to be posted, and the names that they use.

    `moved` has the days of those that a decision lets be posted in another period.
    """

    document: Document
    usages: Usages
    wanted: Mapping[Wanted, Places]
    periods: Sequence[AccountingPeriod]
    moved: Mapping[str, date]


def periods_of(turn: Turn, dates: Collection[date]) -> Sequence[AccountingPeriod]:
    """The posting periods of some days; none if the role may not see them."""
    try:
        return turn.netsuite.accounting_periods(sorted(dates)) if dates else []
    except NetSuiteRefused:
        return []


def judge(turn: Turn, to_check: ToCheck, seen: LookedUp) -> tuple[Resolution, list[Problem]]:
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
    turn: Turn, to_check: ToCheck, found: Mapping[Wanted, Record]
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
