"""Turns domain objects into items and back; strict on reading."""

from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.keys import Key
from period_sync.adapters.dynamodb.table import Item, Put
from period_sync.application.ports import Watch
from period_sync.domain.tenant import AuditRecord

Row = TypeVar("Row")
SAME_VERSION = "version = :version"


def item_of(row: Any, key: Key, **index: str | None) -> Item:  # noqa: ANN401 - any dataclass
    """Write a row under a key; `index` attributes put it into an index."""
    _, adapter = _kept(type(row))
    values = adapter.dump_python(row, mode="json")
    item = {name: value for name, value in values.items() if value is not None}
    item.update(pk=key.pk, sk=key.sk)
    item.update((name, value) for name, value in index.items() if value)
    return item


def row_of(kind: type[Row], item: Item) -> Row:
    """Read a row. Raises pydantic's ValidationError if the item is not one of this kind."""
    names, adapter = _kept(kind)
    return adapter.validate_python({k: v for k, v in item.items() if k in names})  # type: ignore[no-any-return]


def wake_up(due_at: Any) -> dict[str, str | None]:  # noqa: ANN401 - datetime or None
    """The attributes that put a row into the index of due rows, or keep it out."""
    if due_at is None:
        return {}
    return {"due_shard": keys.DUE_SHARD, "due_at": keys.instant_text(due_at)}


def watch(what: Watch, since: datetime | None) -> dict[str, str | None]:
    """The attributes that put a row into the index of what is watched, or keep it out."""
    if since is None:
        return {}
    return {"watch_key": what, "watched_since": keys.instant_text(since)}


def replacing(version: int) -> dict[str, Any]:
    """The condition of a Put that replaces exactly one version of a row."""
    return {"condition": SAME_VERSION, "values": {":version": version}}


IN_PLACE = "attribute_exists(pk) OR attribute_not_exists(pk)"
"""For a row that replaces whatever stands in its place."""


def audit_put(record: AuditRecord) -> Put:
    """The write of one line of the audit trail."""
    key = keys.audit(record.tenant, record.at, record.action, record.subject)
    return Put(item_of(record, key), is_audit=True)


def _kept(kind: type[Any]) -> tuple[frozenset[str], TypeAdapter[Any]]:
    """Name each kind's fields and build its reader and writer once; building is what costs."""
    if kind not in _KEPT:
        _KEPT[kind] = frozenset(field.name for field in fields(kind)), TypeAdapter(kind)
    return _KEPT[kind]


_KEPT: dict[type[Any], tuple[frozenset[str], TypeAdapter[Any]]] = {}
