"""Tenants, memberships, connections and connection tests."""

from dataclasses import replace
from typing import Any

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import (
    audit_put,
    item_of,
    replacing,
    row_of,
    wake_up,
    watch,
)
from period_sync.adapters.dynamodb.table import Check, Put, StateTable
from period_sync.application.ports import Watch
from period_sync.domain.connection import Connection, ConnectionTest
from period_sync.domain.errors import Conflict, NotFound, RowChanged, StaleWorker
from period_sync.domain.permissions import Member
from period_sync.domain.sync import IntegrationStatus
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, Tenant


class DynamoTenants:
    """Fulfils `Tenants`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def tenant(self, tenant_id: str) -> Tenant:
        """Read a tenant. Raises NotFound."""
        item = self._table.get(keys.tenant(tenant_id))
        if item is None:
            raise NotFound(f"There is no tenant {tenant_id}.")
        return row_of(Tenant, item)

    def tenants(self) -> list[Tenant]:
        """Read all tenants, by id."""
        found = [row_of(Tenant, item) for item in self._table.scan(keys.tenant("").sk)]
        return sorted(found, key=lambda tenant: tenant.tenant_id)

    def create_tenant(self, tenant: Tenant, source: tuple[str, str], audit: AuditRecord) -> None:
        """Create a tenant and register its event source. Raises Conflict."""
        owner = {"tenant": tenant.tenant_id}
        try:
            self._table.transact(
                Put(item_of(tenant, keys.tenant(tenant.tenant_id))),
                Put(owner | keys.event_source(*source)._asdict()),
                audit_put(audit),
            )
        except RowChanged as error:
            raise Conflict("The tenant, or its event source, exists already.") from error

    def save_tenant(self, old: Tenant, new: Tenant, *audit: AuditRecord) -> None:
        """Replace a tenant. Raises RowChanged if it changed meanwhile."""
        item = item_of(new, keys.tenant(new.tenant_id))
        self._table.transact(Put(item, **replacing(old.version)), *map(audit_put, audit))

    def tenant_of_source(self, aws_account: str, source: str) -> str:
        """Return the tenant for which an event source is registered. Raises NotFound."""
        item = self._table.get(keys.event_source(aws_account, source))
        if item is None:
            raise NotFound(f"No tenant is registered for events of {source} from {aws_account}.")
        return str(item["tenant"])

    def memberships(self, subject: str) -> list[Member]:
        """Read all memberships of a subject, past ones too; the rows under the tenants decide."""
        pointers = self._table.query(keys.subject_tenant(subject, "").pk)
        found = (self._table.get(keys.member(item["sk"], subject)) for item in pointers)
        return [row_of(Member, item) for item in found if item is not None]


class DynamoConnections:
    """Fulfils `Connections`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def connection(self, tenant: str, connection_id: str) -> Connection:
        """Read a connection. Raises NotFound."""
        item = self._table.get(keys.connection(tenant, connection_id))
        if item is None:
            raise NotFound(f"There is no connection {connection_id}.")
        return row_of(Connection, item)

    def connections(self, tenant: str) -> list[Connection]:
        """Read all connections of a tenant."""
        prefix = keys.connection(tenant, "")
        return [row_of(Connection, item) for item in self._table.query(prefix.pk, prefix.sk)]

    def add_connection(self, connection: Connection, audit: AuditRecord) -> None:
        """Create a connection and claim its NetSuite account. Raises Conflict."""
        owner = {"tenant": connection.tenant, "connection_id": connection.connection_id}
        try:
            self._table.transact(
                Put(_connection_item(connection)),
                Put(owner | keys.netsuite_account(connection.account)._asdict()),
                audit_put(audit),
            )
        except RowChanged as error:
            raise Conflict(
                f"The connection {connection.connection_id} exists, or NetSuite account "
                f"{connection.account} is connected already.",
                code="CONNECTION_EXISTS",
            ) from error

    def save_connection(
        self, old: Connection, new: Connection, audit: AuditRecord | None = None
    ) -> None:
        """Replace a connection. Raises RowChanged."""
        audits = [] if audit is None else [audit_put(audit)]
        self._table.transact(_connection_put(old, new), *audits)

    def make_live(
        self, tenant: Tenant, old: Connection, new: Connection, audit: AuditRecord
    ) -> None:
        """Make a connection live. Raises Conflict while a sync runs or awaits approval."""
        if tenant.live_connection_id not in {None, old.connection_id}:
            self._require_quiet(tenant.tenant_id)
        live = replace(tenant, live_connection_id=old.connection_id, version=tenant.version + 1)
        self._table.transact(
            Put(item_of(live, keys.tenant(tenant.tenant_id)), **replacing(tenant.version)),
            _connection_put(old, new),
            audit_put(audit),
        )

    def _require_quiet(self, tenant: str) -> None:
        """Refuse while a period is on its way; a new sync would change the tenant's version."""
        prefix = keys.period(tenant, "", "")
        for item in self._table.query(prefix.pk, prefix.sk.rstrip("#") + "#"):
            period = row_of(ClosedPeriod, item)
            if period.status in {
                IntegrationStatus.IN_PROGRESS,
                IntegrationStatus.AWAITING_APPROVAL,
            }:
                raise Conflict(
                    f"{period.name} is on its way to NetSuite; another connection can be made "
                    "live when it has arrived.",
                    code="SYNC_RUNNING",
                )

    def add_test(self, connection: Connection, test: ConnectionTest, audit: AuditRecord) -> None:
        """Record a test that is due. Raises RowChanged."""
        counted = replace(connection, tests=connection.tests + 1, version=connection.version + 1)
        self._table.transact(
            _connection_put(connection, counted), Put(_test_item(test)), audit_put(audit)
        )

    def test(self, tenant: str, test_id: str) -> ConnectionTest:
        """Read a test. Raises NotFound."""
        item = self._table.get(keys.connection_test(tenant, test_id))
        if item is None:
            raise NotFound(f"There is no connection test {test_id}.")
        return row_of(ConnectionTest, item)

    def save_test(self, old: ConnectionTest, new: ConnectionTest) -> None:
        """Replace a test. Raises StaleWorker."""
        try:
            self._table.transact(Put(_test_item(new), **replacing(old.version)))
        except RowChanged as error:
            raise StaleWorker("Another worker runs this test.") from error


def connection_check(connection: Connection) -> Check:
    """A transaction's condition that a connection is as it was read."""
    key = keys.connection(connection.tenant, connection.connection_id)
    return Check(key, **replacing(connection.version))


def _connection_item(connection: Connection) -> dict[str, Any]:
    key = keys.connection(connection.tenant, connection.connection_id)
    return item_of(connection, key, **watch(Watch.LOGIN_REFUSED, connection.refused_at))


def _connection_put(old: Connection, new: Connection) -> Put:
    return Put(_connection_item(new), **replacing(old.version))


def _test_item(test: ConnectionTest) -> dict[str, Any]:
    key = keys.connection_test(test.tenant, test.test_id)
    return item_of(test, key, **wake_up(test.due_at)) | {"kind": "connection-test"}
