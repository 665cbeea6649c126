"""SNS and SES in memory: what is published goes to a queue, what is mailed is kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from simulation import aws_errors
from simulation.boundaries import Boundaries, Effect
from simulation.sqs import Queues
from simulation.strikes import IN_AWS, Kind, Strike

_OFFERS = IN_AWS | {Kind.REPEATED}


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail that went out, and when."""

    at_ms: int
    to: str
    subject: str
    text: str
    copies: tuple[str, ...]
    headers: Mapping[str, str]
    tags: Mapping[str, str]


class Sns:
    """Stands where boto3's SNS client does; each topic has one queue that gets it raw.

    `deliver` hands what is in that queue to its function, while the publisher still waits.
    """

    def __init__(self, boundaries: Boundaries, queues: Queues, queue_of: Mapping[str, str]) -> None:
        self._boundaries = boundaries
        self._queues = queues
        self._queue_of = queue_of
        self.deliver: Callable[[], object] = lambda: None

    def publish(
        self,
        TopicArn: str,
        Message: str,
        MessageAttributes: Mapping[str, Any],
    ) -> Mapping[str, Any]:
        """Publish a message."""
        del MessageAttributes
        url = self._queue_of[TopicArn]

        def effect() -> Mapping[str, Any]:
            return self._queues.send(url, self._boundaries.clock.ms, {"MessageBody": Message})

        offers = _OFFERS | {Kind.AT_ONCE}
        return self._boundaries.cross("sns.Publish", Message, offers, self._fail, effect)

    def _fail(self, strike: Strike, effect: Effect[Mapping[str, Any]]) -> Mapping[str, Any]:
        if strike.kind is not Kind.AT_ONCE:
            failed: Mapping[str, Any] = aws_errors.failing("Publish")(strike, effect)
            return failed
        answer = effect()
        self._boundaries.outside(self.deliver)
        return answer


class Ses:
    """Stands where boto3's client of SES's second API does; one sender is verified."""

    meta = SimpleNamespace(region_name="eu-central-1")

    def __init__(self, boundaries: Boundaries, mails: list[SentMail], sender: str) -> None:
        self._boundaries = boundaries
        self.mails = mails
        self._sender = sender

    def send_email(
        self,
        FromEmailAddress: str,
        Destination: Mapping[str, Any],
        Content: Mapping[str, Any],
        ConfigurationSetName: str,
        EmailTags: Sequence[Mapping[str, str]],
    ) -> Mapping[str, Any]:
        """Send a mail."""
        del ConfigurationSetName
        message = Content["Simple"]
        subject = message["Subject"]["Data"]
        mail = SentMail(
            self._boundaries.clock.ms,
            Destination["ToAddresses"][0],
            subject,
            message["Body"]["Text"]["Data"],
            tuple(Destination["BccAddresses"]),
            {header["Name"]: header["Value"] for header in message["Headers"]},
            {tag["Name"]: tag["Value"] for tag in EmailTags},
        )

        def effect() -> Mapping[str, Any]:
            if FromEmailAddress != self._sender:
                raise aws_errors.client_error("MessageRejected", "SendEmail")
            if not all("@" in address for address in (mail.to, *mail.copies)):
                raise aws_errors.client_error("BadRequestException", "SendEmail")
            self.mails.append(replace(mail, at_ms=self._boundaries.clock.ms))
            return {"MessageId": f"mail-{len(self.mails)}"}

        fail = aws_errors.failing("SendEmail")
        return self._boundaries.cross("ses.SendEmail", subject, _OFFERS, fail, effect)
