"""boto3's way from values to typed attributes and back, made fast for what we store."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

_write = TypeSerializer().serialize
_read = TypeDeserializer().deserialize


class Stored(dict[str, Any]):
    """An item that is stored, and never changed in place; its plain values are worked out once."""

    __slots__ = ("plain", "rows")
    plain: dict[str, Any]
    rows: dict[type[Any], Any]


class Plain(dict[str, Any]):
    """A stored item's plain values; `rows` is what the item was read as, by its kind."""

    __slots__ = ("rows",)
    rows: dict[type[Any], Any]


def read_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Turn all attributes of an item into values."""
    if type(item) is not Stored:
        return {name: read(value) for name, value in item.items()}
    try:
        plain = item.plain
    except AttributeError:
        plain = item.plain = {
            name: value["S"] if "S" in value else read(value) for name, value in item.items()
        }
        item.rows = {}
    found = Plain(plain)
    found.rows = item.rows
    return found


def write_item(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn all values that are there into typed attributes."""
    return {
        name: {"S": value}
        if (kind := type(value)) is str
        else {"N": str(value)}
        if kind is int
        else write(value)
        for name, value in values.items()
        if value is not None
    }


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
        return {
            "M": {
                name: {"S": item} if type(item) is str else write(item)
                for name, item in value.items()
            }
        }
    if kind is list:
        return {"L": [{"S": item} if type(item) is str else write(item) for item in value]}
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
        return {name: item["S"] if "S" in item else read(item) for name, item in value.items()}
    if kind == "L":
        return [item["S"] if "S" in item else read(item) for item in value]
    other: Any = attribute
    return _read(other)
