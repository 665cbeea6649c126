"""What a tenant administrator does about members: change what they may do, and remove them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from period_sync.application.changing_team import Change, change_team, terms
from period_sync.application.ports import Clock, Teams
from period_sync.domain.errors import Conflict, InvalidInput, OwnMembership
from period_sync.domain.permissions import Member, Permission
from period_sync.domain.sync import Person
from period_sync.domain.team import Team, require_grantable
from period_sync.domain.tenant import AuditRecord


@dataclass(frozen=True, slots=True)
class ManageTeam:
    """The use-cases. Each takes effect at once: memberships are read at every call."""

    clock: Clock
    teams: Teams

    def change(
        self,
        by: Member,
        member_id: str,
        version: int,
        permissions: Collection[Permission],
        until: date | None,
    ) -> Member:
        """Give a member these permissions until that day, if nobody changed them meanwhile.

        Raises InvalidInput, OwnMembership, NotFound or Conflict.
        """

        def decide(team: Team) -> Change[Member]:
            now = self.clock.now()
            old = _other(team, by, member_id, now)
            if old.version != version:
                raise Conflict(
                    "Somebody else changed this member meanwhile. Look again, then save.",
                    code="MEMBER_CHANGED",
                    version=old.version,
                )
            _require_fit(old, permissions, until, now)
            new = replace(
                old, permissions=frozenset(permissions), until=until, version=old.version + 1
            )
            team.require_governed(new)
            facts = {"email": new.email} | _differences(old, new)
            return Change(new, _audit(by, "member changed", new.subject, now, facts))

        return change_team(self.teams, by.tenant, decide)

    def remove(self, by: Member, member_id: str) -> Member:
        """End a membership at once. Raises OwnMembership, NotFound or Conflict."""

        def decide(team: Team) -> Change[Member]:
            now = self.clock.now()
            old = _other(team, by, member_id, now)
            new = replace(old, removed_at=now, version=old.version + 1)
            team.require_governed(new)
            return Change(new, _audit(by, "member removed", new.subject, now, terms(old)))

        return change_team(self.teams, by.tenant, decide)


def _other(team: Team, by: Member, member_id: str, now: datetime) -> Member:
    """Find a member whom `by` may change, as the team is now."""
    team.require_administrator(by, now)
    found = team.member(member_id)
    if found.subject == by.subject:
        raise OwnMembership
    return found


def _require_fit(
    old: Member, permissions: Collection[Permission], until: date | None, now: datetime
) -> None:
    """Raise InvalidInput unless these fit a person, or the lease system."""
    require_grantable(permissions, until, now)
    if (Permission.WRITE_PERIODS in permissions) != old.is_machine:
        raise InvalidInput(
            f"{Permission.WRITE_PERIODS} is for the lease system, which an operator sets up, and "
            "it holds nothing else. "
            + ("Leave it as it is." if old.is_machine else "Leave it out for a person."),
            field="permissions",
        )


def _differences(old: Member, new: Member) -> dict[str, str]:
    before, after = terms(old), terms(new)
    changed = [name for name in after if before[name] != after[name]]
    return {name: f"{before[name]} -> {after[name]}" for name in changed}


def _audit(
    by: Member, action: str, subject: str, now: datetime, facts: dict[str, str]
) -> AuditRecord:
    return AuditRecord(by.tenant, now, Person(by.subject, by.email), action, subject, facts)
