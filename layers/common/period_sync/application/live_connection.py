"""Finds the connection that a period goes through: the live one, or another for a rehearsal."""

from period_sync.application.connecting import open_connection
from period_sync.application.ports import Connections
from period_sync.domain.connection import Connection
from period_sync.domain.errors import Conflict
from period_sync.domain.tenant import Tenant


def connection_for(connections: Connections, tenant: Tenant, wanted: str | None) -> Connection:
    """Return the tenant's live connection, or the one that is wanted, once it has been tested.

    Raises NotFound, or Conflict if it was not, or was revoked, or none is live.
    """
    if wanted is None:
        return live_connection(connections, tenant)
    return _tested(open_connection(connections, tenant.tenant_id, wanted))


def live_connection(connections: Connections, tenant: Tenant) -> Connection:
    """Return the tenant's live connection. Raises Conflict if there is none that was tested."""
    if tenant.live_connection_id is None:
        raise Conflict(
            "No connection to NetSuite is live. An integration administrator can set one up.",
            code="NO_LIVE_CONNECTION",
        )
    return _tested(connections.connection(tenant.tenant_id, tenant.live_connection_id))


def _tested(connection: Connection) -> Connection:
    if connection.passed_at is None:
        raise Conflict(
            f"Connection {connection.connection_id} has not passed its test. "
            "An integration administrator can run it.",
            code="CONNECTION_NOT_TESTED",
        )
    return connection
