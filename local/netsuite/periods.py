"""Finds the posting period of a journal, shifting it silently where NetSuite would."""

from dataclasses import dataclass
from datetime import date

from local.netsuite.database import Row
from local.netsuite.journal import Draft
from local.netsuite.master_data import MasterData
from local.netsuite.period_locks import PeriodLocks
from local.netsuite.refusals import (
    closed_period,
    date_outside_period,
    invalid_value,
    locked_period,
    missing_value,
)
from local.netsuite.terms import FULL, PERIOD_OVERRIDE, Terms


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a period must be open: the subsidiaries and books of a journal, their calendar."""

    calendar: int
    subsidiaries: frozenset[int]
    books: frozenset[int]


class Periods:
    """The accounting periods, as one journal meets them."""

    def __init__(self, master: MasterData, locks: PeriodLocks) -> None:
        self._master = master
        self._locks = locks

    def posting_period(
        self, draft: Draft, day: date, today: date, scope: Scope, terms: Terms
    ) -> Row:
        """Return the period that the caller named, or the one NetSuite takes by itself.

        Raises:
            Refusal: the period is no posting period of the calendar, is closed or locked, or
                does not hold the day.
        """
        if draft.posting_period is None:
            period = self._by_date(day, today, scope, terms)
        else:
            period = self._named(draft.posting_period, day, scope, terms)
        return self._next_open(period, scope, terms) if terms.shifted else period

    def proposed(self, draft: Draft, day: date, today: date, scope: Scope, terms: Terms) -> Row:
        """Return the period that the caller named, whatever its state, or NetSuite's own.

        Raises:
            Refusal: the period does not exist, or no period is open.
        """
        if draft.posting_period is None:
            return self._by_date(day, today, scope, terms)
        period = self._master.find("accountingperiod", draft.posting_period)
        if period is None:
            raise invalid_value(draft.posting_period, "postingPeriod", "postingPeriod")
        return period

    def period_to_post_in(
        self, key: int, day: date, today: date, scope: Scope, terms: Terms
    ) -> Row:
        """Return the period of a journal that waited for approval: its own, if it is open still.

        Otherwise NetSuite may take an open one anew, or refuse (fact 184, unverified).

        Raises:
            Refusal: the period is shut.
        """
        period = self._master.find("accountingperiod", key)
        assert period is not None, key
        if terms.preferences.approval_moves_period and not self._is_open(period, scope, terms):
            return self._by_date(day, today, scope, terms)
        self.refuse_shut(period, scope, terms)
        return period

    def reversal_period(self, day: date, scope: Scope, terms: Terms) -> Row:
        """Return the open period of a reversal's date (fact 188); another is never taken."""
        for period in self._master.base_periods(scope.calendar, day):
            self.refuse_shut(period, scope, terms)
            return period
        raise invalid_value(day.isoformat(), "reversalDate", "reversalDate")

    def refuse_shut(self, period: Row, scope: Scope, terms: Terms) -> None:
        """Refuse a closed period, which nothing overrides, and a locked one (fact 175).

        NetSuite's own words over REST are unverified (facts 123 and 227).
        """
        name, code = str(period["periodname"]), terms.preferences.shut_period_code
        if self._is_closed(period, scope):
            raise closed_period(name, code)
        if self._is_locked(period, scope) and not terms.permits(PERIOD_OVERRIDE, FULL):
            raise locked_period(name, code)

    def _named(self, key: int, day: date, scope: Scope, terms: Terms) -> Row:
        period = self._master.find("accountingperiod", key)
        if period is None or period["isposting"] != "T" or period["isinactive"] == "T":
            raise invalid_value(key, "postingPeriod", "postingPeriod")
        if not self._master.is_in_calendar(key, scope.calendar):
            raise invalid_value(key, "postingPeriod", "postingPeriod")
        self.refuse_shut(period, scope, terms)
        inside = str(period["startdate"]) <= day.isoformat() <= str(period["enddate"])
        if not inside and not terms.preferences.date_outside_period_allowed:
            raise date_outside_period()
        return period

    def _by_date(self, day: date, today: date, scope: Scope, terms: Terms) -> Row:
        """Return the period of the day if it is open, else another, without a word (fact 177)."""
        for period in self._master.base_periods(scope.calendar, day):
            if self._is_open(period, scope, terms):
                return period
        open_periods = self._open_periods(scope, terms)
        if not open_periods:
            raise missing_value("Posting Period", "postingPeriod")
        if terms.preferences.shifted_period == "current":
            for period in open_periods:
                if str(period["startdate"]) <= today.isoformat() <= str(period["enddate"]):
                    return period
        return open_periods[0]

    def _next_open(self, after: Row, scope: Scope, terms: Terms) -> Row:
        """Return the open period that follows, for a simulated shift; else the same one."""
        for period in self._open_periods(scope, terms):
            if str(period["startdate"]) > str(after["enddate"]):
                return period
        return after

    def _open_periods(self, scope: Scope, terms: Terms) -> list[Row]:
        periods = self._master.base_periods(scope.calendar)
        return [period for period in periods if self._is_open(period, scope, terms)]

    def _is_open(self, period: Row, scope: Scope, terms: Terms) -> bool:
        if self._is_closed(period, scope):
            return False
        return not self._is_locked(period, scope) or terms.permits(PERIOD_OVERRIDE, FULL)

    def _is_closed(self, period: Row, scope: Scope) -> bool:
        key = int(str(period["id"]))
        return period["closed"] == "T" or self._locks.is_shut(key, "accountingbook", scope.books)

    def _is_locked(self, period: Row, scope: Scope) -> bool:
        """Locks of payables and receivables alone do not bear on journals."""
        key = int(str(period["id"]))
        return period["alllocked"] == "T" or self._locks.is_shut(
            key, "subsidiary", scope.subsidiaries
        )
