"""Lists journals with SuiteQL: any combination of conditions, with bound parameters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from itertools import groupby

from period_sync.adapters.netsuite.record_fields import exact, is_internal_id
from period_sync.adapters.netsuite.rows import day, flag, text
from period_sync.adapters.netsuite.suiteql import IN_LIST_MAX, Row, SuiteQl, chunks, marks
from period_sync.domain.connection import Features
from period_sync.domain.errors import InvalidInput, NetSuiteMalformed
from period_sync.domain.journal_record import APPROVED, JournalFilter, JournalRow
from period_sync.domain.posting import RecordType, Reference

_TYPES = {record_type.lower(): record_type for record_type in RecordType}
_DATE = "TO_DATE(?, 'YYYY-MM-DD')"
_ROWS = (
    "SELECT {selected}, TO_CHAR(t.trandate, 'YYYY-MM-DD') AS trandate, "
    "SUM(tl.debitforeignamount) AS debit "
    "FROM transaction t JOIN transactionline tl ON tl.transaction = t.id "
    "WHERE {condition} GROUP BY {grouped} ORDER BY {order}"
)
_KEYS = "SELECT t.id, t.recordtype FROM transaction t WHERE {condition} ORDER BY t.id"
_LINES = "t.id IN (SELECT l.transaction FROM {source} WHERE {condition})"
_COLUMNS = (
    "t.id", "t.recordtype", "t.tranid", "t.externalid", "t.trandate", "t.postingperiod", "t.memo",
    "t.posting", "t.approvalstatus", "t.isreversal", "t.reversal",
)  # fmt: skip


def rows_of(suiteql: SuiteQl, wanted: JournalFilter, features: Features) -> Iterator[JournalRow]:
    """Yield the journals, by date and then in the order in which they were made.

    A page of NetSuite's is asked for when its first row is wanted. With more than 500 ids in the
    filter, the order holds among each 500 of them. Raises InvalidInput, NetSuiteUnavailable,
    NetSuiteUnauthorized, NetSuiteRefused or NetSuiteMalformed.
    """
    columns, named = [*_COLUMNS], ["t.postingperiod"]
    if features.multi_currency:
        columns.append("t.currency")
        named.append("t.currency")
    if features.one_world:
        columns.append("tl.subsidiary")
        named.append("tl.subsidiary")
    shown = [f"BUILTIN.DF({column})" for column in named]
    selected = [column for column in columns if column != "t.trandate"] + [
        f"{call} AS {column.partition('.')[2]}name"
        for call, column in zip(shown, named, strict=True)
    ]
    for condition, values in _conditions(wanted, features):
        query = _ROWS.format(
            selected=", ".join(selected),
            condition=condition,
            grouped=", ".join([*columns, *shown]),
            order="t.trandate, t.id" + (", tl.subsidiary" if features.one_world else ""),
        )
        rows = suiteql.each_row(query, values)
        for _, same in groupby(rows, key=lambda row: text(row, "id")):
            yield _row(list(same))


def keys_of(
    suiteql: SuiteQl, wanted: JournalFilter, features: Features
) -> Iterator[tuple[RecordType, str]]:
    """Yield type and internal id of the journals, by internal id. Raises as `rows_of` does."""
    for condition, values in _conditions(wanted, features):
        for row in suiteql.each_row(_KEYS.format(condition=condition), values):
            yield _type(row), _internal_id(row, "id")


@dataclass
class _Where:
    """Conditions that all hold, and the parameters in their order."""

    conditions: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def add(self, condition: str, *values: str) -> None:
        self.conditions.append(condition)
        self.values += values


def _conditions(wanted: JournalFilter, features: Features) -> Iterator[tuple[str, list[str]]]:
    """Yield one condition for each list of ids that fits behind IN (fact 94)."""
    for part in _parts(wanted):
        where = _Where()
        types = [record_type.lower() for record_type in part.record_types]
        # Statistical and period-end journals are of other types (facts 172 and 173).
        where.add(f"t.type = 'Journal' AND t.recordtype IN ({marks(types)})", *types)
        _add_header(where, part)
        _add_line(where, part, features)
        yield " AND ".join(where.conditions), where.values


def _parts(wanted: JournalFilter) -> Iterator[JournalFilter]:
    if wanted.internal_ids is not None and len(wanted.internal_ids) > IN_LIST_MAX:
        for ids in chunks(wanted.internal_ids):
            yield from _parts(replace(wanted, internal_ids=tuple(ids)))
    elif wanted.external_ids is not None and len(wanted.external_ids) > IN_LIST_MAX:
        for ids in chunks(wanted.external_ids):
            yield from _parts(replace(wanted, external_ids=tuple(ids)))
    elif wanted.record_types and wanted.internal_ids != () and wanted.external_ids != ():
        yield wanted


def _add_header(where: _Where, wanted: JournalFilter) -> None:
    if wanted.date_from is not None:
        where.add(f"t.trandate >= {_DATE}", wanted.date_from.isoformat())
    if wanted.date_to is not None:
        where.add(f"t.trandate <= {_DATE}", wanted.date_to.isoformat())
    if wanted.unapproved:
        where.add("t.approvalstatus <> ?", APPROVED)
    if wanted.reversals:
        where.add("t.isreversal = 'T'")
    for column, ids in (("id", wanted.internal_ids), ("externalid", wanted.external_ids)):
        if ids is not None:
            where.add(f"t.{column} IN ({marks(ids)})", *ids)


def _add_line(where: _Where, wanted: JournalFilter, features: Features) -> None:
    line = _Where()
    source = "transactionline l"
    if wanted.subsidiary is not None:
        _require(features.one_world, "subsidiaries", "subsidiary")
        line.add("l.subsidiary = ?", wanted.subsidiary)
    if wanted.department is not None:
        _require(features.departments, "departments", "department")
        line.add("l.department = ?", wanted.department)
    if wanted.account is not None:
        source += (
            " JOIN transactionaccountingline a "
            "ON a.transaction = l.transaction AND a.transactionline = l.id"
        )
        line.add("a.account = ?", wanted.account)
    if line.conditions:
        condition = " AND ".join(line.conditions)
        where.add(_LINES.format(source=source, condition=condition), *line.values)


def _require(has_it: bool, what: str, field: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not has_it:
        raise InvalidInput(
            f"This NetSuite account has no {what}; leave that condition out.", field=field
        )


def _row(rows: Sequence[Row]) -> JournalRow:
    """Make a journal of its rows, one for each subsidiary of its lines."""
    first = rows[0]
    subsidiaries = (_reference(row, "subsidiary") for row in rows)
    return JournalRow(
        record_type=_type(first),
        internal_id=_internal_id(first, "id"),
        number=first.get("tranid", ""),
        external_id=first.get("externalid"),
        date=day(first, "trandate"),
        period=_reference(first, "postingperiod"),
        subsidiaries=tuple(each for each in subsidiaries if each is not None),
        currency=_reference(first, "currency"),
        memo=first.get("memo", ""),
        is_posting=flag(first, "posting"),
        approval_status=first.get("approvalstatus"),
        is_reversal=flag(first, "isreversal"),
        reversal=_internal_id(first, "reversal") if "reversal" in first else None,
        debit=sum((_amount(row) for row in rows), Decimal(0)),
    )


def _type(row: Row) -> RecordType:
    found = _TYPES.get(text(row, "recordtype").lower())
    if found is None:
        raise NetSuiteMalformed("NetSuite lists a transaction that is no journal.")
    return found


def _internal_id(row: Row, column: str) -> str:
    """Read an id that may become part of a URL."""
    found = text(row, column)
    if not is_internal_id(found):
        raise NetSuiteMalformed(f"The column {column} holds no internal id.", column=column)
    return found


def _reference(row: Row, column: str) -> Reference | None:
    found = row.get(column)
    return None if found is None else Reference(found, row.get(f"{column}name", ""))


def _amount(row: Row) -> Decimal:
    try:
        return exact(Decimal(row.get("debit", "0")), "debit")
    except InvalidOperation as error:
        raise NetSuiteMalformed("The debit of a journal is no number.") from error
