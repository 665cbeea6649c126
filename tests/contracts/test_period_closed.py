import json
from typing import Any

import pytest

from period_sync.contracts.document import parse_json, read_document
from period_sync.contracts.period_closed import read_period_closed
from period_sync.domain.document import content_digest
from period_sync.domain.errors import InvalidInput
from period_sync.domain.faults import InvalidDocument
from period_sync.domain.sync import StoredObject
from tests.support.documents import document_json, entry_json, line_json

POINTER = {"key": "tenants/halcyon/incoming/period-2026-10.json", "sha256": "ab" * 32}
ENVELOPE = {
    "version": "0",
    "id": "7bf73129-1428-4cd3-a780-95db273d1602",
    "detail-type": "PeriodClosed",
    "source": "lease.halcyon",
    "account": "111122223333",
    "time": "2026-11-03T08:15:30Z",
    "region": "eu-central-1",
    "resources": [],
    "detail": {"document": document_json()},
}


def event(**changed: Any) -> str:
    return json.dumps(ENVELOPE | {name.replace("_", "-"): v for name, v in changed.items()})


def pointer(**changed: str) -> str:
    return event(detail={"document_object": POINTER | changed})


def test_an_event_carries_its_sender_and_the_document() -> None:
    read = read_period_closed(event())
    assert (read.aws_account, read.source, read.stored) == ("111122223333", "lease.halcyon", None)
    assert read.document is not None
    assert read.document.period_id == "2026-10"


def test_the_body_to_store_reads_as_the_same_document() -> None:
    lines = [line_json(0, location="Tokyo 東京"), line_json(1)]
    read = read_period_closed(event(detail={"document": document_json(entry_json(*lines))}))
    assert read.document is not None
    again = read_document(parse_json(read.body))
    assert again == read.document
    assert content_digest(again) == content_digest(read.document)


def test_a_large_document_is_named_by_its_place_and_hash() -> None:
    read = read_period_closed(pointer())
    assert read.document is None
    assert read.stored == StoredObject(POINTER["key"], POINTER["sha256"])


@pytest.mark.parametrize(
    "key",
    [
        "tenants/halcyon/plans/1234567/plan.json",
        "tenants/halcyon/incoming/",
        "tenants/halcyon/incoming/../secret",
        "tenants/halcyon/incoming/a/b",
        "tenants/../incoming/a",
        "tenants/Halcyon/incoming/a",
        "/tenants/halcyon/incoming/a",
        "tenants/halcyon/incoming/a\n",
        "x/tenants/halcyon/incoming/a",
        "tenants/halcyon/incoming/" + "a" * 129,
        "s3://bucket/tenants/halcyon/incoming/a",
        "",
    ],
)
def test_a_pointer_outside_a_tenants_incoming_folder_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_period_closed(pointer(key=key))
    assert refused.value.evidence["field"] == "detail.document_object.key"


@pytest.mark.parametrize("sha256", ["", "AB" * 32, "ab" * 31, "ab" * 33, "zz" * 32])
def test_a_pointer_without_a_hash_is_refused(sha256: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_period_closed(pointer(sha256=sha256))
    assert refused.value.evidence["field"] == "detail.document_object.sha256"


@pytest.mark.parametrize(
    "detail",
    [
        {},
        {"document": None},
        {"document": document_json(), "document_object": POINTER},
        {"document": "text"},
        {"document": document_json(), "tenant": "other"},
        None,
        [],
    ],
    ids=lambda detail: ascii(detail)[:30],
)
def test_a_detail_holds_exactly_one_of_document_and_pointer(detail: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_period_closed(event(detail=detail))
    assert str(refused.value.evidence["field"]).startswith("detail")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"account": "12345"}, "account"),
        ({"account": "111122223333\n"}, "account"),
        ({"account": 111122223333}, "account"),
        ({"source": ""}, "source"),
        ({"source": "x" * 257}, "source"),
        ({"detail_type": "PeriodOpened"}, "detail-type"),
    ],
)
def test_an_event_of_another_kind_or_sender_is_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_period_closed(event(**changed))
    assert refused.value.evidence["field"] == field


def test_a_document_with_faults_is_refused_with_all_of_them() -> None:
    bad = document_json(entry_json(line_json(0, debit="1.00"), line_json(1, account="")))
    with pytest.raises(InvalidDocument) as refused:
        read_period_closed(event(detail={"document": bad | {"entity": "a b"}}))
    assert {fault.code for fault in refused.value.faults} == {"IDENTIFIER", "TEXT_LENGTH"}


@pytest.mark.parametrize("text", ["", "{", "null", "[]", '{"detail": {}, "detail": {}}'])
def test_what_is_no_event_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_period_closed(text)


def test_a_number_with_a_fraction_is_refused_in_an_event_too() -> None:
    text = event().replace('"1250.00"', "1250.00")
    with pytest.raises(InvalidDocument) as refused:
        read_period_closed(text)
    assert {fault.code for fault in refused.value.faults} == {"AMOUNT"}
