"""What NetSuite demands of a journal before it saves it: references, amounts, balance."""

import re
from decimal import Decimal

from local.netsuite.account_rules import check_account
from local.netsuite.home import Home, home_of
from local.netsuite.intercompany_rules import check_intercompany
from local.netsuite.journal import Draft, Line
from local.netsuite.master_data import MasterData
from local.netsuite.money import EXACT, decimals_of
from local.netsuite.preferences import Preferences
from local.netsuite.record_types import ADVANCED, JOURNAL, RecordType
from local.netsuite.refusals import (
    business_rule,
    invalid_value,
    missing_value,
    out_of_balance,
    wrong_key,
)

_EXTERNAL_ID = re.compile(r"[A-Za-z0-9_-]{1,255}", re.ASCII)
_CLASSIFICATIONS = (
    ("department", "department", "department"),
    ("classification", "classification", "class"),
    ("location", "location", "location"),
)


def check_journal(
    record_type: RecordType, draft: Draft, master: MasterData, preferences: Preferences
) -> Home:
    """Check everything but dates, and return where the journal belongs.

    Raises:
        Refusal: the first fault found.
    """
    _check_header(record_type, draft, preferences)
    home = home_of(draft, master, preferences)
    _check_classifications(draft, home.key, "", master, preferences)
    _check_mandatory(record_type, draft, preferences)
    if len(draft.lines) > preferences.lines_max:
        raise business_rule(
            f"A journal entry can't have more than {preferences.lines_max} lines.", "line"
        )
    decimals = int(str(home.currency["currencyprecision"]))
    for line in draft.lines:
        subsidiary = home.key if record_type is JOURNAL else line.subsidiary or home.key
        path = f"{line.place}."
        _check_amounts(line, path, decimals)
        check_account(record_type, draft, line, home, master, preferences)
        _check_classifications(line, subsidiary, path, master, preferences)
        if line.entity is not None:
            _check_record("entity", "entity", line.entity, subsidiary, path, master, preferences)
    _check_balance(draft, preferences)
    if record_type is not JOURNAL:
        check_intercompany(record_type, draft, home, master, preferences)
    return home


def _check_header(record_type: RecordType, draft: Draft, preferences: Preferences) -> None:
    if record_type is ADVANCED and not preferences.advanced_intercompany_by_rest:
        raise business_rule("This operation is not supported for this record type.")  # fact 165
    if draft.external_id is not None and not _EXTERNAL_ID.fullmatch(draft.external_id):
        raise invalid_value(draft.external_id, "externalId", "externalId")  # fact 48
    if draft.tran_id is not None and not preferences.tran_id_override:
        raise business_rule(
            "You do not have permissions to set a value for element tranid.", "tranId"
        )
    if draft.reversal_defer and draft.reversal_date is None:
        raise missing_value("Reversal Date", "reversalDate")  # fact 188


def _check_mandatory(record_type: RecordType, draft: Draft, preferences: Preferences) -> None:
    """Ask for what the form makes mandatory on the header, or as line.NAME on each line."""
    for wanted in filter(None, (name.strip() for name in preferences.mandatory.split(","))):
        on_line = wanted.startswith("line.")
        name = wanted.removeprefix("line.")
        known = (record_type.line if on_line else record_type.header).get(name)
        for holder in draft.lines if on_line else (draft,):
            value = holder.extras.get(name) if known is None else getattr(holder, known.attribute)
            if value is None:
                path = f"{holder.place}.{name}" if isinstance(holder, Line) else name
                raise missing_value(known.label if known else name, path)


def _check_amounts(line: Line, path: str, decimals: int) -> None:
    if line.debit is not None and line.credit is not None:
        raise business_rule("Rounding Error", path + "credit")  # facts 120 and 202
    side = "debit" if line.debit is not None else "credit"
    amount = line.debit if line.debit is not None else line.credit
    if amount is None:
        raise missing_value("Debit or Credit", path + "debit")
    if amount <= 0 or decimals_of(amount) > decimals:
        raise invalid_value(amount, side, path + side)


def _check_classifications(
    holder: Draft | Line, subsidiary: int, path: str, master: MasterData, preferences: Preferences
) -> None:
    for attribute, table, name in _CLASSIFICATIONS:
        key = getattr(holder, attribute)
        if key is not None:
            _check_record(table, name, key, subsidiary, path, master, preferences)


def _check_record(
    table: str,
    name: str,
    key: int,
    subsidiary: int,
    path: str,
    master: MasterData,
    preferences: Preferences,
) -> None:
    record = master.find(table, key)
    if record is None or record["isinactive"] == "T":
        raise invalid_value(key, name, path + name)
    if preferences.one_world and not master.serves(record, subsidiary):
        raise wrong_key(name, key, "subsidiary", subsidiary, path + name)


def _check_balance(draft: Draft, preferences: Preferences) -> None:
    total = Decimal(0)
    for line in draft.lines:
        total = EXACT.add(total, line.signed)
    sides = {line.debit is not None for line in draft.lines}
    if total != 0 or sides != {True, False}:
        raise out_of_balance(preferences.unbalanced_wording, total)
