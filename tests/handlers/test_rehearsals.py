"""A sync through another connection than the live one: a rehearsal, into a sandbox only."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from period_sync.domain.connection import Environment
from tests.support.product import CONNECTION, OPERATOR, TENANT, Answer, Product
from tests.support.simulator import RunningSimulator, random_credentials, simulator_thread

PERIOD = "/v1/periods/halcyon/2026-10"
THROUGH = json.dumps({"connection_id": CONNECTION})


@pytest.fixture
def account() -> str:
    return "1234567_SB1"


@pytest.fixture
def netsuite(account: str) -> Iterator[RunningSimulator]:
    with simulator_thread(credentials=random_credentials(account)) as running:
        yield running


@pytest.fixture
def rehearsing(product: Product) -> Product:
    """A tenant with a tested sandbox, and nothing live."""
    product.make_tenant()
    account = product.netsuite.credentials.account
    product.connecting.add(OPERATOR, TENANT, CONNECTION, Environment.SANDBOX, account)
    product.replace_secret()
    product.test_connection()
    assert product.hand_over() == []
    return product


def sync(product: Product, body: str | None = THROUGH, **caller: Any) -> Answer:
    answer = product.call("POST", f"{PERIOD}/syncs", body=body, **caller)
    product.run()
    return answer


def test_a_rehearsal_posts_to_the_sandbox_and_leaves_the_period_as_it_is(
    rehearsing: Product,
) -> None:
    rehearsal = sync(rehearsing)
    assert (rehearsal.status, rehearsal.body["is_rehearsal"]) == (202, True)
    ended = rehearsing.call("GET", f"/v1/syncs/{rehearsal.body['sync_id']}").body
    assert (ended["status"], ended["journals_posted"]) == ("COMPLETED", 4)
    period = rehearsing.call("GET", PERIOD).body
    assert (period["status"], period["sync_id"]) == ("NOT_SYNCED", None)
    [run] = rehearsing.call("GET", f"{PERIOD}/syncs").body["items"]
    assert run["is_rehearsal"]
    [mail] = rehearsing.mails()
    assert mail.subject.startswith("[Rehearsal] [Sandbox] Oct 2026")
    assert "Rehearsal of Oct 2026 is in NetSuite" in mail.body
    again = sync(rehearsing)
    assert (again.status, again.body["code"]) == (409, "ALREADY_COMPLETED")
    ready = rehearsing.call("GET", f"/v1/connections/{CONNECTION}/mappings/suggestions").body
    assert ready == {"items": [], "checked_periods": 1, "rehearsed_periods": 1}


def test_a_failed_rehearsal_is_retried_into_the_same_sandbox(rehearsing: Product) -> None:
    rehearsing.netsuite.change_record("accountingperiod", 415, closed=True)
    failed = sync(rehearsing).body["sync_id"]
    assert sync(rehearsing).body["code"] == "RETRY_INSTEAD"
    rehearsing.netsuite.change_record("accountingperiod", 415, closed=False)
    retry = rehearsing.call("POST", f"/v1/syncs/{failed}/retry")
    rehearsing.run()
    ended = rehearsing.call("GET", f"/v1/syncs/{retry.body['sync_id']}").body
    assert (ended["status"], ended["is_rehearsal"]) == ("COMPLETED", True)
    assert rehearsing.call("GET", PERIOD).body["status"] == "NOT_SYNCED"


@pytest.mark.parametrize("account", ["1234567"])
def test_nothing_is_rehearsed_in_production(product: Product) -> None:
    product.make_tenant()
    product.connect()
    product.test_connection()
    product.hand_over()
    refused = sync(product)
    assert (refused.status, refused.body["code"]) == (409, "REHEARSAL_INTO_PRODUCTION")
    assert product.netsuite.journals() == []
    # What would be booked there can be seen, with nothing sent.
    preview = product.call("POST", f"{PERIOD}/previews", body=THROUGH).body["preview_id"]
    product.run()
    seen = product.call("GET", f"/v1/previews/{preview}").body
    assert (seen["status"], seen["problem_count"], seen["posts"]) == ("DONE", 0, 4)
    assert product.netsuite.journals() == []


def test_what_was_rehearsed_is_taken_over_when_the_sandbox_goes_live(rehearsing: Product) -> None:
    sync(rehearsing)
    before = len(rehearsing.netsuite.journals())
    rehearsing.go_live()
    live = sync(rehearsing, None)
    assert (live.status, live.body["is_rehearsal"]) == (202, False)
    assert rehearsing.call("GET", PERIOD).body["status"] == "COMPLETED"
    assert len(rehearsing.netsuite.journals()) == before


def test_a_rehearsal_whose_connection_goes_live_before_it_posts_sends_nothing(
    rehearsing: Product,
) -> None:
    answer = rehearsing.call("POST", f"{PERIOD}/syncs", body=THROUGH)
    rehearsing.go_live()
    rehearsing.run()
    ended = rehearsing.call("GET", f"/v1/syncs/{answer.body['sync_id']}").body
    assert ended["status"] == "FAILED"
    assert rehearsing.netsuite.journals() == []
    problems = rehearsing.call("GET", f"/v1/syncs/{ended['sync_id']}/problems").body["items"]
    assert [problem["code"] for problem in problems] == ["CONN-09"]


def test_a_past_period_is_checked_by_who_sets_up_the_connection(rehearsing: Product) -> None:
    asked = rehearsing.call("POST", f"{PERIOD}/previews", "administrator", THROUGH)
    assert asked.status == 202
    rehearsing.run()
    seen = rehearsing.call("GET", f"/v1/previews/{asked.body['preview_id']}").body
    assert (seen["connection_id"], seen["status"]) == (CONNECTION, "DONE")
    assert rehearsing.call("POST", f"{PERIOD}/previews", "auditor", THROUGH).status == 403
    assert rehearsing.call("POST", f"{PERIOD}/syncs", "administrator", THROUGH).status == 403


def test_what_is_no_connection_of_the_company_is_refused(rehearsing: Product) -> None:
    for body, status in (
        ('{"connection_id": "other"}', 404),
        ('{"connection_id": ""}', 400),
        ('{"connection": "main"}', 400),
        (None, 409),
    ):
        assert sync(rehearsing, body).status == status, body
    assert rehearsing.netsuite.journals() == []


def test_nothing_goes_through_a_revoked_connection(rehearsing: Product) -> None:
    who = "administrator"
    path = f"/v1/connections/{CONNECTION}"
    assert rehearsing.call("DELETE", path, who).status == 200
    mapping = json.dumps({"version": 0, "mappings": []})
    for answer in (
        sync(rehearsing),
        rehearsing.call("POST", f"{PERIOD}/previews", body=THROUGH),
        rehearsing.call("PUT", f"{path}/mappings", who, mapping),
    ):
        assert (answer.status, answer.body["code"]) == (409, "CONNECTION_REVOKED")
    assert rehearsing.netsuite.journals() == []


def test_a_rehearsal_whose_connection_is_revoked_before_it_is_checked_sends_nothing(
    rehearsing: Product,
) -> None:
    asked = rehearsing.call("POST", f"{PERIOD}/syncs", body=THROUGH)
    rehearsing.change_connection(revoked_at=rehearsing.clock.now())
    rehearsing.run()
    path = f"/v1/syncs/{asked.body['sync_id']}"
    assert rehearsing.call("GET", path).body["status"] == "FAILED"
    [problem] = rehearsing.call("GET", f"{path}/problems").body["items"]
    assert problem["code"] == "CONN-09"
    assert "revoked" in json.dumps(problem)
    assert rehearsing.netsuite.journals() == []
