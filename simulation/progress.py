"""Whether syncs move on and end as promised: measured from the last thing that disturbed them."""

from collections.abc import Iterator
from itertools import pairwise

from simulation.dynamodb import Written
from simulation.expressions import Item
from simulation.world import MINUTE_MS, World

ENDS_WITHIN_MS = 30 * MINUTE_MS
"""How long the only sync of one journal may take, and any other between two steps forward."""
BEHIND_ANOTHER_MS = 5 * MINUTE_MS
"""What each sync ahead in the group may add to that."""


class Progress:
    """Notes when each sync begins, moves and ends.

    It moves when its stage changes, or the state of one of its journals; that it was looked at
    again is no progress.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.moved_ms: dict[str, list[int]] = {}
        self.running: set[str] = set()
        world.written.append(self.saw)

    def saw(self, written: Written) -> None:
        """Note what one transaction moved."""
        moved = any(
            "#JOURNALS#" in new["pk"]["S"] and (old is None or _state(old) != _state(new))
            for _, old, new in written
        )
        for table, old, new in written:
            name = new["sk"]["S"]
            if table == "audit" or not name.startswith("SYNC#"):
                continue
            if new["stage"]["S"] != "ENDED":
                self.running.add(name)
            elif name in self.running:
                self.running.remove(name)
                self.moved_ms[name].append(self._world.clock.ms)
                continue
            else:
                continue
            if moved or old is None or old["stage"] != new["stage"]:
                self.moved_ms.setdefault(name, []).append(self._world.clock.ms)

    def slowest_ms(self) -> int:
        """Return the longest that a sync stood still while nothing disturbed it."""
        return max(
            (still for times in self.moved_ms.values() for still in self._still_ms(times)),
            default=0,
        )

    def check(self) -> Iterator[str]:
        """Name every sync that stood still for too long."""
        schedule = self._world.schedule
        ahead_ms = BEHIND_ANOTHER_MS * (schedule.periods - 1)
        alone = schedule.periods == 1 and schedule.journals == 1
        for name, times in self.moved_ms.items():
            spans = [times[0], times[-1]] if alone and name not in self.running else times
            for still_ms in self._still_ms(spans):
                if still_ms > ENDS_WITHIN_MS + ahead_ms:
                    what = "took" if alone else "stood still for"
                    yield f"{name} {what} {still_ms / MINUTE_MS:.1f} min while all was calm"

    def _still_ms(self, times: list[int]) -> Iterator[int]:
        for began, ended in pairwise(times):
            yield ended - self._calm_ms(began, ended)

    def _calm_ms(self, began: int, ended: int) -> int:
        """When the last thing that disturbed a stretch of time was over."""
        over = (until for since, until in self._world.boundaries.disturbed_ms if since <= ended)
        return max(began, max(over, default=0))


def _state(item: Item) -> tuple[object, ...]:
    return tuple(item.get(name) for name in ("status", "attempt", "internal_id"))
