"""A company says what names of its lease system mean in NetSuite."""

import json
from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest

from period_sync.domain.correlation import LENGTH
from tests.support.documents import document_json, entry_json, line_json
from tests.support.product import Answer, Product

PERIOD = "/v1/periods/halcyon/2026-10"
MAPPINGS = "/v1/connections/main/mappings"
LOGISTICS = {
    "list": "department",
    "name": "logistics",
    "internal_id": "13",
    "path": "Logistics",
    "subsidiary": None,
}


def hand_over(product: Product, **names: Any) -> None:
    lines = (line_json(0, department="logistics", **names), line_json(1))
    assert product.hand_over(document_json(entry_json(*lines))) == []


def save(product: Product, version: int, *said: dict[str, Any], **caller: Any) -> Answer:
    body = json.dumps({"version": version, "mappings": said})
    return product.call("PUT", MAPPINGS, **({"user": "administrator"} | caller), body=body)


def suggestions(product: Product) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = product.call("GET", f"{MAPPINGS}/suggestions").body["items"]
    return found


def sync(product: Product) -> str:
    status: str = product.call("GET", PERIOD).body["status"]
    current = product.call("GET", PERIOD).body["sync_id"]
    path = f"/v1/syncs/{current}/retry" if status == "FAILED" else f"{PERIOD}/syncs"
    assert product.call("POST", path).status == 202
    product.run()
    return str(product.call("GET", PERIOD).body["status"])


def test_a_name_is_suggested_mapped_and_then_posted(product: Product) -> None:
    product.ready()
    hand_over(product)
    assert suggestions(product) == []
    assert sync(product) == "FAILED"
    [wanted] = suggestions(product)
    assert (wanted["list"], wanted["name"], wanted["lines"]) == ("department", "logistics", 1)
    assert (wanted["entity"], wanted["period_id"]) == ("halcyon", "2026-10")
    assert len(wanted["entries"]) == 1
    first = wanted["candidates"][0]
    assert first["path"].startswith("Logistics (id 13")

    chosen = LOGISTICS | {"internal_id": first["internal_id"], "path": first["path"]}
    saved = save(product, 0, chosen)
    assert (saved.body["version"], saved.body["mappings"]) == (1, [chosen])
    assert product.call("GET", MAPPINGS, "auditor").body == saved.body
    assert sync(product) == "COMPLETED"
    assert suggestions(product) == []
    [posted] = product.netsuite.journals()
    assert "Logistics" in [line["department"] for line in posted["lines"]], posted


def test_a_preview_suggests_too(product: Product) -> None:
    product.ready()
    hand_over(product)
    product.call("POST", f"{PERIOD}/previews")
    product.run()
    assert [one["name"] for one in suggestions(product)] == ["logistics"]


def test_every_change_is_on_the_trail_with_who_and_what(product: Product) -> None:
    product.ready()
    save(product, 0, LOGISTICS)
    save(product, 1, LOGISTICS | {"internal_id": "14", "path": "R&D"})
    assert save(product, 2, LOGISTICS | {"internal_id": "14", "path": "R&D"}).body["version"] == 2
    save(product, 2)
    lines = [line for line in product.audit() if line["action"] == "mappings changed"]
    assert [line["facts"]["department logistics"] for line in lines] == [
        "not mapped -> Logistics (id 13)",
        "Logistics (id 13) -> R&D (id 14)",
        "R&D (id 14) -> not mapped",
    ]
    assert {line["by"]["email"] for line in lines} == {"administrator@halcyon.example"}


def test_every_version_can_be_read_with_who_saved_it_and_when(product: Product) -> None:
    product.ready()
    assert product.call("GET", MAPPINGS).body["versions"] == []
    other = LOGISTICS | {"internal_id": "14", "path": "R&D"}
    said: list[list[dict[str, Any]]] = [[LOGISTICS], [other], []]
    asked_at = []
    for number, each in enumerate(said):
        product.clock.pause(60)
        asked_at.append(product.clock.now())
        assert save(product, number, *each).status == 200

    newest = product.call("GET", MAPPINGS, "auditor").body
    for number, each in enumerate(said, 1):
        read = product.call("GET", MAPPINGS, "auditor", version=str(number)).body
        assert (read["version"], read["mappings"]) == (number, each)
        assert read["versions"] == newest["versions"][-number:]
    assert [one["version"] for one in newest["versions"]] == [3, 2, 1]
    for at, one in zip(asked_at[::-1], newest["versions"], strict=True):
        assert at < datetime.fromisoformat(one["saved_at"]) < at + timedelta(seconds=1)
    assert {one["saved_by"] for one in newest["versions"]} == {"administrator@halcyon.example"}
    assert product.call("GET", MAPPINGS, "auditor", version="3").body == newest


