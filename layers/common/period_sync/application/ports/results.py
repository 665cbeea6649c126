"""How results are announced and mailed."""

from dataclasses import dataclass
from typing import Protocol


class Results(Protocol):
    """Where results are announced."""

    def publish(
        self, tenant: str, sync_id: str, result_no: int, status: str, correlation_id: str
    ) -> None:
        """Announce a result."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, in both forms. `copies` get it too, and nobody sees their addresses.

    `answers` is the Message-ID of the mail whose thread it joins.
    """

    to: str
    subject: str
    text: str
    html: str
    copies: tuple[str, ...] = ()
    answers: str | None = None


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
