"""Who belongs to a tenant and who is invited, changed one after another."""

from typing import Protocol

from period_sync.domain.permissions import Member
from period_sync.domain.team import Invitation, Team
from period_sync.domain.tenant import AuditRecord


class Teams(Protocol):
    """Teams of tenants."""

    def team(self, tenant: str) -> Team:
        """Read a whole team, consistently."""

    def save(self, team: Team, audit: AuditRecord, *changed: Member | Invitation) -> None:
        """Write what changed, with the next version each.

        Raises RowChanged if any part of the team changed since it was read.
        """

    def invitation(self, tenant: str, invitation_id: str) -> Invitation:
        """Read an invitation, closed or not. Raises NotFound."""

    def invitation_of_token(self, token_sha256: str) -> Invitation | None:
        """Find the invitation whose link has a token, of any tenant; it may lag behind."""

    def save_invitation(self, new: Invitation) -> None:
        """Replace an invitation's version before `new`. Raises RowChanged."""


class InvitationQueue(Protocol):
    """Where mails with invitations are asked for."""

    def send(self, tenant: str, invitation_id: str, send_no: int) -> None:
        """Ask for a mail. If that fails, the invitation shows that none went out."""
