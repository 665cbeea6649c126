"""Overlaps: one lease in two closed periods that hold the same days would be booked twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from period_sync.domain.document import Entry
from period_sync.domain.problems import Place, Problem
from period_sync.domain.sync import StoredObject

LEASES_NAMED = 5
PLACES_MAX = 1000


@dataclass(frozen=True, slots=True)
class Share:
    """What an entry books for a subsidiary: its leases, in one book or, with None, in every one.

    `revision` is the one that added its journals.
    """

    revision: int
    entry_id: str
    subsidiary: str
    book: str | None
    leases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a closed period covers in one NetSuite account, once a sync of it may post.

    `shares` lead to what each of its entries books, those of earlier revisions included that have
    journals in the plan: they stand until they are reversed.
    """

    tenant: str
    account: str
    entity: str
    period_id: str
    revision: int
    start_date: date
    end_date: date
    subsidiaries: tuple[str, ...]
    shares: StoredObject

    def may_overlap(self, other: "Footprint") -> bool:
        """Whether another period has days and a subsidiary in common with this one."""
        is_other = (self.entity, self.period_id) != (other.entity, other.period_id)
        has_days = self.start_date <= other.end_date and other.start_date <= self.end_date
        return is_other and has_days and bool({*self.subsidiaries} & {*other.subsidiaries})


def shares_of(entry: Entry, revision: int) -> list[Share]:
    """Tell what an entry books, for whom, by journals that a revision added."""
    leases: dict[str, set[str]] = defaultdict(set)
    for line in entry.lines:
        leases[line.subsidiary or entry.subsidiary].add(line.lease_id)
    return [
        Share(revision, entry.entry_id, subsidiary, entry.accounting_book, frozenset(found))
        for subsidiary, found in sorted(leases.items())
    ]


def overlap(mine: Iterable[Share], theirs: Iterable[Share], other: Footprint) -> Iterator[Problem]:
    """Name the leases that both book for one subsidiary in one book, as one problem."""
    booked: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for share in theirs:
        for lease in share.leases:
            booked[share.subsidiary, lease].add(share.book)
    places = [
        Place(share.entry_id, lease_id=lease, subsidiary=share.subsidiary)
        for share in mine
        for lease in sorted(share.leases)
        if _meet(share.book, booked.get((share.subsidiary, lease), set()))
    ]
    if places:
        leases = [*dict.fromkeys(place.lease_id or "" for place in places)]
        more = len(leases) - LEASES_NAMED
        named = ", ".join(leases[:LEASES_NAMED]) + (f" and {more} more" if more > 0 else "")
        facts = {"other": f"{other.entity}/{other.period_id}", "leases": named}
        yield Problem("DUP-06", facts, tuple(places[:PLACES_MAX]))


def _meet(book: str | None, others: set[str | None]) -> bool:
    return book in others or (bool(others) and (book is None or None in others))
