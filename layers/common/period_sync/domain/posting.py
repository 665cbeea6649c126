"""What goes to NetSuite, what comes back, and whether the two are equal."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias


class RecordType(StrEnum):
    """The kinds of journal, named as NetSuite's record types (facts 38 and 160 to 163)."""

    JOURNAL = "journalEntry"
    INTERCOMPANY = "intercompanyJournalEntry"
    ADVANCED_INTERCOMPANY = "advIntercompanyJournalEntry"


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that names a record by NetSuite's internal id."""

    internal_id: str


CustomValue: TypeAlias = str | bool | Decimal | Reference


@dataclass(frozen=True, slots=True)
class LineToPost:
    """One line with NetSuite's internal ids; exactly one of `debit` and `credit` is set.

    `subsidiary` and `due_to_from_subsidiary` are set on lines of intercompany journals only, and
    `rate` (base units per unit of the journal's currency) on advanced ones.
    """

    account: str
    debit: Decimal | None
    credit: Decimal | None
    memo: str
    department: str | None
    class_: str | None
    location: str | None
    entity: str | None
    subsidiary: str | None = None
    due_to_from_subsidiary: str | None = None
    eliminate: bool = False
    rate: Decimal | None = None
    custom_fields: Mapping[str, CustomValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JournalToPost:
    """One journal with NetSuite's internal ids, in the entry's currency.

    `subsidiary` is None in an account without OneWorld, `currency` in one without multi-currency
    and on a journal of one accounting book (fact 168). `exchange_rate` is base units of the
    subsidiary per unit of `currency`; None leaves it to NetSuite (fact 42). `to_subsidiary` is set
    on the older kind of intercompany journal only (fact 161).
    """

    external_id: str
    subsidiary: str | None
    currency: str | None
    posting_period: str
    date: dt.date
    memo: str
    lines: tuple[LineToPost, ...]
    record_type: RecordType = RecordType.JOURNAL
    to_subsidiary: str | None = None
    exchange_rate: Decimal | None = None
    reversal_date: dt.date | None = None
    reversal_defer: bool = False
    accounting_book: str | None = None
    department: str | None = None
    class_: str | None = None
    location: str | None = None
    custom_fields: Mapping[str, CustomValue] = field(default_factory=dict)


class Outcome(StrEnum):
    """What one POST came to; each has one next step in the posting protocol."""

    CREATED = "CREATED"
    NOT_SENT = "NOT_SENT"
    ALREADY_EXISTS = "ALREADY_EXISTS"
    REFUSED = "REFUSED"
    UNAUTHORIZED = "UNAUTHORIZED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One item of NetSuite's `o:errorDetails` (fact 108), in NetSuite's words."""

    code: str
    detail: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """How a POST ended. `evidence` is JSON-ready: status, headers and body as they came.

    `retry_after_seconds` is NetSuite's own wish, where it states one.
    """

    outcome: Outcome
    evidence: Mapping[str, object]
    internal_id: str | None = None
    retry_after_seconds: int | None = None
    complaints: tuple[Complaint, ...] = ()


@dataclass(frozen=True, slots=True)
class BookedAccount:
    """What one journal books on one account, in the journal's currency."""

    debit: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True)
class BookedJournal:
    """A journal as NetSuite's ledger has it. `is_posting` is false while it awaits approval."""

    internal_id: str
    number: str
    external_id: str | None
    subsidiaries: frozenset[str]
    currency: str
    posting_period: str
    date: dt.date
    is_posting: bool
    approval_status: str | None
    lines: int
    accounts: Mapping[str, BookedAccount]


def booked_accounts(journal: JournalToPost) -> dict[str, BookedAccount]:
    """Add up what a journal is meant to book, per account."""
    sums: dict[str, BookedAccount] = {}
    for line in journal.lines:
        old = sums.get(line.account, BookedAccount(Decimal(0), Decimal(0)))
        sums[line.account] = BookedAccount(
            old.debit + (line.debit or Decimal(0)), old.credit + (line.credit or Decimal(0))
        )
    return sums


def differences(sent: JournalToPost, booked: BookedJournal) -> list[str]:
    """Name, in plain words, everything in which a booked journal differs from what was sent.

    Memos are not compared: NetSuite lets people change them even in closed periods (fact 187).
    The period of a journal that awaits approval is set at approval (fact 184).
    """
    return list(_differences(sent, booked))


def _differences(sent: JournalToPost, booked: BookedJournal) -> Iterator[str]:
    header = [
        ("subsidiary", sent.subsidiary, ", ".join(sorted(booked.subsidiaries))),
        ("currency", sent.currency, booked.currency),
        ("date", f"{sent.date}", f"{booked.date}"),
        ("external id", sent.external_id, booked.external_id or "none"),
        ("number of lines", str(len(sent.lines)), str(booked.lines)),
    ]
    if booked.is_posting:
        header.append(("posting period", sent.posting_period, booked.posting_period))
    for name, wanted, found in header:
        if wanted != found:
            yield f"{name}: sent {wanted}, booked {found}"
    accounts = booked_accounts(sent)
    nothing = BookedAccount(Decimal(0), Decimal(0))
    for account in sorted(accounts.keys() | booked.accounts.keys()):
        wanted_sum = accounts.get(account, nothing)
        found_sum = booked.accounts.get(account, nothing)
        if wanted_sum != found_sum:
            yield (
                f"account id {account}: sent debit {wanted_sum.debit} credit {wanted_sum.credit}, "
                f"booked debit {found_sum.debit} credit {found_sum.credit}"
            )
