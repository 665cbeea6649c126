"""The saved journals: written as transactions with lines, read, and changed by hand."""

from collections.abc import Mapping

from local.netsuite.database import Database, Row

HAND_CHANGES = ("externalid", "memo", "postingperiod", "approvalstatus", "trandate", "posting")
_APPROVED, _REJECTED = "2", "3"
_TABLES = (
    ("transactionaccountingline", "transaction"),
    ("transactionline", "transaction"),
    ("transaction", "id"),
)


class Ledger:
    """Journals by internal id; a journal's header is a row of `transaction`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_number(self, name: str, first: int) -> int:
        """Take the next of a row of numbers; a number once taken is never given again."""
        with self._database.guard:
            self._database.rows(
                "INSERT INTO simulator_number VALUES (?, ?) ON CONFLICT DO NOTHING",
                [name, first],
            )
            taken = self._database.rows(
                "UPDATE simulator_number SET next = next + 1 WHERE name = ? "
                "RETURNING next - 1 AS taken",
                [name],
            )
            return int(str(taken[0]["taken"]))

    def save(self, header: Row, lines: list[tuple[Row, Row]]) -> None:
        """Add one transaction: its header, and per line the line and its GL impact."""
        self._database.insert("transaction", header)
        for line, impact in lines:
            self._database.insert("transactionline", line)
            self._database.insert("transactionaccountingline", impact)

    def update(self, key: int, changes: Mapping[str, object]) -> None:
        """Set columns of a journal's header."""
        self._database.update("transaction", key, changes)

    def find(self, key: int) -> Row | None:
        """Return the header with that internal id."""
        found = self._database.rows('SELECT * FROM "transaction" WHERE id = ?', [key])
        return found[0] if found else None

    def find_external(self, external_id: str) -> Row | None:
        """Return the header with that external id, whatever its case (fact 50)."""
        found = self._database.rows(
            'SELECT * FROM "transaction" WHERE externalid = ? COLLATE NOCASE', [external_id]
        )
        return found[0] if found else None

    def newest(self, limit: int) -> list[Row]:
        """Return headers, newest first."""
        return self._database.rows('SELECT * FROM "transaction" ORDER BY id DESC LIMIT ?', [limit])

    def lines(self, key: int) -> list[Row]:
        """Return the lines of a journal in order, with `account` of their GL impact."""
        return self._database.rows(
            "SELECT l.*, a.account, a.debit, a.credit FROM transactionline l "
            'JOIN transactionaccountingline a ON a."transaction" = l."transaction" '
            'AND a.transactionline = l.id WHERE l."transaction" = ? ORDER BY l.id',
            [key],
        )

    def change_by_hand(self, key: int, changes: Mapping[str, object]) -> bool:
        """Change a journal as a NetSuite user would; tells whether it exists.

        An approval or rejection carries over to the reversal (fact 188).

        Raises:
            ValueError: a column that can't be changed so.
        """
        unknown = sorted(set(changes) - set(HAND_CHANGES))
        if unknown:
            raise ValueError(f"can't change {', '.join(unknown)}; only {', '.join(HAND_CHANGES)}")
        with self._database.transaction():
            header = self.find(key)
            if header is None:
                return False
            if changes:
                self.update(key, changes)
            status = changes.get("approvalstatus")
            if status is not None:
                for each in filter(None, (key, header["reversal"])):
                    self._decide(int(str(each)), str(status))
        return True

    def delete(self, key: int) -> bool:
        """Remove a journal as a NetSuite user would; tells whether it existed."""
        with self._database.transaction():
            if self.find(key) is None:
                return False
            for table, column in _TABLES:
                self._database.rows(f'DELETE FROM "{table}" WHERE "{column}" = ?', [key])
        return True

    def _decide(self, key: int, status: str) -> None:
        posting = "T" if status == _APPROVED else "F"
        self.update(
            key,
            {
                "approvalstatus": status,
                "posting": posting,
                "status": {_APPROVED: "B", _REJECTED: "C"}.get(status, "A"),
            },
        )
        self._database.rows(
            'UPDATE transactionaccountingline SET posting = ? WHERE "transaction" = ?',
            [posting, key],
        )
