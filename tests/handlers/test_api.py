import json
from datetime import date
from typing import Any

import pytest

from tests.support.product import SAMPLE, Product

PERIOD = "/v1/periods/halcyon/2026-10"


def sample_text(**changed: object) -> str:
    return json.dumps(json.loads(SAMPLE.read_text()) | changed)


def test_me_says_who_is_asking_and_what_they_may(product: Product) -> None:
    product.make_tenant()
    answer = product.call("GET", "/v1/me")
    assert answer.body == {
        "subject": "controller",
        "email": "controller@halcyon.example",
        "tenant": "halcyon",
        "tenant_name": "Halcyon Group",
        "duties_shared": False,
        "permissions": ["journals:sync"],
    }


def test_whoever_has_no_token_yet_is_told_where_to_sign_in(product: Product) -> None:
    answer = product.call("GET", "/v1/sign-in", claims=None)
    assert answer.body == {
        "issuer": "https://issuer.example",
        "client_id": "page",
        "scope": "openid",
    }


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"sub": "controller", "token_use": "access"}, "never expires"),
        ({"sub": "controller", "exp": "9999999999", "token_use": "id"}, "ID token"),
        ({"exp": "9999999999"}, "names nobody"),
    ],
)
def test_a_token_that_proves_too_little_is_refused(
    product: Product, claims: dict[str, str], reason: str
) -> None:
    product.make_tenant()
    answer = product.call("GET", "/v1/me", claims=claims)
    assert (answer.status, answer.body["code"]) == (401, "UNAUTHENTICATED")
    assert reason in answer.body["detail"]


def test_a_stranger_is_told_that_they_are_no_member(product: Product) -> None:
    product.make_tenant()
    answer = product.call("GET", "/v1/periods", user="stranger")
    assert (answer.status, answer.body["code"]) == (403, "FORBIDDEN")


def test_a_member_of_two_tenants_must_name_one(product: Product) -> None:
    product.make_tenant()
    product.make_tenant("meridian", "lease.meridian")
    unnamed = product.call("GET", "/v1/me")
    assert unnamed.status == 400
    assert unnamed.body["tenants"] == ["halcyon", "meridian"]
    named = product.call("GET", "/v1/me", headers={"Period-Sync-Tenant": "meridian"})
    assert named.body["tenant"] == "meridian"
    other = product.call("GET", "/v1/me", headers={"Period-Sync-Tenant": "elsewhere"})
    assert other.status == 404


def test_another_tenants_objects_do_not_exist(product: Product) -> None:
    product.ready()
    product.make_tenant("meridian", "lease.meridian")
    product.hand_over()
    sync_id = product.call(
        "POST", f"{PERIOD}/syncs", headers={"period-sync-tenant": "halcyon"}
    ).body["sync_id"]
    there = {"period-sync-tenant": "meridian"}
    for path in (PERIOD, f"/v1/syncs/{sync_id}", f"/v1/syncs/{sync_id}/journals"):
        assert product.call("GET", path, headers=there).status == 404
    assert product.call("GET", "/v1/periods", headers=there).body["items"] == []


@pytest.mark.parametrize("user", ["auditor", "administrator", "lease-system"])
def test_only_a_controller_can_press_sync(product: Product, user: str) -> None:
    product.ready()
    product.hand_over()
    answer = product.call("POST", f"{PERIOD}/syncs", user=user)
    assert (answer.status, answer.body["code"]) == (403, "FORBIDDEN")
    assert "journals:sync" in answer.body["detail"]


def test_who_sets_up_may_not_post(product: Product) -> None:
    product.ready()
    product.hand_over()
    answer = product.call("POST", f"{PERIOD}/syncs", user="everything")
    assert (answer.status, answer.body["code"]) == (403, "SEPARATION_OF_DUTIES")
    assert product.call("GET", PERIOD).body["status"] == "NOT_SYNCED"


def test_pressing_twice_gives_the_same_sync(product: Product) -> None:
    product.ready()
    product.hand_over()
    first = product.call("POST", f"{PERIOD}/syncs")
    second = product.call("POST", f"{PERIOD}/syncs")
    assert (first.status, second.status) == (202, 202)
    assert first.body["sync_id"] == second.body["sync_id"]
    product.run()
    assert len(product.netsuite.journals()) == 4


