"""What mails say, to whom they go, and that no name can bend them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from period_sync.application.result_mail import SUBJECT_MAX, compose
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.problems import Problem
from period_sync.domain.sync import IntegrationStatus, Person, Sync
from period_sync.domain.tenant import Tenant
from tests.stand_ins.store import a_journal, a_sync

NOW = datetime(2026, 11, 3, 18, 42, tzinfo=UTC)
PAGE = "https://page.example"
TENANT = Tenant("halcyon", "Halcyon Group", NOW)
NASTY = "Oct\r\nBcc: x@evil.example <script>\u202e\u200b&"


def ended(status: IntegrationStatus, **changed: Any) -> Sync:
    counted: dict[str, Any] = {"journals_total": 2, "journals_posted": 2, "transmitted_at": NOW}
    by = Person("controller", "controller@halcyon.example")
    fields = counted | {"status": status, "finished_at": NOW, "requested_by": by} | changed
    return replace(a_sync(), **fields)


def journals(*statuses: JournalStatus) -> list[Journal]:
    return [
        replace(a_journal(number), status=status, number=f"JE{number}", total="1234567.50")
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
            ("Approve Journal Entries", "View Closed Periods"),
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
    mail = compose(sync, TENANT, listed, problems, PAGE)
    assert mail.subject == f"{sync.period_name}: {subject}"
    for words in (*said, "Halcyon Group", sync.entity, "controller@halcyon.example", "18:42 UTC"):
        assert words in mail.text
        assert words in mail.html


def test_a_name_bends_neither_the_subject_nor_the_text_nor_the_html() -> None:
    sync = ended(IntegrationStatus.COMPLETED, period_name=NASTY)
    listed = [replace(journal, subsidiary=NASTY) for journal in POSTED]
    mail = compose(sync, replace(TENANT, name=NASTY), listed, [], PAGE)
    assert mail.subject.startswith("Oct Bcc: x@evil.example <script>&: posted")
    for form in (mail.subject, mail.text, mail.html):
        assert not {"\r", "\u202e", "\u200b"} & set(form)
    assert not any(line.startswith("Bcc") for line in mail.text.splitlines())
    assert "<script>" not in mail.html


def test_a_subject_is_cut_where_mail_programs_would() -> None:
    sync = ended(IntegrationStatus.COMPLETED, period_name="Period " * 40)
    subject = compose(sync, TENANT, POSTED, [], PAGE).subject
    assert len(subject) == SUBJECT_MAX
    assert subject.endswith("…")


def test_a_sandbox_is_loud() -> None:
    sync = ended(IntegrationStatus.COMPLETED, environment="sandbox")
    mail = compose(sync, TENANT, POSTED, [], PAGE)
    assert mail.subject.startswith("[Sandbox] ")
    for form in (mail.text, mail.html):
        assert "nothing here touches your production books" in form


def test_the_list_gets_a_copy_and_the_initiator_one_mail_only() -> None:
    tenant = replace(TENANT, mail_list=("books@halcyon.example", "Controller@Halcyon.example"))
    mail = compose(ended(IntegrationStatus.COMPLETED), tenant, POSTED, [], PAGE)
    assert (mail.to, mail.copies) == ("controller@halcyon.example", ("books@halcyon.example",))
    assert "books@" not in mail.text + mail.html
