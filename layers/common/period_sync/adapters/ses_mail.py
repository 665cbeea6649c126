"""Sends mails through SES."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from period_sync.application.ports import Mail, Sent

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import MessageHeaderTypeDef

_FIRST_REGION = "us-east-1"
# An unfit address is the last of them to SES's first API, and to moto.
_ABOUT_AN_ADDRESS = frozenset({"MessageRejected", "BadRequestException", "InvalidParameterValue"})


class SesMailer:
    """Fulfils `Mailer`."""

    def __init__(self, client: "SESV2Client", sender: str, configuration_set: str) -> None:
        self._client = client
        self._sender = sender
        self._configuration_set = configuration_set
        region = client.meta.region_name
        self._domain = f"{'email' if region == _FIRST_REGION else region}.amazonses.com"

    def send(self, mail: Mail) -> Sent:
        """Send a mail; an address that SES refuses keeps it from nobody else.

        SES takes a mail for all of its addresses or for none. Raises ClientError if nobody gets it,
        or if SES fails for another reason, which may be after some have got it.
        """
        try:
            return Sent(self._send(mail, [] if mail.to is None else [mail.to], mail.copies))
        except ClientError as error:
            if len(mail.addresses) == 1 or not _is_about_an_address(error):
                raise
            return self._send_to_each(mail, error)

    def _send_to_each(self, mail: Mail, refusal: ClientError) -> Sent:
        """Send a mail that was refused for all to each alone. Raises the refusal if none took."""
        ids: list[str] = []
        refused: list[str] = []
        for address in mail.addresses:
            try:
                ids.append(self._send(mail, [address]))
            except ClientError as error:
                if not _is_about_an_address(error):
                    raise
                refused.append(address)
        if not ids:
            raise refusal
        return Sent(ids[0], tuple(refused))

    def _send(self, mail: Mail, to: Sequence[str], copies: Sequence[str] = ()) -> str:
        """Send a mail and return its Message-ID: SES's id under the domain of SES's region."""
        sent = self._client.send_email(
            FromEmailAddress=self._sender,
            Destination={"ToAddresses": list(to), "BccAddresses": list(copies)},
            Content={
                "Simple": {
                    "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": mail.text, "Charset": "UTF-8"},
                        "Html": {"Data": mail.html, "Charset": "UTF-8"},
                    },
                    "Headers": _threading(mail),
                }
            },
            ConfigurationSetName=self._configuration_set,
            EmailTags=[{"Name": name, "Value": value} for name, value in mail.about.items()],
        )
        message_id = sent["MessageId"]
        # SES itself leaves its domain out; ministack doesn't.
        return message_id if "@" in message_id else f"{message_id}@{self._domain}"


def _threading(mail: Mail) -> "list[MessageHeaderTypeDef]":
    """What lets mail programs show a mail under the one that it answers."""
    if mail.answers is None:
        return []
    value = f"<{mail.answers}>"
    return [{"Name": "In-Reply-To", "Value": value}, {"Name": "References", "Value": value}]


def _is_about_an_address(error: ClientError) -> bool:
    """Whether SES may have refused an address: an unfit one, or in its sandbox an unknown one."""
    return error.response["Error"]["Code"] in _ABOUT_AN_ADDRESS
