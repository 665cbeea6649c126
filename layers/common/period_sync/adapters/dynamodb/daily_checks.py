"""The daily checks of connections."""

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import audit_put, item_of, replacing, row_of, wake_up
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.domain.daily_check import DAILY_CHECK_KIND, DailyCheck
from period_sync.domain.tenant import AuditRecord


class DynamoDailyChecks:
    """Fulfils `DailyChecks`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def daily_check(self, tenant: str, connection_id: str) -> DailyCheck | None:
        """Read the daily check of a connection."""
        item = self._table.get(keys.daily_check(tenant, connection_id))
        return None if item is None else row_of(DailyCheck, item)

    def save_daily_check(self, new: DailyCheck, audit: AuditRecord | None = None) -> None:
        """Write a new one, or replace the version before it. Raises RowChanged."""
        key = keys.daily_check(new.tenant, new.connection_id)
        item = item_of(new, key, **wake_up(new.due_at)) | {"kind": DAILY_CHECK_KIND}
        put = Put(item) if new.version == 1 else Put(item, **replacing(new.version - 1))
        self._table.transact(put, *([] if audit is None else [audit_put(audit)]))
