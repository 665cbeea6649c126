import base64
import gzip
import hashlib
import json
from typing import Any

import boto3
import pytest

from period_sync.application import reading_evidence
from tests.protocol.driver import (
    Boundary,
    decided,
    journals_of,
    retry,
    run_until_ended,
    start,
    watch,
)
from tests.support.product import TENANT, Answer, Context, Product


@pytest.fixture
def ready(product: Product) -> Product:
    """It has posted before, so that look-ups know what they must see."""
    product.ready()
    assert run_until_ended(product, start(product, "first", 1)) == "COMPLETED"
    return product


@pytest.fixture
def boundary(ready: Product, monkeypatch: pytest.MonkeyPatch) -> Boundary:
    return watch(monkeypatch, ready)


def ask(product: Product, sync_id: str, key: str, user: str = "auditor", **query: Any) -> Answer:
    return product.call("GET", f"/v1/syncs/{sync_id}/journals/{key}/evidence", user, **query)


def evidence(product: Product, sync_id: str, key: str) -> list[dict[str, Any]]:
    answer = ask(product, sync_id, key)
    assert answer.status == 200, answer.body
    assert answer.body["next_cursor"] is None
    found: list[dict[str, Any]] = answer.body["items"]
    return found


def kinds(pieces: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(piece["attempt"], piece["kind"]) for piece in pieces]


def posted(product: Product) -> tuple[str, str]:
    """A sync of one journal that is in the ledger, and the journal's key."""
    sync_id = start(product, entries=1)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    [journal] = journals_of(product, sync_id)
    return sync_id, journal.external_id


def test_the_evidence_says_what_was_sent_answered_and_read_back(ready: Product) -> None:
    sync_id, key = posted(ready)
    sent, answer, read = evidence(ready, sync_id, key)
    assert kinds([sent, answer, read]) == [(1, "sent"), (1, "answer"), (1, "read-back")]
    [booked] = [row for row in ready.netsuite.journals() if row["externalid"] == key]
    body = json.loads(sent["content"]["body"])
    assert body["externalId"] == key == booked["externalid"]
    assert len(body["line"]["items"]) == len(booked["lines"])
    connection = ready.connection()
    assert sent["content"]["account"] == connection.account
    assert sent["content"]["settings_version"] == connection.settings_version
    assert answer["content"]["status"] == 204
    assert answer["content"]["headers"]["Location"].endswith(f"/{booked['id']}")
    assert read["content"]["internal_id"] == f"{booked['id']}"
    assert read["content"]["differences"] == []


def test_whoever_off_boards_reads_it_too_and_it_bears_its_hash(ready: Product) -> None:
    sync_id, key = posted(ready)
    answer = ask(ready, sync_id, key, "administrator")
    assert answer.status == 200
    for piece in answer.body["items"]:
        content = json.dumps(
            piece["content"], ensure_ascii=False, separators=(",", ":"), sort_keys=True
        )
        assert hashlib.sha256(content.encode()).hexdigest() == piece["sha256"]


@pytest.mark.parametrize("user", ["controller", "team", "lease-system"])
def test_nobody_else_reads_it(ready: Product, user: str) -> None:
    answer = ask(ready, *posted(ready), user)
    assert (answer.status, answer.body["code"]) == (403, "FORBIDDEN")


def test_what_is_of_another_tenant_or_of_no_journal_is_not_found(ready: Product) -> None:
    sync_id, key = posted(ready)
    strange = [ask(ready, sync_id, "ps-" + "a" * 52), ask(ready, "halcyon-9", key)]
    ready.make_tenant("other", "lease.other")
    theirs = ready.call(
        "GET",
        f"/v1/syncs/{sync_id}/journals/{key}/evidence",
        "auditor",
        headers={"period-sync-tenant": "other"},
    )
    for answer in (theirs, *strange):
        assert (answer.status, answer.body["code"]) == (404, "NOT_FOUND")


def test_a_journal_that_was_never_sent_has_none(ready: Product) -> None:
    ready.netsuite.change_record("accountingperiod", 415, closed=True)
    sync_id = start(ready, entries=1)
    assert run_until_ended(ready, sync_id) == "FAILED"
    [journal] = journals_of(ready, sync_id)
    assert evidence(ready, sync_id, journal.external_id) == []


def test_the_attempts_of_a_retry_stand_beside_those_before(ready: Product) -> None:
    ready.netsuite.add_fault("429:route=journalEntry,nth=1,retry_after=60")
    ready.netsuite.add_script("Entry 1", "Not this one.")
    first = start(ready, entries=1)
    assert run_until_ended(ready, first) == "FAILED"
    [journal] = journals_of(ready, first)
    ready.netsuite.clear_scripts()
    second = retry(ready, first)
    assert run_until_ended(ready, second) == "COMPLETED"
    found = evidence(ready, second, journal.external_id)
    expected = [(n, kind) for n in (1, 2, 3) for kind in ("sent", "answer")]
    assert kinds(found) == [*expected, (3, "read-back")]
    assert [piece["sync_id"] for piece in found] == [first] * 4 + [second] * 3
    assert [piece["at"] for piece in found] == sorted(piece["at"] for piece in found)
    assert evidence(ready, first, journal.external_id) == found


