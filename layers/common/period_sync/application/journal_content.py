"""Turns a planned journal into what is posted: its lines with NetSuite's ids, and its memo.

What a journal contains follows from the document and the frozen resolution alone.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from period_sync.application.frozen import Resolution
from period_sync.domain.accounting_books import book_of
from period_sync.domain.connection import Intercompany, RateOwner
from period_sync.domain.custom_fields import custom_values
from period_sync.domain.document import Entry, Line
from period_sync.domain.header_classifications import shared_by_all
from period_sync.domain.intercompany import record_type, subsidiary_of
from period_sync.domain.names import NameList, Wanted
from period_sync.domain.plan import PlannedJournal, Reversed
from period_sync.domain.posting import JournalToPost, LineToPost, RecordType
from period_sync.domain.sync import Sync

Ids = tuple[str | None, str | None, str | None, str | None, str | None, str | None, bool]
"""What follows the memo in a LineToPost, up to its rate."""
UNRATED = Decimal(1)
"""The rate of a journal in its subsidiary's own currency, which is never sent."""

_names = attrgetter(
    "account",
    "department",
    "class_",
    "location",
    "counterparty",
    "subsidiary",
    "due_to_from_subsidiary",
    "eliminate",
)


class EntryContent:
    """What the journals of one entry hold under a resolution, which must have all of its names.

    An entry can have many parts and lines: what they have in common is found once.
    """

    def __init__(self, entry: Entry, resolution: Resolution) -> None:
        self._dated = entry.date
        day = resolution.moved.get(entry.entry_id)
        self._entry = entry if day is None else replace(entry, date=day)
        self._resolution = resolution
        self._kind = record_type(entry, resolution.settings)
        self._ids: dict[object, tuple[str, Ids]] = {}

    def journal(self, planned: PlannedJournal, sync: Sync) -> JournalToPost:
        """Put one journal together."""
        memo = _memo(planned, self._entry, sync, self._dated)
        lines = tuple(map(self._line, planned.lines_of(self._entry)))
        made = replace(self._header, external_id=planned.external_id, memo=memo, lines=lines)
        return made if planned.reverses is None else _at_rate_of(planned.reverses, made)

    @cached_property
    def _header(self) -> JournalToPost:
        entry, resolution = self._entry, self._resolution
        settings, features = resolution.settings, resolution.features
        book = book_of(entry, features)
        is_advanced = self._kind is RecordType.ADVANCED_INTERCOMPANY
        # A journal of one book has no currency and no rate of its own (fact 168).
        has_currency = features.multi_currency and book is None
        is_rated = settings.rate_owner is RateOwner.DOCUMENT and has_currency and not is_advanced
        currency = Wanted(NameList.CURRENCY, entry.currency)
        return JournalToPost(
            external_id="",
            subsidiary=self._subsidiary(entry.subsidiary),
            currency=resolution.names[currency] if has_currency else None,
            posting_period=resolution.period_of(entry),
            date=entry.date,
            memo="",
            lines=(),
            record_type=self._kind,
            to_subsidiary=self._other_subsidiary(),
            exchange_rate=entry.exchange_rate if is_rated else None,
            reversal_date=entry.reversal_date,
            reversal_defer=entry.reversal_defer,
            accounting_book=book,
            department=self._on_header(NameList.DEPARTMENT, "department"),
            class_=self._on_header(NameList.CLASS, "class_"),
            location=self._on_header(NameList.LOCATION, "location"),
            custom_fields=custom_values(entry.custom_fields, features),
        )

    def _line(self, line: Line) -> LineToPost:
        names = _names(line)
        found = self._ids.get(names)
        if found is None:
            found = self._ids[names] = self._ids_of(line)
        account, ids = found
        made = LineToPost(account, line.debit, line.credit, line.memo, *ids)
        if not line.custom_fields:
            return made
        return made._replace(
            custom_fields=custom_values(line.custom_fields, self._resolution.features)
        )

    def _ids_of(self, line: Line) -> tuple[str, Ids]:
        subsidiary = subsidiary_of(line, self._entry)
        due_to_from = line.due_to_from_subsidiary
        names = self._resolution.names

        def found(name_list: NameList, name: str | None) -> str | None:
            return None if name is None else names[Wanted(name_list, name, subsidiary)]

        return names[Wanted(NameList.ACCOUNT, line.account, subsidiary)], (
            found(NameList.DEPARTMENT, line.department),
            found(NameList.CLASS, line.class_),
            found(NameList.LOCATION, line.location),
            found(NameList.COUNTERPARTY, line.counterparty),
            None if self._kind is RecordType.JOURNAL else self._subsidiary(subsidiary),
            None if due_to_from is None else self._subsidiary(due_to_from),
            line.eliminate,
        )

    def _subsidiary(self, name: str) -> str | None:
        """An account without OneWorld has no subsidiaries, and takes none."""
        if not self._resolution.features.one_world:
            return None
        return self._resolution.names[Wanted(NameList.SUBSIDIARY, name)]

    def _other_subsidiary(self) -> str | None:
        """The one other subsidiary of the older kind of intercompany journal (fact 161)."""
        if self._resolution.settings.intercompany is not Intercompany.LEGACY:
            return None
        entry = self._entry
        others = {subsidiary_of(line, entry) for line in entry.lines} - {entry.subsidiary}
        return self._subsidiary(others.pop()) if others else None

    def _on_header(self, name_list: NameList, attribute: str) -> str | None:
        """What all lines share, where the connection wants it on the header too (fact 208)."""
        if not self._resolution.settings.header_classifications:
            return None
        name = shared_by_all(self._entry, attribute)
        if name is None:
            return None
        return self._resolution.names[Wanted(name_list, name, self._entry.subsidiary)]


def _at_rate_of(reversed_: Reversed, made: JournalToPost) -> JournalToPost:
    """Let a reversal take the rate of what it mirrors, so that base amounts are zero in sum."""
    is_rated = (
        made.currency is not None and made.record_type is not RecordType.ADVANCED_INTERCOMPANY
    )
    if made.exchange_rate is not None or not is_rated or reversed_.exchange_rate in {None, UNRATED}:
        return made
    return replace(made, exchange_rate=reversed_.exchange_rate)


def _memo(planned: PlannedJournal, entry: Entry, sync: Sync, dated: date) -> str:
    """Let the journal explain itself in NetSuite, and be found if its external id is overwritten.

    Users, imports and scripts can overwrite external ids (fact 51). A reversal names what it
    mirrors by NetSuite's own numbers: its memo holds no key but its own. `dated` is the date of an
    entry that was moved into another period.
    """
    of = planned.reverses
    what = (
        ""
        if of is None
        else f"Reversal of journal {of.number or 'without number'} (id {of.internal_id}): "
    )
    asked = f", request {sync.correlation_id}" if sync.correlation_id else ""
    moved = "" if dated == entry.date else f" · dated {dated}"
    return (
        f"{what}{entry.memo}{moved} · "
        f"entry {planned.entry_id}, part {planned.part}/{planned.parts}, "
        f"revision {planned.revision} · sync {sync.sync_id} by {sync.requested_by.email}"
        f"{asked} · {planned.external_id}"
    )
