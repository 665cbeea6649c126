"""Tenants, who belongs to them, and the audit trail."""

from typing import Protocol

from period_sync.application.ports.paging import Page
from period_sync.domain.audit_filter import AuditFilter
from period_sync.domain.permissions import Member
from period_sync.domain.tenant import AuditRecord, Tenant


class Tenants(Protocol):
    """Tenants and who belongs to them."""

    def tenant(self, tenant_id: str) -> Tenant:
        """Read a tenant. Raises NotFound."""

    def tenants(self) -> list[Tenant]:
        """Read all tenants, by id; for operators only, as it reads the whole table."""

    def create_tenant(self, tenant: Tenant, source: tuple[str, str], audit: AuditRecord) -> None:
        """Create a tenant and register its (AWS account, event source). Raises Conflict."""

    def save_tenant(self, old: Tenant, new: Tenant, *audit: AuditRecord) -> None:
        """Replace `old` by `new`. Raises RowChanged if it changed meanwhile."""

    def tenant_of_source(self, aws_account: str, source: str) -> str:
        """Return the tenant for which an event source is registered. Raises NotFound."""

    def memberships(self, subject: str) -> list[Member]:
        """Read all memberships of a subject, past ones too, consistently."""


class Audit(Protocol):
    """The append-only trail, for what changes no row of ours."""

    def append(self, record: AuditRecord) -> None:
        """Add one line."""


class AuditTrail(Protocol):
    """The trail as people read it."""

    def page(
        self, tenant: str, wanted: AuditFilter, limit: int, cursor: str | None
    ) -> Page[AuditRecord]:
        """List lines, newest first. Raises InvalidInput for a cursor of another list."""
