"""Saves a journal as NetSuite does: checks it, finds its period and rate, numbers it."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from local.netsuite.database import Database, Row
from local.netsuite.journal import Draft, Line
from local.netsuite.journal_rules import Books, check_journal
from local.netsuite.ledger import Ledger
from local.netsuite.master_data import MasterData
from local.netsuite.money import EXACT, dump_json, round_to, to_text
from local.netsuite.periods import next_open_period, posting_period, reversal_period
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import business_rule

# Journals and list records have ids of their own in NetSuite; a high first one shows a mix-up.
FIRST_INTERNAL_ID = 5001
PRIMARY_BOOK = 1


@dataclass(frozen=True, slots=True)
class _Entry:
    """One transaction to save: when, into which period, at which rate."""

    draft: Draft
    books: Books
    day: date
    period: Row
    rate: Decimal


class Posting:
    """Creates journals, each in one database transaction together with its reversal."""

    def __init__(
        self,
        database: Database,
        master: MasterData,
        ledger: Ledger,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._master = master
        self._ledger = ledger
        self._clock = clock

    def create(self, draft: Draft, preferences: Preferences, *, shifted: bool = False) -> int:
        """Save a journal and return its internal id.

        With `shifted`, the period named is passed over and the next open month taken, as for a
        role without Posting Period on Transactions (fact 153).

        Raises:
            Refusal: the journal breaks a rule or its external id is taken; nothing is saved.
        """
        try:
            with self._database.transaction():
                return self._create(draft, preferences, shifted)
        except sqlite3.IntegrityError as error:
            raise business_rule("This record already exists.") from error  # facts 55 and 124

    def _create(self, draft: Draft, preferences: Preferences, shifted: bool) -> int:
        # A taken external id is found first, as in every account seen (fact 124).
        if draft.external_id and self._ledger.find_external(draft.external_id):
            raise business_rule("This record already exists.")
        today = self._clock().date()
        books = check_journal(draft, self._master, preferences)
        day = draft.tran_date or today
        period = posting_period(draft, day, today, self._master, preferences)
        if shifted:
            period = next_open_period(period, self._master)
        entry = _Entry(draft, books, day, period, self._rate(draft, books))
        key = self._save(entry, preferences)
        if draft.reversal_date is not None and not draft.reversal_defer:
            self._reverse(key, entry, draft.reversal_date, preferences)
        return key

    def _rate(self, draft: Draft, books: Books) -> Decimal:
        if books.currency["id"] == books.base["id"]:
            return Decimal(1)
        own = self._master.rate(int(str(books.currency["id"])), int(str(books.base["id"])))
        return own if draft.exchange_rate is None else draft.exchange_rate

    def _reverse(self, original: int, entry: _Entry, day: date, preferences: Preferences) -> None:
        """Save the exact opposite at the same rate, linked both ways (facts 188 and 189)."""
        lines = tuple(
            replace(line, debit=line.credit, credit=line.debit) for line in entry.draft.lines
        )
        opposite = replace(
            entry,
            draft=replace(entry.draft, external_id=None, tran_id=None, lines=lines),
            day=day,
            period=reversal_period(day, self._master),
        )
        reversal = self._save(opposite, preferences)
        self._ledger.update(
            reversal,
            {
                "isreversal": "T",
                "reversal": original,
                "reversaldate": None,
            },
        )
        self._ledger.update(original, {"reversal": reversal})

    def _save(self, entry: _Entry, preferences: Preferences) -> int:
        draft, books = entry.draft, entry.books
        key = self._ledger.next_number("transaction", FIRST_INTERNAL_ID)
        number = self._ledger.next_number("journal", preferences.first_number)
        pending = preferences.require_approvals
        posting = "F" if pending else "T"
        now = self._clock().isoformat(sep=" ", timespec="seconds")[:19]
        header: Row = {
            "id": key,
            "type": "Journal",
            "recordtype": "journalentry",
            "tranid": draft.tran_id or f"{preferences.number_prefix}{number}",
            "transactionnumber": f"JOURNAL{number}",
            "externalid": draft.external_id,
            "trandate": entry.day.isoformat(),
            "postingperiod": entry.period["id"],
            "posting": posting,
            "status": "A" if pending else "B",
            "approvalstatus": "1" if pending else "2",
            "subsidiary": books.subsidiary["id"],
            "currency": books.currency["id"],
            "exchangerate": to_text(entry.rate),
            "memo": draft.memo,
            "reversaldate": draft.reversal_date and draft.reversal_date.isoformat(),
            "reversaldefer": "T" if draft.reversal_defer else "F",
            "createddate": now,
            "lastmodifieddate": now,
            "extras": dump_json(draft.extras),
        }
        self._ledger.save(header, _line_rows(key, entry, posting))
        return key


def _line_rows(key: int, entry: _Entry, posting: str) -> list[tuple[Row, Row]]:
    decimals = int(str(entry.books.base["currencyprecision"]))
    amounts = _base_amounts(entry.draft.lines, entry.rate, decimals)
    return [
        (_line_row(key, entry, line, amount), _impact_row(key, entry, line, amount, posting))
        for line, amount in zip(entry.draft.lines, amounts, strict=True)
    ]


def _base_amounts(lines: tuple[Line, ...], rate: Decimal, decimals: int) -> list[Decimal]:
    """Convert and round each line, positive for debit; the first takes the rest (fact 200)."""
    amounts = [round_to(EXACT.multiply(line.signed, rate), decimals) for line in lines]
    rest = Decimal(0)
    for amount in amounts:
        rest = EXACT.add(rest, amount)
    amounts[0] = EXACT.subtract(amounts[0], rest)
    return amounts


def _line_row(key: int, entry: _Entry, line: Line, amount: Decimal) -> Row:
    return {
        "transaction": key,
        "id": line.number,
        "linesequencenumber": line.number,
        "mainline": "F",
        "subsidiary": entry.books.subsidiary["id"],
        "department": line.department,
        "class": line.classification,
        "location": line.location,
        "entity": line.entity,
        "memo": line.memo,
        "foreignamount": to_text(line.signed),
        "debitforeignamount": line.debit and to_text(line.debit),
        "creditforeignamount": line.credit and to_text(line.credit),
        "netamount": to_text(amount),
        "eliminate": "T" if line.eliminate else "F",
        "extras": dump_json(line.extras),
    }


def _impact_row(key: int, entry: _Entry, line: Line, amount: Decimal, posting: str) -> Row:
    is_debit = line.debit is not None
    return {
        "transaction": key,
        "transactionline": line.number,
        "accountingbook": PRIMARY_BOOK,
        "account": line.account,
        "debit": to_text(amount) if is_debit else None,
        "credit": None if is_debit else to_text(amount.copy_negate()),
        "amount": to_text(amount),
        "netamount": to_text(amount),
        "exchangerate": to_text(entry.rate),
        "posting": posting,
    }
