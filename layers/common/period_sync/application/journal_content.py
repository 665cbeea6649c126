"""Turns a planned journal into what is posted: its lines with NetSuite's ids, and its memo.

What a journal contains follows from the document and the frozen resolution alone.
"""

from period_sync.application.frozen import Resolution
from period_sync.domain.accounting_books import book_of
from period_sync.domain.connection import Intercompany, RateOwner
from period_sync.domain.custom_fields import custom_values
from period_sync.domain.document import Entry, Line
from period_sync.domain.header_classifications import shared_by_all
from period_sync.domain.intercompany import record_type, subsidiary_of
from period_sync.domain.names import NameList, Wanted
from period_sync.domain.plan import PlannedJournal
from period_sync.domain.posting import JournalToPost, LineToPost, RecordType
from period_sync.domain.sync import Sync


def journal_content(
    planned: PlannedJournal, entry: Entry, sync: Sync, resolution: Resolution
) -> JournalToPost:
    """Put a journal together; the resolution must hold all of its names."""
    names, settings, features = resolution.names, resolution.settings, resolution.features
    book = book_of(entry, features)
    kind = record_type(entry, settings)
    is_advanced = kind is RecordType.ADVANCED_INTERCOMPANY
    # A journal of one book has no currency and no rate of its own (fact 168).
    has_currency = features.multi_currency and book is None
    is_rated = settings.rate_owner is RateOwner.DOCUMENT and has_currency and not is_advanced
    return JournalToPost(
        external_id=planned.external_id,
        subsidiary=_subsidiary(entry.subsidiary, resolution),
        currency=names[Wanted(NameList.CURRENCY, entry.currency)] if has_currency else None,
        posting_period=resolution.period_of(entry),
        date=entry.date,
        memo=_memo(planned, entry, sync),
        lines=tuple(_line(line, entry, resolution, kind) for line in planned.lines_of(entry)),
        record_type=kind,
        to_subsidiary=_other_subsidiary(entry, resolution),
        exchange_rate=entry.exchange_rate if is_rated else None,
        reversal_date=entry.reversal_date,
        reversal_defer=entry.reversal_defer,
        accounting_book=book,
        department=_on_header(NameList.DEPARTMENT, "department", entry, resolution),
        class_=_on_header(NameList.CLASS, "class_", entry, resolution),
        location=_on_header(NameList.LOCATION, "location", entry, resolution),
        custom_fields=custom_values(entry.custom_fields, features),
    )


def _line(line: Line, entry: Entry, resolution: Resolution, kind: RecordType) -> LineToPost:
    subsidiary = subsidiary_of(line, entry)
    is_apart = kind is not RecordType.JOURNAL

    def found(name_list: NameList, name: str | None) -> str | None:
        return None if name is None else resolution.names[Wanted(name_list, name, subsidiary)]

    due_to_from = line.due_to_from_subsidiary
    return LineToPost(
        account=resolution.names[Wanted(NameList.ACCOUNT, line.account, subsidiary)],
        debit=line.debit,
        credit=line.credit,
        memo=line.memo,
        department=found(NameList.DEPARTMENT, line.department),
        class_=found(NameList.CLASS, line.class_),
        location=found(NameList.LOCATION, line.location),
        entity=found(NameList.COUNTERPARTY, line.counterparty),
        subsidiary=_subsidiary(subsidiary, resolution) if is_apart else None,
        due_to_from_subsidiary=_subsidiary(due_to_from, resolution) if due_to_from else None,
        eliminate=line.eliminate,
        custom_fields=custom_values(line.custom_fields, resolution.features),
    )


def _subsidiary(name: str, resolution: Resolution) -> str | None:
    """An account without OneWorld has no subsidiaries, and takes none."""
    if not resolution.features.one_world:
        return None
    return resolution.names[Wanted(NameList.SUBSIDIARY, name)]


def _other_subsidiary(entry: Entry, resolution: Resolution) -> str | None:
    """The one other subsidiary of the older kind of intercompany journal (fact 161)."""
    settings = resolution.settings
    if settings.intercompany is not Intercompany.LEGACY:
        return None
    others = {subsidiary_of(line, entry) for line in entry.lines} - {entry.subsidiary}
    return _subsidiary(others.pop(), resolution) if others else None


def _on_header(
    name_list: NameList, attribute: str, entry: Entry, resolution: Resolution
) -> str | None:
    """What all lines share, where the connection wants it on the header too (fact 208)."""
    if not resolution.settings.header_classifications:
        return None
    name = shared_by_all(entry, attribute)
    return None if name is None else resolution.names[Wanted(name_list, name, entry.subsidiary)]


def _memo(planned: PlannedJournal, entry: Entry, sync: Sync) -> str:
    """Let the journal explain itself in NetSuite, and be found if its external id is overwritten.

    Users, imports and scripts can overwrite external ids (fact 51).
    """
    return (
        f"{entry.memo} · entry {planned.entry_id}, part {planned.part}/{planned.parts}, "
        f"revision {planned.revision} · sync {sync.sync_id} by {sync.requested_by.email} · "
        f"{planned.external_id}"
    )
