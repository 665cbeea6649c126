"""Reads single columns of SuiteQL's rows, all of whose values are text (facts 87, 88 and 90)."""

from datetime import date

from period_sync.adapters.netsuite.suiteql import Row
from period_sync.domain.errors import NetSuiteMalformed


def text(row: Row, column: str) -> str:
    """Read a column that must be there. Raises NetSuiteMalformed."""
    if column not in row:
        raise NetSuiteMalformed(f"NetSuite's answer has no column {column}.", column=column)
    return row[column]


def flag(row: Row, column: str) -> bool:
    """Read a column of 'T' and 'F' (fact 90)."""
    return row.get(column) == "T"


def day(row: Row, column: str) -> date:
    """Read a date. Raises NetSuiteMalformed."""
    try:
        return date.fromisoformat(text(row, column))
    except ValueError as error:
        raise NetSuiteMalformed(f"The column {column} holds no date.", column=column) from error
