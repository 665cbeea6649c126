"""Text, ids and amounts as they may arrive from outside."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from period_sync.domain.document import AMOUNT_DIGITS_MAX

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,15}(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _printable(text: str) -> str:
    """Refuse control characters, line breaks and halves of surrogate pairs.

    NetSuite does not keep line breaks in memos (fact 211), and mail headers must not contain them.
    """
    found = _UNPRINTABLE.search(text)
    if found:
        raise PydanticCustomError(
            "control_character",
            "The text contains the control character U+{code}.",
            {"code": f"{ord(found.group()):04X}"},
        )
    return text


def _date_text(value: object) -> object:
    """Take a date only as `2026-10-31`: no number of seconds, no time of day (fact 198)."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise PydanticCustomError("date_spelling", "This is not a date.")
    return value


def _time_text(value: object) -> object:
    """Take a time only as ISO 8601 writes it, with its zone: no count of seconds."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise PydanticCustomError("datetime_spelling", "This is not a time.")
    return value


def _utc(instant: datetime) -> datetime:
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("datetime_range", "This time is out of range.") from None


def _amount(value: object) -> object:
    """Take an amount only as plain digits in a string: no JSON number, sign, exponent or `NaN`."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise PydanticCustomError("amount_not_a_string", "An amount must be a string.")
    whole, _, decimals = value.partition(".")
    digits = whole + decimals
    plain = digits.isascii() and digits.isdigit() and whole and ("." not in value or decimals)
    if not plain or len(digits) > AMOUNT_DIGITS_MAX:
        raise PydanticCustomError("amount_spelling", "An amount is digits with a point.")
    return Decimal(value)


def _above_zero(value: Decimal) -> Decimal:
    if not value:
        raise PydanticCustomError("amount_spelling", "This must be above zero.")
    return value


def _none_if_zero(value: Decimal | None) -> Decimal | None:
    return value or None


Name = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=200), AfterValidator(_printable)
]
Memo = Annotated[str, StringConstraints(strict=True, max_length=400), AfterValidator(_printable)]
Identifier = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
]
EntryId = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=64), AfterValidator(_printable)
]
_AMOUNT_SCHEMA = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$", "examples": ["1234.50"]}
Amount = Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema(_AMOUNT_SCHEMA)]
Rate = Annotated[Amount, AfterValidator(_above_zero)]
Side = Annotated[
    Decimal | None,
    BeforeValidator(_amount),
    AfterValidator(_none_if_zero),
    WithJsonSchema({"anyOf": [_AMOUNT_SCHEMA, {"type": "null"}]}),
]
AccountingDate = Annotated[date, BeforeValidator(_date_text)]
Instant = Annotated[AwareDatetime, BeforeValidator(_time_text), AfterValidator(_utc)]
