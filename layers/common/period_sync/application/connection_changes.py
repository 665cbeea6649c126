"""Changes what is known of a connection, on the row as it is now: tests and syncs both do."""

from collections.abc import Callable
from dataclasses import replace

from period_sync.application.ports import Connections
from period_sync.domain.connection import Connection
from period_sync.domain.errors import RowChanged

TRIES = 5


def change_connection(
    connections: Connections,
    connection: Connection,
    change: Callable[[Connection], Connection],
) -> Connection:
    """Apply `change` to the newest version of a row and return it.

    Raises RowChanged only if others change it again and again.
    """
    tries_left = TRIES
    while True:
        now = connections.connection(connection.tenant, connection.connection_id)
        changed = replace(change(now), version=now.version + 1)
        try:
            connections.save_connection(now, changed)
        except RowChanged:
            tries_left -= 1
            if not tries_left:
                raise
        else:
            return changed
