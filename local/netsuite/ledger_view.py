"""Journals with names in place of ids, for the page and for whoever controls the simulator."""

from decimal import Decimal

from local.netsuite.database import Row
from local.netsuite.ledger import Ledger
from local.netsuite.master_data import MasterData
from local.netsuite.money import EXACT, to_text
from local.netsuite.schema import DISPLAY_COLUMN

_HEADER = (
    "id",
    "tranid",
    "transactionnumber",
    "externalid",
    "trandate",
    "posting",
    "approvalstatus",
    "exchangerate",
    "memo",
    "isreversal",
    "reversal",
    "reversaldate",
    "createddate",
)
_LINE_NAMES = (
    ("account", "account"),
    ("department", "department"),
    ("class", "classification"),
    ("location", "location"),
    ("entity", "entity"),
)


def journal_view(header: Row, master: MasterData, ledger: Ledger) -> Row:
    """Return one journal; `total` is the exact sum of its debits in its currency."""
    lines = ledger.lines(int(str(header["id"])))
    total = Decimal(0)
    for line in lines:
        total = EXACT.add(total, Decimal(str(line["debitforeignamount"] or 0)))
    currency = master.find("currency", int(str(header["currency"]))) or {}
    return {
        **{name: header[name] for name in _HEADER},
        "period": _name(master, "accountingperiod", header["postingperiod"]),
        "subsidiary": _name(master, "subsidiary", header["subsidiary"]),
        "currency": currency.get("symbol"),
        "total": to_text(total),
        "lines": [_line_view(line, master) for line in lines],
    }


def newest_journals(master: MasterData, ledger: Ledger, limit: int) -> list[Row]:
    """Return the latest journals, newest first."""
    return [journal_view(header, master, ledger) for header in ledger.newest(limit)]


def _line_view(line: Row, master: MasterData) -> Row:
    return {
        "line": line["id"],
        **{name: _name(master, table, line[name]) for name, table in _LINE_NAMES},
        "debit": line["debitforeignamount"],
        "credit": line["creditforeignamount"],
        "base_debit": line["debit"],
        "base_credit": line["credit"],
        "memo": line["memo"],
    }


def _name(master: MasterData, table: str, key: object) -> str | None:
    if key is None:
        return None
    record = master.find(table, int(str(key))) or {}
    return str(record.get(DISPLAY_COLUMN[table], key))
