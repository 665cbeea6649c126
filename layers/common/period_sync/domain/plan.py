"""The frozen plan: which journals bring a document into NetSuite, in which order and parts.

It is planned from the document's values and never from mapped ids, so that a corrected mapping
changes what a journal contains and not which journals there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from period_sync.domain.document import Document, Entry, Line
from period_sync.domain.external_id import JournalKey

PRIMARY_BOOK = "primary"
ENTRY_KIND = "entry"


@dataclass(frozen=True, slots=True)
class PlannedJournal:
    """One journal of a plan.

    `position` counts from 1 within the plan; `lines` are positions (from 0) in the entry's lines,
    in their order; `part` k of `parts` n.
    """

    position: int
    external_id: str
    entry_id: str
    part: int
    parts: int
    revision: int
    generation: int
    lines: tuple[int, ...]

    def lines_of(self, entry: Entry) -> tuple[Line, ...]:
        """Pick this journal's lines from its entry."""
        return tuple(entry.lines[index] for index in self.lines)


@dataclass(frozen=True, slots=True)
class Plan:
    """All journals of one (NetSuite account, period, revision)."""

    account: str
    entity: str
    period_id: str
    revision: int
    line_limit: int
    journals: tuple[PlannedJournal, ...]


@dataclass(frozen=True, slots=True)
class PlanScope:
    """What a plan is for. `account` is canonical."""

    stage: str
    tenant: str
    account: str
    revision: int
    line_limit: int


@dataclass(frozen=True, slots=True)
class Indivisible:
    """An entry over the line limit that whole leases do not divide into balanced parts."""

    entry_id: str
    lines: int


def make_plan(document: Document, scope: PlanScope) -> Plan | tuple[Indivisible, ...]:
    """Plan a document, or name every entry that cannot be divided."""
    journals: list[PlannedJournal] = []
    indivisible: list[Indivisible] = []
    for entry in document.entries:
        parts = divide(entry.lines, scope.line_limit)
        if parts is None:
            indivisible.append(Indivisible(entry.entry_id, len(entry.lines)))
            continue
        for number, lines in enumerate(parts, start=1):
            key = _key(document, entry, scope, number)
            journals.append(
                PlannedJournal(
                    position=len(journals) + 1,
                    external_id=key.external_id(),
                    entry_id=entry.entry_id,
                    part=number,
                    parts=len(parts),
                    revision=key.revision,
                    generation=key.generation,
                    lines=lines,
                )
            )
    if indivisible:
        return tuple(indivisible)
    return Plan(
        account=scope.account,
        entity=document.entity,
        period_id=document.period_id,
        revision=scope.revision,
        line_limit=scope.line_limit,
        journals=tuple(journals),
    )


def divide(lines: Sequence[Line], limit: int) -> list[tuple[int, ...]] | None:
    """Divide lines into balanced parts of at most `limit`, whole leases together, in line order.

    Leases are taken in the order in which they first appear, and a part ends at the last place
    where it balances. Returns None when there is no such place.
    """
    if len(lines) <= limit:
        return [tuple(range(len(lines)))]
    parts: list[tuple[int, ...]] = []
    part: list[int] = []
    balanced_at = 0
    balance = Decimal(0)
    for lease in _by_lease(lines):
        if len(part) + len(lease) > limit:
            if not balanced_at:
                return None
            parts.append(tuple(sorted(part[:balanced_at])))
            part, balanced_at = part[balanced_at:], 0
        part += lease
        if len(part) > limit:
            return None
        balance += sum((lines[index].signed for index in lease), Decimal(0))
        if balance == 0:
            balanced_at = len(part)
    parts.append(tuple(sorted(part)))
    return parts


def _by_lease(lines: Sequence[Line]) -> Iterator[list[int]]:
    positions: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        positions.setdefault(line.lease_id, []).append(index)
    return iter(positions.values())


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
