import json
from typing import Any

import pytest

from period_sync.domain.connection import Settings
from tests.netsuite_simulator.client import Client
from tests.protocol.driver import (
    Boundary,
    booked,
    decide,
    decided,
    journals_of,
    planned,
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
from tests.support.product import Product

TWENTY_MINUTES = 1200


@pytest.fixture
def boundary(product: Product, monkeypatch: pytest.MonkeyPatch) -> Boundary:
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    return watch(monkeypatch, product)


def titles(product: Product, sync_id: str) -> dict[str, str]:
    items = product.call("GET", f"/v1/syncs/{sync_id}/problems").body["items"]
    return {item["code"]: item["title"] for item in items}


def differing(product: Product, boundary: Boundary) -> str:
    """A sync whose second journal was booked on another day than was sent."""
    sync_id = start(product)

    def change(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal") and len(boundary.posts) == 2:
            product.netsuite.change_journal(
                product.netsuite.journals()[0]["id"], trandate="2026-10-30"
            )

    boundary.hook = change
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["POST-05"]
    boundary.hook = None
    return sync_id


def lost_after_posting(product: Product, boundary: Boundary) -> str:
    """A sync whose journal NetSuite took, and which was deleted before it was read back."""
    sync_id = start(product, entries=1)

    def delete(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal"):
            boundary.hook = None
            product.netsuite.delete_journal(product.netsuite.journals()[0]["id"])

    boundary.hook = delete
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["POST-06"]
    return sync_id


def test_an_accepted_difference_completes_the_period_and_is_named(
    product: Product, boundary: Boundary
) -> None:
    sync_id = differing(product, boundary)
    again = decided(product, sync_id, "accept_difference", "POST-05")
    assert run_until_ended(product, again) == "COMPLETED"
    assert titles(product, again)["POST-09"].startswith("Journal JE1004 differs from what was sent")
    assert "was accepted" in product.mails()[-1].body
    assert len(boundary.posts) == 2


def test_another_difference_than_the_accepted_one_is_a_problem_again(
    product: Product, boundary: Boundary
) -> None:
    sync_id = differing(product, boundary)
    again = decided(product, sync_id, "accept_difference", "POST-05")
    product.netsuite.change_journal(product.netsuite.journals()[0]["id"], trandate="2026-10-29")
    assert run_until_ended(product, again) == "FAILED"
    assert problem_codes(product, again) == ["POST-05"]


def test_a_deleted_journal_is_posted_anew_under_a_key_of_the_next_generation(
    product: Product, boundary: Boundary
) -> None:
    sync_id = lost_after_posting(product, boundary)
    [lost] = journals_of(product, sync_id)
    product.clock.pause(TWENTY_MINUTES)
    again = decided(product, sync_id, "repost", "POST-06")
    assert run_until_ended(product, again) == "COMPLETED"
    [journal] = journals_of(product, again)
    assert journal.external_id != lost.external_id
    assert (journal.generation, journal.given_up) == (1, (lost.external_id,))
    assert booked(product, again) == planned(product, again)
    assert [post["externalId"] for post in boundary.posts] == [
        lost.external_id, journal.external_id
    ]  # fmt: skip
    assert boundary.posts[1]["memo"].endswith(journal.external_id)


def test_nothing_is_posted_anew_before_the_old_request_can_no_longer_be_saved(
    product: Product, boundary: Boundary
) -> None:
    sync_id = lost_after_posting(product, boundary)
    answer = decide(product, sync_id, "repost", "POST-06")
    assert (answer.status, answer.body["code"]) == (409, "TOO_EARLY")
    assert product.clock.now().isoformat() < answer.body["not_before"]


def test_what_is_in_netsuite_all_the_same_is_not_posted_anew(
    product: Product, boundary: Boundary
) -> None:
    sync_id = lost_after_posting(product, boundary)
    product.clock.pause(TWENTY_MINUTES)
    # It was hidden, not deleted: here is the same again.
    Client(product.netsuite).created(boundary.posts[0])
    again = decided(product, sync_id, "repost", "POST-06")
    run_until_ended(product, again)
    assert len(boundary.posts) == 1
    assert journals_of(product, again)[0].generation == 0


def test_a_blind_look_up_does_not_let_a_journal_be_posted_anew(
    product: Product, boundary: Boundary
) -> None:
    sync_id = lost_after_posting(product, boundary)
    product.clock.pause(TWENTY_MINUTES)
    product.netsuite.add_fault("hide-rows:route=suiteql")
    again = decided(product, sync_id, "repost", "POST-06")
    assert run_until_ended(product, again) == "FAILED"
    assert len(boundary.posts) == 1
    product.netsuite.clear_faults()
    last = decided(product, again, "repost", "POST-06")
    assert run_until_ended(product, last) == "COMPLETED"


def test_a_journal_that_comes_after_it_was_given_up_is_a_problem_until_it_is_gone(
    product: Product, boundary: Boundary
) -> None:
    sync_id = lost_after_posting(product, boundary)
    product.clock.pause(TWENTY_MINUTES)
    again = decided(product, sync_id, "repost", "POST-06")

    def come_after_all(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal") and len(boundary.posts) == 2:
            boundary.hook = None
            Client(product.netsuite).created(boundary.posts[0])

    boundary.hook = come_after_all
    assert run_until_ended(product, again) == "FAILED"
    assert problem_codes(product, again) == ["DUP-07"]
    product.netsuite.delete_journal(product.netsuite.journals()[0]["id"])
    assert run_until_ended(product, retry(product, again)) == "COMPLETED"


def test_an_entry_that_was_booked_by_hand_is_settled_and_named(
    product: Product, boundary: Boundary
) -> None:
    sync_id = lost_after_posting(product, boundary)
    product.clock.pause(TWENTY_MINUTES)
    numbers = {"E-1": "JE-HAND-7"}
    again = decided(product, sync_id, "booked_by_hand", "POST-06", numbers=numbers)
    assert run_until_ended(product, again) == "COMPLETED"
    [journal] = journals_of(product, again)
    assert (journal.status, journal.number) == ("BOOKED_BY_HAND", "JE-HAND-7")
    assert titles(product, again) == {
        "POST-10": "Entry E-1 was booked by hand in NetSuite as JE-HAND-7"
    }
    assert "booked by hand" in product.mails()[-1].body
    assert len(boundary.posts) == 1


def counted(product: Product, sync_id: str) -> tuple[int, int, int, int]:
    """A sync's journals: all of them, in NetSuite, unknown, and to be posted by a retry."""
    row = row_of(product, sync_id)
    return row.journals_total, row.journals_posted, row.journals_unknown, row.journals_to_post


def test_a_retry_counts_neither_what_is_unknown_nor_what_was_booked_by_hand(
    product: Product, boundary: Boundary
) -> None:
    product.netsuite.add_script("Entry 3", "No budget is left")
    sync_id = start(product, entries=3)

    def delete(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal"):
            boundary.hook = None
            product.netsuite.delete_journal(product.netsuite.journals()[0]["id"])

    boundary.hook = delete
    assert run_until_ended(product, sync_id) == "FAILED"
    assert [j.status for j in journals_of(product, sync_id)] == ["UNKNOWN", "POSTED", "REFUSED"]
    assert counted(product, sync_id) == (3, 1, 1, 1)
    product.clock.pause(TWENTY_MINUTES)
    again = decided(product, sync_id, "booked_by_hand", "POST-06", numbers={"E-1": "JE-HAND-7"})
    assert run_until_ended(product, again) == "FAILED"
    assert counted(product, again) == (3, 1, 0, 1)
    assert sync_of(product, again)["journals_to_post"] == 1


def test_a_retry_counts_no_difference_that_a_decision_can_accept(
    product: Product, boundary: Boundary
) -> None:
    sync_id = differing(product, boundary)
    assert counted(product, sync_id) == (2, 2, 0, 0)


def unmapped(product: Product) -> str:
    """A sync of three entries, one of which names an account that NetSuite does not have."""
    document = small_document(entries=3)
    document["entries"][1]["lines"][0]["account"] = "9999"
    assert product.hand_over(document) == []
    asked = product.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    sync_id = str(asked.body["sync_id"])
    assert run_until_ended(product, sync_id) == "FAILED"
    return sync_id


def test_entries_without_a_problem_are_posted_while_the_others_wait(
    product: Product, boundary: Boundary
) -> None:
    sync_id = unmapped(product)
    assert problem_codes(product, sync_id) == ["MAP-02"]
    assert boundary.posts == []
    again = decided(product, sync_id, "post_ready_entries", "MAP-02")
    assert run_until_ended(product, again) == "FAILED"
    assert [j.status for j in journals_of(product, again)] == ["POSTED", "PLANNED", "POSTED"]
    assert problem_codes(product, again) == ["MAP-02"]
    assert "2 of 3 journals posted" in product.mails()[-1].subject
    # The decision is used up: the next retry checks everything again.
    product.netsuite.add_record("account", acctnumber="9999", acctname="New", accttype="Expense")
    last = retry(product, again)
    assert run_until_ended(product, last) == "COMPLETED"
    assert booked(product, last) == planned(product, last)
    assert len(boundary.posts) == 3


def test_a_problem_that_was_not_named_still_stops_everything(
    product: Product, boundary: Boundary
) -> None:
    sync_id = unmapped(product)
    again = decided(product, sync_id, "post_ready_entries", "MAP-02")
    product.netsuite.change_record("account", 250, isinactive="T")
    product.clock.pause(601)
    assert run_until_ended(product, again) == "FAILED"
    assert boundary.posts == []


def test_a_closed_period_is_posted_in_the_next_one_if_a_person_says_so(
    product: Product, boundary: Boundary
) -> None:
    product.netsuite.change_record("accountingperiod", 415, closed="T", alllocked="T")
    sync_id = start(product, entries=1)
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["PER-01"]
    again = decided(product, sync_id, "post_in_open_period", "PER-01", period_start="2026-11-01")
    assert run_until_ended(product, again) == "COMPLETED"
    [post] = boundary.posts
    assert (post["tranDate"], post["postingPeriod"]) == ("2026-11-01", {"id": "416"})
    assert post["memo"].startswith("Entry 1 · dated 2026-10-31 · entry E-1")
    assert booked(product, again) == planned(product, again)


def test_a_period_that_does_not_begin_on_that_day_is_a_problem(
    product: Product, boundary: Boundary
) -> None:
    product.netsuite.change_record("accountingperiod", 415, closed="T", alllocked="T")
    sync_id = start(product, entries=1)
    assert run_until_ended(product, sync_id) == "FAILED"
    again = decided(product, sync_id, "post_in_open_period", "PER-01", period_start="2026-11-02")
    assert run_until_ended(product, again) == "FAILED"
    assert problem_codes(product, again) == ["PER-05"]
    assert boundary.posts == []


def test_excluded_leases_are_allowed_once(product: Product) -> None:
    product.ready()
    excluded = [
        {"lease_id": "HL-9", "reason": "not approved", "amount": "10.00", "currency": "EUR"}
    ]
    product.change_connection(settings=Settings(excluded_leases_stop=True))
    document = small_document(entries=1) | {"excluded": excluded}
    assert product.hand_over(document) == []
    asked = product.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    sync_id = str(asked.body["sync_id"])
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["BIZ-01"]
    again = decided(product, sync_id, "allow_excluded", "BIZ-01")
    assert run_until_ended(product, again) == "COMPLETED"
    assert problem_codes(product, again) == ["BIZ-03"]


def test_a_second_person_confirms_where_the_tenant_wants_that(
    product: Product, boundary: Boundary
) -> None:
    product.set_up.require_second_person("halcyon", required=True)
    sync_id = unmapped(product)
    asked = decide(product, sync_id, "post_ready_entries", "MAP-02")
    assert (asked.status, asked.body["awaits_confirmation"]) == (202, True)
    assert asked.body["retry_sync_id"] is None
    path = f"/v1/decisions/{asked.body['decision_id']}/confirm"
    own = product.call("POST", path)
    assert (own.status, own.body["code"]) == (403, "FORBIDDEN")
    assert product.call("POST", path, "auditor").status == 403
    assert status_of(product, sync_id) == "FAILED"
    product.add_controller("second")
    confirmed = product.call("POST", path, "second")
    assert confirmed.status == 202, confirmed.body
    assert confirmed.body["confirmed_by"] == "second@halcyon.example"
    again = confirmed.body["retry_sync_id"]
    assert product.call("POST", path, "second").body["retry_sync_id"] == again
    assert run_until_ended(product, again) == "FAILED"
    assert len(boundary.posts) == 2
    listed = product.call("GET", f"/v1/syncs/{sync_id}/decisions").body["items"]
    assert [item["decision_id"] for item in listed] == [asked.body["decision_id"]]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another decision": ({"decision": "repost"}, "problems"),
    "another problem": ({"problems": ["MAP-02-00000000"]}, "problems"),
    "another entry": ({"entries": ["E-1"]}, "entries"),
    "numbers": ({"numbers": {"E-2": "7"}}, "numbers"),
    "a period": ({"period_start": "2026-11-01"}, "period_start"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused_by_name(product: Product, case: str) -> None:
    product.ready()
    changed, field = REFUSED[case]
    sync_id = unmapped(product)
    items = product.call("GET", f"/v1/syncs/{sync_id}/problems").body["items"]
    assert items[0]["decisions"] == ["post_ready_entries"]
    body = {
        "decision": "post_ready_entries",
        "problems": [items[0]["problem_id"]],
        "reason": "they are urgent",
    } | changed
    answer = product.call("POST", f"/v1/syncs/{sync_id}/decisions", body=json.dumps(body))
    assert (answer.status, answer.body["field"]) == (400, field)


@pytest.mark.parametrize("user", ["administrator", "auditor", "everything"])
def test_only_who_may_sync_decides(product: Product, user: str) -> None:
    product.ready()
    sync_id = unmapped(product)
    assert decide(product, sync_id, "post_ready_entries", "MAP-02", user=user).status == 403


def test_a_reason_is_required(product: Product) -> None:
    product.ready()
    sync_id = unmapped(product)
    answer = decide(product, sync_id, "post_ready_entries", "MAP-02", reason="")
    assert (answer.status, answer.body["code"]) == (400, "INVALID_INPUT")


def test_a_decision_about_a_sync_that_was_retried_already_changes_nothing(
    product: Product,
) -> None:
    product.ready()
    sync_id = unmapped(product)
    retry(product, sync_id)
    answer = decide(product, sync_id, "post_ready_entries", "MAP-02")
    assert (answer.status, answer.body["code"]) == (409, "NOT_CURRENT")


def test_a_decision_stands_in_the_timeline_and_the_audit_trail(product: Product) -> None:
    product.ready()
    sync_id = unmapped(product)
    again = decided(product, sync_id, "post_ready_entries", "MAP-02")
    run_until_ended(product, again)
    steps = product.call("GET", f"/v1/syncs/{again}/timeline", limit="200").body["items"]
    told = f"Decision {sync_id}-d1: post_ready_entries, by controller@halcyon.example"
    assert told in steps[0]["text"]
    [kept] = [record for record in product.audit() if record["action"] == "decision taken"]
    assert kept["subject"] == f"{sync_id}-d1"
    assert kept["facts"]["reason"] == "because it is so"
