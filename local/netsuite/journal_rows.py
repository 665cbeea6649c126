"""The rows of a journal in the books: written from an entry, read back into a draft."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from local.netsuite.conversion import Impact, impacts
from local.netsuite.custom_fields import CustomField, CustomFields, stored
from local.netsuite.database import Row
from local.netsuite.entry import Entry
from local.netsuite.journal import Draft, Line
from local.netsuite.master_data import MasterData
from local.netsuite.money import dump_json, load_json, to_text

# Attribute of a draft or line, and the column that holds its internal id.
_HEADER_KEYS = (
    ("subsidiary", "subsidiary"),
    ("to_subsidiary", "tosubsidiary"),
    ("department", "department"),
    ("classification", "class"),
    ("location", "location"),
    ("deletion_reason", "deletionreason"),
)
_LINE_KEYS = (
    ("account", "account"),
    ("entity", "entity"),
    ("department", "department"),
    ("classification", "class"),
    ("location", "location"),
    ("due_to_from", "duetofromsubsidiary"),
)


def header_row(entry: Entry) -> Row:
    """Return the header without its ids, numbers, moments and state."""
    draft, home = entry.draft, entry.home
    return {
        "type": "Journal",
        "recordtype": entry.record_type.stored_as,
        "externalid": draft.external_id,
        "trandate": entry.day.isoformat(),
        "postingperiod": entry.period["id"],
        "currency": home.currency["id"],
        "exchangerate": to_text(entry.rate),
        "memo": draft.memo,
        "reversaldate": draft.reversal_date and draft.reversal_date.isoformat(),
        "reversaldefer": "T" if draft.reversal_defer else "F",
        "accountingbook": draft.accounting_book,
        "isbookspecific": "T" if draft.is_book_specific or draft.accounting_book else "F",
        "bookrates": _rates_text(draft.book_rates),
        **{column: getattr(draft, attribute) for attribute, column in _HEADER_KEYS},
        "subsidiary": home.subsidiary["id"],
        **{name: stored(value) for name, value in draft.extras.items()},
    }


def line_rows(key: int, entry: Entry, master: MasterData) -> list[Row]:
    """Return the rows of `transactionline`."""
    first_book = impacts(entry, entry.home.books[0], master)
    return [_line_row(key, entry, impact) for impact in first_book]


def impact_rows(key: int, entry: Entry, master: MasterData, posting: str) -> list[Row]:
    """Return the rows of `transactionaccountingline`, one per line and book (fact 105)."""
    return [
        _impact_row(key, book, impact, posting)
        for book in entry.home.books
        for impact in impacts(entry, book, master)
    ]


def draft_of(header: Row, lines: Sequence[Row], custom: CustomFields) -> Draft:
    """Return a saved journal as a draft, with the period and rate that it was saved with."""
    reversal = header["reversaldate"]
    keys: dict[str, Any] = {name: _key(header[column]) for name, column in _HEADER_KEYS}
    is_foreign_rate = header["isbookspecific"] != "T"
    return Draft(
        external_id=_text(header["externalid"]),
        tran_date=date.fromisoformat(str(header["trandate"])),
        posting_period=_key(header["postingperiod"]),
        currency=_key(header["currency"]) if is_foreign_rate else None,
        exchange_rate=Decimal(str(header["exchangerate"])) if is_foreign_rate else None,
        memo=_text(header["memo"]),
        reversal_date=date.fromisoformat(str(reversal)) if reversal else None,
        reversal_defer=header["reversaldefer"] == "T",
        accounting_book=_key(header["accountingbook"]),
        is_book_specific=header["isbookspecific"] == "T",
        book_rates=_rates(header["bookrates"]),
        lines=tuple(_line(index, row, header, custom.line) for index, row in enumerate(lines)),
        extras=_extras(header, custom.body),
        **keys,
    )


def _line_row(key: int, entry: Entry, impact: Impact) -> Row:
    line = impact.line
    return {
        "transaction": key,
        "id": line.number,
        "linesequencenumber": line.number,
        "mainline": "F",
        "subsidiary": line.subsidiary or entry.home.subsidiary["id"],
        "memo": line.memo,
        "foreignamount": to_text(line.signed),
        "debitforeignamount": line.debit and to_text(line.debit),
        "creditforeignamount": line.credit and to_text(line.credit),
        "netamount": to_text(impact.amount),
        "eliminate": "T" if line.eliminate else "F",
        "issystem": "T" if line.is_system else "F",
        "linefxrate": line.rate and to_text(line.rate),
        **{column: getattr(line, attribute) for attribute, column in _LINE_KEYS[1:]},
        **{name: stored(value) for name, value in line.extras.items()},
    }


def _impact_row(key: int, book: Row, impact: Impact, posting: str) -> Row:
    is_debit = impact.line.debit is not None
    amount = to_text(impact.amount)
    return {
        "transaction": key,
        "transactionline": impact.line.number,
        "accountingbook": book["id"],
        "account": impact.line.account,
        "debit": amount if is_debit else None,
        "credit": None if is_debit else to_text(impact.amount.copy_negate()),
        "amount": amount,
        "netamount": amount,
        "exchangerate": to_text(impact.rate),
        "posting": posting,
    }


def _line(index: int, row: Row, header: Row, custom: Mapping[str, CustomField]) -> Line:
    keys: dict[str, Any] = {name: _key(row[column]) for name, column in _LINE_KEYS}
    is_plain = header["recordtype"] == "journalentry"
    return Line(
        number=int(str(row["id"])),
        place=f"line.items[{index}]",
        debit=_amount(row["debitforeignamount"]),
        credit=_amount(row["creditforeignamount"]),
        memo=_text(row["memo"]),
        eliminate=row["eliminate"] == "T",
        subsidiary=None if is_plain else _key(row["subsidiary"]),
        rate=_amount(row["linefxrate"]),
        is_system=row["issystem"] == "T",
        extras=_extras(row, custom),
        **keys,
    )


def _extras(row: Row, custom: Mapping[str, CustomField]) -> dict[str, object]:
    return {name: row[name] for name in custom if row[name] is not None}


def _rates_text(rates: Mapping[int, Decimal]) -> str | None:
    return dump_json({str(book): rate for book, rate in rates.items()}) if rates else None


def _rates(text: object) -> dict[int, Decimal]:
    found = load_json(str(text)) if text else {}
    assert isinstance(found, dict)
    return {int(book): Decimal(rate) for book, rate in found.items()}


def _key(value: object) -> int | None:
    return None if value is None else int(str(value))


def _amount(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
