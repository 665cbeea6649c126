"""The saved transactions: written with lines and GL impact, read, and changed by hand."""

from collections.abc import Mapping, Sequence

from local.netsuite.database import Database, Row
from local.netsuite.master_data import stored_row
from local.netsuite.record_types import RecordType, record_type_of

# Journals and list records have ids of their own in NetSuite; a high first one shows a mix-up.
FIRST_INTERNAL_ID = 5001
HAND_CHANGES = ("externalid", "memo", "postingperiod", "approvalstatus", "trandate", "posting")
PENDING, APPROVED, REJECTED = "1", "2", "3"  # fact 183
_STATUS = {APPROVED: "B", REJECTED: "C"}
_LINE_TABLES = ("transactionaccountingline", "transactionline")


class Ledger:
    """Transactions by internal id; a journal's header is a row of `transaction`."""

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

    def next_key(self) -> int:
        """Take the next internal id of a transaction."""
        return self.next_number("transaction", FIRST_INTERNAL_ID)

    def save(self, header: Row, lines: Sequence[Row], impacts: Sequence[Row]) -> None:
        """Add one transaction: its header, its lines, and their GL impact in each book."""
        self._database.insert("transaction", header)
        self._insert_lines(lines, impacts)

    def replace(self, key: int, changes: Row, lines: Sequence[Row], impacts: Sequence[Row]) -> None:
        """Change a header, and put other lines in place of its own."""
        self._remove_lines(key)
        self._database.update("transaction", key, changes)
        self._insert_lines(lines, impacts)

    def update(self, key: int, changes: Mapping[str, object]) -> None:
        """Set columns of a journal's header."""
        self._database.update("transaction", key, changes)

    def find(self, key: int) -> Row | None:
        """Return the header with that internal id."""
        found = self._database.rows('SELECT * FROM "transaction" WHERE id = ?', [key])
        return found[0] if found else None

    def find_external(self, external_id: str) -> Row | None:
        """Return the first header with that external id, whatever its case (fact 50)."""
        found = self._database.rows(
            'SELECT * FROM "transaction" WHERE externalid = ? COLLATE NOCASE ORDER BY id LIMIT 1',
            [external_id],
        )
        return found[0] if found else None

    def is_taken(self, external_id: str) -> bool:
        """Tell whether no new transaction may have that external id (facts 49, 50 and 193)."""
        spent = self._database.rows(
            "SELECT 1 FROM simulator_spent_id WHERE externalid = ?", [external_id]
        )
        return bool(spent) or self.find_external(external_id) is not None

    def record_type(self, header: Row) -> RecordType:
        """Return the record type of a journal."""
        found = record_type_of(header["recordtype"])
        assert found is not None, header["recordtype"]
        return found

    def newest(self, limit: int) -> list[Row]:
        """Return the headers of journals, newest first."""
        return self._database.rows(
            "SELECT * FROM \"transaction\" WHERE type = 'Journal' ORDER BY id DESC LIMIT ?",
            [limit],
        )

    def lines(self, key: int) -> list[Row]:
        """Return the lines of a journal in order, with their GL impact in its first book."""
        return self._database.rows(
            "SELECT l.*, a.account, a.debit, a.credit FROM transactionline l "
            'JOIN transactionaccountingline a ON a."transaction" = l."transaction" '
            'AND a.transactionline = l.id WHERE l."transaction" = :key AND a.accountingbook = '
            '(SELECT MIN(accountingbook) FROM transactionaccountingline WHERE "transaction" = :key)'
            " ORDER BY l.id",
            {"key": key},
        )

    def add_foreign(self, columns: Mapping[str, object]) -> int:
        """Add a header that is no journal, such as a vendor bill; returns its internal id.

        Raises:
            ValueError: a column that does not exist, or an external id that is taken.
        """
        row = stored_row(self._database.tables["transaction"], "transaction", columns)
        external_id = row.get("externalid")
        with self._database.transaction():
            if external_id and self.is_taken(str(external_id)):
                raise ValueError(f"the external id {external_id} is taken")
            row = {"type": "VendBill", "recordtype": "vendorbill", "posting": "T", **row}
            return self._database.insert("transaction", {"id": self.next_key(), **row})

    def change_by_hand(self, key: int, changes: Mapping[str, object]) -> None:
        """Set columns of a header, as a NetSuite user would.

        Raises:
            ValueError: a column that can't be changed so.
        """
        unknown = sorted(set(changes) - set(HAND_CHANGES))
        if unknown:
            raise ValueError(f"can't change {', '.join(unknown)}; only {', '.join(HAND_CHANGES)}")
        direct = {name: v for name, v in changes.items() if name != "approvalstatus"}
        if direct:
            self.update(key, direct)

    def delete_by_hand(self, key: int, *, frees: bool) -> bool:
        """Remove a transaction as a NetSuite user would; tells whether it existed."""
        with self._database.transaction():
            if self.find(key) is None:
                return False
            self.remove(key, frees=frees)
        return True

    def remove(self, key: int, *, frees: bool) -> None:
        """Remove a transaction; its external id may be used again only if that `frees` it."""
        header = self.find(key)
        if header and header["externalid"] and not frees:
            self._database.rows(
                "INSERT INTO simulator_spent_id VALUES (?) ON CONFLICT DO NOTHING",
                [header["externalid"]],
            )
        self._remove_lines(key)
        self._database.rows('DELETE FROM "transaction" WHERE id = ?', [key])

    def decide(self, key: int, status: str) -> None:
        """Approve, reject or reset a journal together with its reversal (fact 188)."""
        header = self.find(key) or {}
        posting = "T" if status == APPROVED else "F"
        changes = {
            "approvalstatus": status,
            "posting": posting,
            "status": _STATUS.get(status, "A"),
        }
        for each in filter(None, (key, header.get("reversal"))):
            self.update(int(str(each)), changes)
            self._database.rows(
                'UPDATE transactionaccountingline SET posting = ? WHERE "transaction" = ?',
                [posting, each],
            )

    def _insert_lines(self, lines: Sequence[Row], impacts: Sequence[Row]) -> None:
        for line in lines:
            self._database.insert("transactionline", line)
        for impact in impacts:
            self._database.insert("transactionaccountingline", impact)

    def _remove_lines(self, key: int) -> None:
        for table in _LINE_TABLES:
            self._database.rows(f'DELETE FROM "{table}" WHERE "transaction" = ?', [key])
