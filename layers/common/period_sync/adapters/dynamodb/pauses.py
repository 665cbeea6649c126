"""What operators paused, in one row of its own."""

from collections.abc import Sequence

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import audit_put, item_of, replacing, row_of
from period_sync.adapters.dynamodb.table import WRITES_PER_TRANSACTION, Put, StateTable
from period_sync.domain.pause import Paused
from period_sync.domain.tenant import AuditRecord


class DynamoPauses:
    """Fulfils `Pauses`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def paused(self) -> Paused:
        """Read what is paused now."""
        item = self._table.get(keys.PAUSES)
        return Paused() if item is None else row_of(Paused, item)

    def change(self, old: Paused, new: Paused, audits: Sequence[AuditRecord]) -> None:
        """Replace a row. Raises RowChanged.

        The lines of more tenants than one transaction holds follow it; if that fails, the operator
        is told, and repeats the command.
        """
        item = item_of(new, keys.PAUSES)
        row = Put(item, **replacing(old.version)) if old.version else Put(item)
        lines = [audit_put(audit) for audit in audits]
        first = WRITES_PER_TRANSACTION - 1
        self._table.transact(row, *lines[:first])
        for start in range(first, len(lines), WRITES_PER_TRANSACTION):
            self._table.transact(*lines[start : start + WRITES_PER_TRANSACTION])
