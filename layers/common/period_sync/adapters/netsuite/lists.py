"""Which queries read NetSuite's lists, and what a row of each means (facts 96 to 100).

What the account has not is not named: a query with an unknown table or column is refused as a
whole (fact 93).
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from period_sync.adapters.netsuite.rows import flag, text
from period_sync.adapters.netsuite.suiteql import (
    IN_LIST_MAX,
    PAGE_ROWS,
    Row,
    SuiteQl,
    chunks,
    marks,
)
from period_sync.domain.connection import Features
from period_sync.domain.errors import NetSuiteMalformed
from period_sync.domain.names import NameList, Record, normal

PATH_SEPARATOR = " : "
CLASSIFICATIONS = (NameList.DEPARTMENT, NameList.CLASS, NameList.LOCATION)
_SELECT = "SELECT {columns} FROM {table}"
LIKE_LETTERS = 2
"""By so many first letters the records that may be meant are put in front."""


@dataclass(frozen=True, slots=True)
class _List:
    """How one list is read.

    `by` are the columns that names without a separator are looked up in, `path` the one of full
    paths; a list with neither is read whole. `optional` names the features that a column needs.
    """

    table: str
    columns: str
    record: Callable[[Row], Record]
    by: tuple[str, ...] = ()
    path: str | None = None
    optional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def select(self, features: Features) -> str:
        """Write the query without its conditions."""
        names = [
            name
            for name, needed in self.optional.items()
            if all(getattr(features, feature) for feature in needed)
        ]
        return _SELECT.format(columns=", ".join([self.columns, *names]), table=self.table)


def read_records(
    suiteql: SuiteQl,
    features: Features,
    name_list: NameList,
    names: Sequence[str],
    internal_ids: Sequence[str] = (),
) -> list[Record]:
    """Read what may answer to `names` or has one of some ids: 500 a query, all subsidiaries.

    A name with ` : ` in it is a full path. NetSuite compares letter by letter, so names are sought
    as they are given and in both forms of Unicode.
    """
    source = _LISTS[name_list]
    select = source.select(features)
    if not source.by:
        return [source.record(row) for row in suiteql.rows(f"{select} ORDER BY id")]
    found: dict[str, Record] = {}
    wanted = [(name, False) for name in names] + [(found, True) for found in internal_ids]
    for chunk in chunks(wanted):
        named = [name for name, is_id in chunk if not is_id]
        paths = [name for name in named if source.path and PATH_SEPARATOR in name]
        plain = [name for name in named if name not in set(paths)]
        sought = [(column, plain) for column in source.by]
        if source.path is not None:
            sought.append((source.path, paths))
        sought.append(("id", [internal_id for internal_id, is_id in chunk if is_id]))
        conditions, parameters = _conditions(sought)
        query = f"{select} WHERE {' OR '.join(conditions)} ORDER BY id"
        for row in suiteql.rows(query, parameters):
            record = source.record(row)
            found[record.internal_id] = record
    return list(found.values())


def read_similar(
    suiteql: SuiteQl, features: Features, name_list: NameList, names: Sequence[str]
) -> list[Record]:
    """Read one page of a list, the records first whose names begin like one of `names`.

    It is empty only if the list shows us no record at all.
    """
    source = _LISTS[name_list]
    column = source.by[0] if source.by else "name"
    beginnings = sorted({name.strip()[:LIKE_LETTERS].upper() for name in names})[:IN_LIST_MAX]
    query = (
        f"{source.select(features)} ORDER BY CASE WHEN "
        f"UPPER(SUBSTR(TRIM({column}), 1, {LIKE_LETTERS})) IN ({marks(beginnings)}) "
        f"THEN 0 ELSE 1 END, id FETCH FIRST {PAGE_ROWS} ROWS ONLY"
    )
    return [source.record(row) for row in suiteql.rows(query, beginnings)]


def _conditions(sought: Sequence[tuple[str, Sequence[str]]]) -> tuple[list[str], list[str]]:
    """Write one condition per list of at most 500 values."""
    conditions: list[str] = []
    parameters: list[str] = []
    for column, names in sought:
        forms = list(dict.fromkeys(form for name in names for form in _forms(name)))
        for values in chunks(forms):
            conditions.append(f"{column} IN ({marks(values)})")
            parameters += values
    return conditions, parameters


def _forms(name: str) -> Iterator[str]:
    yield name
    yield normal(name)
    yield unicodedata.normalize("NFD", name)


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
        subsidiaries=_subsidiaries(row),
        parent=row.get("parent"),
    )


def _subsidiary(row: Row) -> Record:
    path = row.get("fullname", text(row, "name"))
    return Record(
        internal_id=text(row, "id"),
        keys=frozenset({text(row, "name"), path}),
        path=path,
        is_inactive=flag(row, "isinactive"),
        is_elimination=flag(row, "iselimination"),
        parent=row.get("parent"),
        base_currency=row.get("currency"),
        fiscal_calendar=row.get("fiscalcalendar"),
    )


def _account(row: Row) -> Record:
    """Read an account; its number is empty where the company does not use numbers (fact 99)."""
    number, name = row.get("acctnumber", ""), row.get("acctname", "")
    path = text(row, "fullname")
    return Record(
        internal_id=text(row, "id"),
        keys=frozenset({number, name, path} - {""}),
        path=f"{number} {path}".strip(),
        is_inactive=flag(row, "isinactive"),
        is_summary=flag(row, "issummary"),
        subsidiaries=_subsidiaries(row),
        include_children=flag(row, "includechildren"),
        currency=row.get("currency"),
        type=row.get("accttype"),
        is_intercompany=flag(row, "eliminate"),
        restricted_to={key: row[key] for key in CLASSIFICATIONS if key in row},
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
        subsidiaries=_subsidiaries(row),
        include_children=flag(row, "includechildren"),
        currency=row.get("currency"),
    )


_LISTS: Mapping[NameList, _List] = {
    NameList.SUBSIDIARY: _List(
        "subsidiary",
        "id, name, fullname, parent, iselimination, isinactive",
        _subsidiary,
        optional={"currency": ("multi_currency",), "fiscalcalendar": ("fiscal_calendars",)},
    ),
    NameList.ACCOUNT: _List(
        "account",
        "id, acctnumber, acctname, fullname, accttype, issummary, isinactive",
        _account,
        by=("acctnumber", "acctname"),
        path="fullname",
        optional={
            "subsidiary": ("one_world",),
            "includechildren": ("one_world",),
            "eliminate": ("one_world",),
            "currency": ("multi_currency",),
            "department": ("account_restrictions", "departments"),
            "class": ("account_restrictions", "classes"),
            "location": ("account_restrictions", "locations"),
        },
    ),
    NameList.CURRENCY: _List(
        "currency", "id, symbol, name, currencyprecision, isinactive", _currency, by=("symbol",)
    ),
    NameList.DEPARTMENT: _List(
        "department",
        "id, name, fullname, parent, isinactive",
        _named,
        by=("name",),
        path="fullname",
        optional={"subsidiary": ("one_world",)},
    ),
    # The table of Class; it has no subsidiary column that is known (fact 98).
    NameList.CLASS: _List(
        "classification", "id, name, fullname, isinactive", _named, by=("name",), path="fullname"
    ),
    NameList.LOCATION: _List(
        "location",
        "id, name, fullname, parent, isinactive",
        _named,
        by=("name",),
        path="fullname",
        optional={"subsidiary": ("one_world",)},
    ),
    NameList.COUNTERPARTY: _List(
        "entity",
        "id, entityid, isinactive",
        _entity,
        by=("entityid",),
        optional={
            "subsidiary": ("counterparty_limits", "one_world"),
            "includechildren": ("counterparty_limits", "one_world"),
            "currency": ("counterparty_limits", "multi_currency"),
        },
    ),
}
