"""Names that mean another record than in the sync before: rarely meant by a mere renaming."""

from collections.abc import Iterable, Iterator, Mapping

from period_sync.domain.names import Record, Resolved, Wanted
from period_sync.domain.problems import Place, Problem


def changed_meanings(
    before: Resolved,
    now: Mapping[Wanted, Record],
    wanted: Mapping[Wanted, Iterable[Place]],
) -> Iterator[Problem]:
    """Name each change with the record that was used and the one that would be used now."""
    for item, record in now.items():
        old = before.get(item)
        if old is not None and old != record.internal_id:
            facts = {
                "name": item.name,
                "old": f"id {old}",
                "new": f"{record.path} (id {record.internal_id})",
            }
            yield Problem("MAP-13", facts, tuple(wanted[item]))
