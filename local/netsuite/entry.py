"""One transaction that is to be saved: a checked journal with its day, period and rate."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from local.netsuite.database import Row
from local.netsuite.home import Home
from local.netsuite.journal import Draft, Line
from local.netsuite.money import EXACT
from local.netsuite.record_types import RecordType


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal that broke no rule; `rate` is that of its header."""

    record_type: RecordType
    draft: Draft
    home: Home
    day: date
    period: Row
    rate: Decimal

    def reversed_on(self, day: date, period: Row) -> "Entry":
        """Return the exact opposite at the same rate (facts 188 and 189)."""
        lines = tuple(line.swapped() for line in self.draft.lines)
        draft = replace(
            self.draft, external_id=None, tran_id=None, exchange_rate=self.rate, lines=lines
        )
        return replace(self, draft=draft, day=day, period=period)


def with_balancing_lines(draft: Draft, account: int) -> Draft:
    """Add the system's own lines, so that each department balances by itself (fact 174).

    `account` is the one that they are booked on; 0 adds none.
    """
    if not account:
        return draft
    totals: dict[int | None, Decimal] = {}
    for line in draft.lines:
        totals[line.department] = EXACT.add(totals.get(line.department, Decimal(0)), line.signed)
    number = max(line.number for line in draft.lines)
    added = []
    for department, total in totals.items():
        if total:
            number += 1
            line = Line(number, account=account, department=department, is_system=True)
            amount = total.copy_abs()
            is_debit = total < 0
            added.append(replace(line, debit=amount) if is_debit else replace(line, credit=amount))
    return replace(draft, lines=(*draft.lines, *added))