def test_a_completed_period_is_not_posted_again(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    answer = product.call("POST", f"{PERIOD}/syncs")
    assert (answer.status, answer.body["code"]) == (409, "ALREADY_COMPLETED")


def test_without_a_live_connection_nothing_is_posted(product: Product) -> None:
    product.make_tenant()
    product.hand_over()
    answer = product.call("POST", f"{PERIOD}/syncs")
    assert (answer.status, answer.body["code"]) == (409, "NO_LIVE_CONNECTION")


def test_a_period_before_go_live_is_not_posted(product: Product) -> None:
    product.make_tenant()
    product.connect()
    product.test_connection()
    product.go_live(date(2026, 11, 1))
    product.hand_over()
    answer = product.call("POST", f"{PERIOD}/syncs")
    assert (answer.status, answer.body["code"]) == (409, "BEFORE_GO_LIVE")


def test_the_lease_system_hands_over_and_hands_over_again(product: Product) -> None:
    product.make_tenant()
    first = product.call("PUT", PERIOD, user="lease-system", body=sample_text())
    assert (first.status, first.body["revision"]) == (201, 1)
    again = product.call("PUT", PERIOD, user="lease-system", body=sample_text())
    assert (again.status, again.body["is_new"]) == (200, False)
    renamed = sample_text(name="October 2026", closed_at="2026-11-09T08:00:00Z")
    unexplained = product.call("PUT", PERIOD, user="lease-system", body=renamed)
    assert (unexplained.status, unexplained.body["code"]) == (409, "REOPENED_REASON_MISSING")
    explained = json.dumps(json.loads(renamed) | {"reopened_reason": "A lease was missing."})
    second = product.call("PUT", PERIOD, user="lease-system", body=explained)
    assert (second.status, second.body["revision"]) == (201, 2)
    revisions = product.call("GET", PERIOD).body["revisions"]
    assert [revision["reopened_reason"] for revision in revisions] == [None, "A lease was missing."]


def test_an_older_hand_over_never_makes_a_revision(product: Product) -> None:
    product.make_tenant()
    product.call("PUT", PERIOD, user="lease-system", body=sample_text())
    older = sample_text(
        name="Other", closed_at="2026-11-01T08:00:00Z", reopened_reason="Sent late."
    )
    answer = product.call("PUT", PERIOD, user="lease-system", body=older)
    assert (answer.status, answer.body["revision"]) == (200, 1)


def test_a_faulty_document_is_refused_with_every_fault(product: Product) -> None:
    product.make_tenant()
    document = json.loads(SAMPLE.read_text())
    document["entries"][0]["lines"][0]["debit"] = 5
    document["entries"][1]["date"] = "2026-12-01"
    answer = product.call("PUT", PERIOD, user="lease-system", body=json.dumps(document))
    assert (answer.status, answer.body["code"]) == (400, "INVALID_DOCUMENT")
    places = {(fault["code"], fault["field"]) for fault in answer.body["faults"]}
    assert places == {
        ("AMOUNT", "entries[0].lines[0].debit"),
        ("DATE_OUTSIDE_PERIOD", "entries[1].date"),
    }
    assert product.call("GET", PERIOD).status == 404


def test_a_document_for_another_address_is_refused(product: Product) -> None:
    product.make_tenant()
    answer = product.call(
        "PUT", "/v1/periods/halcyon/2026-11", user="lease-system", body=sample_text()
    )
    assert (answer.status, answer.body["field"]) == (400, "period_id")


def test_a_body_over_a_megabyte_is_refused(product: Product) -> None:
    product.make_tenant()
    answer = product.call("PUT", PERIOD, user="lease-system", body=" " * 1_000_001)
    assert (answer.status, answer.body["code"]) == (413, "BODY_TOO_LARGE")


def test_lists_are_paged_by_cursors_of_their_own(product: Product) -> None:
    product.ready()
    product.hand_over()
    sync_id = product.call("POST", f"{PERIOD}/syncs").body["sync_id"]
    product.run()
    seen: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        path = f"/v1/syncs/{sync_id}/journals"
        page = product.call("GET", path, limit="3", **cursor).body
        seen += [journal["entry_id"] for journal in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == ["2026-10-001", "2026-10-002", "2026-10-003", "2026-10-004"]
    elsewhere = product.call("GET", f"/v1/syncs/{sync_id}/timeline", **cursor)
    assert (elsewhere.status, elsewhere.body["field"]) == (400, "cursor")
    for nonsense in ("x", "e30=", "bnVsbA=="):
        assert product.call("GET", "/v1/periods", cursor=nonsense).status == 400


@pytest.mark.parametrize("limit", ["0", "201", "many"])
def test_a_wrong_parameter_is_named(product: Product, limit: str) -> None:
    product.make_tenant()
    answer = product.call("GET", "/v1/periods", limit=limit)
    assert (answer.status, answer.body["code"]) == (400, "INVALID_INPUT")
    assert "limit" in answer.body["detail"]


def test_periods_can_be_filtered_by_status(product: Product) -> None:
    product.ready()
    product.hand_over()
    assert len(product.call("GET", "/v1/periods", status="NOT_SYNCED").body["items"]) == 1
    assert product.call("GET", "/v1/periods", status="COMPLETED").body["items"] == []


def test_an_unknown_address_is_told_in_the_same_shape(product: Product) -> None:
    answer = product.call("GET", "/v1/nothing")
    assert (answer.status, answer.body["code"]) == (404, "NOT_FOUND")


def test_the_same_event_twice_is_one_revision(product: Product) -> None:
    product.make_tenant()
    assert product.hand_over() == []
    assert product.hand_over() == []
    assert product.call("GET", PERIOD).body["revision"] == 1


def test_an_event_of_an_unregistered_sender_is_taken_in_for_nobody(product: Product) -> None:
    product.make_tenant()
    assert product.hand_over(account="999999999999") == []
    assert product.call("GET", PERIOD).status == 404
