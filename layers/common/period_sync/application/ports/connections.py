"""Connections to NetSuite, their tests and their secrets."""

from collections.abc import Mapping
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
        """Create a connection and claim its account.

        Raises Conflict if it exists, or the account is claimed by another one, whosever that is.
        """

    def save_connection(
        self, old: Connection, new: Connection, audit: AuditRecord | None = None
    ) -> None:
        """Replace `old` by `new`, and claim the account anew if it differs.

        Raises RowChanged if the row changed meanwhile, or Conflict if the account is claimed.
        """

    def periods_under_way(self, tenant: str) -> list[str]:
        """Name the periods that a sync brings into NetSuite, or that await approval there."""

    def periods_synced(self, tenant: str, account: str) -> Mapping[str, bool]:
        """Tell of each period that was ever synced into an account whether a sync runs now."""

    def revoke(
        self,
        tenant: Tenant,
        old: Connection,
        new: Connection,
        audit: AuditRecord,
        *,
        is_account_free: bool,
    ) -> None:
        """Record that a connection is revoked, and live no more; the tenant's version rises.

        Its own tenant may connect the account again; others only if it `is_account_free`. Raises
        RowChanged.
        """

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
    """Where the secrets in use are read."""

    def netsuite_secret(self, tenant: str, connection_id: str, *, fresh: bool) -> Secret:
        """Read a connection's secret, `fresh` or kept for a while. Raises ConfigurationError."""


class NewSecrets(Protocol):
    """Secrets that are not in use yet, for the test that takes them into use."""

    def new_secret(self, tenant: str, connection_id: str, version: str) -> Secret:
        """Read one version of a connection's secret. Raises ConfigurationError."""

    def take_into_use(self, tenant: str, connection_id: str, version: str) -> None:
        """Make a version the one in use; it may be already."""


class SecretStore(Protocol):
    """Where secrets are written; whoever writes them can't read them."""

    def add(self, tenant: str, connection_id: str, value: Mapping[str, str]) -> tuple[str, bool]:
        """Store a new version, and return it and whether it is the first, which is in use at once.

        Any later one lies beside the one in use until it is taken into use.
        """

    def delete_later(self, tenant: str, connection_id: str) -> None:
        """Let a secret be deleted after a while; there may be none, or it may be on its way."""
