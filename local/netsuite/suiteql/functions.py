"""SQLite functions that compute with exact decimals and format dates as Oracle does."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from local.netsuite.money import EXACT, QUOTIENT, round_to, to_text

Value = str | int | float | None
_TEXT_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "decimal_add": EXACT.add,
    "decimal_subtract": EXACT.subtract,
    "decimal_multiply": EXACT.multiply,
    "decimal_divide": QUOTIENT.divide,
}
# Oracle's elements and those of strftime, longest first so that MONTH is not read as MON + TH.
_DATE_ELEMENTS = (
    ("YYYY", "%Y"),
    ("MONTH", "%B"),
    ("HH24", "%H"),
    ("MON", "%b"),
    ("MM", "%m"),
    ("DD", "%d"),
    ("MI", "%M"),
    ("SS", "%S"),
)


class DecimalSum:
    """SUM over amounts: exact whatever their size, NULL over no values."""

    def __init__(self) -> None:
        self.total: Decimal | None = None
        self.count = 0

    def step(self, value: Value) -> None:
        """Take one value in; NULL is passed over."""
        if value is not None:
            self.total = EXACT.add(self.total or Decimal(0), _number(value))
            self.count += 1

    def finalize(self) -> str | None:
        """Return the sum as plain text."""
        return None if self.total is None else to_text(self.total)


class DecimalAverage(DecimalSum):
    """AVG over amounts."""

    def finalize(self) -> str | None:
        """Return the mean as plain text."""
        if self.total is None:
            return None
        return to_text(QUOTIENT.divide(self.total, Decimal(self.count)))


def register(connection: sqlite3.Connection) -> None:
    """Make the functions known to the connection."""
    for name, operation in _TEXT_OPERATIONS.items():
        connection.create_function(name, 2, _exact(operation), deterministic=True)
    connection.create_function("decimal_compare", 2, _compare, deterministic=True)
    connection.create_function("decimal_negate", 1, _negate, deterministic=True)
    connection.create_function("decimal_absolute", 1, _absolute, deterministic=True)
    connection.create_function("decimal_round", 2, _round, deterministic=True)
    connection.create_function("date_to_char", 2, _to_char, deterministic=True)
    connection.create_function("date_shown", 1, _shown, deterministic=True)
    connection.create_function("char_to_date", 2, _to_date, deterministic=True)
    # SQLite's own know only the letters of ASCII.
    connection.create_function("upper", 1, lambda v: v and str(v).upper(), deterministic=True)
    connection.create_function("lower", 1, lambda v: v and str(v).lower(), deterministic=True)
    connection.create_aggregate("decimal_sum", 1, DecimalSum)  # type: ignore[arg-type]
    connection.create_aggregate("decimal_average", 1, DecimalAverage)  # type: ignore[arg-type]


def _exact(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Value, Value], Value]:
    def compute(left: Value, right: Value) -> Value:
        if left is None or right is None:
            return None
        return to_text(operation(_number(left), _number(right)))

    return compute


def _compare(left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    return int(_number(left).compare(_number(right)))


def _negate(value: Value) -> Value:
    return None if value is None else to_text(_number(value).copy_negate())


def _absolute(value: Value) -> Value:
    return None if value is None else to_text(_number(value).copy_abs())


def _round(value: Value, decimals: Value) -> Value:
    if value is None or decimals is None:
        return None
    return to_text(round_to(_number(value), int(decimals)))


def _number(value: str | float) -> Decimal:
    if isinstance(value, float):
        raise TypeError("a float has no place among exact amounts")
    return Decimal(value)


def _format(oracle_format: str) -> str:
    rest, python_format = oracle_format.upper(), ""
    while rest:
        for element, directive in _DATE_ELEMENTS:
            if rest.startswith(element):
                python_format, rest = python_format + directive, rest[len(element) :]
                break
        else:
            if rest[0].isalpha():
                raise ValueError(f"date format {oracle_format!r} is not known")
            python_format, rest = python_format + rest[0].replace("%", "%%"), rest[1:]
    return python_format


def _to_char(value: Value, oracle_format: Value) -> Value:
    if value is None or oracle_format is None:
        return None
    return datetime.fromisoformat(str(value)).strftime(_format(str(oracle_format)))


def _shown(value: Value) -> Value:
    """Write a date as a user with American settings sees it, without a time of day."""
    if value is None:
        return None
    day = datetime.fromisoformat(str(value))
    return f"{day.month}/{day.day}/{day.year}"


def _to_date(value: Value, python_format: Value) -> Value:
    """Read a date; the parser has turned Oracle's format into Python's already."""
    if value is None or python_format is None:
        return None
    moment = datetime.strptime(str(value), str(python_format))
    # Dates are stored without a time of day, so that equal days compare equal.
    return moment.date().isoformat() if moment.time() == datetime.min.time() else str(moment)
