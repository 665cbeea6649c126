"""Each connection in use is looked at once a day, and its administrators hear of what is new."""

import html
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from period_sync.adapters.dynamodb.daily_checks import DynamoDailyChecks
from period_sync.adapters.sqs_notices import SqsNotices
from period_sync.domain.connection import AuthMethod, StoredSecret
from period_sync.domain.daily_check import DailyCheck
from period_sync.domain.permissions import Member, Permission
from tests.support.product import TENANT, Product

MAIN = "/v1/connections/main"
A_DAY, AN_HOUR = 86_400, 3_600
LINK = "https://period-sync.example/connections/main"
GRANT = "Setup > Users/Roles > Manage Roles > the integration's role > Permissions"


@pytest.fixture
def ready(product: Product) -> Product:
    product.ready()
    return product


def passes(product: Product, seconds: float = A_DAY) -> None:
    """Let time pass and do what is due then."""
    product.clock.pause(seconds)
    product.sweep()
    product.run()


def row(product: Product) -> DailyCheck:
    found = DynamoDailyChecks(product.table).daily_check(TENANT, "main")
    assert found is not None
    return found


def shown(product: Product) -> Any:
    return product.call("GET", MAIN).body["daily_check"]


def subjects(product: Product) -> list[str]:
    return [mail.subject for mail in product.mails()]


def logins(product: Product) -> int:
    """How many requests NetSuite had to let in or refuse."""
    return product.netsuite.request_count()


def has_certificate(product: Product, days: int) -> date:
    """Say that the secret in use has a certificate that ends in some days; returns when."""
    now = product.clock.now()
    ends = now.date() + timedelta(days=days)
    secret = StoredSecret("1", AuthMethod.OAUTH2, now, "administrator@halcyon.example", ends)
    product.change_connection(secret=secret)
    return ends


def test_a_connection_in_use_is_looked_at_once_a_day(ready: Product) -> None:
    assert (ready.sweep(), shown(ready)) == (0, None)
    for day in range(1, 4):
        passes(ready)
        assert shown(ready)["text"] == "The daily check found nothing to mend."
        assert row(ready).send_no == day
        # Once a day is enough.
        before = logins(ready)
        passes(ready, AN_HOUR)
        assert logins(ready) == before
        ready.clock.pause(-AN_HOUR)
    assert (subjects(ready), ready.netsuite.journals()) == ([], [])
    assert {probe["what"] for probe in shown(ready)["probes"]} >= {"account", "department"}


def test_nothing_is_looked_at_before_a_test_has_passed(product: Product) -> None:
    product.make_tenant()
    product.connect(token_secret="mistyped")
    product.test_connection()
    passes(product)
    assert DynamoDailyChecks(product.table).daily_check(TENANT, "main") is None


def test_what_is_missing_is_mailed_once_to_who_sets_it_up(ready: Product) -> None:
    ready.netsuite.grant(LIST_DEPARTMENT="none")
    passes(ready)
    [mail] = ready.mails()
    everybody = [*mail.to, *mail.copies]
    assert everybody == ["administrator@halcyon.example", "everything@halcyon.example"]
    assert mail.subject == "NetSuite connection main: 1 thing to mend"
    body = html.unescape(mail.body)
    assert f"grant Departments at level View: {GRANT} > Lists > Departments" in body
    assert LINK in mail.body
    assert (shown(ready)["passed"], shown(ready)["text"]) == (
        False,
        "The daily check found one thing to mend.",
    )
    [line] = [a for a in ready.audit() if a["action"] == "daily check needs attention"]
    assert line["by"]["email"] == "Period Sync"
    assert "department" in line["facts"]["missing"]

    passes(ready)
    assert len(ready.mails()) == 1
    # Something else is news; that it was mended is not, but that it is missing again is.
    ready.netsuite.grant(LIST_CLASS="none")
    passes(ready)
    assert subjects(ready)[-1] == "NetSuite connection main: 2 things to mend"
    ready.netsuite.grant(LIST_CLASS="view", LIST_DEPARTMENT="view")
    passes(ready)
    assert (len(ready.mails()), shown(ready)["passed"]) == (2, True)
    ready.netsuite.grant(LIST_CLASS="none")
    passes(ready)
    assert len(ready.mails()) == 3


