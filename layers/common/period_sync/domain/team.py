"""A tenant's team: its members, who is invited, and the rules that keep it governable."""

import base64
import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from period_sync.domain.email_address import same_address
from period_sync.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from period_sync.domain.permissions import Member, Permission, has_passed
from period_sync.domain.sync import Person

OPEN_FOR = timedelta(days=14)
INVITATIONS_MAX = 100
_ID_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Invitation:
    """An e-mail address that may become a member, by a link that is good once until `expires_at`.

    `invited_by` asked for its newest mail, at `invited_at`, and stands behind it.
    `send_no` counts the mails that were asked for, `mailed_no` names the last that went out, at
    `mailed_at`; of its link only the digest of the token is kept. `closed_at` is when it was
    accepted or withdrawn.
    """

    tenant: str
    email: str
    permissions: frozenset[Permission]
    invited_at: datetime
    invited_by: Person
    expires_at: datetime
    until: date | None = None
    send_no: int = 1
    mailed_no: int = 0
    mailed_at: datetime | None = None
    token_sha256: str | None = None
    closed_at: datetime | None = None
    version: int = 1

    def is_open(self, now: datetime) -> bool:
        """Whether it can be accepted at an instant."""
        is_late = now >= self.expires_at or has_passed(self.until, now)
        return self.closed_at is None and not is_late


@dataclass(frozen=True, slots=True)
class Team:
    """All of it, as it was read; `version` rises with every change of any part.

    `known` and `written` hold those who were removed and what was closed, too.
    """

    tenant: str
    version: int
    known: tuple[Member, ...]
    written: tuple[Invitation, ...]

    @property
    def members(self) -> list[Member]:
        """Who was not removed, by address."""
        found = (member for member in self.known if member.removed_at is None)
        return sorted(found, key=lambda member: member.email.casefold())

    @property
    def invitations(self) -> list[Invitation]:
        """What was neither accepted nor withdrawn, newest first; some may have expired."""
        found = (invitation for invitation in self.written if invitation.closed_at is None)
        return sorted(found, key=lambda invitation: invitation.invited_at, reverse=True)

    def member(self, member_id: str) -> Member:
        """Find a member. Raises NotFound."""
        for member in self.members:
            if id_of(member) == member_id:
                return member
        raise NotFound(f"There is no member or invitation {member_id} in this team.")

    def invitation(self, invitation_id: str) -> Invitation:
        """Find an invitation that was neither accepted nor withdrawn. Raises NotFound."""
        for invitation in self.invitations:
            if id_of(invitation) == invitation_id:
                return invitation
        raise NotFound(f"There is no invitation {invitation_id} in this team.")

    def of_subject(self, subject: str) -> Member | None:
        """Find who has a token's subject, removed or not."""
        return next((member for member in self.known if member.subject == subject), None)

    def sent_to(self, email: str) -> Invitation | None:
        """Find the invitation of an address, closed or not."""
        return next((i for i in self.written if same_address(i.email, email)), None)

    def require_administrator(self, by: Member, now: datetime) -> None:
        """Raise Forbidden unless a member may manage the team as it is now."""
        standing = self.of_subject(by.subject)
        if standing is None or not standing.is_active(now):
            raise Forbidden("You are no member of this team any more.")
        standing.require(Permission.MANAGE_TEAM)

    def stands_behind(self, invitation: Invitation, now: datetime) -> bool:
        """Whether who asked for an invitation's newest mail may still manage the team."""
        by = self.of_subject(invitation.invited_by.subject)
        return by is not None and by.is_active(now) and Permission.MANAGE_TEAM in by.permissions

    def require_unused(self, email: str) -> None:
        """Raise Conflict if a member has an address already."""
        if any(same_address(member.email, email) for member in self.members):
            raise Conflict(
                f"{email} is a member already. Change what that member may do instead.",
                code="ALREADY_MEMBER",
                field="email",
            )

    def require_governed(self, changed: Member) -> None:
        """Raise Conflict if by a change nobody would be left who administers without an end."""
        lasting = {member.subject for member in self.members if _administers(member)}
        left = lasting - {changed.subject} | ({changed.subject} if _administers(changed) else set())
        if lasting and not left:
            raise Conflict(
                f"{changed.email} is the last tenant administrator without an end date. Give "
                f"{Permission.MANAGE_TEAM} to somebody else first.",
                code="LAST_ADMINISTRATOR",
                field="member",
            )


def id_of(one: Member | Invitation) -> str:
    """Return the name of a member or an invitation in addresses; it tells nothing of either."""
    if isinstance(one, Member):
        return f"m-{_digest(one.tenant, one.subject)}"
    return f"i-{_digest(one.tenant, one.email.casefold())}"


def is_invitation(name: str) -> bool:
    """Whether a name in an address is of an invitation, and not of a member."""
    return name.startswith("i-")


def require_grantable(
    permissions: Collection[Permission], until: date | None, now: datetime
) -> None:
    """Raise InvalidInput unless a membership may be given these permissions until that day."""
    if not permissions:
        raise InvalidInput("Name one permission at least.", field="permissions")
    if Permission.WRITE_PERIODS in permissions and len(permissions) > 1:
        raise InvalidInput(
            f"{Permission.WRITE_PERIODS} is for the lease system alone. Leave it out, or every "
            "other.",
            field="permissions",
        )
    if has_passed(until, now):
        raise InvalidInput(
            f"The last day, {until}, is over. Name today or a later day, or none.", field="until"
        )


def _administers(member: Member) -> bool:
    lasts = member.until is None and member.removed_at is None
    return lasts and Permission.MANAGE_TEAM in member.permissions


def _digest(*parts: str) -> str:
    hashed = hashlib.sha256(json.dumps(parts).encode()).digest()
    return base64.b32encode(hashed).decode("ascii").lower()[:_ID_LENGTH]
