import json
from datetime import date
from typing import Any

import boto3
import pytest

from period_sync.domain.connection import Settings
from tests.handlers.test_corrections import FIRST, SECOND, closed_again
from tests.handlers.test_failing import unmapped
from tests.protocol.driver import (
    Queues,
    entry,
    period_path,
    problem_codes,
    retry,
    run_until_ended,
    small_document,
    start,
    watch,
)
from tests.support.operator import operator_of, run
from tests.support.product import CONNECTION, SAMPLE, TENANT, Product

PERIOD = "/v1/periods/halcyon/2026-10"
READS = {"suiteql", "journalEntry-read"}


def press(product: Product, path: str = PERIOD, user: str = "controller") -> str:
    asked = product.call("POST", f"{path}/previews", user)
    assert asked.status == 202, asked.body
    return str(asked.body["preview_id"])


def preview_of(product: Product, preview_id: str) -> dict[str, Any]:
    found: dict[str, Any] = product.call("GET", f"/v1/previews/{preview_id}").body
    return found


def previewed(product: Product, path: str = PERIOD) -> dict[str, Any]:
    """Press Preview, let it be made, and return it."""
    preview_id = press(product, path)
    product.run()
    return preview_of(product, preview_id)


def listed(product: Product, preview: dict[str, Any], what: str) -> list[dict[str, Any]]:
    path = f"/v1/previews/{preview['preview_id']}/{what}"
    items: list[dict[str, Any]] = product.call("GET", path, limit="200").body["items"]
    return items


def codes(product: Product, preview: dict[str, Any]) -> list[str]:
    return [item["code"] for item in listed(product, preview, "problems")]


def counts(preview: dict[str, Any]) -> tuple[int, int, int]:
    return preview["journals_total"], preview["stands"], preview["posts"]


def state(product: Product) -> dict[tuple[str, str], Any]:
    """Every row, but for those of previews."""
    items: Any = boto3.resource("dynamodb").Table(product.cloud.tables["StateTable"]).scan()
    rows = {(item["pk"], item["sk"]): item for item in items["Items"]}
    return {key: item for key, item in rows.items() if "PREVIEW" not in key[1]}


def stored(product: Product) -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket=product.cloud.bucket)
    return [item["Key"] for item in found["Contents"]]


def test_a_preview_shows_what_a_sync_then_books_and_sends_nothing(product: Product) -> None:
    product.ready()
    product.hand_over()
    before = state(product), stored(product)
    asked = product.call("POST", f"{PERIOD}/previews")
    assert (asked.status, asked.body["status"]) == (202, "QUEUED")
    assert asked.body["doing"] == "Waiting for its turn."
    product.run()

    preview = preview_of(product, asked.body["preview_id"])
    period = product.call("GET", PERIOD).body
    assert (preview["status"], preview["problem_count"]) == ("DONE", 0)
    assert counts(preview) == (4, 0, 4)
    assert preview["totals"] == period["totals"]
    assert preview["requested_by"] == "controller@halcyon.example"
    assert (period["status"], period["sync_id"], period["preview"]) == ("NOT_SYNCED", None, preview)
    journals = listed(product, preview, "journals")
    assert {(j["status"], j["internal_id"], j["netsuite_url"]) for j in journals} == {
        ("PLANNED", None, None)
    }
    # Nothing but reads came to NetSuite, and nothing but the preview is recorded.
    assert {count["route"] for count in product.netsuite.requests()["counts"]} <= READS
    assert product.netsuite.journals() == []
    own = f"tenants/halcyon/previews/{preview['preview_id']}/"
    assert (state(product), [key for key in stored(product) if own not in key]) == before

    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    assert product.call("GET", "/v1/syncs/halcyon-1").body["status"] == "COMPLETED"
    booked = {row["externalid"] for row in product.netsuite.journals()}
    assert {journal["external_id"] for journal in journals} == booked


def test_every_problem_comes_back_as_a_sync_would_tell_it(product: Product) -> None:
    product.ready()
    product.hand_over(unmapped())
    preview = previewed(product)
    assert (preview["status"], preview["problem_count"], preview["posts"]) == ("DONE", 3, 0)
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    problems = product.call("GET", "/v1/syncs/halcyon-1/problems").body["items"]
    assert listed(product, preview, "problems") == problems
    # What a retry would meet is previewed just so, and the failed sync stays what it was.
    again = previewed(product)
    assert listed(product, again, "problems") == problems
    assert product.call("GET", PERIOD).body["status"] == "FAILED"


