"""A journal as a caller wants it: header, lines, and the references they make."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One line; amounts are in the journal's currency, and one side holds one (fact 202)."""

    number: int
    account: int | None = None
    debit: Decimal | None = None
    credit: Decimal | None = None
    memo: str | None = None
    entity: int | None = None
    department: int | None = None
    classification: int | None = None
    location: int | None = None
    eliminate: bool = False
    extras: dict[str, object] = field(default_factory=dict)

    @property
    def signed(self) -> Decimal:
        """The amount, positive for a debit."""
        return (self.debit or Decimal(0)) - (self.credit or Decimal(0))


@dataclass(frozen=True, slots=True)
class Draft:
    """A journal before it is checked; `exchange_rate` is base units per unit of its currency."""

    external_id: str | None = None
    tran_id: str | None = None
    tran_date: date | None = None
    posting_period: int | None = None
    subsidiary: int | None = None
    currency: int | None = None
    exchange_rate: Decimal | None = None
    memo: str | None = None
    reversal_date: date | None = None
    reversal_defer: bool = False
    department: int | None = None
    classification: int | None = None
    location: int | None = None
    lines: tuple[Line, ...] = ()
    extras: dict[str, object] = field(default_factory=dict)
