"""Decisions: rows of their own, written once more when they take effect."""

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import audit_put, item_of, replacing, row_of
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.domain.decisions import Decided
from period_sync.domain.errors import NotFound
from period_sync.domain.tenant import AuditRecord


class DynamoDecisions:
    """Fulfils `Decisions`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def decision(self, tenant: str, decision_id: str) -> Decided:
        """Read a decision. Raises NotFound."""
        item = self._table.get(keys.decision(tenant, decision_id))
        if item is None:
            raise NotFound(f"There is no decision {decision_id}.")
        return row_of(Decided, item)

    def decisions_of(self, tenant: str, sync_id: str) -> list[Decided]:
        """Read all decisions about a sync, in their order."""
        first = keys.decision(tenant, f"{sync_id}-d")
        found = [row_of(Decided, item) for item in self._table.query(first.pk, first.sk)]
        return sorted(found, key=lambda decided: decided.requested_at)

    def propose(self, decided: Decided, audit: AuditRecord) -> None:
        """Record a decision that waits for a second person. Raises RowChanged."""
        self._table.transact(decision_put(None, decided), audit_put(audit))


def decision_put(before: Decided | None, after: Decided) -> Put:
    """The write of a new decision, or of what became of one."""
    item = item_of(after, keys.decision(after.tenant, after.decision_id))
    return Put(item) if before is None else Put(item, **replacing(before.version))
