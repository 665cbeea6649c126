"""How an operator makes a tenant."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from period_sync.application.connecting import require_id
from period_sync.application.ports import Clock, Tenants
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord, Duties, Tenant


@dataclass(frozen=True, slots=True)
class SetUp:
    """The operator's use-cases. `by` is the operator's AWS identity, for the audit trail."""

    clock: Clock
    tenants: Tenants
    by: Person

    def create_tenant(self, tenant_id: str, name: str, aws_account: str, source: str) -> Tenant:
        """Create a tenant and register where its PeriodClosed events come from."""
        require_id(tenant_id, "tenant")
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

    def _audit(self, tenant: str, action: str, subject: str, **facts: str) -> AuditRecord:
        return AuditRecord(tenant, self.clock.now(), self.by, action, subject, facts)
