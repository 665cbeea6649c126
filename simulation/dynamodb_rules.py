"""What DynamoDB takes for a mistake, and what of a row it shows, in which order."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from simulation import aws_errors
from simulation.expressions import Item, placeholders

_NOTHING: Item = {}
WRITES_MAX = 100
_ORDERS = {None: "sk", "due": "due_at", "watch": "watched_since", "list": "list_order"}
"""By what each index, and the table itself, puts the rows of a partition in order."""
_LISTED = {"list": ("list_key", "list_order")}
_KEYS_ONLY = {"due": ("due_shard", "due_at"), "watch": ("watch_key", "watched_since")}
"""Indexes that show nothing but keys, and the attributes that these have beside the table's."""


def require_all(asked: Mapping[str, Any], *kinds: str) -> None:
    """Refuse expressions whose names and values are not just those that are given."""
    texts = tuple([asked[kind] for kind in kinds if kind in asked])
    values = asked.get("ExpressionAttributeValues", _NOTHING)
    names = asked.get("ExpressionAttributeNames", _NOTHING)
    if not _are_all(texts, tuple(values), tuple(names)):
        raise aws_errors.client_error("ValidationException", "Expression")


@cache
def _are_all(texts: tuple[str, ...], values: tuple[str, ...], names: tuple[str, ...]) -> bool:
    spoken_of = placeholders(*texts)
    return len(values) + len(names) == len(spoken_of) and spoken_of >= {*values, *names}


def require_distinct(writes: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a transaction that is too long or has two operations on one item."""
    items = {((w.get("Put") or w["ConditionCheck"])["TableName"], name_of(w)) for w in writes}
    if len(writes) > WRITES_MAX or len(items) != len(writes):
        raise aws_errors.client_error("ValidationException", "TransactWriteItems")


def key_of(item: Item, index: str | None) -> Item:
    """Return the attributes that stand for a row in a key of an index, or of the table."""
    names = ("pk", "sk", *_KEYS_ONLY.get(index or "", ()), *_LISTED.get(index or "", ()))
    return {name: item[name] for name in names if name in item}


def place_of(item: Item, index: str | None) -> tuple[str, str, str]:
    """Return where a row, or the key of one, stands in the order of an index."""
    return (item[_ORDERS[index]]["S"], item["pk"]["S"], item["sk"]["S"])


def shown(item: Item, index: str | None) -> Item:
    """Return what an index, or the table, shows of a row."""
    return key_of(item, index) if index in _KEYS_ONLY else item


def name_of(write: Mapping[str, Any]) -> str:
    """Name the row that a write of a transaction is about."""
    body = write.get("Put") or write["ConditionCheck"]
    key = body["Item"] if "Item" in body else body["Key"]
    return f"{key['pk']['S']}/{key['sk']['S']}"
