"""How an operator lets members in, the lease system too, and shuts them out."""

from dataclasses import dataclass, replace

from period_sync.application.changing_team import Change, change_team, terms
from period_sync.application.ports import Clock, Teams, Tenants
from period_sync.domain.email_address import require_email
from period_sync.domain.errors import NotFound
from period_sync.domain.permissions import Member
from period_sync.domain.sync import Person
from period_sync.domain.team import Team, require_grantable
from period_sync.domain.tenant import AuditRecord


@dataclass(frozen=True, slots=True)
class GrantByOperator:
    """The use-cases. `by` is the operator's AWS identity, for the audit trail."""

    clock: Clock
    tenants: Tenants
    teams: Teams
    by: Person

    def add(self, wanted: Member) -> Member:
        """Add a membership, or replace what its subject may do.

        Raises InvalidInput, NotFound, or Conflict if no administrator would be left.
        """
        self.tenants.tenant(wanted.tenant)
        require_email(wanted.email, "email")

        def decide(team: Team) -> Change[Member]:
            now = self.clock.now()
            require_grantable(wanted.permissions, wanted.until, now)
            old = team.of_subject(wanted.subject)
            if old is None:
                new = replace(wanted, since=now, by=self.by.email)
            elif old.removed_at is not None:
                new = replace(wanted, since=now, by=self.by.email, version=old.version + 1)
            else:
                new = replace(wanted, since=old.since, by=old.by, version=old.version + 1)
            team.require_governed(new)
            audit = AuditRecord(new.tenant, now, self.by, "member added", new.subject, terms(new))
            return Change(new, audit)

        return change_team(self.teams, wanted.tenant, decide)

    def remove(self, tenant: str, subject: str) -> Member:
        """End a membership at once. Raises NotFound or Conflict."""
        self.tenants.tenant(tenant)

        def decide(team: Team) -> Change[Member]:
            now = self.clock.now()
            old = team.of_subject(subject)
            if old is None or old.removed_at is not None:
                raise NotFound(f"{subject} is no member of {tenant}.")
            new = replace(old, removed_at=now, version=old.version + 1)
            team.require_governed(new)
            audit = AuditRecord(tenant, now, self.by, "member removed", subject, terms(old))
            return Change(new, audit)

        return change_team(self.teams, tenant, decide)
