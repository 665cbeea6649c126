"""The account's lists: accounts, subsidiaries, periods and the like, and who may use them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from local.netsuite.database import Database, Row
from local.netsuite.journal_fields import CustomFields
from local.netsuite.money import QUOTIENT, load_json, round_to, to_text
from local.netsuite.schema import RECORD_TABLES, TABLES, Column

RATE_DECIMALS = 8
PACKAGED = Path(__file__).parent / "data" / "halcyon.json"


class WrongData(ValueError):
    """A record or data file that does not fit the lists."""


@dataclass(frozen=True, slots=True)
class AccountData:
    """The content of a data file: records by table, preferences, custom fields."""

    records: Mapping[str, list[Mapping[str, object]]]
    preferences: Mapping[str, object]
    custom_fields: CustomFields


def read_account_data(path: Path) -> AccountData:
    """Read a data file.

    Raises:
        ValueError: it is not JSON, or has not the shape of a data file.
    """
    document = load_json(path.read_bytes())
    if not isinstance(document, dict) or not isinstance(document.get("records"), dict):
        raise WrongData(f'{path.name} has no object "records"')
    custom = document.get("custom_fields", {})
    return AccountData(
        document["records"],
        document.get("preferences", {}),
        CustomFields(frozenset(custom.get("body", ())), frozenset(custom.get("line", ()))),
    )


class MasterData:
    """Reads and changes the lists; a record is a row with the columns of its table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_empty(self) -> bool:
        """Tell whether nothing was loaded yet."""
        return not self._database.rows("SELECT id FROM subsidiary LIMIT 1")

    def load(self, records: Mapping[str, list[Mapping[str, object]]]) -> None:
        """Fill the lists from a data file, all or nothing."""
        with self._database.transaction():
            for table, rows in records.items():
                for row in rows:
                    self.add(table, row)

    def add(self, table: str, record: Mapping[str, object]) -> int:
        """Add a record and return its id, a new one if it names none.

        Raises:
            WrongData: a table, column or value that does not exist.
        """
        row = _stored(table, record)
        if table == "account":
            row.setdefault("accountsearchdisplaynamecopy", row.get("acctname"))
            row.setdefault(
                "accountsearchdisplayname", f"{row.get('acctnumber')} {row.get('acctname')}"
            )
        if "fullname" in TABLES[table]:
            row.setdefault("fullname", self._full_name(table, row))
        key = self._database.insert(table, row)
        if table == "accountingperiod":
            # All periods belong to the one fiscal calendar of the account (fact 102).
            self._database.insert(
                "accountingperiodfiscalcalendars",
                {
                    "accountingperiod": key,
                    "fiscalcalendar": 1,
                    "parent": row.get("parent"),
                    "fullname": row.get("periodname"),
                },
            )
        return key

    def change(self, table: str, key: int, changes: Mapping[str, object]) -> bool:
        """Change columns of a record; tells whether it exists. Raises WrongData as `add`."""
        return self._database.update(table, key, _stored(table, changes))

    def find(self, table: str, key: int | None) -> Row | None:
        """Return the record with that id, active or not."""
        found = self._database.rows(f'SELECT * FROM "{table}" WHERE id = ?', [key])
        return found[0] if found else None

    def serves(self, record: Row, subsidiary: int) -> bool:
        """Tell whether a subsidiary may use a record (facts 96 and 99).

        It may if it is listed, if it is below one listed and children are included, or if
        nothing is listed.
        """
        listed = {int(word) for word in re.findall(r"\d+", str(record["subsidiary"] or ""))}
        if not listed or subsidiary in listed:
            return True
        if record["includechildren"] != "T":
            return False
        return any(ancestor in listed for ancestor in self._ancestors(subsidiary))

    def rate(self, currency: int, base: int) -> Decimal:
        """Return NetSuite's own rate: base units per unit of the currency (fact 42)."""
        worth = [
            Decimal(str((self.find("currency", key) or {}).get("exchangerate") or 1))
            for key in (currency, base)
        ]
        return round_to(QUOTIENT.divide(*worth), RATE_DECIMALS)

    def base_periods(self, on: date | None = None) -> list[Row]:
        """Return the posting months, all or those around a day, earliest first (fact 102)."""
        statement = (
            "SELECT * FROM accountingperiod WHERE isquarter = 'F' AND isyear = 'F' "
            "AND isadjust = 'F' AND isinactive = 'F' AND isposting = 'T' "
            "AND (:day IS NULL OR :day BETWEEN startdate AND enddate) ORDER BY startdate"
        )
        return self._database.rows(statement, {"day": on and on.isoformat()})

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
    columns = TABLES[table]
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
    elif column.kind == "amount" and value is not None:
        return to_text(Decimal(str(value)))
    elif value is None or isinstance(value, str | int):
        return value
    raise WrongData(f"{column.name} can't hold {value!r}")
