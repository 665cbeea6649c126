"""Finds the posting period of a journal, shifting it silently where NetSuite would."""

from datetime import date

from local.netsuite.database import Row
from local.netsuite.journal import Draft
from local.netsuite.master_data import MasterData
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import business_rule, invalid_value, missing_value


def posting_period(
    draft: Draft, day: date, today: date, master: MasterData, preferences: Preferences
) -> Row:
    """Return the period that the caller named, or the one NetSuite takes by itself.

    Raises:
        Refusal: the period is no posting period, is closed or locked, or does not hold the day.
    """
    if draft.posting_period is None:
        return period_by_date(day, today, master, preferences)
    period = master.find("accountingperiod", draft.posting_period)
    if period is None or period["isposting"] != "T" or period["isinactive"] == "T":
        raise invalid_value(draft.posting_period, "postingPeriod", "postingPeriod")
    refuse_shut(period)
    inside = str(period["startdate"]) <= day.isoformat() <= str(period["enddate"])
    if not inside and not preferences.date_outside_period_allowed:
        raise business_rule(
            "The transaction date you specified is not within the date range of your "
            "accounting period.",
            "tranDate",
        )
    return period


def period_by_date(day: date, today: date, master: MasterData, preferences: Preferences) -> Row:
    """Return the month of the day if it is open, else another, without a word (fact 177)."""
    for period in master.base_periods(day):
        if is_open(period):
            return period
    open_periods = [period for period in master.base_periods() if is_open(period)]
    if not open_periods:
        raise missing_value("Posting Period", "postingPeriod")
    if preferences.shifted_period == "current":
        for period in open_periods:
            if str(period["startdate"]) <= today.isoformat() <= str(period["enddate"]):
                return period
    return open_periods[0]


def reversal_period(day: date, master: MasterData) -> Row:
    """Return the open month of a reversal's date (fact 188); another is never taken."""
    for period in master.base_periods(day):
        refuse_shut(period)
        return period
    raise invalid_value(day.isoformat(), "reversalDate", "reversalDate")


def next_open_period(after: Row, master: MasterData) -> Row:
    """Return the open month that follows, for a simulated shift; the same one if none does."""
    for period in master.base_periods():
        if is_open(period) and str(period["startdate"]) > str(after["enddate"]):
            return period
    return after


def is_open(period: Row) -> bool:
    """Tell whether anyone may post into the period."""
    return period["closed"] != "T" and period["alllocked"] != "T"


def refuse_shut(period: Row) -> None:
    """Refuse a closed period, which nothing overrides, and a locked one (fact 175).

    NetSuite's own words over REST are unverified (facts 123 and 227).
    """
    name = period["periodname"]
    if period["closed"] == "T":
        raise business_rule(
            f"The transaction falls in a closed accounting period ({name}).", "postingPeriod"
        )
    if period["alllocked"] == "T":
        raise business_rule(f"The accounting period {name} is locked.", "postingPeriod")
