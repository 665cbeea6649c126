"""How people are let into a team: invited by an administrator, and in by the link of a mail."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hmac import compare_digest

from period_sync.application.changing_team import Change, change_team, terms
from period_sync.application.ports import Clock, InvitationQueue, Teams
from period_sync.domain.email_address import require_email, same_address
from period_sync.domain.errors import (
    Conflict,
    InvalidInput,
    InvitationNotValid,
    OwnMembership,
)
from period_sync.domain.permissions import Member, Permission
from period_sync.domain.sync import Person
from period_sync.domain.team import (
    INVITATIONS_MAX,
    OPEN_FOR,
    Invitation,
    Team,
    id_of,
    require_grantable,
)
from period_sync.domain.tenant import AuditRecord

BETWEEN_MAILS = timedelta(minutes=1)
"""Each mail makes the link of the one before worthless, so a double press must not send two."""


@dataclass(frozen=True, slots=True)
class Invite:
    """The use-cases. The mail is asked for when all is recorded."""

    clock: Clock
    teams: Teams
    queue: InvitationQueue

    def invite(
        self, by: Member, email: str, permissions: Collection[Permission], until: date | None
    ) -> Invitation:
        """Invite somebody. Raises InvalidInput, OwnMembership or Conflict."""
        require_email(email, "email")

        def decide(team: Team) -> Change[Invitation]:
            now = self.clock.now()
            team.require_administrator(by, now)
            _require_grantable_to_people(permissions, until, now)
            if same_address(email, by.email):
                raise OwnMembership
            team.require_unused(email)
            before = team.sent_to(email)
            _require_room(team, before, now)
            person = Person(by.subject, by.email)
            new = Invitation(
                by.tenant, email, frozenset(permissions), now, person, now + OPEN_FOR, until
            )
            if before is not None:
                new = replace(new, send_no=before.send_no + 1, version=before.version + 1)
            return Change(new, _audit(by, "member invited", new, now))

        return self._asked(change_team(self.teams, by.tenant, decide))

    def send_again(self, by: Member, invitation_id: str) -> Invitation:
        """Send an invitation again, good for as long as a new one, and stand behind it.

        Raises NotFound or Conflict.
        """

        def decide(team: Team) -> Change[Invitation]:
            now = self.clock.now()
            team.require_administrator(by, now)
            old = team.invitation(invitation_id)
            if old.mailed_at is not None and now < old.mailed_at + BETWEEN_MAILS:
                raise Conflict(
                    "The mail went out a moment ago. Wait a minute before you send it again.",
                    code="JUST_SENT",
                )
            _require_grantable_to_people(old.permissions, old.until, now)
            new = replace(
                old,
                invited_at=now,
                invited_by=Person(by.subject, by.email),
                expires_at=now + OPEN_FOR,
                send_no=old.send_no + 1,
                version=old.version + 1,
            )
            return Change(new, _audit(by, "invitation sent again", new, now))

        return self._asked(change_team(self.teams, by.tenant, decide))

    def withdraw(self, by: Member, invitation_id: str) -> Invitation:
        """Let an invitation's link let nobody in any more. Raises NotFound or Conflict."""

        def decide(team: Team) -> Change[Invitation]:
            now = self.clock.now()
            team.require_administrator(by, now)
            old = team.invitation(invitation_id)
            new = replace(old, closed_at=now, version=old.version + 1)
            return Change(new, _audit(by, "invitation withdrawn", new, now))

        return change_team(self.teams, by.tenant, decide)

    def accept(self, subject: str, token: str) -> Member:
        """Make whoever holds a mail's link a member, once.

        Raises InvitationNotValid, or Conflict if they are one already, or if who invited them may
        manage the team no more.
        """
        digest = token_digest(token)
        found = self.teams.invitation_of_token(digest)
        if found is None:
            raise InvitationNotValid
        invited = id_of(found)

        def decide(team: Team) -> Change[Member]:
            now = self.clock.now()
            invitation = next((i for i in team.invitations if id_of(i) == invited), None)
            if invitation is None or not _lets_in(invitation, digest, now):
                raise InvitationNotValid
            if not team.stands_behind(invitation, now):
                raise Conflict(
                    "Whoever invited you may not let people in any more. Ask a tenant "
                    "administrator of your company to send the invitation again.",
                    code="INVITER_MAY_NOT",
                )
            member = _member(team, subject, invitation, now)
            closed = replace(invitation, closed_at=now, version=invitation.version + 1)
            by = Person(subject, member.email)
            facts = terms(member) | {"invited_by": invitation.invited_by.email}
            audit = AuditRecord(team.tenant, now, by, "invitation accepted", subject, facts)
            return Change(member, audit, (closed,))

        return change_team(self.teams, found.tenant, decide)

    def _asked(self, invitation: Invitation) -> Invitation:
        self.queue.send(invitation.tenant, id_of(invitation), invitation.send_no)
        return invitation


def token_digest(token: str) -> str:
    """What is kept of the token of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def _member(team: Team, subject: str, invitation: Invitation, now: datetime) -> Member:
    """Return the membership that an invitation makes. Raises Conflict."""
    before = team.of_subject(subject)
    if before is not None and before.is_active(now):
        raise Conflict(
            f"You are a member of this team already, as {before.email}. Sign in as "
            f"{invitation.email} to accept this invitation.",
            code="ALREADY_MEMBER",
        )
    team.require_unused(invitation.email)
    return Member(
        team.tenant,
        subject,
        invitation.email,
        invitation.permissions,
        invitation.until,
        since=now,
        by=invitation.invited_by.email,
        version=1 if before is None else before.version + 1,
    )


def _lets_in(invitation: Invitation, digest: str, now: datetime) -> bool:
    kept = invitation.token_sha256
    return kept is not None and compare_digest(kept, digest) and invitation.is_open(now)


def _require_grantable_to_people(
    permissions: Collection[Permission], until: date | None, now: datetime
) -> None:
    if Permission.WRITE_PERIODS in permissions:
        raise InvalidInput(
            f"{Permission.WRITE_PERIODS} is for the lease system, which an operator sets up. "
            "Leave it out.",
            field="permissions",
        )
    require_grantable(permissions, until, now)


def _require_room(team: Team, before: Invitation | None, now: datetime) -> None:
    if before is not None and before.is_open(now):
        raise Conflict(
            f"{before.email} is invited already. Send that invitation again, or withdraw it.",
            code="ALREADY_INVITED",
            field="email",
            member=id_of(before),
        )
    if sum(invitation.is_open(now) for invitation in team.invitations) >= INVITATIONS_MAX:
        raise Conflict(
            f"{INVITATIONS_MAX} invitations are open. Withdraw one that is not needed.",
            code="TOO_MANY_INVITATIONS",
        )


def _audit(by: Member, action: str, invitation: Invitation, now: datetime) -> AuditRecord:
    person, subject = Person(by.subject, by.email), id_of(invitation)
    return AuditRecord(by.tenant, now, person, action, subject, terms(invitation))
