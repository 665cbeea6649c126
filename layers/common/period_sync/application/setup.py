"""How an operator makes a tenant: tenant, connection, and which connection is live."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from period_sync.application.ports import Clock, Connections, Tenants
from period_sync.domain.connection import AuthMethod, Connection, Environment
from period_sync.domain.errors import Conflict, InvalidInput
from period_sync.domain.netsuite_account import canonical_account
from period_sync.domain.settings_text import changed, described
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord, Duties, Tenant

_ID = re.compile(r"[a-z][a-z0-9-]{0,30}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SetUp:
    """The operator's use-cases. `by` is the operator's AWS identity, for the audit trail."""

    clock: Clock
    tenants: Tenants
    connections: Connections
    by: Person

    def create_tenant(self, tenant_id: str, name: str, aws_account: str, source: str) -> Tenant:
        """Create a tenant and register where its PeriodClosed events come from."""
        _require_id(tenant_id, "tenant")
        tenant = Tenant(tenant_id, name, self.clock.now())
        audit = self._audit(
            tenant_id, "tenant created", tenant_id, aws_account=aws_account, source=source
        )
        self.tenants.create_tenant(tenant, (aws_account, source), audit)
        return tenant

    def require_second_person(self, tenant_id: str, *, required: bool) -> Tenant:
        """Set whether a second person has to confirm decisions. Raises NotFound or RowChanged."""
        old = self.tenants.tenant(tenant_id)
        new = replace(old, second_person=required)
        facts = {"second_person": f"{old.second_person} -> {required}"}
        return self._save(old, new, facts)

    def set_duties(self, tenant_id: str, duties: Duties) -> Tenant:
        """Set at once whether one person may set up and post. Raises NotFound or RowChanged."""
        old = self.tenants.tenant(tenant_id)
        new = replace(old, duties_shared=duties is Duties.SHARED, duties_request=None)
        before = Duties.SHARED if old.duties_shared else Duties.SEPARATE
        return self._save(old, new, {"duties": f"{before} -> {duties}"})

    def _save(self, old: Tenant, new: Tenant, facts: Mapping[str, str]) -> Tenant:
        """Write what an operator set, as a change that people who look at the settings notice."""
        new = replace(new, settings_version=old.settings_version + 1, version=old.version + 1)
        audit = self._audit(old.tenant_id, "tenant settings changed", old.tenant_id, **facts)
        self.tenants.save_tenant(old, new, audit)
        return new

    def add_connection(
        self,
        tenant: str,
        connection_id: str,
        environment: Environment,
        account: str,
        auth: AuthMethod = AuthMethod.TBA,
    ) -> Connection:
        """Record a connection, untested. Raises InvalidInput, NotFound or Conflict."""
        self.tenants.tenant(tenant)
        _require_id(connection_id, "connection")
        connection = Connection(
            tenant=tenant,
            connection_id=connection_id,
            environment=environment,
            account=canonical_account(account),
            created_at=self.clock.now(),
            auth=auth,
        )
        audit = self._audit(
            tenant,
            "connection added",
            connection_id,
            account=connection.account,
            environment=environment,
            auth=auth,
        )
        self.connections.add_connection(connection, audit)
        return connection

    def note_new_secret(self, connection: Connection) -> None:
        """Put on the trail that a connection's secret is replaced. Raises RowChanged."""
        audit = self._audit(
            connection.tenant,
            "connection secret replaced",
            connection.connection_id,
            account=connection.account,
            auth=connection.auth,
        )
        new = replace(connection, version=connection.version + 1)
        self.connections.save_connection(connection, new, audit)

    def change_settings(
        self, tenant_id: str, connection_id: str, given: Mapping[str, str]
    ) -> Connection:
        """Set some of a connection's settings anew, from the next plan and check on.

        Raises InvalidInput, NotFound, or RowChanged if somebody else changed it meanwhile.
        """
        old = self.connections.connection(tenant_id, connection_id)
        settings = changed(old.settings, given)
        new = replace(old, settings=settings, version=old.version + 1)
        before, after = described(old.settings), described(settings)
        facts = {
            name: f"{before[name]} -> {after[name]}"
            for name in after
            if before[name] != after[name]
        }
        audit = self._audit(tenant_id, "connection settings changed", connection_id, **facts)
        self.connections.save_connection(old, new, audit)
        return new

    def make_live(self, tenant_id: str, connection_id: str, go_live: date) -> Connection:
        """Make a tested connection the one that syncs go to, for periods from `go_live` on.

        Raises Conflict if it has not passed its test, or a sync of the tenant is under way.
        """
        tenant = self.tenants.tenant(tenant_id)
        old = self.connections.connection(tenant_id, connection_id)
        if old.passed_at is None:
            raise Conflict(
                f"Connection {connection_id} has not passed its test.",
                code="CONNECTION_NOT_TESTED",
            )
        new = replace(old, go_live=go_live, version=old.version + 1)
        audit = self._audit(
            tenant_id,
            "connection made live",
            connection_id,
            account=old.account,
            go_live=f"{go_live}",
        )
        self.connections.make_live(tenant, old, new, audit)
        return new

    def _audit(self, tenant: str, action: str, subject: str, **facts: str) -> AuditRecord:
        return AuditRecord(tenant, self.clock.now(), self.by, action, subject, facts)


def _require_id(text: str, field: str) -> None:
    """Ids stand in keys, names of secrets and ids of messages, so they are short and plain."""
    if not _ID.fullmatch(text):
        raise InvalidInput(
            f"The {field}'s id must be up to 31 lower-case letters, digits and hyphens, and begin "
            "with a letter.",
            field=field,
        )
