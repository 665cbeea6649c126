"""Which queries read NetSuite's lists, and what a row of each means (facts 96 to 102)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from period_sync.adapters.netsuite.suiteql import Row, SuiteQl, chunks, marks
from period_sync.domain.accounting_periods import AccountingPeriod
from period_sync.domain.errors import NetSuiteMalformed
from period_sync.domain.names import NameList, Record

PATH_SEPARATOR = " : "
_SELECT = "SELECT {columns} FROM {table}"


@dataclass(frozen=True, slots=True)
class _List:
    """How one list is read. `by` is the column that names are looked up in."""

    table: str
    columns: str
    by: str | None
    record: Callable[[Row], Record]


def read_records(suiteql: SuiteQl, name_list: NameList, names: Sequence[str]) -> list[Record]:
    """Read what may answer to `names`, at most 500 names a query; all subsidiaries at once.

    A name with ` : ` in it is a full path.
    """
    source = _LISTS[name_list]
    select = _SELECT.format(columns=source.columns, table=source.table)
    if source.by is None:
        return [source.record(row) for row in suiteql.rows(f"{select} ORDER BY id")]
    found: dict[str, Record] = {}
    for chunk in chunks(names):
        paths = [name for name in chunk if PATH_SEPARATOR in name and "fullname" in source.columns]
        plain = [name for name in chunk if name not in set(paths)]
        conditions = [
            f"{column} IN ({marks(values)})"
            for column, values in ((source.by, plain), ("fullname", paths))
            if values
        ]
        query = f"{select} WHERE {' OR '.join(conditions)} ORDER BY id"
        for row in suiteql.rows(query, [*plain, *paths]):
            record = source.record(row)
            found[record.internal_id] = record
    return list(found.values())


def read_periods(suiteql: SuiteQl, days: Sequence[date]) -> list[AccountingPeriod]:
    """Read the base periods that overlap the dates' range, in one query."""
    rows = suiteql.rows(
        "SELECT id, periodname, TO_CHAR(startdate, 'YYYY-MM-DD') AS startdate, "
        "TO_CHAR(enddate, 'YYYY-MM-DD') AS enddate, closed, alllocked FROM accountingperiod "
        "WHERE isquarter = 'F' AND isyear = 'F' AND isadjust = 'F' AND isinactive = 'F' "
        "AND isposting = 'T' AND startdate <= TO_DATE(?, 'YYYY-MM-DD') "
        "AND enddate >= TO_DATE(?, 'YYYY-MM-DD') ORDER BY id",
        [f"{max(days)}", f"{min(days)}"],
    )
    return [
        AccountingPeriod(
            internal_id=text(row, "id"),
            name=text(row, "periodname"),
            start=day(row, "startdate"),
            end=day(row, "enddate"),
            is_closed=flag(row, "closed"),
            is_locked=flag(row, "alllocked"),
        )
        for row in rows
    ]


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


def _subsidiaries(row: Row) -> frozenset[str]:
    """Read a list such as `1, 3, 4` (fact 96)."""
    return frozenset(part.strip() for part in row.get("subsidiary", "").split(",") if part.strip())


def _named(row: Row) -> Record:
    path = row.get("fullname", text(row, "name"))
    return Record(
        internal_id=text(row, "id"),
        keys=frozenset({text(row, "name"), path}),
        path=path,
        is_inactive=flag(row, "isinactive"),
        is_elimination=flag(row, "iselimination"),
        subsidiaries=_subsidiaries(row),
        parent=row.get("parent"),
    )


def _account(row: Row) -> Record:
    number = text(row, "acctnumber")
    return Record(
        internal_id=text(row, "id"),
        keys=frozenset({number}),
        path=f"{number} {row.get('fullname', '')}".strip(),
        is_inactive=flag(row, "isinactive"),
        is_summary=flag(row, "issummary"),
        subsidiaries=_subsidiaries(row),
        include_children=flag(row, "includechildren"),
        currency=row.get("currency"),
    )


def _currency(row: Row) -> Record:
    try:
        decimals = int(text(row, "currencyprecision"))
    except ValueError as error:
        raise NetSuiteMalformed("A currency's precision is no number.") from error
    return Record(
        internal_id=text(row, "id"),
        keys=frozenset({text(row, "symbol")}),
        path=row.get("name", text(row, "symbol")),
        is_inactive=flag(row, "isinactive"),
        decimals=decimals,
    )


def _entity(row: Row) -> Record:
    return Record(
        internal_id=text(row, "id"),
        keys=frozenset({text(row, "entityid")}),
        path=text(row, "entityid"),
        is_inactive=flag(row, "isinactive"),
    )


_NAMED = "id, name, fullname, parent, subsidiary, isinactive"
_LISTS: Mapping[NameList, _List] = {
    NameList.SUBSIDIARY: _List(
        "subsidiary", "id, name, fullname, parent, iselimination, isinactive", None, _named
    ),
    NameList.ACCOUNT: _List(
        "account",
        "id, acctnumber, fullname, subsidiary, includechildren, currency, issummary, isinactive",
        "acctnumber",
        _account,
    ),
    NameList.CURRENCY: _List(
        "currency", "id, symbol, name, currencyprecision, isinactive", "symbol", _currency
    ),
    NameList.DEPARTMENT: _List("department", _NAMED, "name", _named),
    # The table of Class; it has no subsidiary column that is known (fact 98).
    NameList.CLASS: _List("classification", "id, name, fullname, isinactive", "name", _named),
    NameList.LOCATION: _List("location", _NAMED, "name", _named),
    NameList.COUNTERPARTY: _List("entity", "id, entityid, isinactive", "entityid", _entity),
}


def probed_tables() -> Iterator[str]:
    """The tables that a connection test must see a row of."""
    for name_list, source in _LISTS.items():
        if name_list is not NameList.COUNTERPARTY:
            yield source.table
    yield "accountingperiod"
