"""Reads NetSuite's accounting periods (facts 101 and 102)."""

from collections.abc import Sequence
from datetime import date

from period_sync.adapters.netsuite.rows import day, flag, text
from period_sync.adapters.netsuite.suiteql import Row, SuiteQl
from period_sync.domain.accounting_periods import AccountingPeriod
from period_sync.domain.connection import Features

_QUERY = (
    "SELECT p.id, p.periodname, TO_CHAR(p.startdate, 'YYYY-MM-DD') AS startdate, "
    "TO_CHAR(p.enddate, 'YYYY-MM-DD') AS enddate, p.closed, p.alllocked{column} "
    "FROM accountingperiod p{join} "
    "WHERE p.isquarter = 'F' AND p.isyear = 'F' AND p.isadjust = 'F' AND p.isinactive = 'F' "
    "AND p.isposting = 'T' AND p.startdate <= TO_DATE(?, 'YYYY-MM-DD') "
    "AND p.enddate >= TO_DATE(?, 'YYYY-MM-DD') ORDER BY p.id"
)
_CALENDAR = {
    "column": ", c.fiscalcalendar",
    "join": " JOIN accountingperiodfiscalcalendars c ON c.accountingperiod = p.id",
}
_NO_CALENDAR = {"column": "", "join": ""}


def read_periods(
    suiteql: SuiteQl, features: Features, days: Sequence[date]
) -> list[AccountingPeriod]:
    """Read the base periods that overlap the dates' range, in one query.

    The calendars that each is a part of are read with them, where the account has several.
    """
    query = _QUERY.format(**(_CALENDAR if features.fiscal_calendars else _NO_CALENDAR))
    found: dict[str, list[Row]] = {}
    for row in suiteql.rows(query, [f"{max(days)}", f"{min(days)}"]):
        found.setdefault(text(row, "id"), []).append(row)
    return [_period(rows) for rows in found.values()]


def _period(rows: Sequence[Row]) -> AccountingPeriod:
    first = rows[0]
    return AccountingPeriod(
        internal_id=text(first, "id"),
        name=text(first, "periodname"),
        start=day(first, "startdate"),
        end=day(first, "enddate"),
        is_closed=flag(first, "closed"),
        is_locked=flag(first, "alllocked"),
        calendars=frozenset(row["fiscalcalendar"] for row in rows if "fiscalcalendar" in row),
    )
