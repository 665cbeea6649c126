"""The frozen plan: which journals bring a document into NetSuite, in which order and parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from period_sync.domain.division import Part
from period_sync.domain.document import Entry, Line

PRIMARY_BOOK = "primary"
ENTRY_KIND = "entry"
REVERSAL_KIND = "reversal"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a journal of an earlier plan was added: that plan's SHA-256, and its position there."""

    plan: str
    position: int


@dataclass(frozen=True, slots=True)
class Reversed:
    """The journal that a reversal mirrors, as it stands in NetSuite.

    `revision` is the one whose document holds its entry. `exchange_rate` is what NetSuite booked,
    in base units per unit of the journal's currency: the reversal takes the same, as NetSuite's own
    do (fact 188).
    """

    external_id: str
    revision: int
    internal_id: str
    number: str | None = None
    exchange_rate: Decimal | None = None
    book: str = PRIMARY_BOOK


@dataclass(frozen=True, slots=True)
class PlannedJournal:
    """One journal of a plan.

    `position` counts from 1 within the plan; `part` k of `parts` n. `revision` is the one that
    added it. `lines` has one group for each posted line, in their order: the positions (from 0) of
    the entry's lines that it stands for. Through it every line in NetSuite leads back to its
    leases. `reverses` is set on reversals, and `origin` on journals of an earlier plan: those that
    are taken over, and those that this plan reverses.
    """

    position: int
    external_id: str
    entry_id: str
    part: int
    parts: int
    revision: int
    generation: int
    lines: Part
    reverses: Reversed | None = None
    origin: Origin | None = None

    @property
    def kind(self) -> str:
        """What it is in its key: an entry's journal, or the reversal of one."""
        return ENTRY_KIND if self.reverses is None else REVERSAL_KIND

    @property
    def entry_revision(self) -> int:
        """The revision whose document holds its entry."""
        return self.revision if self.reverses is None else self.reverses.revision

    def lines_of(self, entry: Entry) -> tuple[Line, ...]:
        """Pick this journal's lines from its entry, summed up where one stands for several.

        Those of a reversal have debit and credit swapped.
        """
        lines = entry.lines
        picked = (
            lines[group[0]] if len(group) == 1 else summed([lines[index] for index in group])
            for group in self.lines
        )
        if self.reverses is None:
            return tuple(picked)
        return tuple(replace(line, debit=line.credit, credit=line.debit) for line in picked)


@dataclass(frozen=True, slots=True)
class Plan:
    """All journals of one (NetSuite account, period, revision).

    With them stand those of earlier revisions that are taken over or reversed.
    """

    account: str
    entity: str
    period_id: str
    revision: int
    line_limit: int
    summary_mode: bool
    journals: tuple[PlannedJournal, ...]


def summed(lines: Sequence[Line]) -> Line:
    """Add up lines of one side that are equal but for amount, lease and memo."""
    leases = {line.lease_id for line in lines}
    of_leases = "1 lease" if len(leases) == 1 else f"{len(leases)} leases"
    return replace(
        lines[0],
        debit=None if lines[0].debit is None else _sum(line.debit for line in lines),
        credit=None if lines[0].credit is None else _sum(line.credit for line in lines),
        lease_id=lines[0].lease_id if len(leases) == 1 else "",
        memo=f"{len(lines)} lines of {of_leases}",
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
