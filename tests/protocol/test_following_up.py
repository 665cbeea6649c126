from collections.abc import Callable
from datetime import timedelta

import boto3
import pytest

from period_sync.domain.journal import JournalStatus
from tests.protocol.driver import (
    Queues,
    journals_of,
    period_path,
    problem_codes,
    retry,
    row_of,
    run_until_ended,
    small_document,
    start,
    status_of,
    sync_of,
    watch,
)
from tests.support.product import Answer, Product

S = JournalStatus


def pending(product: Product, entries: int = 2) -> str:
    """A sync of which every journal awaits approval."""
    product.ready()
    product.netsuite.set_preferences(require_approvals=True)
    sync_id = start(product, entries=entries)
    assert run_until_ended(product, sync_id) == "AWAITING_APPROVAL"
    return sync_id


def decide(product: Product, status: str, count: int | None = None) -> None:
    """Approve (2) or reject (3) journals in NetSuite, the oldest first."""
    for journal in product.netsuite.journals()[::-1][:count]:
        product.netsuite.change_journal(journal["id"], approvalstatus=status)


def after(product: Product, **time: float) -> None:
    product.clock.pause(timedelta(**time).total_seconds())
    product.sweep()
    product.run()


def check(product: Product, sync_id: str, user: str = "controller") -> Answer:
    return product.call("POST", f"/v1/syncs/{sync_id}/checks", user=user)


def statuses(product: Product, sync_id: str) -> list[str]:
    return [journal.status for journal in journals_of(product, sync_id)]


def posts(product: Product) -> int:
    return product.netsuite.request_count("journalEntry")


def test_all_approved_is_completed_and_mailed_within_an_hour(product: Product) -> None:
    sync_id = pending(product)
    assert "awaiting approval" in product.mails()[-1].subject
    product.netsuite.reset_requests()
    decide(product, "2")
    after(product, minutes=59)
    assert status_of(product, sync_id) == "AWAITING_APPROVAL"
    after(product, minutes=2)
    assert status_of(product, sync_id) == "COMPLETED"
    assert statuses(product, sync_id) == [S.POSTED, S.POSTED]
    assert product.call("GET", period_path()).body["status"] == "COMPLETED"
    assert "all in the ledger now (2 journals)" in product.mails()[-1].subject
    assert len(product.mails()) == 2
    assert posts(product) == 0
    assert row_of(product, sync_id).due_at is None


def test_it_is_looked_at_each_hour_and_after_a_day_each_day(product: Product) -> None:
    sync_id = pending(product)
    looks = []
    for _ in range(26):
        due_at = row_of(product, sync_id).due_at
        assert due_at is not None
        looks.append((due_at - product.clock.now()).total_seconds() / 3600)
        after(product, hours=looks[-1], seconds=1)
    assert all(hours == pytest.approx(1, abs=0.01) for hours in looks[:24])
    assert all(hours == pytest.approx(24, abs=0.01) for hours in looks[25:])
    assert len(product.mails()) == 1
    decide(product, "2")
    after(product, hours=25)
    assert status_of(product, sync_id) == "COMPLETED"


def test_a_part_that_is_approved_is_shown_and_mailed_to_nobody(product: Product) -> None:
    sync_id = pending(product)
    decide(product, "2", 1)
    after(product, hours=1, seconds=1)
    assert status_of(product, sync_id) == "AWAITING_APPROVAL"
    assert statuses(product, sync_id) == [S.POSTED, S.PENDING_APPROVAL]
    [notice] = product.call("GET", f"/v1/syncs/{sync_id}/problems").body["items"]
    assert (notice["code"], len(notice["places"])) == ("APP-01", 1)
    assert len(product.mails()) == 1


def test_a_rejected_journal_is_a_problem_and_a_mail(product: Product) -> None:
    sync_id = pending(product)
    decide(product, "3", 1)
    after(product, hours=1, seconds=1)
    sync = sync_of(product, sync_id)
    assert (sync["status"], sync["journals_posted"], sync["journals_total"]) == ("FAILED", 1, 2)
    assert statuses(product, sync_id) == [S.REJECTED, S.PENDING_APPROVAL]
    assert problem_codes(product, sync_id) == ["APP-03", "APP-01"]
    assert "1 of 2 journals posted" in product.mails()[-1].subject
    assert "Entry E-1: rejected in NetSuite" in product.mails()[-1].body


