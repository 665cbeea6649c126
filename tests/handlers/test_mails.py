"""What mails say, to whom they go, and that no name can bend them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.application.mail_html import QUIET, QUIET_ON_DARK
from period_sync.application.ports import Mail
from period_sync.application.result_mail import (
    JOURNALS_SHOWN,
    PROBLEMS_SHOWN,
    SUBJECT_MAX,
    Outcome,
    compose,
)
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.problems import Problem
from period_sync.domain.sync import IntegrationStatus, Person, Sync
from period_sync.domain.tenant import Tenant
from tests.stand_ins.store import a_journal, a_period, a_sync
from tests.support.cloud import SENDER
from tests.support.product import TENANT as COMPANY
from tests.support.product import Product

A_RESULT = {"version": 1, "tenant": COMPANY, "sync_id": "halcyon-1", "result_no": 1}
NOW = datetime(2026, 11, 3, 18, 42, tzinfo=UTC)
PAGE, NETSUITE = "https://page.example", "https://7654321.app.netsuite.com"
TENANT = Tenant("halcyon", "Halcyon Group", NOW)
PERIOD_DAYS = "01 Oct 2026 to 31 Oct 2026"
NASTY = "Oct\r\nBcc: x@evil.example <script>\u202e\u200b&"


def ended(status: IntegrationStatus, **changed: Any) -> Sync:
    counted: dict[str, Any] = {"journals_total": 2, "journals_posted": 2, "transmitted_at": NOW}
    by = Person("controller", "controller@halcyon.example")
    fields = counted | {"status": status, "finished_at": NOW, "requested_by": by} | changed
    return replace(a_sync(), **fields)


def mail_of(
    sync: Sync, tenant: Tenant, listed: list[Journal], problems: list[Problem] | None = None
) -> Mail:
    return compose(Outcome(sync, tenant, a_period(), listed, problems or []), PAGE)


def journals(*statuses: JournalStatus) -> list[Journal]:
    return [
        replace(
            a_journal(number),
            status=status,
            number=f"JE{number}",
            internal_id=None if status is JournalStatus.PLANNED else f"{900 + number}",
            total="1234567.50",
        )
        for number, status in enumerate(statuses, start=1)
    ]


POSTED = journals(JournalStatus.POSTED, JournalStatus.POSTED)
MISSING = [Problem("FORM-04", {"detail": "No budget"}) for _ in range(5)]


@pytest.mark.parametrize(
    ("sync", "listed", "problems", "subject", "said"),
    [
        (
            ended(IntegrationStatus.COMPLETED),
            POSTED,
            [],
            "posted to NetSuite (2 journals)",
            ("all in the ledger", "View Closed Periods", "JE1", "EUR 2,469,135.00"),
        ),
        (
            ended(IntegrationStatus.COMPLETED, result_no=2),
            POSTED,
            [],
            "all in the ledger now (2 journals)",
            ("all in the ledger",),
        ),
        (
            ended(IntegrationStatus.AWAITING_APPROVAL),
            journals(JournalStatus.POSTED, JournalStatus.PENDING_APPROVAL),
            [],
            "sent to NetSuite, awaiting approval (2 journals)",
            ("Approve Journal Entries", "View Closed Periods", "awaits approval"),
        ),
        (
            ended(
                IntegrationStatus.FAILED, journals_posted=0, transmitted_at=None, problem_count=5
            ),
            journals(JournalStatus.PLANNED, JournalStatus.PLANNED),
            MISSING,
            "nothing was posted, 5 problems",
            ("Review Errors", "NetSuite administrator: ", "and 2 more on the page."),
        ),
        (
            ended(IntegrationStatus.FAILED, journals_posted=1, problem_count=1),
            journals(JournalStatus.POSTED, JournalStatus.PLANNED),
            MISSING[:1],
            "1 of 2 journals posted, 1 problem",
            ("1 of 2 journals are in NetSuite", "not sent", "Review Errors"),
        ),
    ],
)
def test_each_kind_of_result_says_the_same_in_both_forms(
    sync: Sync, listed: list[Journal], problems: list[Problem], subject: str, said: tuple[str, ...]
) -> None:
    mail = mail_of(sync, TENANT, listed, problems)
    assert mail.subject == f"{sync.period_name}: {subject}"
    for words in (
        *said,
        "Halcyon Group",
        sync.entity,
        "controller@halcyon.example",
        "18:42 UTC",
        PERIOD_DAYS,
    ):
        assert words in mail.text
        assert words in mail.html


def test_a_name_bends_neither_the_subject_nor_the_text_nor_the_html() -> None:
    sync = ended(IntegrationStatus.COMPLETED, period_name=NASTY)
    listed = [replace(journal, subsidiary=NASTY) for journal in POSTED]
    mail = mail_of(sync, replace(TENANT, name=NASTY), listed)
    assert mail.subject.startswith("Oct Bcc: x@evil.example <script>&: posted")
    for form in (mail.subject, mail.text, mail.html):
        assert not {"\r", "\u202e", "\u200b"} & set(form)
    assert not any(line.startswith("Bcc") for line in mail.text.splitlines())
    assert "<script>" not in mail.html


def test_a_subject_is_cut_where_mail_programs_would() -> None:
    sync = ended(IntegrationStatus.COMPLETED, period_name="Period " * 40)
    subject = mail_of(sync, TENANT, POSTED).subject
    assert len(subject) == SUBJECT_MAX
    assert subject.endswith("…")


def test_a_sandbox_is_loud() -> None:
    sync = ended(IntegrationStatus.COMPLETED, environment="sandbox")
    mail = mail_of(sync, TENANT, POSTED)
    assert mail.subject.startswith("[Sandbox] ")
    for form in (mail.text, mail.html):
        assert "nothing here touches your production books" in form


def test_the_list_gets_a_copy_and_the_initiator_one_mail_only() -> None:
    tenant = replace(TENANT, mail_list=("books@halcyon.example", "Controller@Halcyon.example"))
    mail = mail_of(ended(IntegrationStatus.COMPLETED), tenant, POSTED)
    assert (mail.to, mail.copies) == ("controller@halcyon.example", ("books@halcyon.example",))
    assert "books@" not in mail.text + mail.html


def test_what_is_in_netsuite_is_told_from_what_is_to_be_posted() -> None:
    half = journals(JournalStatus.POSTED, JournalStatus.UNKNOWN)
    failed = ended(IntegrationStatus.FAILED, journals_posted=1, journals_unknown=1)
    mail = mail_of(failed, TENANT, half)
    assert "Debits in NetSuite: EUR 1,234,567.50\n" in mail.text
    assert "to post" not in mail.text

    nothing = ended(IntegrationStatus.FAILED, journals_posted=0, transmitted_at=None)
    mail = mail_of(nothing, TENANT, journals(JournalStatus.PLANNED, JournalStatus.PLANNED))
    assert "Debits to post: EUR 2,469,135.00\n" in mail.text
    assert "in NetSuite:" not in mail.text


def test_no_total_is_said_where_nobody_knows_it() -> None:
    unknown = ended(IntegrationStatus.FAILED, journals_posted=0, journals_unknown=2)
    mail = mail_of(unknown, TENANT, journals(JournalStatus.UNKNOWN, JournalStatus.UNKNOWN))
    assert "Debits" not in mail.text


def test_a_total_is_of_all_journals_and_who_waits_comes_first() -> None:
    posted = [JournalStatus.POSTED] * JOURNALS_SHOWN
    listed = journals(*posted, JournalStatus.PENDING_APPROVAL, JournalStatus.POSTED)
    mail = mail_of(ended(IntegrationStatus.AWAITING_APPROVAL), TENANT, listed)
    rows = [line for line in mail.text.splitlines() if line.startswith("JE")]
    assert len(rows) == JOURNALS_SHOWN
    assert [row for row in rows if "awaits approval" in row] == rows[:1]
    assert "and 2 more in NetSuite\n" in mail.text
    for form in (mail.text, mail.html):
        assert "EUR 64,197,510.00" in form
        assert form.count("awaits approval") == 1


def test_a_number_links_to_its_journal_where_its_id_is_known() -> None:
    known, unknown = POSTED[0], replace(POSTED[1], internal_id=None)
    mail = mail_of(ended(IntegrationStatus.COMPLETED), TENANT, [known, unknown])
    link = f"{NETSUITE}/app/accounting/transactions/transaction.nl?id=901"
    assert f'<a href="{link}"' in mail.html
    assert f"JE1 · Halcyon GmbH · EUR 1,234,567.50 · {link}\n" in mail.text
    assert mail.text.count("transaction.nl") == mail.html.count("transaction.nl") == 1


def test_each_problem_leads_to_the_article_of_its_code() -> None:
    failed = ended(IntegrationStatus.FAILED, journals_posted=0, problem_count=5)
    mail = mail_of(failed, TENANT, [], MISSING)
    article = f"{PAGE}/problems/FORM-04"
    assert mail.text.count(f"About FORM-04: {article}\n") == PROBLEMS_SHOWN
    assert mail.html.count(f'<a href="{article}"') == PROBLEMS_SHOWN


def _contrast(colour: str, ground: str) -> float:
    def luminance(of: str) -> float:
        shares = (int(of[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(colour), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("colour", "ground"),
    [(QUIET, "#ffffff"), (QUIET_ON_DARK, "#1e1e1e"), (QUIET_ON_DARK, "#3c3c3c")],
)
def test_quiet_text_is_readable_on_light_and_on_dark(colour: str, ground: str) -> None:
    assert _contrast(colour, ground) >= 4.5
    html = mail_of(ended(IntegrationStatus.COMPLETED), TENANT, POSTED).html
    assert (
        f"@media (prefers-color-scheme:dark){{.quiet{{color:{QUIET_ON_DARK} !important}}}}" in html
    )
    assert html.count(QUIET) == html.count(f'class="quiet" style="color:{QUIET}')


def test_outlook_is_told_a_width_and_pads_the_button() -> None:
    html = mail_of(ended(IntegrationStatus.COMPLETED), TENANT, POSTED).html
    assert 'width="600" style="width:100%;max-width:600px' in html
    assert 'border-radius:8px;padding:12px 20px"><a ' in html


def mail_to(product: Product, *listed: str) -> None:
    """Write the mail list as no route would let it be written, and let a period be posted."""
    tenants = DynamoTenants(product.table)
    old = tenants.tenant(COMPANY)
    tenants.save_tenant(old, replace(old, mail_list=listed, version=old.version + 1))
    product.hand_over()
    product.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    product.run()


def test_an_address_that_ses_refuses_keeps_the_mail_from_nobody_else(product: Product) -> None:
    product.ready()
    mail_to(product, "books@halcyon.example", "nowhere", "cfo@halcyon.example")
    assert [mail.to for mail in product.mails()] == [
        ["controller@halcyon.example"],
        ["books@halcyon.example"],
        ["cfo@halcyon.example"],
    ]
    assert len({mail.subject for mail in product.mails()}) == 1
    mail = product.call("GET", "/v1/syncs/halcyon-1").body["mail"]
    assert mail == {"status": "bounced", "undelivered": ["nowhere"], "complained": []}


def test_the_list_gets_hidden_copies_of_the_one_mail(product: Product) -> None:
    product.ready()
    mail_to(product, "books@halcyon.example", "cfo@halcyon.example")
    [mail] = product.mails()
    assert mail.to == ["controller@halcyon.example"]
    assert mail.copies == ["books@halcyon.example", "cfo@halcyon.example"]
    told = product.call("GET", "/v1/syncs/halcyon-1").body["mail"]
    assert told == {"status": "sent", "undelivered": [], "complained": []}
    product.deliver("result_notifier", json.dumps(A_RESULT))
    assert len(product.mails()) == 1


def test_nothing_is_told_of_a_mail_before_it_went_out(product: Product) -> None:
    product.ready()
    product.hand_over()
    asked = product.call("POST", "/v1/periods/halcyon/2026-10/syncs").body
    assert asked["mail"] is None
    boto3.client("ses").delete_identity(Identity=SENDER)
    with pytest.raises(AssertionError, match="result_notifier failed"):
        product.run()
    ended = product.call("GET", "/v1/syncs/halcyon-1").body
    assert (ended["status"], ended["mail"]) == ("COMPLETED", None)
