"""The frozen plan: which journals bring a document into NetSuite, in which order and parts.

It is planned from the document's values and never from mapped ids, so that a corrected mapping
changes what a journal contains and not which journals there are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from period_sync.domain.division import Part, divide
from period_sync.domain.document import AMOUNT_DIGITS_MAX, Document, Entry, Line
from period_sync.domain.external_id import JournalKey
from period_sync.domain.problems import Place, Problem

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
    part: int
    parts: int
    internal_id: str
    number: str | None = None
    exchange_rate: Decimal | None = None


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
            lines[group[0]] if len(group) == 1 else _summed([lines[index] for index in group])
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


@dataclass(frozen=True, slots=True)
class PlanScope:
    """What a plan is for. `account` is canonical."""

    stage: str
    tenant: str
    account: str
    revision: int
    line_limit: int
    summary_mode: bool = False


def make_plan(document: Document, scope: PlanScope) -> Plan | tuple[Problem, ...]:
    """Plan a document, or say of every entry that can't be planned what is wrong."""
    journals: list[PlannedJournal] = []
    problems: list[Problem] = []
    for entry in document.entries:
        parts = divide(entry, scope.line_limit, summary_mode=scope.summary_mode)
        if parts is None:
            problems.append(_too_long(entry, scope))
            continue
        for number, part in enumerate(parts, start=1):
            key = _key(document, entry, scope, number)
            journal = PlannedJournal(
                position=len(journals) + 1,
                external_id=key.external_id(),
                entry_id=entry.entry_id,
                part=number,
                parts=len(parts),
                revision=key.revision,
                generation=key.generation,
                lines=part,
            )
            problems += _too_large(journal, entry)
            journals.append(journal)
    if problems:
        return tuple(problems)
    return Plan(
        account=scope.account,
        entity=document.entity,
        period_id=document.period_id,
        revision=scope.revision,
        line_limit=scope.line_limit,
        summary_mode=scope.summary_mode,
        journals=tuple(journals),
    )


def _summed(lines: Sequence[Line]) -> Line:
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


def _too_long(entry: Entry, scope: PlanScope) -> Problem:
    facts = {
        "entry": entry.entry_id,
        "lines": f"{len(entry.lines)}",
        "limit": f"{scope.line_limit}",
    }
    return Problem("SIZE-04" if scope.summary_mode else "SIZE-01", facts, (Place(entry.entry_id),))


def _too_large(journal: PlannedJournal, entry: Entry) -> Iterator[Problem]:
    """Find sums with more digits than an amount may have; they are never rounded."""
    for group in journal.lines:
        if len(group) == 1:
            continue
        line = _summed([entry.lines[index] for index in group])
        amount = line.debit or line.credit or Decimal(0)
        if len(amount.as_tuple().digits) > AMOUNT_DIGITS_MAX:
            facts = {"entry": entry.entry_id, "account": line.account, "sum": f"{amount:f}"}
            facts |= {"lines": f"{len(group)}", "digits": f"{AMOUNT_DIGITS_MAX}"}
            first = entry.lines[group[0]]
            place = Place(entry.entry_id, group[0] + 1, first.lease_id, entry.subsidiary)
            yield Problem("SIZE-05", facts, (place,))


def _key(document: Document, entry: Entry, scope: PlanScope, part: int) -> JournalKey:
    return JournalKey(
        stage=scope.stage,
        tenant=scope.tenant,
        account=scope.account,
        entity=document.entity,
        period_id=document.period_id,
        entry_id=entry.entry_id,
        revision=scope.revision,
        book=entry.accounting_book or PRIMARY_BOOK,
        kind=ENTRY_KIND,
        part=part,
        generation=0,
    )
