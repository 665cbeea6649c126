"""Takes a connection out of use for good: its row stays for the audit, its secret goes."""

from dataclasses import dataclass, replace

from period_sync.application.connecting import again
from period_sync.application.ports import Clock, Connections, SecretStore, Tenants
from period_sync.domain.connection import Connection
from period_sync.domain.errors import SyncRunning
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord


@dataclass(frozen=True, slots=True)
class RevokeConnection:
    """The use-case; see `__call__`."""

    clock: Clock
    tenants: Tenants
    connections: Connections
    store: SecretStore

    def __call__(self, by: Person, tenant_id: str, connection_id: str) -> Connection:
        """Revoke a connection; once more, it only makes sure that the secret goes.

        The account is free for others only if nothing was ever synced into it. Raises NotFound, or
        SyncRunning.
        """
        revoked = again(lambda: self._revoke(by, tenant_id, connection_id))
        self.store.delete_later(tenant_id, connection_id)
        return revoked

    def _revoke(self, by: Person, tenant_id: str, connection_id: str) -> Connection:
        # A sync that begins after this read changes the tenant's version, so that the write below
        # fails.
        tenant = self.tenants.tenant(tenant_id)
        old = self.connections.connection(tenant_id, connection_id)
        if old.revoked_at is not None:
            return old
        is_live = tenant.live_connection_id == connection_id
        on_its_way = self.connections.periods_under_way(tenant_id) if is_live else []
        used = self.connections.periods_synced(tenant_id, old.account)
        if on_its_way or any(used.values()):
            name = [*on_its_way, *(name for name, runs in used.items() if runs)][0]
            raise SyncRunning(
                f"{name} is on its way to NetSuite; the connection can be revoked when it has "
                "arrived."
            )
        now = self.clock.now()
        new = replace(old, revoked_at=now, new_secret=None, version=old.version + 1)
        facts = {"account": old.account, "was_live": f"{is_live}".lower()}
        audit = AuditRecord(tenant_id, now, by, "connection revoked", connection_id, facts)
        self.connections.revoke(tenant, old, new, audit, is_account_free=not used)
        return new
