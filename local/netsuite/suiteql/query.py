"""Runs a SuiteQL statement and shapes one page of its rows as NetSuite answers them."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlglot import exp

from local.netsuite.database import Database
from local.netsuite.money import to_text
from local.netsuite.schema import Tables
from local.netsuite.suiteql.grammar import read_statement
from local.netsuite.suiteql.refused import QueryForbidden, QueryRefused
from local.netsuite.suiteql.translation import to_sqlite

ROWS_MAX = 100_000  # fact 86


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the values of its parameters, in their order."""

    text: str
    values: Sequence[object]


@dataclass(frozen=True, slots=True)
class View:
    """What of the account a statement may see.

    `forbidden` are tables that the role may not read, with the permission that it lacks;
    `rows` rewrites the statement so that it finds the rows that it is shown.
    """

    tables: Tables
    forbidden: Mapping[str, str]
    rows: Callable[[str], str]
    union_allowed: bool
    nulls_left_out: bool


def run_statement(
    database: Database, statement: Statement, view: View
) -> list[dict[str, str | None]]:
    """Return all rows that the caller may see.

    Every value is a text, names are in lower case (fact 87); NULL is left out, or null (fact 88).

    Raises:
        QueryForbidden: it names a table that the role may not read.
        QueryRefused: the statement, its parameters or a value in it is wrong.
    """
    parsed = read_statement(statement.text, view.tables, union_allowed=view.union_allowed)
    for table in parsed.query.find_all(exp.Table):
        if table.name.lower() in view.forbidden:
            raise QueryForbidden(table.name.lower(), view.forbidden[table.name.lower()])
    if len(statement.values) != parsed.parameters:
        raise QueryRefused(
            f"The query has {parsed.parameters} parameters, {len(statement.values)} are given."
        )
    values = {f"p{number}": _bound(value) for number, value in enumerate(statement.values)}
    try:
        rows = database.rows(view.rows(to_sqlite(parsed.query, view.tables)), values)
    except sqlite3.Error as error:
        raise QueryRefused(f"Search error occurred: {error}") from error
    return [
        {
            name.lower(): None if value is None else str(value)
            for name, value in row.items()
            if value is not None or not view.nulls_left_out
        }
        for row in rows[:ROWS_MAX]
    ]


def _bound(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | None):
        raise QueryRefused(f"A parameter can't be {value!r}.")
    if isinstance(value, str):
        return value or None  # an empty text is NULL in Oracle
    return to_text(value) if isinstance(value, Decimal) else value
