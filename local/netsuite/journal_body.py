"""Reads the JSON body of a journalEntry into a draft, naming every place that is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from local.netsuite.journal import Draft, Line
from local.netsuite.journal_fields import (
    HEADER,
    LINE,
    NOT_SIMULATED_HEADER,
    NOT_SIMULATED_LINE,
    READ_ONLY_HEADER,
    READ_ONLY_LINE,
    CustomFields,
    Property,
)
from local.netsuite.money import load_json
from local.netsuite.refusals import invalid_value, malformed, not_simulated

# More than any books hold; NetSuite's own bound is not documented.
WHOLE_DIGITS_MAX = 18
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INTERNAL_ID = re.compile(r"[1-9]\d{0,17}", re.ASCII)


@dataclass(slots=True)
class JournalBody:
    """The draft that a body describes, and the names in it that the record does not have."""

    draft: Draft
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Names:
    """What the names on one level of the body mean."""

    known: Mapping[str, Property]
    read_only: frozenset[str]
    not_simulated: frozenset[str]
    custom: frozenset[str]


def read_journal(content: bytes, custom: CustomFields) -> JournalBody:
    """Parse and type a body.

    Raises:
        Refusal: not JSON, a value of the wrong type, or a property that is not simulated.
    """
    try:
        document = load_json(content)
    except ValueError as error:
        raise malformed(f"Invalid JSON in the request body: {error}") from error
    if not isinstance(document, dict):
        raise malformed("The request body must be a JSON object.")
    body = JournalBody(Draft())
    names = _Names(HEADER, READ_ONLY_HEADER | {"line"}, NOT_SIMULATED_HEADER, custom.body)
    header = _read(document, names, "", body.unknown)
    line_names = _Names(LINE, READ_ONLY_LINE, NOT_SIMULATED_LINE, custom.line)
    lines = tuple(
        _read_line(number, item, line_names, body.unknown)
        for number, item in enumerate(_items(document.get("line"), body.unknown), start=1)
    )
    body.draft = Draft(**header, lines=lines)
    return body


def _items(sublist: object, unknown: list[str]) -> list[object]:
    """Return the lines: they are in `line.items`, never in SOAP's `lineList` (fact 40)."""
    if sublist is None:
        return []
    if not isinstance(sublist, dict):
        raise invalid_value(sublist, "line", "line")
    unknown += [
        f"line.{name}" for name in sublist if name not in ("items", "links", "totalResults")
    ]
    items = sublist.get("items")
    if items is None:
        return []
    if not isinstance(items, list):
        raise invalid_value(items, "items", "line.items")
    return items


def _read_line(number: int, item: object, names: _Names, unknown: list[str]) -> Line:
    path = f"line.items[{number - 1}]"
    if not isinstance(item, dict):
        raise invalid_value(item, "items", path)
    return Line(number, **_read(item, names, f"{path}.", unknown))


def _read(
    document: Mapping[str, object], names: _Names, prefix: str, unknown: list[str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    extras: dict[str, object] = {}
    for name, value in document.items():
        if name in names.known:
            if value is not None:
                found = names.known[name]
                values[found.attribute] = _READERS[found.kind](value, name, prefix + name)
        elif name in names.custom:
            extras[name] = value
        elif name in names.not_simulated:
            raise not_simulated(f"the property {prefix}{name}")
        elif name not in names.read_only:
            unknown.append(prefix + name)
    return {**values, "extras": extras}


def _text(value: object, name: str, path: str) -> str | None:
    if not isinstance(value, str):
        raise invalid_value(value, name, path)
    # Oracle's databases hold no empty text, only NULL.
    return value or None


def _flag(value: object, name: str, path: str) -> bool:
    if not isinstance(value, bool):
        raise invalid_value(value, name, path)
    return value


def _number(value: object, name: str, path: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise invalid_value(value, name, path)
    number = Decimal(value)
    if number.adjusted() >= WHOLE_DIGITS_MAX:
        raise invalid_value(value, name, path)
    return number


def _day(value: object, name: str, path: str) -> date:
    """A day and nothing else: a date-time is refused (fact 198)."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise invalid_value(value, name, path)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise invalid_value(value, name, path) from error


def _reference(value: object, name: str, path: str) -> int:
    """An internal id as text or number, inside an object (fact 33)."""
    identifier = value.get("id") if isinstance(value, dict) else None
    if isinstance(identifier, bool) or not _INTERNAL_ID.fullmatch(str(identifier)):
        raise invalid_value(identifier, name, path)
    return int(str(identifier))


_READERS = {
    "text": _text,
    "flag": _flag,
    "number": _number,
    "day": _day,
    "reference": _reference,
}
