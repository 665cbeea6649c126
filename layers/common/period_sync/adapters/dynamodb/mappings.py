"""Versions of a connection's mappings; a row for each, written with the connection."""

from collections.abc import Sequence

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.connections import connection_put
from period_sync.adapters.dynamodb.rows import audit_put, item_of, row_of
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.domain.connection import Connection
from period_sync.domain.mappings import MappingsVersion
from period_sync.domain.tenant import AuditRecord

_BEFORE_ANY = 0


class DynamoMappingsVersions:
    """Fulfils `MappingsVersions`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def save(
        self, old: Connection, new: Connection, saved: MappingsVersion, audit: AuditRecord
    ) -> None:
        """Replace a connection, and note the version of its mappings. Raises RowChanged."""
        key = keys.mappings(saved.tenant, saved.connection_id, saved.version)
        self._table.transact(connection_put(old, new), Put(item_of(saved, key)), audit_put(audit))

    def up_to(
        self, tenant: str, connection_id: str, version: int, limit: int
    ) -> Sequence[MappingsVersion]:
        """List a version and those before it, the newest first, `limit` at most."""
        first = keys.mappings(tenant, connection_id, _BEFORE_ANY)
        last = keys.mappings(tenant, connection_id, version)
        items, _ = self._table.newest_page((first.pk, first.sk, last.sk), limit, None)
        return [row_of(MappingsVersion, item) for item in items]
