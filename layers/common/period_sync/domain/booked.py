"""A journal as NetSuite's ledger has it, and whether it equals what was sent."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from period_sync.domain.posting import JournalToPost, LineToPost, RecordType

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class BookedLines:
    """The lines of a journal with one account and one set of classifications, added up.

    Amounts are in the journal's currency. What the account does not have is None.
    """

    account: str
    subsidiary: str | None
    department: str | None
    class_: str | None
    location: str | None
    entity: str | None
    debit: Decimal
    credit: Decimal
    lines: int


@dataclass(frozen=True, slots=True)
class BookedJournal:
    """A journal as the ledger has it. `is_posting` is false while it awaits approval.

    `books` holds its lines by accounting book (fact 170). `reversal` is the internal id of the
    transaction that it is linked with: of its reversal, or of what it reverses (fact 188).
    """

    internal_id: str
    number: str
    external_id: str | None
    currency: str | None
    exchange_rate: Decimal | None
    posting_period: str
    date: dt.date
    is_posting: bool
    approval_status: str | None
    books: Mapping[str, tuple[BookedLines, ...]]
    reversal: str | None = None

    def lines_in(self, book: str | None) -> tuple[BookedLines, ...]:
        """The lines in one book; in the only one, or the first, where `book` has none."""
        return self.books.get(book or "") or self.books[min(self.books)]


Sums = Mapping[tuple[str | None, ...], tuple[Decimal, Decimal]]


def differences(
    sent: JournalToPost, booked: BookedJournal, primary_book: str | None = None
) -> list[str]:
    """Name, in plain words, everything in which a booked journal differs from what was sent.

    Memos are not compared: NetSuite lets people change them even in closed periods (fact 187).
    The period of a journal that awaits approval is set at approval (fact 184). Classifications
    are compared apart. `primary_book` is where a journal for all books is compared.
    """
    header = (found for _, found in _header(sent, booked, primary_book))
    return [*header, *_accounts(sent, booked, primary_book)]


def mapped_otherwise(
    now: JournalToPost, booked: BookedJournal, primary_book: str | None = None
) -> tuple[list[str], list[str]]:
    """Name what differs from a journal as it would be sent now: what weighs, and what doesn't.

    Accounts, amounts, the date and the posting period weigh.
    """
    header = [*_header(now, booked, primary_book)]
    weighs = [found for name, found in header if name in _WEIGHS]
    other = [found for name, found in header if name not in _WEIGHS]
    return [*weighs, *_accounts(now, booked, primary_book)], other


def shifted_period(sent: JournalToPost, booked: BookedJournal) -> str | None:
    """The period that a journal was booked in, if it is another than was sent (fact 177)."""
    if not booked.is_posting or booked.posting_period == sent.posting_period:
        return None
    return booked.posting_period


def overwritten_id(sent: JournalToPost, booked: BookedJournal) -> str | None:
    """What a journal's external id was overwritten with; `none` if it was taken away (fact 51)."""
    return None if booked.external_id == sent.external_id else booked.external_id or "none"


def classification_changes(
    sent: JournalToPost, booked: BookedJournal, primary_book: str | None = None
) -> list[str]:
    """Name the departments, classes, locations and entities that are not as they were sent.

    A customer's own scripts may set them.
    """
    lines = booked.lines_in(sent.accounting_book or primary_book)
    wanted = _sums((_classified(line), line.debit, line.credit) for line in sent.lines)
    found = _sums((_classified(line), line.debit, line.credit) for line in lines)
    return [_told(key, _CLASSIFIED, wanted, found) for key in _unequal(wanted, found)]


def reversal_differences(
    sent: JournalToPost, reversal: BookedJournal | None, primary_book: str | None = None
) -> list[str]:
    """Name everything in which a journal's reversal is not its exact opposite (fact 188)."""
    if reversal is None:
        return [f"reversal on {sent.reversal_date}: not booked"]
    found = []
    if reversal.date != sent.reversal_date:
        found.append(f"date: sent {sent.reversal_date}, booked {reversal.date}")
    lines = reversal.lines_in(sent.accounting_book or primary_book)
    wanted = _sums(((line.account,), line.credit, line.debit) for line in sent.lines)
    booked = _sums(((line.account,), line.debit, line.credit) for line in lines)
    found += [_told(key, _BY_ACCOUNT, wanted, booked) for key in _unequal(wanted, booked)]
    return [f"reversal: {difference}" for difference in found]


