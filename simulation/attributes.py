"""boto3's way from values to typed attributes and back, made fast for what we store."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

_write = TypeSerializer().serialize
_read = TypeDeserializer().deserialize


class Stored(dict[str, Any]):
    """An item that is stored, and never changed in place; its plain values are worked out once."""

    __slots__ = ("plain",)
    plain: dict[str, Any]


def read_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Turn all attributes of an item into values."""
    if type(item) is not Stored:
        return {name: read(value) for name, value in item.items()}
    try:
        plain = item.plain
    except AttributeError:
        plain = item.plain = {name: read(value) for name, value in item.items()}
    return dict(plain)


def write(value: Any) -> dict[str, Any]:  # noqa: PLR0911 - one row for each kind
    """Turn a value into a typed attribute."""
    kind = type(value)
    if kind is str:
        return {"S": value}
    if kind is bool:
        return {"BOOL": value}
    if kind is int:
        return {"N": str(value)}
    if kind is dict:
        return {"M": {name: write(item) for name, item in value.items()}}
    if kind is list:
        return {"L": [write(item) for item in value]}
    if isinstance(value, str):
        return {"S": str(value)}
    found: Any = _write(value)
    return dict(found)


def read(attribute: dict[str, Any]) -> Any:
    """Turn a typed attribute into a value."""
    ((kind, value),) = attribute.items()
    if kind == "S":
        return value
    if kind == "N":
        return Decimal(value)
    if kind == "M":
        return {name: read(item) for name, item in value.items()}
    if kind == "L":
        return [read(item) for item in value]
    other: Any = attribute
    return _read(other)
