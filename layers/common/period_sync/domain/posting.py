"""What goes to NetSuite, and what a POST can come to."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from period_sync.domain.complaints import Complaint


class RecordType(StrEnum):
    """The kinds of journal, named as NetSuite's record types (facts 38 and 160 to 163)."""

    JOURNAL = "journalEntry"
    INTERCOMPANY = "intercompanyJournalEntry"
    ADVANCED_INTERCOMPANY = "advIntercompanyJournalEntry"


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that names a record by NetSuite's internal id.

    `name` is what NetSuite showed beside it, for people; it is no part of the value.
    """

    internal_id: str
    name: str = field(default="", compare=False)


CustomValue: TypeAlias = str | bool | Decimal | Reference


class LineToPost(NamedTuple):
    """One line with NetSuite's internal ids; exactly one of `debit` and `credit` is set.

    `subsidiary` and `due_to_from_subsidiary` are set on lines of intercompany journals only, and
    `rate` (base units per unit of the journal's currency) on advanced ones. A tuple, because there
    are many, and a frozen dataclass takes longer to make than its JSON to write.
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
    custom_fields: Mapping[str, CustomValue] = MappingProxyType({})


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
class PostAnswer:
    """How a POST ended. `evidence` is JSON-ready: status, headers and body as they came.

    `retry_after_seconds` is NetSuite's own wish, where it states one.
    """

    outcome: Outcome
    evidence: Mapping[str, object]
    internal_id: str | None = None
    retry_after_seconds: int | None = None
    complaints: tuple[Complaint, ...] = ()
