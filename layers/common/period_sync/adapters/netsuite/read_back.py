"""Reads journals back from the ledger, added up per account and classification (facts 103-105)."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from period_sync.adapters.netsuite.rows import day, flag, text
from period_sync.adapters.netsuite.suiteql import Row, SuiteQl, chunks, marks
from period_sync.domain.booked import BookedJournal, BookedLines
from period_sync.domain.connection import Features
from period_sync.domain.errors import NetSuiteMalformed

_HEADER = (
    "t.id", "t.tranid", "t.externalid", "t.trandate", "t.postingperiod", "t.posting",
    "t.approvalstatus", "t.reversal",
)  # fmt: skip
Rows = dict[str, list[Row]]
_LINE = ("tal.accountingbook", "tal.account", "tl.entity")


def read_journals(
    suiteql: SuiteQl,
    features: Features,
    internal_ids: Sequence[str],
    external_ids: Sequence[str] = (),
) -> list[BookedJournal]:
    """Read journals by internal id, and with them all that bear one of the external ids.

    So a second journal under one external id shows in the same query. Those that can't be seen
    are left out.
    """
    rows: Rows = {}
    for ids, keys in zip_longest(chunks(internal_ids), chunks(external_ids), fillvalue=()):
        conditions = [
            f"{column} IN ({marks(values)})"
            for column, values in (("t.id", ids), ("t.externalid", keys))
            if values
        ]
        _collect(rows, suiteql, _query(features, " OR ".join(conditions)), [*ids, *keys])
    return [_journal(found, features) for found in rows.values()]


def read_reversals(
    suiteql: SuiteQl, features: Features, originals: Sequence[BookedJournal]
) -> dict[str, BookedJournal]:
    """Read the reversals of journals, by the internal ids of the originals.

    Which of the two transactions names the other nobody has verified, so either link is followed.
    """
    linked = {journal.reversal: journal.internal_id for journal in originals if journal.reversal}
    ids = [journal.internal_id for journal in originals]
    found = _read(suiteql, features, "t.reversal IN ({marks})", ids)
    found += _read(suiteql, features, "t.id IN ({marks})", list(linked))
    wanted = set(ids)
    reversals: dict[str, BookedJournal] = {}
    for journal in found:
        original = journal.reversal if journal.reversal in wanted else None
        original = original or linked.get(journal.internal_id)
        if original is not None and journal.internal_id not in wanted:
            reversals[original] = journal
    return reversals


def _read(
    suiteql: SuiteQl, features: Features, condition: str, ids: Sequence[str]
) -> list[BookedJournal]:
    rows: Rows = {}
    for chunk in chunks(ids):
        _collect(rows, suiteql, _query(features, condition.format(marks=marks(chunk))), chunk)
    return [_journal(found, features) for found in rows.values()]


def _collect(rows: Rows, suiteql: SuiteQl, query: str, values: Sequence[str]) -> None:
    """Add what a query shows to the rows of the journals; none is counted twice."""
    seen: Rows = {}
    for row in suiteql.rows(query, values):
        seen.setdefault(text(row, "id"), []).append(row)
    rows.update(seen)


def _query(features: Features, condition: str) -> str:
    """Write the query; what the account does not have is not named in it."""
    columns = [*_HEADER, *_LINE]
    columns += ["t.currency", "t.exchangerate"] if features.multi_currency else []
    columns += ["tl.subsidiary"] if features.one_world else []
    columns += ["tl.department"] if features.departments else []
    columns += ["tl.class"] if features.classes else []
    columns += ["tl.location"] if features.locations else []
    shown = ", ".join(columns).replace(
        "t.trandate", "TO_CHAR(t.trandate, 'YYYY-MM-DD') AS trandate"
    )
    # Pages hold together only under an order without ties.
    grouped = ", ".join(columns)
    return (
        f"SELECT {shown}, SUM(tl.debitforeignamount) AS debit, "  # noqa: S608 - columns of ours
        "SUM(tl.creditforeignamount) AS credit, COUNT(*) AS lines "
        "FROM transaction t "
        "JOIN transactionline tl ON tl.transaction = t.id "
        "JOIN transactionaccountingline tal "
        "ON tal.transaction = tl.transaction AND tal.transactionline = tl.id "
        f"WHERE {condition} GROUP BY {grouped} ORDER BY {grouped}"
    )


def _journal(rows: Sequence[Row], features: Features) -> BookedJournal:
    first = rows[0]
    books: dict[str, list[BookedLines]] = {}
    try:
        for row in rows:
            books.setdefault(text(row, "accountingbook"), []).append(_lines(row))
        rate = None if "exchangerate" not in first else _amount(first["exchangerate"])
    except (ValueError, ArithmeticError) as error:
        raise NetSuiteMalformed("An amount or count of the ledger is no number.") from error
    return BookedJournal(
        internal_id=text(first, "id"),
        number=first.get("tranid", ""),
        external_id=first.get("externalid"),
        currency=text(first, "currency") if features.multi_currency else None,
        exchange_rate=rate,
        posting_period=first.get("postingperiod", ""),
        date=day(first, "trandate"),
        is_posting=flag(first, "posting"),
        approval_status=first.get("approvalstatus"),
        books={book: tuple(lines) for book, lines in books.items()},
        reversal=first.get("reversal"),
    )


def _lines(row: Row) -> BookedLines:
    return BookedLines(
        account=text(row, "account"),
        subsidiary=row.get("subsidiary"),
        department=row.get("department"),
        class_=row.get("class"),
        location=row.get("location"),
        entity=row.get("entity"),
        debit=_amount(row.get("debit", "0")),
        credit=_amount(row.get("credit", "0")),
        lines=int(text(row, "lines")),
    )


def _amount(text_of_amount: str) -> Decimal:
    amount = Decimal(text_of_amount)
    if not amount.is_finite():
        raise ValueError(text_of_amount)
    return amount
