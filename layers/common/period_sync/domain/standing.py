"""What of earlier revisions stands in an account, and what a later one makes of it.

An entry that did not change keeps its journals, whatever became of them since and whatever the
settings say now. Any other is added anew, and what stands of it is reversed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from period_sync.domain.document import Document, Entry
from period_sync.domain.journal import GONE, Journal, JournalStatus, by_any_key
from period_sync.domain.making_plan import Earlier
from period_sync.domain.plan import PRIMARY_BOOK, Origin, PlannedJournal, Reversed
from period_sync.domain.problems import Place, Problem

_S = JournalStatus
_NEVER_SENT = frozenset({_S.PLANNED, _S.REFUSED})


@dataclass(frozen=True, slots=True)
class Held:
    """A journal of the plan before: as it was planned, and what became of it.

    `planned` says where it was added, so that it can be taken into the next plan as it is.
    """

    planned: PlannedJournal
    journal: Journal


@dataclass(slots=True)
class Revised:
    """What a revision makes of the plan before.

    `held` are all of its journals; `replaced` are those that will never be sent, and `problems` say
    what can't be reversed.
    """

    held: Sequence[Held] = ()
    taken_over: dict[str, list[PlannedJournal]] = field(default_factory=dict)
    to_reverse: dict[str, list[tuple[PlannedJournal, Reversed]]] = field(default_factory=dict)
    pairs: dict[str, list[PlannedJournal]] = field(default_factory=dict)
    replaced: list[Journal] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def earlier(self) -> Earlier:
        """What the plan to be made must hold beside what it adds."""
        return Earlier(self.taken_over, self.to_reverse, self.pairs)


def revise(
    document: Document, held: Sequence[Held], entry_of: Callable[[PlannedJournal], Entry]
) -> Revised:
    """Decide on every journal of the plan before, all of which must be settled and read back.

    `entry_of` returns the entry that a journal was made of, from the document of its revision.
    """
    revised = Revised(held)
    by_key = by_any_key(each.journal for each in held)
    mirrored = {
        by_key[each.journal.reverses].external_id
        for each in held
        if each.journal.reverses is not None and _is_done(each.journal)
    }
    groups: dict[tuple[str, int], list[Held]] = {}
    for each in held:
        journal = each.journal
        if journal.external_id in mirrored or journal.reverses is not None:
            _pair(revised, each, is_mirrored=journal.external_id in mirrored)
        elif journal.status is not _S.REPLACED:
            groups.setdefault((journal.entry_id, journal.revision), []).append(each)
    kept = _kept(document, groups, entry_of)
    for (entry_id, revision), journals in groups.items():
        if kept.get(entry_id) == revision:
            revised.taken_over[entry_id] = [each.planned for each in journals]
        else:
            _let_go(revised, journals, entry_of)
    return revised


def _is_done(reversal: Journal) -> bool:
    """Whether a reversal needs not be sent any more."""
    return reversal.is_in_netsuite or reversal.status is _S.BOOKED_BY_HAND


def _pair(revised: Revised, each: Held, *, is_mirrored: bool) -> None:
    """Keep a reversal in NetSuite with what it mirrors; one never sent is planned anew if due."""
    journal = each.journal
    if is_mirrored and journal.status in GONE:
        revised.problems.append(stands_alone(journal))
    if is_mirrored or _is_done(journal):
        revised.pairs.setdefault(journal.entry_id, []).append(each.planned)
    elif journal.status in _NEVER_SENT:
        revised.replaced.append(journal)


def _kept(
    document: Document,
    groups: Mapping[tuple[str, int], Sequence[Held]],
    entry_of: Callable[[PlannedJournal], Entry],
) -> Mapping[str, int]:
    """The revision under which each unchanged entry keeps its journals; the newest, of several.

    Journals of which none ever came to NetSuite are not kept: they are planned anew, under the
    settings as they are now.
    """
    entries = {entry.entry_id: entry for entry in document.entries}
    kept: dict[str, int] = {}
    for (entry_id, revision), journals in sorted(groups.items()):
        came = any(each.journal.status not in _NEVER_SENT for each in journals)
        entry = entries.get(entry_id)
        if came and entry is not None and entry_of(journals[0].planned) == entry:
            kept[entry_id] = revision
    return kept


def _let_go(
    revised: Revised, journals: Sequence[Held], entry_of: Callable[[PlannedJournal], Entry]
) -> None:
    for each in journals:
        journal = each.journal
        if journal.status in _NEVER_SENT:
            revised.replaced.append(journal)
        elif journal.status is _S.BOOKED_BY_HAND:
            revised.problems.append(Problem("REV-04", number_of(journal), _place(journal)))
        elif journal.is_in_netsuite:
            to_reverse = revised.to_reverse.setdefault(journal.entry_id, [])
            to_reverse.append((each.planned, _known_of(each, entry_of(each.planned))))
            if journal.status is _S.DIFFERS:
                revised.problems.append(cannot_mirror(journal))


def _known_of(each: Held, entry: Entry) -> Reversed:
    journal = each.journal
    return Reversed(
        external_id=journal.external_id,
        revision=journal.revision,
        internal_id=journal.internal_id or "",
        number=journal.number,
        exchange_rate=None if journal.exchange_rate is None else Decimal(journal.exchange_rate),
        book=entry.accounting_book or PRIMARY_BOOK,
    )


def cannot_mirror(journal: Journal) -> Problem:
    """A reversal of what was sent would leave in the ledger what was changed since."""
    differences = {"differences": journal.findings or "none"}
    return Problem("REV-01", number_of(journal) | differences, _place(journal))


def stands_alone(journal: Journal) -> Problem:
    """A journal was reversed, and is gone: its reversal now takes away what is not there."""
    return Problem("REV-02", number_of(journal), _place(journal))


def number_of(journal: Journal) -> dict[str, str]:
    """The facts that name a journal as NetSuite does."""
    number = journal.number or journal.internal_id or "none"
    return {"entry": journal.entry_id, "number": number}


def _place(journal: Journal) -> tuple[Place, ...]:
    return (Place(journal.entry_id, subsidiary=journal.subsidiary),)


def with_origin(planned: PlannedJournal, journal: Journal, plan: str) -> Held:
    """Hold a journal of the plan with SHA-256 `plan`, together with where its row is."""
    origin = journal.origin or Origin(plan, journal.position)
    return Held(replace(planned, origin=origin), journal)