_DATE, _PERIOD = "date", "posting period"
_WEIGHS = frozenset({_DATE, _PERIOD})


def _header(
    sent: JournalToPost, booked: BookedJournal, primary_book: str | None
) -> Iterator[tuple[str, str]]:
    lines = booked.lines_in(sent.accounting_book or primary_book)
    count = sum(line.lines for line in lines)
    compared: list[tuple[str, object, object]] = [
        (_DATE, sent.date, booked.date),
        ("number of lines", len(sent.lines), count),
    ]
    if sent.record_type is RecordType.JOURNAL and sent.subsidiary is not None:
        booked_in = ", ".join(sorted({line.subsidiary or "none" for line in lines}))
        compared.append(("subsidiary", sent.subsidiary, booked_in))
    if sent.currency is not None:
        compared.append(("currency", sent.currency, booked.currency or "none"))
    if sent.exchange_rate is not None:
        compared.append(("exchange rate", sent.exchange_rate, booked.exchange_rate))
    if booked.is_posting:
        compared.append((_PERIOD, sent.posting_period, booked.posting_period))
    if sent.accounting_book is not None:
        found = ", ".join(sorted(booked.books))
        compared.append(("accounting book", sent.accounting_book, found))
    for name, wanted, was_booked in compared:
        if wanted != was_booked:
            yield name, f"{name}: sent {wanted}, booked {was_booked}"


def _accounts(
    sent: JournalToPost, booked: BookedJournal, primary_book: str | None
) -> Iterator[str]:
    lines = booked.lines_in(sent.accounting_book or primary_book)
    if sent.record_type is RecordType.JOURNAL:
        names = _BY_ACCOUNT
        wanted = _sums(((line.account,), line.debit, line.credit) for line in sent.lines)
        found = _sums(((line.account,), line.debit, line.credit) for line in lines)
    else:
        names = (*_BY_ACCOUNT, "subsidiary")
        own = sent.subsidiary
        wanted = _sums(
            ((line.account, line.subsidiary or own), line.debit, line.credit) for line in sent.lines
        )
        found = _sums(((line.account, line.subsidiary), line.debit, line.credit) for line in lines)
    for key in _unequal(wanted, found):
        yield _told(key, names, wanted, found)


_BY_ACCOUNT: tuple[str, ...] = ("account id",)
_CLASSIFIED = (*_BY_ACCOUNT, "department", "class", "location", "entity")


def _classified(line: LineToPost | BookedLines) -> tuple[str | None, ...]:
    return line.account, line.department, line.class_, line.location, line.entity


def _sums(
    amounts: "Iterator[tuple[tuple[str | None, ...], Decimal | None, Decimal | None]]",
) -> Sums:
    sums: dict[tuple[str | None, ...], tuple[Decimal, Decimal]] = {}
    for key, debit, credit in amounts:
        old = sums.get(key, (NOTHING, NOTHING))
        sums[key] = (old[0] + (debit or NOTHING), old[1] + (credit or NOTHING))
    return sums


def _unequal(wanted: Sums, found: Sums) -> list[tuple[str | None, ...]]:
    none = (NOTHING, NOTHING)
    keys = [
        key for key in wanted.keys() | found.keys() if wanted.get(key, none) != found.get(key, none)
    ]
    return sorted(keys, key=lambda key: [part or "" for part in key])


def _told(key: tuple[str | None, ...], names: Sequence[str], wanted: Sums, found: Sums) -> str:
    none = (NOTHING, NOTHING)
    place = ", ".join(f"{name} {part}" for name, part in zip(names, key, strict=True) if part)
    (debit, credit), (booked_debit, booked_credit) = wanted.get(key, none), found.get(key, none)
    return (
        f"{place}: sent debit {debit} credit {credit}, "
        f"booked debit {booked_debit} credit {booked_credit}"
    )
