"""The audit trail: lines that change no row of ours, and the trail as people read it."""

from datetime import UTC, date, datetime, time, timedelta

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import audit_put, row_of
from period_sync.adapters.dynamodb.table import StateTable
from period_sync.application.ports import Page
from period_sync.domain.audit_filter import AuditFilter
from period_sync.domain.tenant import AuditRecord

READS_MAX = 20
"""After so many reads a page may be short, however few lines are wanted."""
LONG_AGO, FAR_OFF = date(2000, 1, 1), date(9999, 12, 30)


class DynamoAudit:
    """Fulfils `Audit`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def append(self, record: AuditRecord) -> None:
        """Add one line."""
        self._table.transact(audit_put(record))


class DynamoAuditTrail:
    """Fulfils `AuditTrail`; `table` is the audit table itself."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def page(
        self, tenant: str, wanted: AuditFilter, limit: int, cursor: str | None
    ) -> Page[AuditRecord]:
        """List lines, newest first; one where few are wanted may be short, and goes on."""
        first = _start_of(wanted.first or LONG_AGO)
        end = _start_of((wanted.last or FAR_OFF) + timedelta(days=1))
        span = keys.audit_span(tenant, first, end)
        found: list[AuditRecord] = []
        for _ in range(READS_MAX):
            items, cursor = self._table.newest_page(span, limit - len(found), cursor)
            records = (row_of(AuditRecord, item) for item in items)
            found += [record for record in records if wanted.admits(record)]
            if cursor is None or len(found) >= limit:
                break
        return Page(found, cursor)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
