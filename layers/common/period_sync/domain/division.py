"""Divides an entry into balanced parts that fit a journal each; nothing is ever netted.

A part is a tuple of groups, one for each line that is posted: the positions (from 0) of the
entry's lines that it stands for. Without summary mode each line stands for itself.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from period_sync.domain.document import Entry, Line

Group = tuple[int, ...]
Part = tuple[Group, ...]

_names = attrgetter(
    "account",
    "department",
    "class_",
    "location",
    "counterparty",
    "subsidiary",
    "due_to_from_subsidiary",
    "eliminate",
)


def divide(entry: Entry, limit: int, *, summary_mode: bool = False) -> list[Part] | None:
    """Divide an entry into parts of at most `limit` posted lines, whole leases together.

    Leases are taken in the order in which they first appear. A part ends at the last place where
    it fits, balances in each subsidiary (fact 162), and the next part begins with a line of the
    entry's own subsidiary (facts 161 and 201). Whether a place is one of these depends on the
    entry alone, and what fits also fits when it begins later; so ending each part as late as
    possible finds parts whenever there are any. Returns None when there are none.
    """
    kinds: Sequence[Hashable] = range(len(entry.lines))
    if summary_mode:
        kinds = [_kind(line) for line in entry.lines]
    if len(set(kinds)) <= limit:
        return [_groups(range(len(kinds)), kinds)]
    parts: list[Part] = []
    part: list[int] = []
    held: set[Hashable] = set()
    cut = 0
    for lease, may_end_before in _leases(entry):
        cut = len(part) if may_end_before else cut
        held.update(map(kinds.__getitem__, lease))
        part += lease
        if len(held) > limit:
            if not cut:
                return None
            parts.append(_groups(sorted(part[:cut]), kinds))
            part, cut = part[cut:], 0
            held = {kinds[index] for index in part}
            if len(held) > limit:
                return None
    return [*parts, _groups(sorted(part), kinds)]


def _leases(entry: Entry) -> Iterator[tuple[list[int], bool]]:
    """Yield the positions of each lease, and whether a part may end before it."""
    lines, own = entry.lines, entry.subsidiary
    leases: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        leases[line.lease_id].append(index)
    balances: dict[str, Decimal] = defaultdict(Decimal)
    for positions in leases.values():
        is_home = (lines[positions[0]].subsidiary or own) == own
        yield positions, is_home and not any(balances.values())
        for index in positions:
            line = lines[index]
            balances[line.subsidiary or own] += line.signed


def _groups(positions: Iterable[int], kinds: Sequence[Hashable]) -> Part:
    if isinstance(kinds, range):
        return tuple(zip(positions))
    groups: dict[Hashable, list[int]] = {}
    for index in positions:
        groups.setdefault(kinds[index], []).append(index)
    return tuple(map(tuple, groups.values()))


def _kind(line: Line) -> Hashable:
    """What lines must have in common to be posted as one: all but amount, lease and memo."""
    custom = tuple(sorted(line.custom_fields.items())) if line.custom_fields else ()
    return line.debit is None, _names(line), custom
