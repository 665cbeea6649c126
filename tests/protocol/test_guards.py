from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.domain.connection import Environment
from tests.protocol.driver import (
    Boundary,
    Queues,
    booked,
    decided,
    period_path,
    planned,
    problem_codes,
    retry,
    row_of,
    run_until_ended,
    small_document,
    start,
    status_of,
    watch,
)
from tests.support.product import OPERATOR, TENANT, Product


def sharing(entity: str = "group", of: str = "halcyon", **changed: Any) -> dict[str, Any]:
    """A period of another entity with the leases of the first one's."""
    document = small_document(entity, **changed)
    for entry in document["entries"]:
        for line in entry["lines"]:
            line["lease_id"] = f"{of}-1"
    return document


def start_with(product: Product, document: dict[str, Any]) -> str:
    assert product.hand_over(document) == []
    path = f"/v1/periods/{document['entity']}/{document['period_id']}"
    return str(product.call("POST", f"{path}/syncs").body["sync_id"])


def problems(product: Product, sync_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = product.call("GET", f"/v1/syncs/{sync_id}/problems").body["items"]
    return found


def test_a_lease_that_another_period_has_posted_for_the_same_days_is_not_posted_again(
    product: Product,
) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    product.netsuite.reset_requests()
    second = start_with(product, sharing())
    assert run_until_ended(product, second) == "FAILED"
    [problem] = problems(product, second)
    assert problem["code"] == "DUP-06"
    assert problem["details"] == {"other": "halcyon/2026-10", "leases": "halcyon-1"}
    assert {place["entry_id"] for place in problem["places"]} == {"E-1", "E-2"}
    assert product.netsuite.request_count("journalEntry") == 0


def test_what_awaits_approval_counts_as_posted(product: Product) -> None:
    product.ready()
    product.netsuite.set_preferences(require_approvals=True)
    assert run_until_ended(product, start(product)) == "AWAITING_APPROVAL"
    second = start_with(product, sharing())
    assert run_until_ended(product, second) == "FAILED"
    assert problem_codes(product, second) == ["DUP-06"]


def test_a_period_of_which_nothing_was_sent_is_in_nobodys_way(product: Product) -> None:
    product.ready()
    product.netsuite.change_record("account", 250, isinactive="T")
    assert run_until_ended(product, start(product)) == "FAILED"
    product.netsuite.change_record("account", 250, isinactive="F")
    assert run_until_ended(product, start_with(product, sharing())) == "COMPLETED"


@pytest.mark.parametrize(
    "changed",
    [
        {"start_date": "2026-11-01", "end_date": "2026-11-30", "period_id": "2026-11"},
        {"subsidiary": "Halcyon Group plc"},
    ],
    ids=["other days", "other leases"],
)
def test_other_days_or_other_leases_are_in_nobodys_way(
    product: Product, changed: dict[str, Any]
) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    if "period_id" in changed:
        document = sharing(**changed)
        for entry in document["entries"]:
            entry["date"] = "2026-11-30"
    else:
        document = small_document("group")
    second = start_with(product, document)
    assert run_until_ended(product, second) == "COMPLETED", problems(product, second)


def test_a_sync_that_posts_is_in_the_way_of_another_at_the_same_instant(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    first, queues = start(product), Queues(product)
    message = queues.take()
    found: list[str] = []

    def interfere(moment: str, name: str) -> None:
        if (moment, name) == ("before", "POST journal") and not found:
            boundary.hook = None
            second = start_with(product, sharing())
            assert queues.deliver(queues.take()) == []
            found.extend(problem_codes(product, second))

    boundary.hook = interfere
    assert queues.deliver(message) == []
    assert found == ["DUP-06"]
    assert run_until_ended(product, first) == "COMPLETED"


def at_the_end_of_the_checks(boundary: Boundary, product: Product, sync_id: str, act: Any) -> None:
    """Let something happen after all was checked, just before that is written."""

    def hook(moment: str, name: str) -> None:
        is_write = (moment, name) == ("before", "TransactWriteItems")
        if is_write and row_of(product, sync_id).stage == "CHECKING":
            boundary.hook = None
            act()

    boundary.hook = hook


def test_of_two_that_are_checked_at_the_same_instant_only_one_posts(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    first, queues = start(product), Queues(product)
    message, other = queues.take(), []

    def overtake() -> None:
        other.append(start_with(product, sharing()))
        assert queues.deliver(queues.take()) == []

    at_the_end_of_the_checks(boundary, product, first, overtake)
    assert queues.deliver(message) == []
    assert run_until_ended(product, first) == "FAILED"
    assert problem_codes(product, first) == ["DUP-06"]
    assert status_of(product, other[0]) == "COMPLETED"
    assert booked(product, first) == []


def test_a_connection_that_changes_while_it_is_checked_is_checked_again(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product)
    at_the_end_of_the_checks(boundary, product, sync_id, lambda: product.change_connection(tests=7))
    assert run_until_ended(product, sync_id) == "COMPLETED"
    steps = product.call("GET", f"/v1/syncs/{sync_id}/timeline", limit="200").body["items"]
    assert any("checking again" in step["text"] for step in steps)
    assert booked(product, sync_id) == planned(product, sync_id)


@pytest.mark.parametrize("change", ["another is live", "not tested", "go-live"])
def test_a_sync_whose_conditions_no_longer_hold_posts_nothing(
    product: Product, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product)

    def act() -> None:
        if change == "not tested":
            product.change_connection(passed_at=None)
        elif change == "go-live":
            product.change_connection(go_live=date(2027, 1, 1))
        else:
            _make_another_live(product)

    at_the_end_of_the_checks(boundary, product, sync_id, act)
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["CONN-09"]
    assert product.netsuite.journals() == []
    assert product.call("GET", period_path()).body["status"] == "FAILED"


def _make_another_live(product: Product) -> None:
    """Past what keeps an operator from it, as a restored table would be."""
    product.connecting.add(OPERATOR, TENANT, "other", Environment.PRODUCTION, "7654321")
    tenant = DynamoTenants(product.table).tenant(TENANT)
    live = replace(tenant, live_connection_id="other")
    product.table.client.update_item(
        TableName=product.table.name,
        Key={"pk": {"S": f"TENANT#{TENANT}"}, "sk": {"S": "TENANT"}},
        UpdateExpression="SET live_connection_id = :live",
        ExpressionAttributeValues={":live": {"S": live.live_connection_id or ""}},
    )


def test_an_overlap_that_a_person_allows_is_posted_once_and_named(product: Product) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    second = start_with(product, sharing())
    assert run_until_ended(product, second) == "FAILED"
    assert problem_codes(product, second) == ["DUP-06"]
    again = decided(product, second, "allow_overlap", "DUP-06")
    assert run_until_ended(product, again) == "COMPLETED"
    [notice] = problems(product, again)
    assert (notice["code"], notice["severity"]) == ("DUP-08", "notice")
    assert notice["details"]["other"] == "halcyon/2026-10"
    assert booked(product, again) == planned(product, again)
    # It answers that period's overlap, and no other.
    third = start_with(product, sharing("third"))
    assert run_until_ended(product, third) == "FAILED"
    assert {*problem_codes(product, third)} == {"DUP-06"}


@pytest.mark.parametrize("is_stopped", [False, True], ids=["while it posts", "once it ended"])
def test_what_an_earlier_revision_booked_is_in_the_way_until_it_is_reversed(
    product: Product, *, is_stopped: bool
) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    # Closed again: the lease of the first entry is another now, and the second entry is gone.
    document = sharing("halcyon", "late", entries=1, closed_at="2026-11-05T09:00:00Z")
    product.netsuite.reset_requests()
    product.netsuite.add_fault("429:route=journalEntry,nth=1,retry_after=900")
    revised = start_with(product, document | {"reopened_reason": "a wrong lease"})
    product.run()
    if is_stopped:
        assert product.call("POST", f"/v1/syncs/{revised}/stop").status == 202
        assert run_until_ended(product, revised) == "FAILED"
    assert len(product.netsuite.journals()) == 2
    second = start_with(product, sharing())
    product.run()
    [problem] = problems(product, second)
    assert problem["code"] == "DUP-06"
    assert problem["details"] == {"other": "halcyon/2026-10", "leases": "halcyon-1"}
    if is_stopped:
        revised = retry(product, revised)
    assert run_until_ended(product, revised) == "COMPLETED", problems(product, revised)
    # What was reversed is in nobody's way any more, and what was booked instead is.
    assert run_until_ended(product, retry(product, second)) == "COMPLETED"
    third = start_with(product, sharing("third", "late"))
    assert run_until_ended(product, third) == "FAILED"
    [problem] = problems(product, third)
    assert problem["details"] == {"other": "halcyon/2026-10", "leases": "late-1"}
