"""The metadata catalog: the properties of a record type as this account has them (fact 35)."""

from collections.abc import Mapping

from local.netsuite.custom_fields import CustomField
from local.netsuite.exchange import Answer, Request, json_answer
from local.netsuite.features import has_property
from local.netsuite.journal_fields import Property
from local.netsuite.preferences import Preferences
from local.netsuite.query_filter.fields import fields_of
from local.netsuite.record_types import (
    RECORD_ROOT,
    RECORD_TYPES,
    RecordType,
    record_type_of,
)
from local.netsuite.record_work import RecordWork
from local.netsuite.refusals import nonexistent, not_acceptable
from local.netsuite.terms import Terms

METADATA_PATH = f"{RECORD_ROOT}/metadata-catalog"
SCHEMA_TYPE = "application/schema+json"
OPENAPI_TYPE = "application/swagger+json"
_REFERENCE: Mapping[str, object] = {
    "type": "object",
    "properties": {
        "id": {"title": "Internal identifier", "type": "string"},
        "refName": {"title": "Reference Name", "type": "string"},
        "externalId": {"title": "External identifier", "type": "string"},
    },
}
_TYPES: dict[str, Mapping[str, object]] = {
    "text": {"type": "string"},
    "url": {"type": "string", "format": "URL"},
    "boolean": {"type": "boolean"},
    "number": {"type": "number", "format": "double"},
    "date": {"type": "string", "format": "date"},
    "reference": _REFERENCE,
    "book rates": {"type": "object"},
}
_READ_ONLY: dict[str, Mapping[str, object]] = {
    "id": {"title": "Internal ID", "type": "string", "readOnly": True},
    "transactionNumber": {"title": "Transaction Number", "type": "string", "readOnly": True},
    "isReversal": {"title": "Is Reversal", "type": "boolean", "readOnly": True},
    "createdDate": {"title": "Created", "type": "string", "format": "date-time"},
    "lastModifiedDate": {"title": "Modified", "type": "string", "format": "date-time"},
}


def answer_metadata(work: RecordWork, request: Request, terms: Terms) -> Answer:
    """Answer the catalog, or the schema of one record type.

    Raises:
        Refusal: the type does not exist, or the Accept header asks for what there is not.
    """
    accept = request.headers.get("accept", "*/*")
    name = request.path[len(METADATA_PATH) :].strip("/")
    if name:
        found = record_type_of(name.lower())
        if found is None:
            raise nonexistent()
        if SCHEMA_TYPE not in accept:
            raise not_acceptable(SCHEMA_TYPE)
        return json_answer(_schema(found, work, terms.preferences), media_type=SCHEMA_TYPE)
    wanted = {each.lower() for each in (request.parameter("select") or "").split(",") if each}
    types = [each for each in RECORD_TYPES if not wanted or each.stored_as in wanted]
    if OPENAPI_TYPE in accept:
        return json_answer(_openapi(types, work, terms.preferences), media_type=OPENAPI_TYPE)
    items = [_catalog_item(each, request) for each in types]
    return json_answer({"items": items, "totalResults": len(items)}, media_type="application/json")


def _catalog_item(record_type: RecordType, request: Request) -> dict[str, object]:
    address = f"{request.origin}{METADATA_PATH}/{record_type.name}"
    return {
        "name": record_type.name,
        "links": [
            {"rel": "describes", "href": f"{request.origin}{record_type.path}"},
            {"rel": "alternate", "href": address, "mediaType": SCHEMA_TYPE},
        ],
    }


def _openapi(
    types: list[RecordType], work: RecordWork, preferences: Preferences
) -> dict[str, object]:
    return {
        "openapi": "3.0.1",
        "info": {"title": "NetSuite REST Record API", "version": "v1"},
        "paths": {f"/{each.name}": {"get": {}, "post": {}} for each in types},
        "components": {"schemas": {each.name: _schema(each, work, preferences) for each in types}},
    }


def _schema(
    record_type: RecordType, work: RecordWork, preferences: Preferences
) -> dict[str, object]:
    filterable = fields_of(record_type, work.custom)
    header = {
        **_READ_ONLY,
        **_described(record_type.header, preferences),
        **_custom(work.custom.body),
    }
    line = {
        "line": {"title": "Line", "type": "integer", "format": "int64"},
        **_described(record_type.line, preferences),
        **_custom(work.custom.line),
    }
    for name in filterable:
        if name in header:
            header[name] = {**header[name], "x-ns-filterable": True}
    items = {"type": "array", "items": {"type": "object", "properties": line}}
    sublist = {"type": "object", "properties": {"items": items}}
    return {
        "$schema": "http://json-schema.org/draft-06/hyper-schema#",
        "type": "object",
        "properties": {**header, "line": sublist},
    }


def _described(
    properties: Mapping[str, Property], preferences: Preferences
) -> dict[str, Mapping[str, object]]:
    return {
        name: {"title": each.label, **_TYPES[each.kind], "nullable": True}
        for name, each in properties.items()
        if has_property(name, preferences)
    }


def _custom(fields: Mapping[str, CustomField]) -> dict[str, Mapping[str, object]]:
    return {
        name: {
            "title": each.label or name,
            **_TYPES[each.kind],
            "nullable": True,
        }
        for name, each in fields.items()
    }
