"""Plans a document: which journals it needs, beside those of earlier revisions that stand.

It is planned from the document's values and never from mapped ids, so that a corrected mapping
changes what a journal contains and not which journals there are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from period_sync.domain.division import divide
from period_sync.domain.document import AMOUNT_DIGITS_MAX, Document, Entry
from period_sync.domain.external_id import JournalKey
from period_sync.domain.plan import (
    ENTRY_KIND,
    PRIMARY_BOOK,
    REVERSAL_KIND,
    Plan,
    PlannedJournal,
    Reversed,
    summed,
)
from period_sync.domain.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class PlanScope:
    """What a plan is for. `account` is canonical."""

    stage: str
    tenant: str
    account: str
    revision: int
    line_limit: int
    summary_mode: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a revision does with the journals of earlier plans, by entry id, in their order.

    `taken_over` are those of entries that did not change. `to_reverse` stand and are not wanted any
    more, each with what its reversal must know of it; `pairs` are such ones together with their
    reversals, where these are in NetSuite already: both are watched on.
    """

    taken_over: Mapping[str, Sequence[PlannedJournal]] = field(default_factory=dict)
    to_reverse: Mapping[str, Sequence[tuple[PlannedJournal, Reversed]]] = field(
        default_factory=dict
    )
    pairs: Mapping[str, Sequence[PlannedJournal]] = field(default_factory=dict)


NOTHING = Earlier()


def make_plan(
    document: Document, scope: PlanScope, earlier: Earlier = NOTHING
) -> Plan | tuple[Problem, ...]:
    """Plan a document, or say of every entry that can't be planned what is wrong.

    An entry's reversals come before what it is replaced by, and entries that are gone come last.
    """
    made: list[PlannedJournal] = []
    problems: list[Problem] = []
    for entry in document.entries:
        made += earlier.pairs.get(entry.entry_id, ())
        made += _reversals(document, entry.entry_id, scope, earlier)
        taken_over = earlier.taken_over.get(entry.entry_id)
        if taken_over is not None:
            made += taken_over
            continue
        added = _added(document, entry, scope)
        if added is None:
            problems.append(_too_long(entry, scope))
            continue
        problems += (problem for journal in added for problem in _too_large(journal, entry))
        made += added
    made += _of_entries_gone(document, scope, earlier)
    if problems:
        return tuple(problems)
    return Plan(
        account=scope.account,
        entity=document.entity,
        period_id=document.period_id,
        revision=scope.revision,
        line_limit=scope.line_limit,
        summary_mode=scope.summary_mode,
        journals=tuple(replace(j, position=n) for n, j in enumerate(made, start=1)),
    )


def _added(document: Document, entry: Entry, scope: PlanScope) -> list[PlannedJournal] | None:
    """The journals of an entry under this revision; None if it can't be divided."""
    parts = divide(entry, scope.line_limit, summary_mode=scope.summary_mode)
    if parts is None:
        return None
    book = entry.accounting_book or PRIMARY_BOOK
    added = []
    for number, part in enumerate(parts, start=1):
        key = _key(document, entry.entry_id, scope, book, ENTRY_KIND, number)
        added.append(
            PlannedJournal(
                position=0,
                external_id=key.external_id(),
                entry_id=entry.entry_id,
                part=number,
                parts=len(parts),
                revision=key.revision,
                generation=key.generation,
                lines=part,
            )
        )
    return added


def _reversals(
    document: Document, entry_id: str, scope: PlanScope, earlier: Earlier
) -> Iterator[PlannedJournal]:
    """Yield each journal of an entry that is to be reversed, and its reversal.

    Reversals of one entry are numbered through as its parts, so that none has another's key, even
    if journals of several revisions stand.
    """
    to_reverse = earlier.to_reverse.get(entry_id, ())
    for number, (original, known) in enumerate(to_reverse, start=1):
        yield original
        key = _key(document, entry_id, scope, known.book, REVERSAL_KIND, number)
        yield replace(
            original,
            external_id=key.external_id(),
            part=number,
            parts=len(to_reverse),
            revision=key.revision,
            generation=key.generation,
            reverses=known,
            origin=None,
        )


def _of_entries_gone(
    document: Document, scope: PlanScope, earlier: Earlier
) -> Iterator[PlannedJournal]:
    there = {entry.entry_id for entry in document.entries}
    for entry_id, journals in earlier.pairs.items():
        if entry_id not in there:
            yield from journals
    for entry_id in earlier.to_reverse:
        if entry_id not in there:
            yield from _reversals(document, entry_id, scope, earlier)


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
        line = summed([entry.lines[index] for index in group])
        amount = line.debit or line.credit or Decimal(0)
        if len(amount.as_tuple().digits) > AMOUNT_DIGITS_MAX:
            facts = {"entry": entry.entry_id, "account": line.account, "sum": f"{amount:f}"}
            facts |= {"lines": f"{len(group)}", "digits": f"{AMOUNT_DIGITS_MAX}"}
            first = entry.lines[group[0]]
            place = Place(entry.entry_id, group[0] + 1, first.lease_id, entry.subsidiary)
            yield Problem("SIZE-05", facts, (place,))


def _key(  # noqa: PLR0913 - what a key is made of
    document: Document, entry_id: str, scope: PlanScope, book: str, kind: str, part: int
) -> JournalKey:
    return JournalKey(
        stage=scope.stage,
        tenant=scope.tenant,
        account=scope.account,
        entity=document.entity,
        period_id=document.period_id,
        entry_id=entry_id,
        revision=scope.revision,
        book=book,
        kind=kind,
        part=part,
        generation=0,
    )
