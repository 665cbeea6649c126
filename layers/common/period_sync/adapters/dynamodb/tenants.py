"""Tenants and memberships."""

from dataclasses import replace

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import (
    audit_put,
    item_of,
    replacing,
    row_of,
)
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.domain.errors import Conflict, NotFound, RowChanged
from period_sync.domain.permissions import Member
from period_sync.domain.tenant import AuditRecord, Tenant


class DynamoTenants:
    """Fulfils `Tenants`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def tenant(self, tenant_id: str) -> Tenant:
        """Read a tenant. Raises NotFound."""
        item = self._table.get(keys.tenant(tenant_id))
        if item is None:
            raise NotFound(f"There is no tenant {tenant_id}.")
        return row_of(Tenant, item)

    def tenants(self) -> list[Tenant]:
        """Read all tenants, by id."""
        found = [row_of(Tenant, item) for item in self._table.scan(keys.tenant("").sk)]
        return sorted(found, key=lambda tenant: tenant.tenant_id)

    def create_tenant(self, tenant: Tenant, source: tuple[str, str], audit: AuditRecord) -> None:
        """Create a tenant and register its event source. Raises Conflict."""
        owner = {"tenant": tenant.tenant_id}
        try:
            self._table.transact(
                Put(item_of(tenant, keys.tenant(tenant.tenant_id))),
                Put(owner | keys.event_source(*source)._asdict()),
                audit_put(audit),
            )
        except RowChanged as error:
            raise Conflict("The tenant, or its event source, exists already.") from error

    def save_tenant(self, old: Tenant, new: Tenant, *audit: AuditRecord) -> None:
        """Replace a tenant. Raises RowChanged if it changed meanwhile."""
        item = item_of(new, keys.tenant(new.tenant_id))
        self._table.transact(Put(item, **replacing(old.version)), *map(audit_put, audit))

    def tenant_of_source(self, aws_account: str, source: str) -> str:
        """Return the tenant for which an event source is registered. Raises NotFound."""
        item = self._table.get(keys.event_source(aws_account, source))
        if item is None:
            raise NotFound(f"No tenant is registered for events of {source} from {aws_account}.")
        return str(item["tenant"])

    def memberships(self, subject: str) -> list[Member]:
        """Read all memberships of a subject, past ones too; the rows under the tenants decide."""
        pointers = self._table.query(keys.subject_tenant(subject, "").pk)
        found = (self._table.get(keys.member(item["sk"], subject)) for item in pointers)
        return [row_of(Member, item) for item in found if item is not None]


def tenant_put(new: Tenant) -> Put:
    """Replace the version of a tenant that `new` was made of."""
    item = item_of(replace(new, version=new.version + 1), keys.tenant(new.tenant_id))
    return Put(item, **replacing(new.version))