def test_a_deleted_journal_is_a_problem_and_a_mail(product: Product) -> None:
    sync_id = pending(product)
    product.netsuite.delete_journal(product.netsuite.journals()[0]["id"])
    after(product, hours=1, seconds=1)
    assert status_of(product, sync_id) == "FAILED"
    assert statuses(product, sync_id) == [S.PENDING_APPROVAL, S.DELETED]
    assert problem_codes(product, sync_id) == ["POST-01", "APP-01"]
    assert len(product.mails()) == 2


def test_a_journal_that_approval_shifts_to_another_period_is_a_problem(product: Product) -> None:
    sync_id = pending(product)
    decide(product, "2")
    product.netsuite.change_journal(product.netsuite.journals()[0]["id"], postingperiod="416")
    after(product, hours=1, seconds=1)
    assert status_of(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["PER-03"]


@pytest.mark.parametrize("fate", ["3", "deleted"])
def test_a_retry_sends_nothing_again_for_what_was_rejected_or_deleted(
    product: Product, fate: str
) -> None:
    sync_id = pending(product)
    if fate == "3":
        decide(product, fate, 1)
    else:
        product.netsuite.delete_journal(product.netsuite.journals()[0]["id"])
    after(product, hours=1, seconds=1)
    product.netsuite.reset_requests()
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "FAILED"
    assert problem_codes(product, again)[0] in {"APP-03", "POST-01"}
    assert posts(product) == 0
    assert row_of(product, sync_id).successor_id == again


def test_what_is_submitted_again_and_approved_is_completed_by_a_retry(product: Product) -> None:
    sync_id = pending(product)
    decide(product, "3", 1)
    after(product, hours=1, seconds=1)
    decide(product, "2")
    assert run_until_ended(product, retry(product, sync_id)) == "COMPLETED"


def test_what_is_not_shown_for_want_of_sight_is_not_called_deleted(product: Product) -> None:
    sync_id = pending(product)
    product.netsuite.add_fault("hide-rows:route=suiteql")
    after(product, hours=1, seconds=1)
    assert status_of(product, sync_id) == "AWAITING_APPROVAL"
    product.netsuite.clear_faults()
    decide(product, "2")
    after(product, hours=1, seconds=1)
    assert status_of(product, sync_id) == "COMPLETED"


def test_an_outage_puts_a_look_off_and_ends_nothing(product: Product) -> None:
    sync_id = pending(product)
    product.netsuite.add_fault("503")
    after(product, hours=1, seconds=1)
    assert status_of(product, sync_id) == "AWAITING_APPROVAL"
    product.netsuite.clear_faults()
    decide(product, "2")
    after(product, hours=1, seconds=1)
    assert status_of(product, sync_id) == "COMPLETED"


def test_refused_credentials_end_no_follow_up(product: Product) -> None:
    sync_id = pending(product)
    product.replace_secret(token_secret="wrong")
    after(product, hours=1, seconds=1)
    after(product, hours=1, seconds=1)
    assert status_of(product, sync_id) == "AWAITING_APPROVAL"
    assert product.netsuite.request_count(status="401") == 1
    product.replace_secret()
    product.clock.pause(61)
    product.test_connection()
    decide(product, "2")
    after(product, hours=1, seconds=1)
    assert status_of(product, sync_id) == "COMPLETED"


def test_a_later_revision_is_left_alone_by_the_follow_up_of_the_one_before(
    product: Product,
) -> None:
    sync_id = pending(product)
    document = small_document(closed_at="2026-11-05T08:00:00Z", reopened_reason="late invoice")
    document["entries"][0]["memo"] = "changed"
    assert product.hand_over(document) == []
    decide(product, "2")
    after(product, hours=1, seconds=1)
    assert status_of(product, sync_id) == "COMPLETED"
    period = product.call("GET", period_path()).body
    assert (period["status"], period["revision"]) == ("NOT_SYNCED", 2)


def test_a_check_reads_at_once_and_sends_nothing(product: Product) -> None:
    sync_id = pending(product)
    product.netsuite.reset_requests()
    decide(product, "2")
    assert check(product, sync_id).status == 202
    assert check(product, sync_id).body["check_at"] is not None
    product.run()
    assert status_of(product, sync_id) == "COMPLETED"
    assert posts(product) == 0


def test_a_check_of_a_completed_sync_finds_what_was_deleted_or_changed(product: Product) -> None:
    product.ready()
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    newest, oldest = product.netsuite.journals()
    product.netsuite.delete_journal(newest["id"])
    product.netsuite.change_journal(oldest["id"], trandate="2026-10-30")
    assert check(product, sync_id).status == 202
    product.run()
    assert status_of(product, sync_id) == "FAILED"
    assert statuses(product, sync_id) == [S.DIFFERS, S.DELETED]
    assert sorted(problem_codes(product, sync_id)) == ["POST-01", "POST-05"]
    assert product.call("GET", period_path()).body["status"] == "FAILED"
    assert len(product.mails()) == 2
    product.netsuite.change_journal(oldest["id"], trandate="2026-10-31")
    check(product, sync_id)
    product.run()
    assert problem_codes(product, sync_id) == ["POST-01"]


def test_a_check_that_finds_nothing_new_mails_nobody(product: Product) -> None:
    product.ready()
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    check(product, sync_id)
    product.run()
    steps = product.call("GET", f"/v1/syncs/{sync_id}/timeline", limit="200").body["items"]
    assert [step["text"] for step in steps[-2:]] == [
        "Reading NetSuite again, as controller@halcyon.example asked.",
        "Nothing has changed.",
    ]
    assert len(product.mails()) == 1
    assert row_of(product, sync_id).due_at is None


def test_a_check_settles_what_was_unknown_and_sends_nothing(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("drop-after:route=journalEntry,nth=1")
    sync_id = start(product, entries=1)
    boundary.hook = lambda moment, name: (
        product.netsuite.add_fault("hide-rows")
        if (moment, name) == ("after", "POST journal")
        else None
    )
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id)[0] in {"DUP-02", "POST-06"}
    boundary.hook = None
    boundary.posts.clear()
    product.netsuite.clear_faults()
    check(product, sync_id)
    product.run()
    assert status_of(product, sync_id) == "COMPLETED"
    assert boundary.posts == []


def test_a_check_during_an_outage_is_tried_again_and_given_up_after_four_hours(
    product: Product,
) -> None:
    product.ready()
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    product.netsuite.add_fault("503")
    check(product, sync_id)
    product.run()
    assert sync_of(product, sync_id)["check_at"] is not None
    product.run_for(4.1 * 3600, step=301)
    assert sync_of(product, sync_id)["check_at"] is None
    assert status_of(product, sync_id) == "COMPLETED"
    assert row_of(product, sync_id).due_at is None


def test_what_runs_or_was_taken_over_can_not_be_checked(product: Product) -> None:
    product.ready()
    product.netsuite.change_record("account", 250, isinactive="T")
    first = start(product)
    assert (check(product, first).status, check(product, first).body["code"]) == (
        409,
        "SYNC_RUNNING",
    )
    assert run_until_ended(product, first) == "FAILED"
    second = retry(product, first)
    answer = check(product, first)
    assert (answer.status, answer.body["code"], answer.body["sync_id"]) == (
        409,
        "NOT_CURRENT",
        second,
    )


@pytest.mark.parametrize("user", ["auditor", "administrator", "everything"])
def test_only_who_may_sync_may_check(product: Product, user: str) -> None:
    sync_id = pending(product, entries=1)
    assert check(product, sync_id, user).status == 403
    assert sync_of(product, sync_id)["check_at"] is None


def test_a_look_that_kills_five_workers_is_given_up_alone(product: Product) -> None:
    sync_id = pending(product)
    decide(product, "2")
    damaged = _exchange_plan(product, sync_id, b" ")
    product.clock.pause(3601)
    product.sweep()
    message = Queues(product).take()
    for receives in range(1, 6):
        failed = product.deliver(
            "journal_poster", message.body, message.message_id, receives=receives
        )
        assert failed == [message.message_id]
        product.clock.pause(361)
    row = row_of(product, sync_id)
    assert row.status == "AWAITING_APPROVAL"
    assert row.due_at is not None
    assert row.due_at > product.clock.now() + timedelta(minutes=50)
    assert len(product.mails()) == 1
    damaged()
    # Redriven, it is this look again, and no retry.
    assert product.deliver("journal_poster", message.body) == []
    product.run()
    assert status_of(product, sync_id) == "COMPLETED"
    assert len(product.call("GET", f"{period_path()}/syncs").body["items"]) == 1


def _exchange_plan(product: Product, sync_id: str, more: bytes) -> Callable[[], object]:
    plan = row_of(product, sync_id).plan
    assert plan is not None
    s3, bucket = boto3.client("s3"), product.cloud.bucket
    body = s3.get_object(Bucket=bucket, Key=plan.key)["Body"].read()
    s3.put_object(Bucket=bucket, Key=plan.key, Body=body + more)
    return lambda: s3.put_object(Bucket=bucket, Key=plan.key, Body=body)