def test_what_blocks_nothing_is_counted_as_a_notice(product: Product) -> None:
    product.ready()
    leases = [{"lease_id": "HL-9", "reason": "under review", "amount": "10.00", "currency": "EUR"}]
    assert product.hand_over(json.loads(SAMPLE.read_text()) | {"excluded": leases}) == []
    preview = previewed(product)
    assert (preview["problem_count"], preview["notice_count"], preview["posts"]) == (0, 1, 4)
    product.change_connection(settings=Settings(excluded_leases_stop=True))
    preview = previewed(product)
    assert (preview["problem_count"], preview["notice_count"], preview["posts"]) == (1, 0, 0)


def test_a_plan_that_cannot_be_made_is_told(product: Product) -> None:
    product.ready()
    product.change_connection(settings=Settings(line_limit=2))
    one = entry(1, "10.00")
    one["lines"][1]["credit"] = "4.00"
    one["lines"].append({"account": "2010", "lease_id": "halcyon-1", "credit": "6.00"})
    control = {"leases": 1, "entries": 1, "lines": 3, "debit": {"EUR": "10.00"}}
    assert product.hand_over(small_document(control=control) | {"entries": [one]}) == []
    preview = previewed(product)
    assert (preview["status"], counts(preview)) == ("DONE", (0, 0, 0))
    assert codes(product, preview) == ["SIZE-01"]
    assert listed(product, preview, "journals") == []


def test_a_second_press_answers_the_same_until_it_is_made(product: Product) -> None:
    product.ready()
    product.hand_over(small_document())
    first = press(product)
    assert press(product) == first
    # Another period's is another one, and so is one of a later revision.
    product.hand_over(small_document("other"))
    other = press(product, period_path("other"))
    closed_again(product, entry(1, "150.00"), SECOND)
    assert product.call("GET", PERIOD).body["preview"] is None
    later = press(product)
    assert len({first, other, later}) == 3
    product.run()
    assert [preview_of(product, each)["status"] for each in (first, other, later)] == [
        "FAILED", "DONE", "DONE",
    ]  # fmt: skip
    [problem] = listed(product, preview_of(product, first), "problems")
    assert problem["details"]["why"] == "a later revision of the period was handed over"
    assert press(product) not in {first, other, later}


def test_a_preview_waits_for_netsuite_to_come_back(product: Product) -> None:
    product.ready()
    product.hand_over(small_document())
    product.netsuite.add_fault("503")
    preview = previewed(product)
    assert preview["status"] == "RUNNING"
    assert preview["doing"].startswith("NetSuite can't be asked now")
    product.netsuite.clear_faults()
    product.run_for(60)
    preview = preview_of(product, preview["preview_id"])
    assert (preview["status"], counts(preview)) == ("DONE", (2, 0, 2))


def test_a_preview_that_netsuite_never_answers_fails_and_says_so(product: Product) -> None:
    product.ready()
    product.hand_over(small_document())
    product.netsuite.add_fault("503")
    preview_id = press(product)
    product.run()
    product.run_for(1900, step=120)
    preview = preview_of(product, preview_id)
    assert (preview["status"], preview["problem_count"]) == ("FAILED", 1)
    [problem] = listed(product, preview, "problems")
    assert problem["code"] == "OPS-05"
    assert "NetSuite can't be asked now" in problem["title"]
    assert listed(product, preview, "journals") == []
    product.netsuite.clear_faults()
    assert previewed(product)["status"] == "DONE"


def test_a_refused_secret_fails_the_preview_and_is_tried_by_nobody_again(product: Product) -> None:
    product.ready()
    product.hand_over(small_document())
    product.replace_secret(token_secret="wrong")
    product.clock.pause(120)
    preview = previewed(product)
    assert (preview["status"], codes(product, preview)) == ("FAILED", ["CONN-01"])
    assert previewed(product)["status"] == "FAILED"
    assert product.netsuite.request_count(status="401") == 1


def test_what_a_sync_may_not_post_yet_is_previewed_all_the_same(product: Product) -> None:
    product.ready()
    product.go_live(date(2026, 12, 1))
    product.hand_over(small_document())
    refused = product.call("POST", f"{PERIOD}/syncs")
    assert refused.body["code"] == "BEFORE_GO_LIVE"
    preview = previewed(product)
    assert (counts(preview), codes(product, preview)) == ((2, 0, 0), ["CONN-09"])


def test_a_preview_needs_a_tested_live_connection(product: Product) -> None:
    product.make_tenant()
    product.connect()
    product.hand_over(small_document())
    answer = product.call("POST", f"{PERIOD}/previews")
    assert (answer.status, answer.body["code"]) == (409, "NO_LIVE_CONNECTION")
    product.test_connection()
    product.go_live()
    product.change_connection(passed_at=None)
    answer = product.call("POST", f"{PERIOD}/previews")
    assert (answer.status, answer.body["code"]) == (409, "CONNECTION_NOT_TESTED")
    assert product.call("POST", f"{period_path('none')}/previews").status == 404


