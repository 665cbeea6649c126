"""Which fields of a journal may be changed, and the body that changes them (facts 58 to 62)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from period_sync.adapters.netsuite.payload import render_changes
from period_sync.domain.errors import InvalidInput
from period_sync.domain.posting import LineToPost, Reference

FieldValue: TypeAlias = str | bool | Decimal | date | Reference | None

_KINDS: Mapping[str, type] = {
    "externalId": str,
    "memo": str,
    "tranDate": date,
    "postingPeriod": Reference,
    "subsidiary": Reference,
    "toSubsidiary": Reference,
    "currency": Reference,
    "exchangeRate": Decimal,
    "reversalDate": date,
    "reversalDefer": bool,
    "department": Reference,
    "class": Reference,
    "location": Reference,
}
_CUSTOM = re.compile(r"custbody[a-z0-9_]{1,60}", re.ASCII)


def write_changes(changes: Mapping[str, FieldValue], lines: Sequence[LineToPost] | None) -> bytes:
    """Return the body that sets fields of the header, and puts `lines` in place of all lines.

    Fields have NetSuite's names; None clears one. Raises InvalidInput for a field that NetSuite
    fills itself, for approval, which is the customer's own step, and for a value of another kind.
    """
    if not changes and lines is None:
        raise InvalidInput("Nothing is to be changed.", field="changes")
    if lines is not None and not lines:
        raise InvalidInput("A journal can't be without lines; delete it instead.", field="lines")
    for name, value in changes.items():
        _check(name, value)
    return render_changes(changes, lines)


def _check(name: str, value: object) -> None:
    if name not in _KINDS and not _CUSTOM.fullmatch(name):
        settable = ", ".join(_KINDS)
        raise InvalidInput(
            f"{name} can't be changed. These can: {settable}, and custom fields of the header.",
            field=name,
        )
    kind = _KINDS.get(name, str | bool | Decimal | date | Reference)
    is_number = isinstance(value, Decimal) and not value.is_finite()
    if is_number or not (value is None or isinstance(value, kind)):
        raise InvalidInput(f"{name} can't be set to {value!r}.", field=name)
