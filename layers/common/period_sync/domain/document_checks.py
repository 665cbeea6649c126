"""The accounting checks of a closed-period document: every fault is collected, none stops another.

Shape (types, unknown fields, spelling of amounts) is checked where JSON is read; here it is
about what the values mean together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from operator import attrgetter
from typing import NamedTuple, Self

from period_sync.domain.currencies import DECIMALS
from period_sync.domain.document import AMOUNT_DIGITS_MAX, Control, Document, Entry, Excluded, Line
from period_sync.domain.faults import Fault

SUM_DIGITS_MAX = 3 * AMOUNT_DIGITS_MAX
"""What a sum may need: the digits of one amount before the point, of another one behind it, and
more as there are many."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with its position in the document, counted from 0."""

    index: int
    entry: Entry

    def fault(self, code: str, name: str, message: str, remedy: str) -> Fault:
        """Name a fault of the entry itself."""
        path = f"entries[{self.index}].{name}"
        return Fault(code, path, message, remedy, entry_id=self.entry.entry_id)

    def line_fault(self, number: int, code: str, name: str, message: str, remedy: str) -> Fault:
        """Name a fault of one line, `number` counted from 0."""
        line = self.entry.lines[number]
        path = f"entries[{self.index}].lines[{number}].{name}"
        return Fault(
            code, path, message, remedy, self.entry.entry_id, number + 1, line.lease_id
        )  # fmt: skip


def check_entries(placed: Sequence[Placed]) -> Iterator[Fault]:
    """Yield what is wrong with single entries, and with their ids together."""
    seen: dict[str, int] = {}
    for place in placed:
        entry_id = place.entry.entry_id
        if entry_id in seen:
            yield place.fault(
                "ENTRY_TWICE", "entry_id",
                f"Entry {entry_id} stands in the document twice; "
                f"the first is entries[{seen[entry_id]}].",
                "Give each entry an id of its own, or remove the copy.",
            )  # fmt: skip
        seen.setdefault(entry_id, place.index)
        sums = _Sums.of(place.entry.lines)
        yield from _check_currency(place, sums)
        yield from _check_sides(place)
        yield from _check_balance(place, sums)
        yield from _check_reversal(place)


def check_dates(document: Document, placed: Sequence[Placed]) -> Iterator[Fault]:
    """Yield dates outside the period, and a period that ends before it begins."""
    start, end = document.start_date, document.end_date
    if start > end:
        yield Fault(
            "PERIOD_DATES", "end_date", f"The period ends ({end}) before it begins ({start}).",
            "Correct start_date or end_date.",
        )  # fmt: skip
        return
    for place in placed:
        entry = place.entry
        if not start <= entry.date <= end:
            yield place.fault(
                "DATE_OUTSIDE_PERIOD", "date",
                f"Entry {entry.entry_id} is dated {entry.date}; "
                f"the period runs from {start} to {end}.",
                "Date the entry inside the period, or hand it over with the period it belongs to.",
            )  # fmt: skip
        if entry.reversal_date is not None and entry.reversal_date <= entry.date:
            yield place.fault(
                "REVERSAL_DATE", "reversal_date",
                f"Entry {entry.entry_id} would be reversed on {entry.reversal_date}, "
                f"not after its own date {entry.date}.",
                "Date the reversal after the entry.",
            )  # fmt: skip


def check_excluded(excluded: Sequence[Excluded]) -> Iterator[Fault]:
    """Yield what is wrong with the amounts of leases that were left out."""
    for index, item in enumerate(excluded):
        decimals = DECIMALS.get(item.currency)
        if decimals is None:
            yield Fault(
                "CURRENCY_UNKNOWN", f"excluded[{index}].currency",
                f"{item.currency!r} is no currency of ISO 4217.",
                "Write the three-letter code, such as EUR.", lease_id=item.lease_id,
            )  # fmt: skip
        elif _decimals(item.amount) > decimals:
            yield Fault(
                "TOO_MANY_DECIMALS", f"excluded[{index}].amount",
                f"{item.amount} has more decimals than {item.currency} allows ({decimals}).",
                "Round in the lease system; Period Sync never rounds.", lease_id=item.lease_id,
            )  # fmt: skip


