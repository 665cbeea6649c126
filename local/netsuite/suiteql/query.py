"""Runs a SuiteQL statement and shapes one page of its rows as NetSuite answers them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from local.netsuite.database import Database
from local.netsuite.money import to_text
from local.netsuite.schema import Tables
from local.netsuite.suiteql.grammar import read_statement
from local.netsuite.suiteql.refused import QueryRefused
from local.netsuite.suiteql.translation import to_sqlite

ROWS_MAX = 100_000  # fact 86


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the values of its parameters, in their order."""

    text: str
    values: Sequence[object]


def run_statement(
    database: Database, statement: Statement, tables: Tables, *, union_allowed: bool
) -> list[dict[str, str]]:
    """Return all rows from the tables that the caller may name.

    Every value is a text, names are in lower case, and NULL is left out (facts 87, 88).

    Raises:
        QueryRefused: the statement, its parameters or a value in it is wrong.
    """
    parsed = read_statement(statement.text, tables, union_allowed=union_allowed)
    if len(statement.values) != parsed.parameters:
        raise QueryRefused(
            f"The query has {parsed.parameters} parameters, {len(statement.values)} are given."
        )
    values = {f"p{number}": _bound(value) for number, value in enumerate(statement.values)}
    try:
        rows = database.rows(to_sqlite(parsed.query, tables), values)
    except sqlite3.Error as error:
        raise QueryRefused(f"Search error occurred: {error}") from error
    return [
        {name.lower(): str(value) for name, value in row.items() if value is not None}
        for row in rows[:ROWS_MAX]
    ]


def _bound(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | None):
        raise QueryRefused(f"A parameter can't be {value!r}.")
    if isinstance(value, str):
        return value or None  # an empty text is NULL in Oracle
    return to_text(value) if isinstance(value, Decimal) else value