def test_who_may_sync_may_preview_and_who_may_read_may_look(product: Product) -> None:
    product.ready()
    product.make_tenant("other", "lease.other")
    product.hand_over(small_document())
    for user in ("auditor", "lease-system"):
        answer = product.call("POST", f"{PERIOD}/previews", user, headers=of(TENANT))
        assert (answer.status, answer.body["code"]) == (403, "FORBIDDEN")
    # Who set the integration up, even with both duties, may look at what a sync would do.
    for user in ("administrator", "everything"):
        asked = product.call("POST", f"{PERIOD}/previews", user, headers=of(TENANT))
        assert asked.status == 202
    product.run()
    for what in ("", "/journals", "/problems"):
        path = f"/v1/previews/{asked.body['preview_id']}{what}"
        assert product.call("GET", path, "auditor", headers=of(TENANT)).status == 200
        assert product.call("GET", path, "lease-system", headers=of(TENANT)).status == 403
        assert product.call("GET", path, "controller", headers=of("other")).status == 404


def of(tenant: str) -> dict[str, str]:
    return {"Period-Sync-Tenant": tenant}


def test_what_stands_is_shown_with_where_it_is_after_a_sync(product: Product) -> None:
    product.ready()
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    synced = product.call("GET", f"/v1/syncs/{sync_id}/journals").body["items"]
    product.netsuite.reset_requests()
    before = state(product)
    preview = previewed(product)
    assert (preview["status"], counts(preview), codes(product, preview)) == ("DONE", (2, 2, 0), [])
    told = ("external_id", "internal_id", "number", "status", "is_verified", "netsuite_url")
    for shown, journal in zip(listed(product, preview, "journals"), synced, strict=True):
        assert [shown[name] for name in told] == [journal[name] for name in told]
    assert state(product) == before
    assert product.netsuite.request_count("journalEntry") == 0


def test_a_journal_that_was_deleted_since_is_a_problem_and_no_row_says_so(
    product: Product,
) -> None:
    product.ready()
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    [first, _] = product.call("GET", f"/v1/syncs/{sync_id}/journals").body["items"]
    product.netsuite.delete_journal(first["internal_id"])
    before = state(product)
    preview = previewed(product)
    assert (counts(preview), codes(product, preview)) == ((2, 1, 0), ["POST-01"])
    assert state(product) == before


def test_a_later_revision_shows_reversals_and_what_is_taken_over(product: Product) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    closed_again(product, entry(1, "150.00"), SECOND)
    before = state(product), product.netsuite.journals()
    preview = previewed(product)
    assert (counts(preview), codes(product, preview)) == ((3, 1, 2), [])
    journals = listed(product, preview, "journals")
    assert [(j["entry_id"], j["kind"], j["revision"], j["status"]) for j in journals] == [
        ("E-1", "entry", 1, "POSTED"),
        ("E-1", "reversal", 2, "PLANNED"),
        ("E-1", "entry", 2, "PLANNED"),
        ("E-2", "entry", 1, "POSTED"),
    ]
    assert journals[1]["reverses"] == journals[0]["external_id"]
    assert preview["totals"] == {"EUR": "650.65"}
    assert (state(product), product.netsuite.journals()) == before
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    synced = product.call("GET", "/v1/syncs/halcyon-2/journals").body["items"]
    assert [j["external_id"] for j in synced] == [j["external_id"] for j in journals]


def test_what_a_failed_sync_left_out_is_what_would_be_posted(product: Product) -> None:
    product.ready()
    product.netsuite.add_script("Entry 2", "no budget left")
    sync_id = start(product, entries=3)
    assert run_until_ended(product, sync_id) == "FAILED"
    before = state(product)
    preview = previewed(product)
    # Only NetSuite can tell whether it refuses the journal again.
    assert (counts(preview), codes(product, preview)) == ((3, 2, 1), [])
    assert state(product) == before
    product.netsuite.clear_scripts()
    assert run_until_ended(product, retry(product, sync_id)) == "COMPLETED"


def test_a_journal_in_doubt_is_told_and_looked_for_once(product: Product) -> None:
    product.ready()
    product.netsuite.add_fault("commit-late:route=journalEntry,nth=1,wait=3600")
    sync_id = start(product)
    product.run()
    before = state(product)
    preview = previewed(product)
    assert (counts(preview), codes(product, preview)) == ((2, 0, 0), ["DUP-02"])
    assert product.netsuite.commit_late_work() == 1
    preview = previewed(product)
    assert (counts(preview), codes(product, preview)) == ((2, 1, 1), [])
    assert state(product) == before
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert len(product.netsuite.journals()) == 2