def test_a_key_that_was_given_up_keeps_its_evidence(ready: Product, boundary: Boundary) -> None:
    def delete(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal"):
            boundary.hook = None
            ready.netsuite.delete_journal(ready.netsuite.journals()[0]["id"])

    boundary.hook = delete
    sync_id = start(ready, entries=1)
    assert run_until_ended(ready, sync_id) == "FAILED"
    [lost] = journals_of(ready, sync_id)
    ready.clock.pause(20 * 60)
    again = decided(ready, sync_id, "repost", "POST-06")
    assert run_until_ended(ready, again) == "COMPLETED"
    [journal] = ready.call("GET", f"/v1/syncs/{again}/journals").body["items"]
    assert journal["given_up"] == [lost.external_id]
    assert journal["sync_id"] == again
    assert kinds(evidence(ready, again, lost.external_id))[-1] == (1, "decision")
    assert kinds(evidence(ready, again, journal["external_id"]))[0] == (2, "sent")


def test_what_was_altered_or_is_gone_is_not_handed_out(ready: Product) -> None:
    sync_id, key = posted(ready)
    s3, bucket = boto3.client("s3"), ready.cloud.bucket
    [place] = [
        item["Key"]
        for item in s3.list_objects_v2(Bucket=bucket)["Contents"]
        if f"{key}/001-answer" in item["Key"]
    ]
    s3.put_object(Bucket=bucket, Key=place, Body=b'{"status":204}')
    altered = ask(ready, sync_id, key)
    s3.delete_object(Bucket=bucket, Key=place)
    gone = ask(ready, sync_id, key)
    for answer in (altered, gone):
        assert (answer.status, answer.body["code"]) == (500, "INTERNAL")


def test_pages_follow_each_other_and_end_with_what_is_long(
    ready: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_id, key = posted(ready)
    whole = evidence(ready, sync_id, key)
    first = ask(ready, sync_id, key, limit="2").body
    rest = ask(ready, sync_id, key, cursor=first["next_cursor"]).body
    assert [*first["items"], *rest["items"]] == whole
    assert rest["next_cursor"] is None
    monkeypatch.setattr(reading_evidence, "PAGE_BYTES", 1)
    assert ask(ready, sync_id, key).body["items"] == whole[:1]
    refused = ask(ready, sync_id, key, cursor="elsewhere")
    assert (refused.status, refused.body["field"]) == (400, "cursor")


def test_it_is_compressed_for_whoever_takes_it_so(ready: Product) -> None:
    sync_id, key = posted(ready)
    path = f"/v1/syncs/{sync_id}/journals/{key}/evidence"
    event = {
        "version": "2.0",
        "routeKey": f"GET {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"accept-encoding": "gzip, br"},
        "requestContext": {
            "http": {"method": "GET", "path": path, "sourceIp": "127.0.0.1"},
            "authorizer": {"jwt": {"claims": {"sub": "auditor", "exp": "9999999999"}}},
            "requestId": "request",
            "stage": "$default",
        },
        "isBase64Encoded": False,
    }
    answered = ready.handlers["sync_api"](event, Context())
    assert answered["headers"]["Content-Encoding"] == "gzip"
    body = gzip.decompress(base64.b64decode(answered["body"]))
    assert json.loads(body)["items"] == evidence(ready, sync_id, key)


def test_every_stored_piece_is_handed_out(ready: Product) -> None:
    sync_id, key = posted(ready)
    objects = boto3.client("s3").list_objects_v2(
        Bucket=ready.cloud.bucket, Prefix=f"tenants/{TENANT}/evidence/{sync_id}/"
    )
    assert len(objects["Contents"]) == len(evidence(ready, sync_id, key))


def test_it_outlasts_the_connection(ready: Product) -> None:
    sync_id, key = posted(ready)
    before = evidence(ready, sync_id, key)
    revoked = ready.call("DELETE", "/v1/connections/main", "administrator")
    assert (revoked.status, revoked.body["state"]) == (200, "REVOKED")
    assert evidence(ready, sync_id, key) == before
    assert ready.call("GET", "/v1/connections/main/mappings", "auditor").status == 200
    [run] = ready.call("GET", "/v1/periods/halcyon/2026-10/syncs", "auditor").body["items"]
    assert (run["sync_id"], run["connection_id"]) == (sync_id, "main")
