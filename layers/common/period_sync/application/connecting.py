"""How a tenant is connected to NetSuite: add a connection, set it up, make it the live one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from period_sync.application.ports import Clock, Connections, Tenants
from period_sync.domain.connection import AuthMethod, Connection, Environment
from period_sync.domain.errors import (
    Conflict,
    EnvironmentMismatch,
    InvalidInput,
    RowChanged,
    SyncRunning,
)
from period_sync.domain.netsuite_account import canonical_account, is_sandbox_account
from period_sync.domain.settings_text import changed, described
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord

TRIES = 5
"""Tests and syncs write the same rows."""
_ID = re.compile(r"[a-z][a-z0-9-]{0,30}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Connecting:
    """The use-cases; `by` is who acts, for the audit trail."""

    clock: Clock
    tenants: Tenants
    connections: Connections

    def add(  # noqa: PLR0913
        self,
        by: Person,
        tenant: str,
        connection_id: str,
        environment: Environment,
        account: str,
        auth: AuthMethod = AuthMethod.TBA,
    ) -> Connection:
        """Record a connection, untested. Raises InvalidInput, NotFound or Conflict."""
        self.tenants.tenant(tenant)
        require_id(connection_id, "connection_id")
        connection = Connection(
            tenant=tenant,
            connection_id=connection_id,
            environment=environment,
            account=_account_in(environment, account),
            created_at=self.clock.now(),
            auth=auth,
        )
        facts = {"account": connection.account, "environment": environment, "auth": auth}
        audit = self._audit(by, connection, "connection added", facts)
        self.connections.add_connection(connection, audit)
        return connection

    def change(  # noqa: PLR0913
        self,
        by: Person,
        tenant: str,
        connection_id: str,
        given: Mapping[str, str],
        account: str | None = None,
        version: int | None = None,
    ) -> Connection:
        """Set some of a connection's settings anew, from the next plan and check on.

        With `version`, only if nobody changed them since it was read. Raises InvalidInput, NotFound
        or Conflict.
        """

        def once() -> Connection:
            old = open_connection(self.connections, tenant, connection_id)
            if version not in {None, old.settings_version}:
                raise Conflict(
                    "Somebody else changed this connection meanwhile. Look at it again, then save.",
                    code="CONNECTION_CHANGED",
                    version=old.settings_version,
                )
            wanted = old.account if account is None else _account_in(old.environment, account)
            if wanted != old.account and old.passed_at is not None:
                raise Conflict(
                    f"This connection has been used with account {old.account}, which can't change "
                    "any more. Add another connection for another account.",
                    code="ACCOUNT_FIXED",
                    field="account",
                )
            new = replace(
                old,
                account=wanted,
                settings=changed(old.settings, given),
                settings_version=old.settings_version + 1,
                version=old.version + 1,
            )
            facts = _differences(old, new)
            audit = self._audit(by, old, "connection settings changed", facts)
            self.connections.save_connection(old, new, audit)
            return new

        return again(once)

    def make_live(
        self, by: Person, tenant_id: str, connection_id: str, go_live: date
    ) -> Connection:
        """Make a tested connection the one that syncs go to, for periods from `go_live` on.

        Raises Conflict if it has not passed its test, or a sync of the tenant is under way.
        """

        def once() -> Connection:
            # A sync that begins after this read changes the tenant's version, so that the write
            # below fails.
            tenant = self.tenants.tenant(tenant_id)
            old = open_connection(self.connections, tenant_id, connection_id)
            if old.passed_at is None:
                raise Conflict(
                    f"Connection {connection_id} has not passed its test. Run it, then make the "
                    "connection live.",
                    code="CONNECTION_NOT_TESTED",
                )
            if tenant.live_connection_id not in {None, connection_id}:
                for name in self.connections.periods_under_way(tenant_id):
                    raise SyncRunning(
                        f"{name} is on its way to NetSuite; another connection can be made live "
                        "when it has arrived."
                    )
            new = replace(old, go_live=go_live, version=old.version + 1)
            facts = {"account": old.account, "go_live": f"{go_live}"}
            audit = self._audit(by, old, "connection made live", facts)
            self.connections.make_live(tenant, old, new, audit)
            return new

        return again(once)

    def _audit(
        self, by: Person, connection: Connection, action: str, facts: Mapping[str, str]
    ) -> AuditRecord:
        now = self.clock.now()
        return AuditRecord(connection.tenant, now, by, action, connection.connection_id, facts)


def open_connection(connections: Connections, tenant: str, connection_id: str) -> Connection:
    """Read a connection that is to change. Raises NotFound, or Conflict if it was revoked."""
    found = connections.connection(tenant, connection_id)
    if found.revoked_at is not None:
        raise Conflict(
            f"Connection {connection_id} was revoked; it is kept for the audit only. Add another "
            "one.",
            code="CONNECTION_REVOKED",
        )
    return found


def again(once: Callable[[], Connection]) -> Connection:
    """Decide anew when a row changed meanwhile. Raises Conflict if it does so again and again."""
    for _ in range(TRIES):
        try:
            return once()
        except RowChanged:
            continue
    raise Conflict("Others are changing this connection. Try again.", code="BUSY")


def require_id(text: str, field: str) -> None:
    """Raise InvalidInput unless a text may be an id.

    Ids stand in keys, names of secrets and ids of messages, so they are short and plain.
    """
    if not _ID.fullmatch(text):
        raise InvalidInput(
            "An id has up to 31 lower-case letters, digits and hyphens, and begins with a letter.",
            field=field,
        )


def _account_in(environment: Environment, raw: str) -> str:
    """Return the canonical id of an account of an environment. Raises InvalidInput."""
    account = canonical_account(raw.strip())
    if is_sandbox_account(account) != (environment is Environment.SANDBOX):
        kind = "a sandbox" if is_sandbox_account(account) else "a production account"
        raise EnvironmentMismatch(
            f"{account} is the id of {kind}, but the connection is of environment {environment}. "
            "Correct the one or the other; a sandbox is written like 1234567_SB1.",
            field="account",
        )
    return account


def _differences(old: Connection, new: Connection) -> dict[str, str]:
    before = {"account": old.account} | described(old.settings)
    after = {"account": new.account} | described(new.settings)
    return {
        name: f"{before[name]} -> {after[name]}" for name in after if before[name] != after[name]
    }