def test_a_doubt_about_an_earlier_revision_keeps_the_next_from_being_planned(
    product: Product,
) -> None:
    product.ready()
    product.netsuite.add_fault("commit-late:route=journalEntry,nth=1,wait=3600")
    sync_id = start(product)
    product.run()
    product.call("POST", f"/v1/syncs/{sync_id}/stop")
    assert run_until_ended(product, sync_id) == "FAILED"
    assert "DUP-02" in problem_codes(product, sync_id)
    closed_again(product, FIRST, SECOND, entry(3, "7.00"))
    before = state(product)
    preview = previewed(product)
    assert (preview["status"], counts(preview)) == ("DONE", (0, 0, 0))
    assert codes(product, preview) == ["DUP-02"]
    assert state(product) == before


def test_a_pause_stops_no_preview(product: Product) -> None:
    product.ready()
    product.hand_over(small_document())
    run(operator_of(product), "pause", TENANT, CONNECTION, "--reason", "maintenance")
    assert previewed(product)["status"] == "DONE"


def test_a_lease_in_another_period_of_the_same_dates_is_named(product: Product) -> None:
    product.ready()
    assert run_until_ended(product, start(product)) == "COMPLETED"
    product.hand_over(small_document() | {"period_id": "2026-10b", "name": "Oct 2026 b"})
    preview = previewed(product, "/v1/periods/halcyon/2026-10b")
    assert (counts(preview), codes(product, preview)) == ((2, 0, 0), ["DUP-06"])


def test_journals_and_problems_come_in_pages(product: Product) -> None:
    product.ready()
    product.hand_over(unmapped())
    path = f"/v1/previews/{previewed(product)['preview_id']}"
    for what in ("journals", "problems"):
        whole = product.call("GET", f"{path}/{what}").body["items"]
        seen, cursor = [], "0"
        while cursor is not None:
            page = product.call("GET", f"{path}/{what}", limit="2", cursor=cursor).body
            seen += page["items"]
            cursor = page["next_cursor"]
        assert len(whole) > 2
        assert seen == whole
        refused = product.call("GET", f"{path}/{what}", cursor="x")
        assert (refused.status, refused.body["field"]) == (400, "cursor")


def test_a_press_stands_in_the_audit_trail(product: Product) -> None:
    product.ready()
    product.hand_over(small_document())
    press(product)
    press(product)
    [line] = [item for item in product.audit() if item["action"] == "preview requested"]
    assert (line["subject"], line["by"]["subject"]) == ("halcyon-p1", "controller")


def test_an_operator_is_shown_a_preview(
    product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    product.ready()
    product.hand_over(small_document())
    product.netsuite.add_fault("503")
    preview_id = previewed(product)["preview_id"]
    run(operator_of(product), "show", preview_id)
    assert "NetSuite can't be asked now" in capsys.readouterr().out
    product.netsuite.clear_faults()
    product.run_for(60)
    run(operator_of(product), "show", preview_id)
    told = capsys.readouterr().out
    assert f"{preview_id}: preview of Oct 2026 of halcyon, revision 1, DONE" in told
    assert f"tenants/halcyon/previews/{preview_id}/journals-" in told


def test_a_hint_that_was_lost_is_sent_again_by_the_sweeper(product: Product) -> None:
    product.ready()
    product.hand_over(small_document())
    preview_id = press(product)
    Queues(product).take()
    assert product.sweep() == 0
    product.clock.pause(601)
    assert product.sweep() == 1
    product.run()
    assert preview_of(product, preview_id)["status"] == "DONE"
    product.clock.pause(601)
    assert product.sweep() == 0


def test_five_workers_that_die_end_only_the_preview(product: Product) -> None:
    product.ready()
    sync_id = start(product)
    product.netsuite.add_fault("429:route=journalEntry,nth=1,retry_after=900")
    product.run()
    preview_id = press(product)
    message = Queues(product).take()
    failed = product.deliver("journal_poster", message.body, message.message_id, receives=5)
    assert failed == [message.message_id]
    preview = preview_of(product, preview_id)
    assert (preview["status"], codes(product, preview)) == ("FAILED", ["OPS-05"])
    assert run_until_ended(product, sync_id) == "COMPLETED"
    # What comes back from the dead-letter queue finds nothing to do.
    assert product.deliver("journal_poster", message.body) == []
    assert preview_of(product, preview_id) == preview


def test_a_worker_that_was_held_up_changes_nothing(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    product.hand_over(small_document())
    boundary = watch(monkeypatch, product)
    seen: list[dict[str, Any]] = []

    def hold_up(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST query"):
            boundary.hook = None
            product.clock.pause(601)
            assert product.sweep() == 1
            product.run()
            seen.append(preview_of(product, preview_id))

    boundary.hook = hold_up
    preview_id = press(product)
    message = Queues(product).take()
    assert product.deliver("journal_poster", message.body, message.message_id) == []
    assert seen[0]["status"] == "DONE"
    assert preview_of(product, preview_id) == seen[0]
