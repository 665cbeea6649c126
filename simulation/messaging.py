"""SNS and SES in memory: what is published goes to a queue, what is mailed is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulation import aws_errors
from simulation.boundaries import Boundaries
from simulation.sqs import Queues
from simulation.strikes import IN_AWS, Kind

_OFFERS = IN_AWS | {Kind.REPEATED}


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail that went out, and when."""

    at_ms: int
    to: str
    subject: str
    text: str


class Sns:
    """Stands where boto3's SNS client does; each topic has one queue that gets it raw."""

    def __init__(self, boundaries: Boundaries, queues: Queues, queue_of: Mapping[str, str]) -> None:
        self._boundaries = boundaries
        self._queues = queues
        self._queue_of = queue_of

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

        return self._boundaries.cross(
            "sns.Publish", Message, _OFFERS, aws_errors.failing("Publish"), effect
        )


class Ses:
    """Stands where boto3's SES client does; one sender is verified."""

    def __init__(self, boundaries: Boundaries, mails: list[SentMail], sender: str) -> None:
        self._boundaries = boundaries
        self.mails = mails
        self._sender = sender

    def send_email(
        self,
        Source: str,
        Destination: Mapping[str, Any],
        Message: Mapping[str, Any],
    ) -> Mapping[str, Any]:
        """Send a mail."""
        to, subject = Destination["ToAddresses"][0], Message["Subject"]["Data"]
        text = Message["Body"]["Text"]["Data"]

        def effect() -> Mapping[str, Any]:
            if Source != self._sender:
                raise aws_errors.client_error("MessageRejected", "SendEmail")
            self.mails.append(SentMail(self._boundaries.clock.ms, to, subject, text))
            return {"MessageId": f"mail-{len(self.mails)}"}

        fail = aws_errors.failing("SendEmail")
        return self._boundaries.cross("ses.SendEmail", subject, _OFFERS, fail, effect)
