"""Mails as `SesMailer` sends them, alike on the simulation's SES and on moto's."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.ses.models import ses_backends

from period_sync.adapters.ses_mail import SesMailer
from period_sync.application.ports import Mail
from simulation.boundaries import Boundaries
from simulation.clock import VirtualClock
from simulation.messaging import SentMail, Ses
from tests.stand_ins.clouds import SENDER

REGION = "eu-central-1"
SET = "period-sync-test"
MAIL = Mail(
    "anna@halcyon.example",
    "Grüße aus Köln",
    "Text ✓",
    "<p>Text ✓</p>",
    copies=("books@halcyon.example", "cfo@halcyon.example"),
    about={"tenant": "halcyon", "sync": "halcyon-1"},
)


@dataclass
class Account:
    """SES with one verified sender, and what went out through it."""

    client: Any
    sent: list[SentMail] = field(default_factory=list)


class Recorder:
    """Stands before a client of moto, which itself keeps neither plain texts nor headers."""

    def __init__(self, client: Any, sent: list[SentMail]) -> None:
        self._client = client
        self._sent = sent
        self.meta = client.meta

    def send_email(self, **asked: Any) -> Any:
        answer = self._client.send_email(**asked)
        message, to = asked["Content"]["Simple"], asked["Destination"]
        headers = {header["Name"]: header["Value"] for header in message["Headers"]}
        [address] = to["ToAddresses"]
        text, subject = message["Body"]["Text"]["Data"], message["Subject"]["Data"]
        tags = {tag["Name"]: tag["Value"] for tag in asked["EmailTags"]}
        copies = tuple(to["BccAddresses"])
        self._sent.append(SentMail(0, address, subject, text, copies, headers, tags))
        return answer


@pytest.fixture(params=["simulation", "moto"])
def account(request: pytest.FixtureRequest) -> Iterator[Account]:
    sent: list[SentMail] = []
    if request.param == "simulation":
        yield Account(Ses(Boundaries(VirtualClock(), ()), sent, SENDER), sent)
        return
    with mock_aws():
        client = boto3.Session("test", "test", region_name=REGION).client("sesv2")
        client.create_email_identity(EmailIdentity=SENDER)
        yield Account(Recorder(client, sent), sent)
        kept = ses_backends["123456789012"][REGION].sent_messages
        assert [mail.destinations["BccAddresses"] for mail in kept] == [
            list(mail.copies) for mail in sent
        ]


def test_one_mail_goes_to_all_and_shows_the_first_only(account: Account) -> None:
    SesMailer(account.client, SENDER, SET).send(MAIL)

    [sent] = account.sent
    assert (sent.to, sent.copies) == (MAIL.to, MAIL.copies)
    assert (sent.subject, sent.text) == (MAIL.subject, MAIL.text)
    assert (sent.headers, sent.tags) == ({}, MAIL.about)


def test_a_mail_joins_the_thread_of_the_one_that_it_answers(account: Account) -> None:
    mailer = SesMailer(account.client, SENDER, SET)
    first = mailer.send(MAIL).message_id
    second = mailer.send(replace(MAIL, answers=first)).message_id

    assert first != second
    assert first.endswith(f"@{REGION}.amazonses.com")
    named = f"<{first}>"
    assert account.sent[1].headers == {"In-Reply-To": named, "References": named}


def test_a_sender_that_is_not_verified_is_told(account: Account) -> None:
    with pytest.raises(ClientError) as error:
        SesMailer(account.client, "else@elsewhere.example", SET).send(MAIL)

    assert error.value.response["Error"]["Code"] == "MessageRejected"
    assert account.sent == []


def test_an_address_that_is_refused_keeps_the_mail_from_nobody_else(account: Account) -> None:
    mail = replace(MAIL, copies=("books", "cfo@halcyon.example"), answers="1@mail.example")
    sent = SesMailer(account.client, SENDER, SET).send(mail)

    assert sent.refused == ("books",)
    assert [(one.to, one.copies) for one in account.sent] == [
        (MAIL.to, ()),
        ("cfo@halcyon.example", ()),
    ]
    assert {one.headers["References"] for one in account.sent} == {"<1@mail.example>"}


def test_whom_the_mail_is_to_may_be_the_one_that_is_refused(account: Account) -> None:
    sent = SesMailer(account.client, SENDER, SET).send(replace(MAIL, to="anna"))

    assert sent.refused == ("anna",)
    assert [one.to for one in account.sent] == list(MAIL.copies)


def test_the_first_region_has_a_domain_of_another_name() -> None:
    with mock_aws():
        client = boto3.Session("test", "test", region_name="us-east-1").client("sesv2")
        client.create_email_identity(EmailIdentity=SENDER)
        message_id = SesMailer(client, SENDER, SET).send(MAIL).message_id

    assert message_id.endswith("@email.amazonses.com")
