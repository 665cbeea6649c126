"""Who is asking, and for which tenant: the token proves the subject, our rows say the rest."""

from collections.abc import Mapping
from datetime import datetime

from period_sync.application.ports import Tenants
from period_sync.domain.errors import Forbidden, InvalidInput, NotFound, Unauthenticated
from period_sync.domain.permissions import Member
from period_sync.domain.sync import Person


def subject_of(claims: Mapping[str, object]) -> str:
    """Return whom a token names, member of something or not. Raises Unauthenticated.

    `claims` come from a token that the gateway verified; it lets tokens without `exp` and ID
    tokens pass, so these are refused here.
    """
    if not claims.get("exp"):
        raise Unauthenticated("This token never expires, so it is not accepted.")
    if claims.get("token_use") == "id":
        raise Unauthenticated("This is an ID token. Send the access token.")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject:
        raise Unauthenticated("This token names nobody.")
    return subject


def member_of(
    tenants: Tenants, claims: Mapping[str, object], wanted: str | None, now: datetime
) -> Member:
    """Return the membership that a call is made under, if it holds now.

    `wanted` is the `Period-Sync-Tenant` header: required of a subject with several memberships.
    """
    members = [m for m in tenants.memberships(subject_of(claims)) if m.is_active(now)]
    if wanted is not None:
        members = [member for member in members if member.tenant == wanted]
        if not members:
            raise NotFound("You have no membership in this tenant.")
    if not members:
        raise Forbidden(
            "You are not a member of any tenant. A tenant administrator can invite you."
        )
    if len(members) > 1:
        raise InvalidInput(
            "You are a member of several tenants. Name one in the Period-Sync-Tenant header.",
            field="Period-Sync-Tenant",
            tenants=sorted(member.tenant for member in members),
        )
    return members[0]


def sync_right(tenants: Tenants, member: Member) -> Person:
    """Return who acts on a sync. Raises Forbidden or SeparationOfDuties if the member may not."""
    tenant = tenants.tenant(member.tenant)
    member.require_sync(duties_shared=tenant.duties_shared)
    return Person(member.subject, member.email)
