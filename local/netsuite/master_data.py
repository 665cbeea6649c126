"""The account's lists: accounts, subsidiaries, periods and the like, and who may use them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from local.netsuite.database import Database, Row
from local.netsuite.money import QUOTIENT, dump_json, load_json, round_to, to_text
from local.netsuite.schema import RECORD_TABLES, TABLES, Column

RATE_DECIMALS = 8
FIRST_CALENDAR = 1


class WrongData(ValueError):
    """A record or data file that does not fit the lists."""


class MasterData:
    """Reads and changes the lists; a record is a row with the columns of its table."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def is_empty(self) -> bool:
        """Tell whether nothing was loaded yet."""
        return not self.database.rows("SELECT id FROM subsidiary LIMIT 1")

    def load(self, records: Mapping[str, list[Mapping[str, object]]]) -> None:
        """Fill the lists from a data file, all or nothing."""
        with self.database.transaction():
            for table, rows in records.items():
                for row in rows:
                    self.add(table, row)

    def add(self, table: str, record: Mapping[str, object]) -> int:
        """Add a record and return its id, a new one if it names none.

        An accounting period belongs to the fiscal calendars that it lists as "calendars", else
        to the first (fact 102).

        Raises:
            WrongData: a table, column or value that does not exist.
        """
        record = dict(record)
        calendars = record.pop("calendars", [FIRST_CALENDAR])
        row = _stored(table, record)
        if table == "account":
            row.setdefault("accountsearchdisplaynamecopy", row.get("acctname"))
            row.setdefault(
                "accountsearchdisplayname", f"{row.get('acctnumber')} {row.get('acctname')}"
            )
        if "fullname" in TABLES[table]:
            row.setdefault("fullname", self._full_name(table, row))
        key = self.database.insert(table, row)
        if table == "accountingperiod":
            self._join_calendars(key, row, calendars)
        return key

    def change(self, table: str, key: int, changes: Mapping[str, object]) -> bool:
        """Change columns of a record; tells whether it exists. Raises WrongData as `add`."""
        return self.database.update(table, key, _stored(table, changes))

    def find(self, table: str, key: int | None) -> Row | None:
        """Return the record with that id, active or not."""
        found = self.database.rows(f'SELECT * FROM "{table}" WHERE id = ?', [key])
        return found[0] if found else None

    def find_external(self, table: str, external_id: str) -> int | None:
        """Return the id of the record with that external id, whatever its case (fact 50)."""
        found = self.database.rows(
            f'SELECT id FROM "{table}" WHERE externalid = ? COLLATE NOCASE', [external_id]
        )
        return int(str(found[0]["id"])) if found else None

    def active_books(self) -> list[Row]:
        """Return the accounting books that are in use, the primary one first."""
        return self.database.rows(
            "SELECT * FROM accountingbook WHERE isinactive = 'F' ORDER BY isprimary DESC, id"
        )

    def root_subsidiary(self) -> int:
        """Return the subsidiary of all journals where there is no OneWorld."""
        found = self.database.rows(
            "SELECT id FROM subsidiary ORDER BY parent IS NOT NULL, id LIMIT 1"
        )
        return int(str(found[0]["id"]))

    def serves(self, record: Row, subsidiary: int) -> bool:
        """Tell whether a subsidiary may use a record (facts 96 and 99).

        It may if it is listed, if it is below one listed and children are included, or if
        nothing is listed.
        """
        listed = {int(word) for word in re.findall(r"\d+", str(record["subsidiary"] or ""))}
        if not listed or subsidiary in listed:
            return True
        if record.get("includechildren") != "T":
            return False
        return any(ancestor in listed for ancestor in self._ancestors(subsidiary))

    def usable(self, table: str, subsidiaries: Iterable[int]) -> list[int]:
        """Return the ids of the records of a list that any of some subsidiaries may use."""
        wanted = list(subsidiaries)
        return [
            int(str(row["id"]))
            for row in self.database.rows(f'SELECT * FROM "{table}"')
            if any(self.serves(row, subsidiary) for subsidiary in wanted)
        ]

    def rate(self, currency: int, base: int, book: Row | None = None) -> Decimal:
        """Return NetSuite's own rate: base units per unit of the currency (fact 42).

        A book may value currencies in its own way: `rates` of its row, by symbol.
        """
        if currency == base:
            return Decimal(1)
        own = load_json(str(book["rates"])) if book and book["rates"] else {}
        worth = []
        for key in (currency, base):
            record = self.find("currency", key) or {}
            found = own.get(record.get("symbol")) if isinstance(own, dict) else None
            worth.append(Decimal(str(found or record.get("exchangerate") or 1)))
        return round_to(QUOTIENT.divide(*worth), RATE_DECIMALS)

    def base_periods(self, calendar: int, on: date | None = None) -> list[Row]:
        """Return the posting periods of a calendar, all or those around a day, earliest first."""
        statement = (
            "SELECT p.* FROM accountingperiod p JOIN accountingperiodfiscalcalendars c "
            "ON c.accountingperiod = p.id WHERE c.fiscalcalendar = :calendar "
            "AND isquarter = 'F' AND isyear = 'F' "
            "AND isadjust = 'F' AND isinactive = 'F' AND isposting = 'T' "
            "AND (:day IS NULL OR :day BETWEEN startdate AND enddate) ORDER BY startdate"
        )
        return self.database.rows(statement, {"calendar": calendar, "day": on and on.isoformat()})

    def is_in_calendar(self, period: int, calendar: int) -> bool:
        """Tell whether a period belongs to a fiscal calendar (fact 102)."""
        statement = (
            "SELECT 1 FROM accountingperiodfiscalcalendars "
            "WHERE accountingperiod = ? AND fiscalcalendar = ?"
        )
        return bool(self.database.rows(statement, [period, calendar]))

    def _join_calendars(self, key: int, row: Row, calendars: object) -> None:
        if not isinstance(calendars, list):
            raise WrongData(f"calendars can't be {calendars!r}")
        for calendar in calendars:
            self.database.insert(
                "accountingperiodfiscalcalendars",
                {
                    "accountingperiod": key,
                    "fiscalcalendar": calendar,
                    "parent": row.get("parent"),
                    "fullname": row.get("periodname"),
                },
            )

    def _ancestors(self, subsidiary: int) -> list[int]:
        found: list[int] = []
        record = self.find("subsidiary", subsidiary)
        while record and record["parent"] is not None and record["parent"] not in found:
            found.append(int(str(record["parent"])))
            record = self.find("subsidiary", found[-1])
        return found

    def _full_name(self, table: str, row: Mapping[str, object]) -> str:
        name = str(row.get("name") or row.get("acctname"))
        parent = row.get("parent")
        above = self.find(table, int(str(parent))) if parent is not None else None
        return f"{above['fullname']} : {name}" if above else name


