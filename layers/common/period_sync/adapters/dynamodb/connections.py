"""Connections to NetSuite, their tests, and who has which account."""

from collections.abc import Mapping
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
from period_sync.adapters.dynamodb.tenants import tenant_put
from period_sync.application.ports import Watch
from period_sync.domain.connection import Connection, ConnectionTest
from period_sync.domain.errors import Conflict, NotFound, RowChanged, StaleWorker
from period_sync.domain.sync import IntegrationStatus
from period_sync.domain.tenant import AuditRecord, Tenant


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
        key = keys.connection(connection.tenant, connection.connection_id)
        if self._table.get(key) is not None:
            raise Conflict(
                f"There is a connection {connection.connection_id} already. Choose another id.",
                code="CONNECTION_EXISTS",
                field="connection_id",
            )
        try:
            self._table.transact(
                Put(_connection_item(connection)), _claim(connection), audit_put(audit)
            )
        except RowChanged as error:
            raise _account_taken(connection.account) from error

    def save_connection(
        self, old: Connection, new: Connection, audit: AuditRecord | None = None
    ) -> None:
        """Replace a connection. Raises RowChanged, or Conflict if its new account is claimed."""
        writes = [connection_put(old, new)] + ([] if audit is None else [audit_put(audit)])
        if new.account == old.account:
            self._table.transact(*writes)
            return
        try:
            self._table.transact(*writes, _claim(new), _release(old, is_free=True))
        except RowChanged as error:
            if self.connection(old.tenant, old.connection_id).version != old.version:
                raise
            raise _account_taken(new.account) from error

    def make_live(
        self, tenant: Tenant, old: Connection, new: Connection, audit: AuditRecord
    ) -> None:
        """Make a connection live. Raises RowChanged."""
        live = replace(tenant, live_connection_id=old.connection_id)
        self._table.transact(tenant_put(live), connection_put(old, new), audit_put(audit))

    def periods_under_way(self, tenant: str) -> list[str]:
        """Name the periods that are on their way."""
        prefix = keys.period(tenant, "", "")
        found = self._table.query(prefix.pk, prefix.sk.rstrip("#") + "#")
        on_its_way = {IntegrationStatus.IN_PROGRESS, IntegrationStatus.AWAITING_APPROVAL}
        return [item["name"] for item in found if item["status"] in on_its_way]

    def periods_synced(self, tenant: str, account: str) -> Mapping[str, bool]:
        """Tell of each period that was ever synced into an account whether a sync runs now."""
        prefix = keys.account_period(tenant, account, "", "")
        found = self._table.query(prefix.pk, prefix.sk.removesuffix("#"))
        return {f"{row['entity']}/{row['period_id']}": bool(row["is_running"]) for row in found}

    def revoke(
        self,
        tenant: Tenant,
        old: Connection,
        new: Connection,
        audit: AuditRecord,
        *,
        is_account_free: bool,
    ) -> None:
        """Record that a connection is revoked. Raises RowChanged."""
        is_live = tenant.live_connection_id == old.connection_id
        live = None if is_live else tenant.live_connection_id
        self._table.transact(
            tenant_put(replace(tenant, live_connection_id=live)),
            connection_put(old, new),
            _release(old, is_free=is_account_free),
            audit_put(audit),
        )

    def add_test(self, connection: Connection, test: ConnectionTest, audit: AuditRecord) -> None:
        """Record a test that is due. Raises RowChanged."""
        counted = replace(connection, tests=connection.tests + 1, version=connection.version + 1)
        self._table.transact(
            connection_put(connection, counted), Put(_test_item(test)), audit_put(audit)
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


def connection_put(old: Connection, new: Connection) -> Put:
    """The write that replaces a connection, as it was read."""
    return Put(_connection_item(new), **replacing(old.version))


_CLAIMABLE = "attribute_not_exists(pk) OR is_free = :yes OR kept_for = :tenant"


def _claim(connection: Connection) -> Put:
    """Claim an account: one that nobody has, or that its last owner gave up."""
    owner = {"tenant": connection.tenant, "connection_id": connection.connection_id}
    key = keys.netsuite_account(connection.account)
    values = {":yes": True, ":tenant": connection.tenant}
    return Put(owner | key._asdict(), _CLAIMABLE, values)


def _release(connection: Connection, *, is_free: bool) -> Put:
    """Give an account up: for everyone, or so that only its own tenant may connect it again."""
    left = {"is_free": True} if is_free else {"kept_for": connection.tenant}
    owner = {"tenant": connection.tenant, "connection_id": connection.connection_id}
    key = keys.netsuite_account(connection.account)
    condition = "connection_id = :connection_id"
    values = {":connection_id": connection.connection_id}
    return Put(owner | left | key._asdict(), condition, values)


def _account_taken(account: str) -> Conflict:
    """It does not say by whom, as that may be another tenant."""
    return Conflict(
        f"NetSuite account {account} is connected already, and an account has one connection only. "
        "Check the account id; if it is right, ask your Period Sync operator.",
        code="ACCOUNT_CONNECTED",
        field="account",
    )


def _connection_item(connection: Connection) -> dict[str, Any]:
    key = keys.connection(connection.tenant, connection.connection_id)
    return item_of(connection, key, **watch(Watch.LOGIN_REFUSED, connection.refused_at))


def _test_item(test: ConnectionTest) -> dict[str, Any]:
    key = keys.connection_test(test.tenant, test.test_id)
    return item_of(test, key, **wake_up(test.due_at)) | {"kind": "connection-test"}
