"""Turns a planned journal into what is posted: its lines with NetSuite's ids, and its memo."""

from period_sync.application.frozen import Resolution
from period_sync.domain.document import Entry, Line
from period_sync.domain.names import NameList, Wanted
from period_sync.domain.plan import PlannedJournal
from period_sync.domain.posting import JournalToPost, LineToPost
from period_sync.domain.sync import Sync


def journal_content(
    planned: PlannedJournal, entry: Entry, sync: Sync, resolution: Resolution
) -> JournalToPost:
    """Put a journal together; the resolution must hold all of its names."""
    names = resolution.names
    return JournalToPost(
        external_id=planned.external_id,
        subsidiary=names[Wanted(NameList.SUBSIDIARY, entry.subsidiary)],
        currency=names[Wanted(NameList.CURRENCY, entry.currency)],
        posting_period=resolution.period_of(entry),
        date=entry.date,
        memo=_memo(planned, entry, sync),
        lines=tuple(_line(line, entry, resolution) for line in planned.lines_of(entry)),
    )


def _line(line: Line, entry: Entry, resolution: Resolution) -> LineToPost:
    def found(name_list: NameList, name: str | None) -> str | None:
        if name is None:
            return None
        return resolution.names[Wanted(name_list, name, entry.subsidiary)]

    return LineToPost(
        account=resolution.names[Wanted(NameList.ACCOUNT, line.account, entry.subsidiary)],
        debit=line.debit,
        credit=line.credit,
        memo=line.memo,
        department=found(NameList.DEPARTMENT, line.department),
        class_=found(NameList.CLASS, line.class_),
        location=found(NameList.LOCATION, line.location),
        entity=found(NameList.COUNTERPARTY, line.counterparty),
    )


def _memo(planned: PlannedJournal, entry: Entry, sync: Sync) -> str:
    """Let the journal explain itself in NetSuite, and be found if its external id is overwritten.

    Users, imports and scripts can overwrite external ids (fact 51).
    """
    return (
        f"{entry.memo} · entry {planned.entry_id}, part {planned.part}/{planned.parts}, "
        f"revision {planned.revision} · sync {sync.sync_id} by {sync.requested_by.email} · "
        f"{planned.external_id}"
    )
