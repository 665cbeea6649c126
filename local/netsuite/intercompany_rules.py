"""Rules of journals between subsidiaries: who may stand on a line, and what balances."""

from collections import defaultdict
from decimal import Decimal

from local.netsuite.home import Home
from local.netsuite.journal import Draft, Line
from local.netsuite.master_data import MasterData
from local.netsuite.money import EXACT
from local.netsuite.preferences import Preferences
from local.netsuite.record_types import ADVANCED, RecordType
from local.netsuite.refusals import (
    business_rule,
    invalid_value,
    missing_value,
    out_of_balance,
    wrong_key,
)


def check_intercompany(
    record_type: RecordType,
    draft: Draft,
    home: Home,
    master: MasterData,
    preferences: Preferences,
) -> None:
    """Check a journal of one of the two intercompany types (facts 161 to 164).

    Raises:
        Refusal: the first fault found.
    """
    for line in draft.lines:
        place = f"{line.place}.lineSubsidiary"
        if line.subsidiary is None:
            raise missing_value("Subsidiary", place)
        subsidiary = master.find("subsidiary", line.subsidiary)
        if subsidiary is None or subsidiary["isinactive"] == "T":
            raise invalid_value(line.subsidiary, "lineSubsidiary", place)
    if draft.lines[0].subsidiary != home.key:
        raise business_rule(
            "The first line must post to the From subsidiary.",
            f"{draft.lines[0].place}.lineSubsidiary",
        )
    if record_type is ADVANCED:
        _check_advanced(draft, home, master)
    else:
        _check_pair(draft, home, master)
    _check_each_balances(draft, preferences)


def _check_pair(draft: Draft, home: Home, master: MasterData) -> None:
    other = draft.to_subsidiary
    if other is None:
        raise missing_value("To Subsidiary", "toSubsidiary")
    partner = master.find("subsidiary", other)
    if partner is None or partner["isinactive"] == "T" or other == home.key:
        raise invalid_value(other, "toSubsidiary", "toSubsidiary")
    if home.currency["id"] not in (home.base["id"], partner["currency"]):
        raise wrong_key(
            "currency", int(str(home.currency["id"])), "tosubsidiary", other, "currency"
        )
    for line in draft.lines:
        if line.subsidiary not in (home.key, other):
            place = f"{line.place}.lineSubsidiary"
            raise invalid_value(line.subsidiary, "lineSubsidiary", place)


def _check_advanced(draft: Draft, home: Home, master: MasterData) -> None:
    rates: dict[int | None, Decimal | None] = {}
    for line in draft.lines:
        if line.rate is not None and line.rate <= 0:
            raise invalid_value(line.rate, "lineFxRate", f"{line.place}.lineFxRate")
        if rates.setdefault(line.subsidiary, line.rate) != line.rate:
            raise business_rule(
                "All lines of one subsidiary must have the same exchange rate.",
                f"{line.place}.lineFxRate",
            )
        if line.eliminate or line.due_to_from is not None:
            _check_elimination(line, draft, home, master)


def _check_elimination(line: Line, draft: Draft, home: Home, master: MasterData) -> None:
    """A From line names one of the To subsidiaries, a To line names the From (fact 164)."""
    place = f"{line.place}.dueToFromSubsidiary"
    if line.due_to_from is None:
        raise missing_value("Due To/From Subsidiary", place)
    partners = {each.subsidiary for each in draft.lines} - {home.key}
    allowed = partners if line.subsidiary == home.key else {home.key}
    if line.due_to_from not in allowed:
        raise invalid_value(line.due_to_from, "dueToFromSubsidiary", place)
    if line.eliminate:
        entity = master.find("entity", line.entity) or {}
        if entity.get("representingsubsidiary") != line.due_to_from:
            raise missing_value("Name", f"{line.place}.entity")


def _check_each_balances(draft: Draft, preferences: Preferences) -> None:
    totals: dict[int | None, Decimal] = defaultdict(Decimal)
    for line in draft.lines:
        totals[line.subsidiary] = EXACT.add(totals[line.subsidiary], line.signed)
    for total in filter(None, totals.values()):
        raise out_of_balance(preferences.unbalanced_wording, total)
