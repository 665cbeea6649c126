"""Composes the mail that invites somebody into a team, in plain text and in HTML."""

from period_sync.application.mail_html import button, column, document, line
from period_sync.application.ports import Mail
from period_sync.domain.permissions import Permission
from period_sync.domain.team import Invitation
from period_sync.domain.tenant import Tenant

_MAY = {
    Permission.SYNC_JOURNALS: "see closed periods and post them to NetSuite",
    Permission.MANAGE_INTEGRATION: "set up the NetSuite integration",
    Permission.MANAGE_TEAM: "manage the team",
    Permission.READ_AUDIT: "read everything, and the audit trail",
    Permission.READ_PERIODS: "read closed periods and syncs",
}


def compose(invitation: Invitation, tenant: Tenant, link: str) -> Mail:
    """Write both forms; `link` is good once, and for whoever holds it."""
    name = " ".join(tenant.name.split())
    paragraphs = (
        f"{invitation.invited_by.email} invites you to Period Sync for {name}.",
        f"You may {_listed(invitation)}{_end(invitation)}.",
        "Open the link and sign in. It can be used once, until "
        f"{invitation.expires_at:%d %b %Y, %H:%M} UTC; don't pass it on.",
    )
    footer = f"Sent to {invitation.email}. If you don't expect it, do nothing."
    return Mail(
        to=invitation.email,
        subject="You are invited to Period Sync",
        text="\n\n".join((*paragraphs, f"Join the team: {link}", footer)) + "\n",
        html=_html(paragraphs, link, footer),
    )


def _listed(invitation: Invitation) -> str:
    *most, last = [
        text for permission, text in _MAY.items() if permission in invitation.permissions
    ]
    return f"{', '.join(most)} and {last}" if most else last


def _end(invitation: Invitation) -> str:
    return f", until {invitation.until:%d %b %Y}" if invitation.until else ""


def _html(paragraphs: tuple[str, ...], link: str, footer: str) -> str:
    shown = "".join(line(paragraph, "font-size:15px;line-height:22px") for paragraph in paragraphs)
    end = line(footer, "font-size:13px", is_quiet=True)
    return document(column(f"{shown}{button('Join the team', link)}{end}"))
