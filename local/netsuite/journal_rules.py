"""What NetSuite demands of a journal before it saves it: references, amounts, balance."""

import re
from dataclasses import dataclass
from decimal import Decimal

from local.netsuite.database import Row
from local.netsuite.journal import Draft, Line
from local.netsuite.master_data import MasterData
from local.netsuite.money import EXACT, decimals_of
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import (
    business_rule,
    invalid_value,
    malformed,
    missing_value,
    wrong_subsidiary,
)

LINES_MAX = 10_000  # fact 144; REST itself is named on neither page
_EXTERNAL_ID = re.compile(r"[A-Za-z0-9_-]{1,255}", re.ASCII)
_CLASSIFICATIONS = (
    ("department", "department", "department"),
    ("classification", "classification", "class"),
    ("location", "location", "location"),
)
_OPEN_ITEM_TYPES = ("AcctRec", "AcctPay")


@dataclass(frozen=True, slots=True)
class Books:
    """Where a journal belongs: its subsidiary, its currency, the subsidiary's base currency."""

    subsidiary: Row
    currency: Row
    base: Row


def check_journal(draft: Draft, master: MasterData, preferences: Preferences) -> Books:
    """Check everything but dates, and return where the journal belongs.

    Raises:
        Refusal: the first fault found.
    """
    _check_names(draft, preferences)
    books = _books(draft, master)
    subsidiary = int(str(books.subsidiary["id"]))
    _check_classifications(draft, subsidiary, "", master)
    if len(draft.lines) > LINES_MAX:
        raise business_rule(f"A journal entry can't have more than {LINES_MAX} lines.", "line")
    for line in draft.lines:
        path = f"line.items[{line.number - 1}]."
        _check_amounts(line, path, int(str(books.currency["currencyprecision"])))
        _check_account(line, path, books, master, preferences)
        _check_classifications(line, subsidiary, path, master)
        if line.entity is not None:
            _check_record("entity", "entity", line.entity, subsidiary, path + "entity", master)
    _check_balance(draft)
    return books


def _check_names(draft: Draft, preferences: Preferences) -> None:
    if draft.external_id is not None and not _EXTERNAL_ID.fullmatch(draft.external_id):
        raise invalid_value(draft.external_id, "externalId", "externalId")  # fact 48
    if draft.tran_id is not None and not preferences.tran_id_override:
        raise business_rule(
            "You do not have permissions to set a value for element tranid.", "tranId"
        )
    if draft.reversal_defer and draft.reversal_date is None:
        raise missing_value("Reversal Date", "reversalDate")  # fact 188


def _books(draft: Draft, master: MasterData) -> Books:
    if draft.subsidiary is None:
        raise missing_value("Subsidiary", "subsidiary")
    subsidiary = master.find("subsidiary", draft.subsidiary)
    if subsidiary is None or subsidiary["isinactive"] == "T":
        raise invalid_value(draft.subsidiary, "subsidiary", "subsidiary")
    base = master.find("currency", int(str(subsidiary["currency"])))
    currency = base if draft.currency is None else master.find("currency", draft.currency)
    if currency is None or currency["isinactive"] == "T":
        raise invalid_value(draft.currency, "currency", "currency")
    if base is None:
        raise malformed(f"Subsidiary {draft.subsidiary} of the data file has no currency.")
    if draft.exchange_rate is not None and draft.exchange_rate <= 0:
        raise invalid_value(draft.exchange_rate, "exchangeRate", "exchangeRate")
    return Books(subsidiary, currency, base)


def _check_amounts(line: Line, path: str, decimals: int) -> None:
    if line.debit is not None and line.credit is not None:
        raise business_rule("Rounding Error", path + "credit")  # facts 120 and 202
    side = "debit" if line.debit is not None else "credit"
    amount = line.debit if line.debit is not None else line.credit
    if amount is None:
        raise missing_value("Debit or Credit", path + "debit")
    # Negative amounts are unverified (fact 203), so they are refused.
    if amount <= 0 or decimals_of(amount) > decimals:
        raise invalid_value(amount, side, path + side)


def _check_account(
    line: Line, path: str, books: Books, master: MasterData, preferences: Preferences
) -> None:
    if line.account is None:
        raise missing_value("Account", path + "account")
    account = master.find("account", line.account)
    place = path + "account"
    if account is None or account["isinactive"] == "T" or account["issummary"] == "T":
        raise invalid_value(line.account, "account", place)
    if account["accttype"] in ("Stat", "NonPosting"):
        raise invalid_value(line.account, "account", place)
    if not master.serves(account, int(str(books.subsidiary["id"]))):
        raise business_rule(  # fact 118
            f"The {account['accountsearchdisplayname']} account cannot be used with the "
            f"{books.subsidiary['name']} subsidiary.",
            place,
        )
    if account["currency"] is not None and account["currency"] != books.currency["id"]:
        raise business_rule(
            f"Invalid currency reference key {books.currency['id']} for account {line.account}.",
            place,
        )
    if account["eliminate"] == "T" or line.eliminate:
        raise business_rule("Elimination settings of the account and line do not match.", place)
    needs_entity = preferences.entity_on_open_items and account["accttype"] in _OPEN_ITEM_TYPES
    if needs_entity and line.entity is None:
        raise missing_value("Name", path + "entity")


def _check_classifications(
    holder: Draft | Line, subsidiary: int, path: str, master: MasterData
) -> None:
    for attribute, table, name in _CLASSIFICATIONS:
        key = getattr(holder, attribute)
        if key is not None:
            _check_record(table, name, key, subsidiary, path + name, master)


def _check_record(
    table: str, name: str, key: int, subsidiary: int, path: str, master: MasterData
) -> None:
    record = master.find(table, key)
    if record is None or record["isinactive"] == "T":
        raise invalid_value(key, name, path)
    if not master.serves(record, subsidiary):
        raise wrong_subsidiary(name, key, subsidiary, path)


def _check_balance(draft: Draft) -> None:
    total = Decimal(0)
    for line in draft.lines:
        total = EXACT.add(total, line.signed)
    sides = {line.debit is not None for line in draft.lines}
    if total != 0 or sides != {True, False}:
        raise business_rule("The amounts in a journal entry must balance.", "line")  # fact 119