def test_after_a_test_that_passes_it_is_told_anew(ready: Product) -> None:
    ready.netsuite.grant(LIST_DEPARTMENT="none")
    passes(ready)
    ready.netsuite.grant(LIST_DEPARTMENT="view")
    ready.test_connection()
    assert shown(ready) is None
    ready.netsuite.grant(LIST_DEPARTMENT="none")
    passes(ready, A_DAY - AN_HOUR)
    assert len(ready.mails()) == 1
    passes(ready, AN_HOUR)
    assert len(ready.mails()) == 2


def test_a_key_that_netsuite_refuses_is_tried_once(ready: Product) -> None:
    ready.replace_secret(token_secret="another")
    passes(ready)
    assert ready.call("GET", MAIN).body["state"] == "REFUSED"
    assert "NetSuite refused the credentials" in ready.mails()[-1].body
    before = logins(ready)
    passes(ready)
    assert (logins(ready), len(ready.mails())) == (before, 1)
    # Nobody else tries it either.
    ready.hand_over()
    ready.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    ready.run()
    assert logins(ready) == before


def test_a_netsuite_that_is_away_for_hours_is_told_of(ready: Product) -> None:
    ready.netsuite.add_fault("503")
    passes(ready)
    for _ in range(2):
        passes(ready, AN_HOUR)
    assert (subjects(ready), row(ready).missed, shown(ready)) == ([], 3, None)
    passes(ready, AN_HOUR)
    assert subjects(ready) == ["NetSuite connection main: 1 thing to mend"]
    assert ready.call("GET", MAIN).body["state"] == "LIVE"
    passes(ready)
    for _ in range(3):
        passes(ready, AN_HOUR)
    assert len(ready.mails()) == 1


def test_an_hour_without_netsuite_is_no_news(ready: Product) -> None:
    ready.netsuite.add_fault("503")
    passes(ready)
    ready.netsuite.clear_faults()
    passes(ready, AN_HOUR)
    assert (shown(ready)["passed"], row(ready).missed, subjects(ready)) == (True, 0, [])


def test_a_certificate_is_spoken_of_three_times_before_it_ends(ready: Product) -> None:
    ends = has_certificate(ready, days=62)
    told = {}
    for day in range(1, 70):
        before = len(ready.mails())
        passes(ready)
        for mail in ready.mails()[before:]:
            told[day] = mail
    assert list(told) == [2, 32, 48]
    assert [mail.subject for mail in told.values()] == [
        f"NetSuite connection main: its certificate ends in {days} days" for days in (60, 30, 14)
    ]
    assert f"ends on {ends:%d %b %Y}" in told[2].body
    assert "OAuth 2.0 Client Credentials (M2M) Setup" in told[2].body
    # Its successor has an end of its own.
    has_certificate(ready, days=30)
    passes(ready)
    assert subjects(ready)[-1] == "NetSuite connection main: its certificate ends in 29 days"


def test_both_are_told_in_one_mail(ready: Product) -> None:
    has_certificate(ready, days=15)
    ready.netsuite.grant(LIST_DEPARTMENT="none")
    passes(ready)
    assert subjects(ready) == [
        "NetSuite connection main: 1 thing to mend, and its certificate ends in 14 days"
    ]


def test_a_revoked_connection_is_looked_at_no_more(ready: Product) -> None:
    assert ready.call("DELETE", MAIN, "administrator").status == 200
    before = logins(ready)
    passes(ready)
    assert (row(ready).due_at, logins(ready), subjects(ready)) == (None, before, [])


