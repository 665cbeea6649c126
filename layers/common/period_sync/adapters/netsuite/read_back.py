"""Reads journals back from the ledger, added up per account (facts 103 to 105)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from period_sync.adapters.netsuite.lists import day, flag, text
from period_sync.adapters.netsuite.suiteql import Row, SuiteQl, chunks, marks
from period_sync.domain.errors import NetSuiteMalformed
from period_sync.domain.posting import BookedAccount, BookedJournal

_QUERY = (
    "SELECT t.id, t.tranid, t.externalid, TO_CHAR(t.trandate, 'YYYY-MM-DD') AS trandate, "
    "t.postingperiod, t.posting, t.approvalstatus, t.currency, tl.subsidiary, tal.account, "
    "SUM(tl.debitforeignamount) AS debit, SUM(tl.creditforeignamount) AS credit, "
    "COUNT(*) AS lines "
    "FROM transaction t "
    "JOIN transactionline tl ON tl.transaction = t.id "
    "JOIN transactionaccountingline tal "
    "ON tal.transaction = tl.transaction AND tal.transactionline = tl.id "
    # A secondary book has rows of its own for the same lines (fact 170).
    "WHERE t.id IN ({marks}) AND tal.accountingbook = 1 "
    "GROUP BY t.id, t.tranid, t.externalid, t.trandate, t.postingperiod, t.posting, "
    "t.approvalstatus, t.currency, tl.subsidiary, tal.account "
    "ORDER BY t.id, tal.account"
)


def read_journals(suiteql: SuiteQl, internal_ids: Sequence[str]) -> list[BookedJournal]:
    """Read journals by internal id; those that can't be seen are left out."""
    rows: dict[str, list[Row]] = {}
    for chunk in chunks(internal_ids):
        for row in suiteql.rows(_QUERY.format(marks=marks(chunk)), chunk):
            rows.setdefault(text(row, "id"), []).append(row)
    return [_journal(found) for found in rows.values()]


def _journal(rows: Sequence[Row]) -> BookedJournal:
    first = rows[0]
    try:
        accounts = _accounts(rows)
        lines = sum(int(text(row, "lines")) for row in rows)
    except (ValueError, ArithmeticError) as error:
        raise NetSuiteMalformed("An amount or count of the ledger is no number.") from error
    return BookedJournal(
        internal_id=text(first, "id"),
        number=first.get("tranid", ""),
        external_id=first.get("externalid"),
        subsidiaries=frozenset(row.get("subsidiary", "") for row in rows),
        currency=text(first, "currency"),
        posting_period=first.get("postingperiod", ""),
        date=day(first, "trandate"),
        is_posting=flag(first, "posting"),
        approval_status=first.get("approvalstatus"),
        lines=lines,
        accounts=accounts,
    )


def _accounts(rows: Sequence[Row]) -> Mapping[str, BookedAccount]:
    accounts: dict[str, BookedAccount] = {}
    for row in rows:
        account = text(row, "account")
        old = accounts.get(account, BookedAccount(Decimal(0), Decimal(0)))
        accounts[account] = BookedAccount(
            old.debit + _amount(row.get("debit", "0")),
            old.credit + _amount(row.get("credit", "0")),
        )
    return accounts


def _amount(text_of_amount: str) -> Decimal:
    amount = Decimal(text_of_amount)
    if not amount.is_finite():
        raise ValueError(text_of_amount)
    return amount
