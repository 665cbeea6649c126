"""Versions of a connection's mappings of names."""

from collections.abc import Sequence
from typing import Protocol

from period_sync.domain.connection import Connection
from period_sync.domain.mappings import MappingsVersion
from period_sync.domain.tenant import AuditRecord


class MappingsVersions(Protocol):
    """Which versions there are of the mappings of a connection; none is ever changed."""

    def save(
        self, old: Connection, new: Connection, saved: MappingsVersion, audit: AuditRecord
    ) -> None:
        """Replace `old` by `new`, to which the version belongs that is noted in the same write.

        Raises RowChanged if the connection changed meanwhile, or the version is there already.
        """

    def up_to(
        self, tenant: str, connection_id: str, version: int, limit: int
    ) -> Sequence[MappingsVersion]:
        """List a version and those before it, the newest first, `limit` at most."""
