"""What became of the mail about a sync's newest result: who could not be reached by it."""

from dataclasses import dataclass
from enum import StrEnum


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