def test_a_version_that_is_not_there_is_told_apart_from_nonsense(product: Product) -> None:
    product.ready()
    save(product, 0, LOGISTICS)
    for version in ("2", "999999"):
        missing = product.call("GET", MAPPINGS, version=version)
        assert (missing.status, missing.body["code"]) == (404, "NOT_FOUND")
        assert f"no version {version}" in missing.body["detail"]
    for nonsense in ("0", "-1", "1.5", "two", "1" * 400):
        refused = product.call("GET", MAPPINGS, version=nonsense)
        assert (refused.status, refused.body["code"]) == (400, "INVALID_INPUT")
        assert "version" in refused.body["faults"][0]["field"]
    product.make_tenant("meridian", "lease.meridian")
    elsewhere = {"period-sync-tenant": "meridian"}
    assert product.call("GET", MAPPINGS, version="1", headers=elsewhere).status == 404


def test_an_older_version_that_was_tampered_with_is_not_shown(product: Product) -> None:
    product.ready()
    save(product, 0, LOGISTICS)
    save(product, 1)
    s3, bucket = boto3.client("s3"), product.cloud.bucket
    prefix = "tenants/halcyon/connections/main/mappings/000001-"
    [stored] = s3.list_objects_v2(Bucket=bucket, Prefix=prefix)["Contents"]
    s3.put_object(Bucket=bucket, Key=stored["Key"], Body=b"[]")
    answer = product.call("GET", MAPPINGS, version="1")
    assert (answer.status, answer.body["code"]) == (500, "INTERNAL")
    assert len(answer.body["correlation_id"]) == LENGTH
    assert product.call("GET", MAPPINGS).status == 200


def test_of_two_who_save_at_once_the_second_is_told(product: Product) -> None:
    product.ready()
    assert save(product, 0, LOGISTICS).status == 200
    late = save(product, 0)
    assert (late.status, late.body["code"], late.body["version"]) == (409, "MAPPINGS_CHANGED", 1)
    assert len(product.call("GET", MAPPINGS).body["mappings"]) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ([LOGISTICS | {"list": "warehouse"}], "mappings.0.list"),
        ([LOGISTICS | {"internal_id": "13; DROP"}], "mappings.0.internal_id"),
        ([LOGISTICS | {"name": ""}], "mappings.0.name"),
        ([LOGISTICS | {"colour": "red"}], "mappings.0.colour"),
        ([LOGISTICS, LOGISTICS], "mappings[1]"),
    ],
)
def test_what_is_no_mapping_is_refused_and_named(
    product: Product, said: list[dict[str, Any]], field: str
) -> None:
    product.ready()
    answer = save(product, 0, *said)
    assert answer.status in {400, 422}
    assert field in json.dumps(answer.body)
    assert product.call("GET", MAPPINGS).body["version"] == 0


def test_a_record_that_was_made_inactive_stops_the_sync_and_is_named(product: Product) -> None:
    product.ready()
    save(product, 0, LOGISTICS)
    product.netsuite.change_record("department", 13, isinactive=True)
    hand_over(product)
    assert sync(product) == "FAILED"
    [wanted] = suggestions(product)
    assert "is mapped to 'Logistics' (id 13), which is inactive" in wanted["finding"]
    assert product.netsuite.journals() == []


def test_a_warm_process_looks_a_mapped_name_up_once(product: Product) -> None:
    product.ready()
    save(product, 0, LOGISTICS)
    hand_over(product)
    assert sync(product) == "COMPLETED"
    before = product.netsuite.request_count()
    again = document_json(
        entry_json(line_json(0, department="logistics"), line_json(1)), period_id="2026-11"
    )
    assert product.hand_over(again) == []
    product.call("POST", "/v1/periods/halcyon/2026-11/syncs")
    product.run()
    assert product.netsuite.request_count() - before < before


def test_only_who_sets_up_the_integration_may_map(product: Product) -> None:
    product.ready()
    assert save(product, 0, LOGISTICS, user="controller").status == 403
    assert product.call("GET", "/v1/connections/other/mappings").status == 404
    product.make_tenant("meridian", "lease.meridian")
    elsewhere = {"period-sync-tenant": "meridian"}
    assert save(product, 0, LOGISTICS, headers=elsewhere).status == 404
    assert product.call("GET", MAPPINGS, headers=elsewhere).status == 404
