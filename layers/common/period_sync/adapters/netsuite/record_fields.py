"""Reads fields of a record's JSON, each strictly by its kind; the error names the field.

All of them raise NetSuiteMalformed. A field that is left out or null has no value.
"""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from period_sync.domain.errors import NetSuiteMalformed
from period_sync.domain.posting import CustomValue, Reference

Json = Mapping[str, Any]
DIGITS_MAX = 40
"""Of an amount, before and after the point together; NetSuite's have at most 18."""
_INTERNAL_ID = re.compile(r"[0-9]{1,18}", re.ASCII)
_REFERENCE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_CUSTOM = ("custbody", "custcol")


def text(record: Json, name: str) -> str | None:
    """Read a text."""
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise _malformed(name, "no text")
    return value


def flag(record: Json, name: str) -> bool | None:
    """Read true or false."""
    value = record.get(name)
    if value is not None and not isinstance(value, bool):
        raise _malformed(name, "neither true nor false")
    return value


def number(record: Json, name: str) -> Decimal | None:
    """Read a number, exactly as it was written."""
    value = record.get(name)
    return None if value is None else exact(value, name)


def whole(record: Json, name: str) -> int | None:
    """Read a whole number."""
    value = number(record, name)
    if value is not None and value != value.to_integral_value():
        raise _malformed(name, "no whole number")
    return None if value is None else int(value)


def day(record: Json, name: str) -> dt.date | None:
    """Read a plain date (fact 198)."""
    written = text(record, name)
    if written is None:
        return None
    try:
        return dt.datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError as error:
        raise _malformed(name, "no date") from error


def instant(record: Json, name: str) -> dt.datetime | None:
    """Read an instant; NetSuite writes them in UTC (fact 198)."""
    written = text(record, name)
    if written is None:
        return None
    try:
        found = dt.datetime.fromisoformat(written)
        return found.replace(tzinfo=found.tzinfo or dt.UTC).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise _malformed(name, "no instant") from error


def reference(record: Json, name: str) -> Reference | None:
    """Read a reference, such as {"id": "12", "refName": "Rent"} (fact 33)."""
    value = record.get(name)
    return None if value is None else _reference(value, name)


def internal_id(record: Json, name: str) -> str | None:
    """Read the id of a transaction, written as a text or as a number (fact 33)."""
    value = record.get(name)
    found = None if value is None else _id(value, name)
    if found is not None and not is_internal_id(found):
        raise _malformed(name, "no internal id")
    return found


def is_internal_id(written: str) -> bool:
    """Whether it can be the id of a transaction; NetSuite's own records have negative ones."""
    return _INTERNAL_ID.fullmatch(written) is not None


def custom_fields(record: Json) -> dict[str, CustomValue]:
    """Read the fields that are named by script id (fact 34).

    Those that hold several records are left out: only a link is shown for them.
    """
    return {
        name: _custom(value, name)
        for name, value in record.items()
        if name.startswith(_CUSTOM) and value is not None and not _is_list(value)
    }


def _custom(value: object, name: str) -> CustomValue:
    match value:
        case bool() | str():
            return value
        case int() | Decimal():
            return exact(value, name)
        case Mapping():
            return _reference(value, name)
        case _:
            raise _malformed(name, "no value of a custom field")


def _is_list(value: object) -> bool:
    return isinstance(value, Mapping) and "id" not in value and "links" in value


def _reference(value: object, name: str) -> Reference:
    if not isinstance(value, Mapping) or value.get("id") is None:
        raise _malformed(name, "no reference")
    return Reference(_id(value["id"], name), text(value, "refName") or "")


def _id(value: object, name: str) -> str:
    written = value if isinstance(value, str) else f"{exact(value, name):f}"
    if not _REFERENCE.fullmatch(written):
        raise _malformed(name, "no internal id")
    return written


def exact(value: object, name: str) -> Decimal:
    """Take a number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _malformed(name, "no number")
    found = Decimal(value)
    if not found.is_finite() or max(abs(found.adjusted()), len(found.as_tuple().digits)) > (
        DIGITS_MAX
    ):
        raise _malformed(name, "a number beyond all bounds")
    return found


def _malformed(name: str, what: str) -> NetSuiteMalformed:
    return NetSuiteMalformed(f"The field {name} of NetSuite's record holds {what}.", field=name)
