"""How any change of a team is made: decided from what the team is, and anew if that changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from period_sync.application.ports import Teams
from period_sync.domain.errors import Conflict, RowChanged
from period_sync.domain.permissions import Member
from period_sync.domain.team import Invitation, Team
from period_sync.domain.tenant import AuditRecord

Changed = TypeVar("Changed", Member, Invitation)
TRIES = 5


@dataclass(frozen=True, slots=True)
class Change(Generic[Changed]):
    """What becomes of a row, its line of the audit trail, and what else changes with it."""

    row: Changed
    audit: AuditRecord
    also: tuple[Member | Invitation, ...] = ()


def change_team(teams: Teams, tenant: str, decide: Callable[[Team], Change[Changed]]) -> Changed:
    """Make the change that `decide` finds for the team. Raises what that raises, or Conflict."""
    for _ in range(TRIES):
        team = teams.team(tenant)
        change = decide(team)
        try:
            teams.save(team, change.audit, change.row, *change.also)
        except RowChanged:
            continue
        return change.row
    raise Conflict("Others are changing this team. Try again.", code="BUSY")


def terms(one: Member | Invitation) -> dict[str, str]:
    """Say for the audit trail who may do what, and until when."""
    return {
        "email": one.email,
        "permissions": ", ".join(sorted(one.permissions)),
        "until": f"{one.until or 'no end'}",
    }
