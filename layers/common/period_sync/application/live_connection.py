"""Finds the connection that a tenant's periods go through."""

from period_sync.application.ports import Connections
from period_sync.domain.connection import Connection
from period_sync.domain.errors import Conflict
from period_sync.domain.tenant import Tenant


def live_connection(connections: Connections, tenant: Tenant) -> Connection:
    """Return the tenant's live connection. Raises Conflict if there is none that was tested."""
    if tenant.live_connection_id is None:
        raise Conflict(
            "No connection to NetSuite is live. An integration administrator can set one up.",
            code="NO_LIVE_CONNECTION",
        )
    connection = connections.connection(tenant.tenant_id, tenant.live_connection_id)
    if connection.passed_at is None:
        raise Conflict(
            "The connection to NetSuite has not passed its test. "
            "An integration administrator can run it.",
            code="CONNECTION_NOT_TESTED",
        )
    return connection
