"""Mails an invitation with a link that lets its bearer in, once.

The token is made here and stands in the mail only; its digest is kept before the mail goes out. A
crash in between sends another mail, whose link takes the place of the first.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from period_sync.application.invitation_mail import compose
from period_sync.application.inviting import token_digest
from period_sync.application.ports import Clock, Mailer, Teams, Tenants


@dataclass(frozen=True, slots=True)
class MailInvitation:
    """The use-case; see `__call__`. `new_token` makes 32 random bytes as text for an address."""

    clock: Clock
    tenants: Tenants
    teams: Teams
    mailer: Mailer
    page_url: str
    new_token: Callable[[], str]

    def __call__(self, tenant_id: str, invitation_id: str, send_no: int) -> None:
        """Send one mail, unless it went out, a newer one was asked for, or it is too late.

        Raises NotFound, or RowChanged if the invitation changed meanwhile.
        """
        invitation = self.teams.invitation(tenant_id, invitation_id)
        now = self.clock.now()
        is_done = invitation.send_no != send_no or invitation.mailed_no == send_no
        if is_done or not invitation.is_open(now):
            return
        tenant = self.tenants.tenant(tenant_id)
        token = self.new_token()
        linked = replace(
            invitation, token_sha256=token_digest(token), version=invitation.version + 1
        )
        self.teams.save_invitation(linked)
        mail = compose(linked, tenant, f"{self.page_url}/join#{token}")
        about = {"tenant": tenant_id, "invitation": invitation_id}
        self.mailer.send(replace(mail, about=about))
        mailed = replace(linked, mailed_no=send_no, mailed_at=now, version=linked.version + 1)
        self.teams.save_invitation(mailed)
