"""Journals as NetSuite has them: one read whole, many listed by a filter, and what became of one.

Whoever looks for a journal says so by `InternalId` or `ExternalId`.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from period_sync.domain.complaints import Complaint
from period_sync.domain.errors import InvalidInput
from period_sync.domain.posting import CustomValue, RecordType, Reference

APPROVED, REJECTED = "2", "3"
"""The approval status of an approved and of a rejected journal; 1 is pending (fact 183)."""
EXTERNAL_ID_MAX = 255
_INTERNAL_ID = re.compile(r"[0-9]{1,18}", re.ASCII)
_EXTERNAL_PREFIX = "eid:"


@dataclass(frozen=True, slots=True)
class InternalId:
    """A record by the number that NetSuite gave it. Raises InvalidInput if it is no such number."""

    value: str

    def __post_init__(self) -> None:
        if not _INTERNAL_ID.fullmatch(self.value):
            raise InvalidInput(
                "An internal id is a whole number, such as 1001; an external id is written "
                "behind eid:, such as eid:ps-abc.",
                field="id",
            )

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class ExternalId:
    """A record by the key that its maker gave it. Raises InvalidInput if it can be none."""

    value: str

    def __post_init__(self) -> None:
        if not (self.value.isprintable() and 0 < len(self.value.strip()) <= EXTERNAL_ID_MAX):
            raise InvalidInput(
                f"An external id is one line of at most {EXTERNAL_ID_MAX} characters.", field="id"
            )

    def __str__(self) -> str:
        return f"{_EXTERNAL_PREFIX}{self.value}"


JournalKey: TypeAlias = InternalId | ExternalId


def parse_key(text: str) -> JournalKey:
    """Read `1001` or `eid:ps-abc`. Raises InvalidInput."""
    if text.startswith(_EXTERNAL_PREFIX):
        return ExternalId(text.removeprefix(_EXTERNAL_PREFIX))
    return InternalId(text)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of a journal; amounts are in the journal's currency.

    `subsidiary`, `due_to_from_subsidiary` and `rate` are of intercompany journals (fact 38).
    """

    number: int | None
    account: Reference | None
    debit: Decimal | None = None
    credit: Decimal | None = None
    memo: str = ""
    entity: Reference | None = None
    department: Reference | None = None
    class_: Reference | None = None
    location: Reference | None = None
    eliminate: bool = False
    subsidiary: Reference | None = None
    due_to_from_subsidiary: Reference | None = None
    rate: Decimal | None = None
    custom_fields: Mapping[str, CustomValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JournalRecord:
    """A journal with all that the record service shows of it (facts 32 and 37).

    What the account does not have, or the role may not see, is None or empty. `exchange_rate` is
    base units of the subsidiary per unit of `currency`. `reversal_entry` is the internal id of the
    journal at the other end of a reversal.
    """

    record_type: RecordType
    internal_id: str
    date: dt.date
    lines: tuple[JournalLine, ...]
    number: str | None = None
    transaction_number: str | None = None
    external_id: str | None = None
    posting_period: Reference | None = None
    subsidiary: Reference | None = None
    to_subsidiary: Reference | None = None
    currency: Reference | None = None
    exchange_rate: Decimal | None = None
    memo: str = ""
    department: Reference | None = None
    class_: Reference | None = None
    location: Reference | None = None
    accounting_book: Reference | None = None
    is_book_specific: bool = False
    is_approved: bool | None = None
    approval_status: Reference | None = None
    is_reversal: bool = False
    reversal_date: dt.date | None = None
    reversal_defer: bool = False
    reversal_entry: str | None = None
    created_at: dt.datetime | None = None
    last_modified_at: dt.datetime | None = None
    custom_fields: Mapping[str, CustomValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotShown:
    """NetSuite showed no journal, which is no proof that there is none (facts 126 and 210)."""

    detail: str


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which journals are wanted; all conditions hold at once, and those not set do not count.

    Dates are inclusive. `subsidiary`, `account` and `department` are internal ids, and one and the
    same line meets them all. `unapproved` are those pending and those rejected. Ids are matched
    letter by letter; an empty list of them matches nothing.
    """

    date_from: dt.date | None = None
    date_to: dt.date | None = None
    subsidiary: str | None = None
    account: str | None = None
    department: str | None = None
    unapproved: bool = False
    reversals: bool = False
    external_ids: tuple[str, ...] | None = None
    internal_ids: tuple[str, ...] | None = None
    record_types: tuple[RecordType, ...] = tuple(RecordType)


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal as a list shows it. `debit` is its total, in its currency.

    `subsidiaries` are those of its lines. `reversal` is the internal id of the other end of a
    reversal, where that exists already.
    """

    record_type: RecordType
    internal_id: str
    number: str
    external_id: str | None
    date: dt.date
    period: Reference | None
    subsidiaries: tuple[Reference, ...]
    currency: Reference | None
    memo: str
    is_posting: bool
    approval_status: str | None
    is_reversal: bool
    reversal: str | None
    debit: Decimal


class ChangeOutcome(StrEnum):
    """What the request to change or delete a journal came to; none is ever sent twice."""

    DONE = "DONE"
    NOT_SENT = "NOT_SENT"
    REFUSED = "REFUSED"
    UNAUTHORIZED = "UNAUTHORIZED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """How a change ended. `evidence` is JSON-ready: status, headers and body as they came."""

    outcome: ChangeOutcome
    evidence: Mapping[str, object]
    complaints: tuple[Complaint, ...] = ()
