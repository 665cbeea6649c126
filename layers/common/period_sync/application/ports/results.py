"""How results are announced and mailed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from period_sync.domain.mail_feedback import MailFeedback
from period_sync.domain.tenant import AuditRecord


class Results(Protocol):
    """Where results are announced."""

    def publish(
        self, tenant: str, sync_id: str, result_no: int, status: str, correlation_id: str
    ) -> None:
        """Announce a result."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, in both forms. `copies` get it too, and nobody sees their addresses.

    Without `to` only they get it. `answers` is the Message-ID of the mail whose thread it joins.
    `about` names what it is about, in letters, digits, `-` and `_`; it comes back with its bounces.
    """

    to: str | None
    subject: str
    text: str
    html: str
    copies: tuple[str, ...] = ()
    answers: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Everybody who gets it."""
        return self.copies if self.to is None else (self.to, *self.copies)


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that went out: the Message-ID that it bears, and the addresses refused outright."""

    message_id: str
    refused: tuple[str, ...] = ()


class Mailer(Protocol):
    """How mails go out."""

    def send(self, mail: Mail) -> Sent:
        """Send a mail; an address that is refused keeps it from nobody else.

        Fails if it went to nobody.
        """


class Feedbacks(Protocol):
    """Bounces and complaints."""

    def note(self, feedback: MailFeedback, audit: AuditRecord) -> None:
        """Note a bounce or complaint with its line of the trail; one that is noted stays so.

        Raises RowChanged if the trail has another line of that instant.
        """

    def about_sync(self, tenant: str, sync_id: str) -> Sequence[MailFeedback]:
        """List what came back of the mails about a sync."""
