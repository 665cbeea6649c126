"""The audit trail by itself, for what changes no row of ours."""

from period_sync.adapters.dynamodb.rows import audit_put
from period_sync.adapters.dynamodb.table import StateTable
from period_sync.domain.tenant import AuditRecord


class DynamoAudit:
    """Fulfils `Audit`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def append(self, record: AuditRecord) -> None:
        """Add one line."""
        self._table.transact(audit_put(record))
