"""Reads the values of single properties, each of the one JSON type that it may have."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from local.netsuite.refusals import business_rule, invalid_value

# More than any books hold; NetSuite's own bound is not documented.
WHOLE_DIGITS_MAX = 18
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _text(value: object, name: str, path: str) -> str | None:
    if not isinstance(value, str):
        raise invalid_value(value, name, path)
    # Oracle's databases hold no empty text, only NULL.
    return value or None


def _url(value: object, name: str, path: str) -> str | None:
    text = _text(value, name, path)
    if text and " " in text:
        raise business_rule("Invalid url. Spaces are not allowed in the URL.", path)  # fact 132
    return text


def _flag(value: object, name: str, path: str) -> bool:
    if not isinstance(value, bool):
        raise invalid_value(value, name, path)
    return value


def read_number(value: object, name: str, path: str) -> Decimal:
    """Return an exact number.

    Raises:
        Refusal: it is none, or has more digits than any books hold.
    """
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


READERS: Mapping[str, Callable[[object, str, str], object]] = {
    "text": _text,
    "url": _url,
    "boolean": _flag,
    "number": read_number,
    "date": _day,
}
