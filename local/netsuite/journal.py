"""A journal as a caller wants it: header, lines, and the references they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One line; amounts are in the journal's currency, and one side holds one (fact 202).

    `number` is its id within the journal, `place` where the body has it, for refusals.
    """

    number: int
    place: str = field(default="line", compare=False)
    account: int | None = None
    debit: Decimal | None = None
    credit: Decimal | None = None
    memo: str | None = None
    entity: int | None = None
    department: int | None = None
    classification: int | None = None
    location: int | None = None
    eliminate: bool = False
    subsidiary: int | None = None
    due_to_from: int | None = None
    rate: Decimal | None = None
    is_system: bool = False
    extras: Mapping[str, object] = field(default_factory=dict)

    @property
    def signed(self) -> Decimal:
        """The amount, positive for a debit."""
        return (self.debit or Decimal(0)) - (self.credit or Decimal(0))

    def swapped(self) -> "Line":
        """Return the line on the other side."""
        return replace(self, debit=self.credit, credit=self.debit)


@dataclass(frozen=True, slots=True)
class Draft:
    """A journal before it is checked; `exchange_rate` is base units per unit of its currency."""

    external_id: str | None = None
    tran_id: str | None = None
    tran_date: date | None = None
    posting_period: int | None = None
    subsidiary: int | None = None
    to_subsidiary: int | None = None
    currency: int | None = None
    exchange_rate: Decimal | None = None
    memo: str | None = None
    reversal_date: date | None = None
    reversal_defer: bool = False
    approved: bool | None = None
    approval_status: int | None = None
    department: int | None = None
    classification: int | None = None
    location: int | None = None
    accounting_book: int | None = None
    is_book_specific: bool = False
    book_rates: Mapping[int, Decimal] = field(default_factory=dict)
    deletion_reason: int | None = None
    lines: tuple[Line, ...] = ()
    extras: Mapping[str, object] = field(default_factory=dict)

    @property
    def has_reversal(self) -> bool:
        """Tell whether a second transaction reverses it; a deferred one is none (fact 188)."""
        return self.reversal_date is not None and not self.reversal_defer

    def without_negative_amounts(self) -> "Draft":
        """Return it with each negative amount on the other side (fact 203)."""
        return replace(self, lines=tuple(map(_positive, self.lines)))


def _positive(line: Line) -> Line:
    amount = line.credit if line.debit is None else line.debit
    if amount is None or amount >= 0 or (line.debit is not None and line.credit is not None):
        return line
    turned = line.swapped()
    return replace(
        turned,
        debit=turned.debit and turned.debit.copy_abs(),
        credit=turned.credit and turned.credit.copy_abs(),
    )