def _decimals(amount: Decimal) -> int:
    return -int(amount.as_tuple().exponent)


def check_control(stated: Control, counted: Control) -> Iterator[Fault]:
    """Yield each total of the source that differs from what the document holds."""
    for name in ("leases", "entries", "lines"):
        source, found = getattr(stated, name), getattr(counted, name)
        if source != found:
            yield _control_fault(f"control.{name}", str(source), str(found))
    for currency in sorted(stated.debit.keys() | counted.debit.keys()):
        source_debit = stated.debit.get(currency, Decimal(0))
        found_debit = counted.debit.get(currency, Decimal(0))
        if source_debit != found_debit:
            yield _control_fault(f"control.debit.{currency}", f"{source_debit}", f"{found_debit}")


def _control_fault(field: str, source: str, found: str) -> Fault:
    return Fault(
        "CONTROL_TOTAL", field,
        f"The lease system counted {source}, the document holds {found}.",
        "Export the period again; something was lost or added on the way.",
    )  # fmt: skip


class _Sums(NamedTuple):
    """What an entry's lines add up to."""

    debit: Decimal
    credit: Decimal

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Self:
        zero = Decimal(0)
        debits, credits = map(attrgetter("debit"), lines), map(attrgetter("credit"), lines)
        # Python's own 28 digits may not hold sums of amounts that are still to be checked.
        with localcontext(prec=SUM_DIGITS_MAX):
            return cls(sum(filter(None, debits), zero), sum(filter(None, credits), zero))


def _check_currency(place: Placed, sums: _Sums) -> Iterator[Fault]:
    entry = place.entry
    decimals = DECIMALS.get(entry.currency)
    if decimals is None:
        yield place.fault(
            "CURRENCY_UNKNOWN", "currency", f"{entry.currency!r} is no currency of ISO 4217.",
            "Write the three-letter code, such as EUR.",
        )  # fmt: skip
        return
    # A sum has as many decimals as the finest amount in it.
    if max(map(_decimals, sums)) <= decimals:
        return
    for number, line in enumerate(entry.lines):
        for side in ("debit", "credit"):
            amount: Decimal | None = getattr(line, side)
            if amount is not None and _decimals(amount) > decimals:
                yield place.line_fault(
                    number, "TOO_MANY_DECIMALS", side,
                    f"{amount} has more decimals than {entry.currency} allows ({decimals}).",
                    "Round in the lease system, where the difference can be booked; "
                    "Period Sync never rounds.",
                )  # fmt: skip


def _check_sides(place: Placed) -> Iterator[Fault]:
    for number, line in enumerate(place.entry.lines):
        if (line.debit is None) == (line.credit is None):
            both = "both a debit and a credit" if line.debit is not None else "no amount"
            yield place.line_fault(
                number, "ONE_SIDE", "debit",
                f"Line {number + 1} of entry {place.entry.entry_id} has {both}.",
                "Give the line exactly one of debit and credit, above zero.",
            )  # fmt: skip


def _check_balance(place: Placed, sums: _Sums) -> Iterator[Fault]:
    entry = place.entry
    if len(entry.lines) < 2:  # noqa: PLR2004
        yield place.fault(
            "TOO_FEW_LINES", "lines", f"Entry {entry.entry_id} has {len(entry.lines)} line.",
            "A journal entry needs at least one debit and one credit line.",
        )  # fmt: skip
    debit, credit = sums
    if debit != credit:
        yield place.fault(
            "UNBALANCED", "lines",
            f"Entry {entry.entry_id} does not balance: debit {debit}, credit {credit}, "
            f"difference {abs(debit - credit)} {entry.currency}.",
            "Correct the entry in the lease system and close the period again.",
        )  # fmt: skip


def _check_reversal(place: Placed) -> Iterator[Fault]:
    if place.entry.reversal_defer and place.entry.reversal_date is None:
        yield place.fault(
            "REVERSAL_DATE", "reversal_defer",
            f"Entry {place.entry.entry_id} defers a reversal that has no date.",
            "Give a reversal_date, or leave reversal_defer out.",
        )  # fmt: skip
