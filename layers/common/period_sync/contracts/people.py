"""Who is asking, and where people sign in."""

from pydantic import BaseModel, ConfigDict

from period_sync.domain.permissions import Member
from period_sync.domain.tenant import Tenant


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


class SignInBody(_Body):
    """Where the page lets people sign in: an OIDC issuer, by authorization code with PKCE."""

    issuer: str
    client_id: str
    scope: str


class MeBody(_Body):
    """Who is asking. `duties_shared` tells that one person may set up and post in this tenant."""

    subject: str
    email: str
    tenant: str
    tenant_name: str
    duties_shared: bool
    permissions: list[str]

    @classmethod
    def of(cls, member: Member, tenant: Tenant) -> "MeBody":
        """Describe a member of a tenant."""
        return cls(
            subject=member.subject,
            email=member.email,
            tenant=member.tenant,
            tenant_name=tenant.name,
            duties_shared=tenant.duties_shared,
            permissions=sorted(member.permissions),
        )
