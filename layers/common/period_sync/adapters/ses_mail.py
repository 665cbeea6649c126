"""Sends mails through SES."""

from typing import TYPE_CHECKING

from period_sync.application.ports import Mail

if TYPE_CHECKING:
    from mypy_boto3_ses import SESClient


class SesMailer:
    """Fulfils `Mailer`."""

    def __init__(self, client: "SESClient", sender: str) -> None:
        self._client = client
        self._sender = sender

    def send(self, mail: Mail) -> str:
        """Send a mail and return SES's message id."""
        sent = self._client.send_email(
            Source=self._sender,
            Destination={"ToAddresses": [mail.to], "BccAddresses": list(mail.copies)},
            Message={
                "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
                "Body": {
                    "Text": {"Data": mail.text, "Charset": "UTF-8"},
                    "Html": {"Data": mail.html, "Charset": "UTF-8"},
                },
            },
        )
        return sent["MessageId"]
