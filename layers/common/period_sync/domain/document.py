"""The closed-period document: what the lease system hands over, and what is true of its values.

Amounts are exact `Decimal`s in the entry's currency; dates are plain accounting dates; `closed_at`
is aware UTC.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, fields
from decimal import Decimal

AMOUNT_DIGITS_MAX = 18
"""What an amount may have at most, whole and decimals together."""

CustomFields = Mapping[str, str | bool | None]
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry; it has a debit or a credit, and traces to a lease."""

    account: str
    debit: Decimal | None
    credit: Decimal | None
    lease_id: str
    memo: str = ""
    department: str | None = None
    class_: str | None = None
    location: str | None = None
    counterparty: str | None = None
    subsidiary: str | None = None
    due_to_from_subsidiary: str | None = None
    eliminate: bool = False
    custom_fields: CustomFields = field(default_factory=dict)

    @property
    def signed(self) -> Decimal:
        """The amount with debits positive and credits negative."""
        return (self.debit or _ZERO) - (self.credit or _ZERO)


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry as the lease system sees it: one subsidiary, one currency."""

    entry_id: str
    subsidiary: str
    currency: str
    date: dt.date
    memo: str
    lines: tuple[Line, ...]
    accounting_book: str | None = None
    reversal_date: dt.date | None = None
    reversal_defer: bool = False
    exchange_rate: Decimal | None = None
    custom_fields: CustomFields = field(default_factory=dict)

    @property
    def debit(self) -> Decimal:
        """The total of the debit side."""
        return sum((line.debit for line in self.lines if line.debit is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class Control:
    """What the source counted before it handed the document over."""

    leases: int
    entries: int
    lines: int
    debit: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Excluded:
    """A lease left out of the close, and why."""

    lease_id: str
    reason: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Document:
    """A closed period. Identified by (entity, period id); closing again makes a revision."""

    entity: str
    period_id: str
    name: str
    start_date: dt.date
    end_date: dt.date
    closed_at: dt.datetime
    closed_by: str
    control: Control
    entries: tuple[Entry, ...]
    excluded: tuple[Excluded, ...] = ()
    reopened_reason: str | None = None

    def counted(self) -> Control:
        """Count what the document really holds."""
        debit: dict[str, Decimal] = {}
        for entry in self.entries:
            debit[entry.currency] = debit.get(entry.currency, Decimal(0)) + entry.debit
        return Control(
            leases=len({line.lease_id for entry in self.entries for line in entry.lines}),
            entries=len(self.entries),
            lines=sum(len(entry.lines) for entry in self.entries),
            debit=debit,
        )


def content_digest(document: Document) -> str:
    """Return the SHA-256 of a document's content; who closed it, when and why do not count.

    Two hand-overs with one digest are the same revision, however their JSON was written: `1.5`
    and `1.50`, or an absent field and a null one, are equal.
    """
    digest = hashlib.sha256()
    for part in _content(document):
        text = json.dumps(
            part, default=_plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True
        )
        digest.update(f"{text}\n".encode())
    return digest.hexdigest()


def _content(document: Document) -> Iterator[object]:
    """Yield a document's content in pieces, as a long one is too large to write at once."""
    yield _fields(document, {"closed_at", "closed_by", "reopened_reason", "entries"})
    for entry in document.entries:
        yield _fields(entry, {"lines"})
        yield from entry.lines


def _fields(
    item: Document | Control | Excluded | Entry | Line, apart: Set[str] = frozenset()
) -> dict[str, object]:
    names = (field.name for field in fields(item) if field.name not in apart)
    return {name: getattr(item, name) for name in names}


def _plain(value: object) -> object:
    """Write one value of a document in the only way there is."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Control | Excluded | Line):
        return _fields(value)
    raise TypeError(type(value).__name__)
