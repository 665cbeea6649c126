"""Which accounts a line may use: active, of its subsidiary, its currency, its department."""

from local.netsuite.database import Row
from local.netsuite.home import Home
from local.netsuite.journal import Draft, Line
from local.netsuite.master_data import MasterData
from local.netsuite.preferences import Preferences
from local.netsuite.record_types import JOURNAL, RecordType
from local.netsuite.refusals import business_rule, invalid_value, missing_value, wrong_key

_OPEN_ITEM_TYPES = ("AcctRec", "AcctPay")
# Column of the account, attribute of the line and of the header.
_RESTRICTIONS = (
    ("department", "department"),
    ("class", "classification"),
    ("location", "location"),
)


def check_account(
    record_type: RecordType,
    draft: Draft,
    line: Line,
    home: Home,
    master: MasterData,
    preferences: Preferences,
) -> None:
    """Check the account of one line.

    Raises:
        Refusal: the line may not use it, or needs an entity with it.
    """
    place = f"{line.place}.account"
    if line.account is None:
        raise missing_value("Account", place)
    account = master.find("account", line.account)
    if account is None or account["isinactive"] == "T" or account["issummary"] == "T":
        raise invalid_value(line.account, "account", place)
    if account["accttype"] in ("Stat", "NonPosting"):
        raise invalid_value(line.account, "account", place)
    if preferences.one_world:
        _check_subsidiary(record_type, account, line, home, master)
    if account["currency"] is not None and account["currency"] != home.currency["id"]:
        raise wrong_key("currency", int(str(home.currency["id"])), "account", line.account, place)
    _check_classifications(account, draft, line)
    may_eliminate = record_type is not JOURNAL
    if (account["eliminate"] == "T") != line.eliminate or (line.eliminate and not may_eliminate):
        raise business_rule("Elimination settings of the account and line do not match.", place)
    if account["accttype"] in _OPEN_ITEM_TYPES:
        _check_entity(line, home, master, preferences)


def _check_subsidiary(
    record_type: RecordType, account: Row, line: Line, home: Home, master: MasterData
) -> None:
    place = f"{line.place}.account"
    if record_type is not JOURNAL:
        subsidiary = line.subsidiary or home.key
        if not master.serves(account, subsidiary):
            raise wrong_key("account", int(str(account["id"])), "linesubsidiary", subsidiary, place)
    elif not master.serves(account, home.key):
        raise business_rule(  # fact 118
            f"The {account['accountsearchdisplayname']} account cannot be used with the "
            f"{home.subsidiary['name']} subsidiary.",
            place,
        )


def _check_classifications(account: Row, draft: Draft, line: Line) -> None:
    """An account that is restricted to a department takes lines of that one only."""
    for column, attribute in _RESTRICTIONS:
        allowed = account[column]
        used = getattr(line, attribute) or getattr(draft, attribute)
        if allowed is not None and used != allowed:
            raise wrong_key(
                "account", int(str(account["id"])), column, used, f"{line.place}.account"
            )


def _check_entity(line: Line, home: Home, master: MasterData, preferences: Preferences) -> None:
    place = f"{line.place}.entity"
    if line.entity is None:
        if preferences.entity_on_open_items:
            raise missing_value("Name", place)
        return
    entity = master.find("entity", line.entity) or {}
    currency = entity.get("currency")
    if currency is not None and currency != home.currency["id"]:
        raise wrong_key("entity", line.entity, "currency", home.currency["id"], place)
