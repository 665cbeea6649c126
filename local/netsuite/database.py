"""The SQLite file behind the simulator: one connection, one user at a time, exact amounts."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path

from local.netsuite.schema import TABLES, Tables, creation_script
from local.netsuite.suiteql.functions import register

Row = dict[str, object]


class Database:
    """Every access holds the lock, so a request sees the books as no other changes them."""

    def __init__(self, path: Path | None, tables: Tables = TABLES) -> None:
        self.guard = threading.RLock()
        self.tables = tables
        self._connection = sqlite3.connect(
            path or ":memory:", check_same_thread=False, isolation_level=None
        )
        self._connection.row_factory = sqlite3.Row
        self._connection.create_collation("DECIMAL", _compare)
        register(self._connection)
        # SuiteQL compares with case (fact 50).
        self._connection.execute("PRAGMA case_sensitive_like = ON")
        self._connection.executescript(creation_script(tables))
        self._add_missing_columns()

    def _add_missing_columns(self) -> None:
        """Give the columns of newly declared custom fields to books that were made before."""
        for table, columns in self.tables.items():
            there = {row["name"] for row in self.rows(f'PRAGMA table_info("{table}")')}
            for name, column in columns.items():
                if name not in there:
                    self.rows(f'ALTER TABLE "{table}" ADD COLUMN {column.declaration}')

    def close(self) -> None:
        """Release the file; what was committed stays in it."""
        with self.guard:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the writes inside happen together or not at all; it does not nest."""
        with self.guard:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(
        self, statement: str, values: Sequence[object] | Mapping[str, object] = ()
    ) -> list[Row]:
        """Run a statement and return all its rows."""
        with self.guard:
            return [dict(row) for row in self._connection.execute(statement, values)]

    def insert(self, table: str, record: Mapping[str, object]) -> int:
        """Add a row; returns its number. Decimals are stored as exact text."""
        names = ", ".join(f'"{name}"' for name in record)
        marks = ", ".join("?" for _ in record)
        with self.guard:
            cursor = self._connection.execute(
                f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(record.values())
            )
            return int(cursor.lastrowid or 0)

    def update(self, table: str, key: int, changes: Mapping[str, object]) -> bool:
        """Change the row with that id; tells whether there was one."""
        names = ", ".join(f'"{name}" = ?' for name in changes)
        with self.guard:
            cursor = self._connection.execute(
                f'UPDATE "{table}" SET {names} WHERE id = ?', (*changes.values(), key)
            )
            return cursor.rowcount == 1


def _compare(left: str, right: str) -> int:
    try:
        first, second = Decimal(left), Decimal(right)
    except InvalidOperation:
        return (left > right) - (left < right)
    return int(first.compare(second))
