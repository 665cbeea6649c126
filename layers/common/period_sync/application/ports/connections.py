"""Connections to NetSuite, their tests and their secrets."""

from dataclasses import dataclass
from typing import Protocol

from period_sync.domain.connection import Connection, ConnectionTest
from period_sync.domain.tenant import AuditRecord, Tenant


class Connections(Protocol):
    """Connections to NetSuite and their tests."""

    def connection(self, tenant: str, connection_id: str) -> Connection:
        """Read a connection. Raises NotFound."""

    def connections(self, tenant: str) -> list[Connection]:
        """Read all connections of a tenant."""

    def add_connection(self, connection: Connection, audit: AuditRecord) -> None:
        """Create a connection. Raises Conflict if it exists or the account is taken."""

    def save_connection(
        self, old: Connection, new: Connection, audit: AuditRecord | None = None
    ) -> None:
        """Replace `old` by `new`. Raises RowChanged if it changed meanwhile."""

    def make_live(
        self, tenant: Tenant, old: Connection, new: Connection, audit: AuditRecord
    ) -> None:
        """Make a connection the tenant's live one. Raises RowChanged."""

    def add_test(self, connection: Connection, test: ConnectionTest, audit: AuditRecord) -> None:
        """Record a test that is due. Raises RowChanged if the connection changed."""

    def test(self, tenant: str, test_id: str) -> ConnectionTest:
        """Read a test. Raises NotFound."""

    def save_test(self, old: ConnectionTest, new: ConnectionTest) -> None:
        """Replace `old` by `new`. Raises StaleWorker if it changed meanwhile."""


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A stored secret and its version. It has no `repr`, so that it can't slip into a log."""

    value: object
    version: str


class Secrets(Protocol):
    """Where secrets are kept."""

    def netsuite_secret(self, tenant: str, connection_id: str, *, fresh: bool) -> Secret:
        """Read a connection's secret, `fresh` or kept for a while. Raises ConfigurationError."""