def _stored(table: str, record: Mapping[str, object]) -> Row:
    if table not in RECORD_TABLES:
        raise WrongData(f"no list {table!r}; there are: {', '.join(RECORD_TABLES)}")
    return stored_row(TABLES[table], table, record)


def stored_row(columns: Mapping[str, Column], table: str, record: Mapping[str, object]) -> Row:
    """Return a record as its columns hold it.

    Raises:
        WrongData: a column or value that does not exist.
    """
    unknown = sorted(set(record) - set(columns))
    if unknown:
        raise WrongData(f"{table} has no column {', '.join(unknown)}")
    return {name: _stored_value(columns[name], value) for name, value in record.items()}


def _stored_value(column: Column, value: object) -> object:
    if column.kind == "flag" or isinstance(value, bool):
        if column.kind == "flag" and value in (True, "T"):
            return "T"
        if column.kind == "flag" and value in (False, "F"):
            return "F"
    elif isinstance(value, list) and column.kind == "list":
        return ", ".join(str(item) for item in value)
    elif isinstance(value, dict) and column.kind == "hidden":
        return dump_json(value)
    elif column.kind == "amount" and value is not None:
        return to_text(Decimal(str(value)))
    elif value is None or isinstance(value, str | int):
        return value
    raise WrongData(f"{column.name} can't hold {value!r}")
