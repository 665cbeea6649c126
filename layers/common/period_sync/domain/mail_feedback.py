"""What comes back of a mail that went out: it bounced, or who got it complains of it."""

from dataclasses import dataclass

BOUNCED, COMPLAINED = "bounced", "complained of"


@dataclass(frozen=True, slots=True)
class MailFeedback:
    """One bounce or complaint, as SES tells of it, of a mail that we sent.

    The mail was about a sync, an invitation or a connection, whose id is here.
    `kind` says which of the two it is, and `reason` is SES's own word for it, such as
    `Permanent/General`; what foreign mail servers write is not kept.
    """

    tenant: str
    feedback_id: str
    kind: str
    addresses: tuple[str, ...]
    reason: str
    sync_id: str | None = None
    invitation_id: str | None = None
    connection_id: str | None = None

    @property
    def is_bounce(self) -> bool:
        """Whether it came back, and isn't complained of."""
        return self.kind == BOUNCED

    @property
    def about(self) -> str:
        """The id of what the mail was about."""
        return self.sync_id or self.invitation_id or self.connection_id or ""
