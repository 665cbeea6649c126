"""What is asked and answered about a team: members, invitations, and how they are accepted."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from period_sync.contracts.text import AccountingDate
from period_sync.domain.permissions import Member, Permission, holds_both_duties
from period_sync.domain.team import Invitation, Team, id_of
from period_sync.domain.tenant import Tenant


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(StrEnum):
    """Whether a member is a person, or the lease system."""

    PERSON = "person"
    MACHINE = "machine"


class InviteRequest(_Asked):
    """Whom to invite. `until` is the last day, in UTC, on which the membership holds."""

    email: str = Field(max_length=254)
    permissions: list[Permission] = Field(min_length=1)
    until: AccountingDate | None = None


class ChangeMemberRequest(_Asked):
    """What a member may do from now on; `version` as it was read."""

    version: int
    permissions: list[Permission] = Field(min_length=1)
    until: AccountingDate | None


class AcceptRequest(_Asked):
    """The token that stands behind the `#` of the link in the mail."""

    token: str = Field(max_length=200)


class MemberBody(_Body):
    """A membership; `member` names it in addresses.

    With `both_duties` the member may set up the integration and hold `journals:sync`, and therefore
    can't post, since the company keeps these duties separate.
    """

    member: str
    kind: Kind
    email: str
    permissions: list[str]
    until: date | None
    has_ended: bool
    since: datetime | None
    by: str | None
    is_you: bool
    both_duties: bool
    version: int

    @classmethod
    def of(cls, found: Member, you: Member, tenant: Tenant, now: datetime) -> "MemberBody":
        """Describe a member to another one."""
        return cls(
            member=id_of(found),
            kind=Kind.MACHINE if found.is_machine else Kind.PERSON,
            email=found.email,
            permissions=sorted(found.permissions),
            until=found.until,
            has_ended=not found.is_active(now),
            since=found.since,
            by=found.by,
            is_you=found.subject == you.subject,
            both_duties=holds_both_duties(found.permissions) and not tenant.duties_shared,
            version=found.version,
        )


class InvitationBody(_Body):
    """An invitation that was not accepted; `mailed_at` is null until its newest mail went out.

    With `inviter_may_not` its link lets nobody in until it is sent again, as who invited may manage
    the team no more.
    """

    member: str
    email: str
    permissions: list[str]
    until: date | None
    invited_at: datetime
    invited_by: str
    expires_at: datetime
    has_expired: bool
    inviter_may_not: bool
    mailed_at: datetime | None
    both_duties: bool

    @classmethod
    def of(
        cls, found: Invitation, tenant: Tenant, now: datetime, *, stands: bool = True
    ) -> "InvitationBody":
        """Describe an invitation; who invited `stands` behind it, or may no more."""
        return cls(
            member=id_of(found),
            email=found.email,
            permissions=sorted(found.permissions),
            until=found.until,
            invited_at=found.invited_at,
            invited_by=found.invited_by.email,
            expires_at=found.expires_at,
            has_expired=not found.is_open(now),
            inviter_may_not=not stands,
            mailed_at=found.mailed_at if found.mailed_no == found.send_no else None,
            both_duties=holds_both_duties(found.permissions) and not tenant.duties_shared,
        )


class TeamBody(_Body):
    """Everybody who belongs to a tenant, and who is invited."""

    members: list[MemberBody]
    invitations: list[InvitationBody]

    @classmethod
    def of(cls, team: Team, you: Member, tenant: Tenant, now: datetime) -> "TeamBody":
        """Describe a team to one of its members."""
        return cls(
            members=[MemberBody.of(member, you, tenant, now) for member in team.members],
            invitations=[
                InvitationBody.of(found, tenant, now, stands=team.stands_behind(found, now))
                for found in team.invitations
            ],
        )


class JoinedBody(_Body):
    """What whoever accepted an invitation is from now on."""

    tenant: str
    tenant_name: str
    email: str
    permissions: list[str]
    until: date | None

    @classmethod
    def of(cls, member: Member, tenant: Tenant) -> "JoinedBody":
        """Describe a new member of a tenant."""
        return cls(
            tenant=member.tenant,
            tenant_name=tenant.name,
            email=member.email,
            permissions=sorted(member.permissions),
            until=member.until,
        )