def test_who_manages_the_team_is_told_where_nobody_sets_it_up(ready: Product) -> None:
    for each in ready.call("GET", "/v1/team", "team").body["members"]:
        if "integration:manage" in each["permissions"]:
            assert ready.call("DELETE", f"/v1/team/{each['member']}", "team").status == 200
    lead = frozenset({Permission.MANAGE_TEAM})
    ready.members.add(Member(TENANT, "second", "second@halcyon.example", lead))
    ready.netsuite.grant(LIST_DEPARTMENT="none")
    passes(ready)
    [mail] = ready.mails()
    assert (mail.to, mail.copies) == (["second@halcyon.example"], ["team@halcyon.example"])


def test_a_worker_that_died_may_have_logged_in(ready: Product) -> None:
    ready.clock.pause(A_DAY)
    ready.sweep()
    held = row(ready)
    died = replace(held, version=held.version + 1, claim_message_id="of-a-dead-worker")
    DynamoDailyChecks(ready.table).save_daily_check(died)
    before = logins(ready)
    ready.run()
    assert (logins(ready), row(ready).claim_message_id) == (before, None)
    passes(ready)
    assert shown(ready)["passed"]


def test_a_notice_that_could_not_be_asked_for_is_asked_for_again(
    ready: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.netsuite.grant(LIST_DEPARTMENT="none")

    def cut_off(*_: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://sqs.example")

    with monkeypatch.context() as patched:
        patched.setattr(SqsNotices, "publish", cut_off)
        ready.clock.pause(A_DAY)
        ready.sweep()
        body = {"version": 1, "tenant": TENANT, "kind": "daily-check", "item_id": "main"}
        failed = ready.deliver("journal_poster", json.dumps(body | {"send_no": 1}), "hint")
        assert failed == ["hint"]
    assert subjects(ready) == []
    before = logins(ready)
    passes(ready, 600)
    assert (subjects(ready), logins(ready)) == (
        ["NetSuite connection main: 1 thing to mend"],
        before,
    )


def test_a_notice_is_mailed_once_however_often_it_is_asked_for(ready: Product) -> None:
    ready.netsuite.grant(LIST_DEPARTMENT="none")
    passes(ready)
    body = {"version": 1, "kind": "connection-notice", "tenant": TENANT, "connection_id": "main"}
    for notice_no in (1, 2):
        again = json.dumps(body | {"notice_no": notice_no})
        assert ready.deliver("result_notifier", again) == []
    assert len(ready.mails()) == 1


def test_what_was_mended_before_the_mail_went_out_is_not_mailed(ready: Product) -> None:
    ready.netsuite.grant(LIST_DEPARTMENT="none")
    ready.clock.pause(A_DAY)
    ready.sweep()
    hint = {"version": 1, "tenant": TENANT, "kind": "daily-check", "item_id": "main", "send_no": 1}
    assert ready.deliver("journal_poster", json.dumps(hint)) == []
    ready.netsuite.grant(LIST_DEPARTMENT="view")
    # As a test that passes leaves the row, while the mail waits in the queue.
    DynamoDailyChecks(ready.table).save_daily_check(row(ready).rearmed(ready.clock.now()))
    ready.run()
    assert (subjects(ready), row(ready).mailed_no) == ([], 1)


def test_a_test_that_passes_takes_the_row_from_a_worker_that_died(ready: Product) -> None:
    held = row(ready)
    died = replace(held, version=held.version + 1, claim_message_id="of-a-dead-worker")
    DynamoDailyChecks(ready.table).save_daily_check(died)
    ready.test_connection()
    passes(ready)
    assert shown(ready)["passed"]


def test_a_company_reads_only_its_own(ready: Product) -> None:
    passes(ready)
    ready.make_tenant("meridian", "lease.meridian")
    other = ready.call("GET", MAIN, headers={"period-sync-tenant": "meridian"})
    assert other.status == 404
