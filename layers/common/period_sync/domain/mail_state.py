"""What became of the mail about a sync's newest result: who could not be reached by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from period_sync.domain.mail_feedback import MailFeedback

_MAY_HAVE_ARRIVED = "Transient/General"
"""SES's word for a mail that is put off, and as well for a note of absence that answers one."""


class MailStatus(StrEnum):
    """The worst that is known of a mail."""

    SENT = "sent"
    COMPLAINED = "complained"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class MailState:
    """A mail that went out. It can't be delivered to `undelivered`; `complained` don't want it."""

    undelivered: tuple[str, ...] = ()
    complained: tuple[str, ...] = ()

    @property
    def status(self) -> MailStatus:
        """The worst of it: a mail that nobody got counts more than one that nobody wants."""
        if self.undelivered:
            return MailStatus.BOUNCED
        return MailStatus.COMPLAINED if self.complained else MailStatus.SENT


def mail_state(refused: Sequence[str], feedbacks: Sequence[MailFeedback]) -> MailState:
    """Tell what became of a mail from who was refused it at once, and from what came back of it."""
    bounced, complained = list(refused), list[str]()
    for feedback in feedbacks:
        if not feedback.is_bounce:
            complained += feedback.addresses
        elif feedback.reason != _MAY_HAVE_ARRIVED:
            bounced += feedback.addresses
    return MailState(tuple(dict.fromkeys(bounced)), tuple(dict.fromkeys(complained)))
