"""Finds the connection that an operator means, as long as only one can be meant."""

from collections.abc import Sequence

from period_sync.application.ports import Connections, Tenants
from period_sync.domain.connection import Connection
from period_sync.domain.errors import InvalidInput


def choose_connection(
    tenants: Tenants, connections: Connections, tenant: str | None, connection_id: str | None
) -> Connection:
    """Return the connection that is named; what is not named must be the only one.

    Raises NotFound, or InvalidInput that lists what there is.
    """
    owner = tenant or _only([each.tenant_id for each in tenants.tenants()], "tenant")
    found = connection_id or _only(
        [each.connection_id for each in connections.connections(owner)], "connection"
    )
    return connections.connection(owner, found)


def _only(ids: Sequence[str], what: str) -> str:
    if len(ids) == 1:
        return ids[0]
    choice = f"There are {', '.join(ids)}" if ids else "There is none"
    raise InvalidInput(f"Name the {what} with --{what}. {choice}.", field=what)
