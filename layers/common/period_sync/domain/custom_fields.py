"""Custom fields of entries and lines: only those that the account has, with values they can take.

Their script ids begin with `custbody_` on the header and with `custcol_` on lines (fact 34). A
list or record field takes NetSuite's internal id: its names can't be looked up in general.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from period_sync.domain.connection import CustomFieldKind, Features
from period_sync.domain.document import CustomFields, Document
from period_sync.domain.posting import CustomValue, Reference
from period_sync.domain.problems import Place, Problem

ON_HEADER, ON_LINE = "custbody", "custcol"


class _Unfit(Exception):
    """A value that a field can't take; the text says why."""


def custom_values(given: CustomFields, features: Features) -> dict[str, CustomValue]:
    """Return the values as NetSuite takes them; fields without a value are left out."""
    return {
        name: _value(value, features.custom_fields[name])
        for name, value in given.items()
        if value is not None
    }


def check_custom_fields(document: Document, features: Features) -> Iterator[Problem]:
    """Find custom fields that the account doesn't have, and values that they can't take."""
    found: dict[tuple[str, str, str], list[Place]] = {}
    for entry in document.entries:
        place = Place(entry.entry_id, subsidiary=entry.subsidiary)
        for fault in _faults(entry.custom_fields, ON_HEADER, features):
            found.setdefault(fault, []).append(place)
        for number, line in enumerate(entry.lines, start=1):
            if not line.custom_fields:
                continue
            place = Place(entry.entry_id, number, line.lease_id, entry.subsidiary)
            for fault in _faults(line.custom_fields, ON_LINE, features):
                found.setdefault(fault, []).append(place)
    for (name, value, finding), places in found.items():
        facts = {"name": name, "value": value, "finding": finding}
        yield Problem("MAP-07", facts, tuple(places))


def _faults(given: CustomFields, prefix: str, features: Features) -> Iterator[tuple[str, str, str]]:
    known: Mapping[str, CustomFieldKind] = features.custom_fields
    for name, value in given.items():
        kind = known.get(name) if name.startswith(prefix) else None
        if kind is None:
            where = "the header" if prefix == ON_HEADER else "the lines"
            finding = f"isn't on {where} of journals in NetSuite, as far as the role sees"
            yield name, f"{value}", finding
        elif value is not None:
            try:
                _value(value, kind)
            except _Unfit as error:
                yield name, f"{value}", str(error)


def _value(value: str | bool, kind: CustomFieldKind) -> CustomValue:  # noqa: FBT001 - a value
    if isinstance(value, bool) or kind is CustomFieldKind.BOOLEAN:
        if isinstance(value, bool) and kind is CustomFieldKind.BOOLEAN:
            return value
        raise _Unfit("is true or false in NetSuite, and nothing else")
    match kind:
        case CustomFieldKind.NUMBER:
            return _number(value)
        case CustomFieldKind.DATE:
            return _date(value)
        case CustomFieldKind.REFERENCE:
            if value.isascii() and value.isdigit():
                return Reference(value)
            raise _Unfit("holds a record in NetSuite; it takes the record's internal id")
        case _:
            return value


def _number(value: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise _Unfit("is a number in NetSuite") from None
    if not number.is_finite() or not -18 <= number.adjusted() <= 18:  # noqa: PLR2004 - digits
        raise _Unfit("is a number in NetSuite")
    return number


def _date(value: str) -> str:
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise _Unfit("is a date in NetSuite, such as 2026-10-31") from None
