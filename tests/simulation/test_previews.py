"""Every single fault at every boundary of a preview: it ends, and disturbs nothing."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from simulation.beginning import TENANT, beginning
from simulation.documents import PERIOD_ID, entity_of
from simulation.fences import Fences
from simulation.people import People
from simulation.processes import installed
from simulation.records import statuses_of
from simulation.strikes import Kind, Schedule, Strike
from simulation.world import Base, World

PATH = f"/v1/periods/{entity_of(1)}/{PERIOD_ID}"


@pytest.fixture(autouse=True, scope="module")
def simulated() -> Iterator[None]:
    with installed():
        yield


@cache
def base(*, is_empty: bool) -> Base:
    return beginning(is_empty=is_empty)


class Played:
    """One run: a period is handed over, previewed under fire, and then synced in calm."""

    def __init__(self, *strikes: Strike, is_empty: bool) -> None:
        schedule = Schedule(journals=2, strikes=strikes, is_empty=is_empty)
        world = self.world = World(schedule, base(is_empty=is_empty))
        world.enter()
        world.boundaries.offered = []
        Fences(world)
        people = People(world)
        world.hand_over(1)
        world.run_until_quiet()
        before, self.first = self._rows(), world.boundaries.number + 1
        while self._press() is None:
            world.run_until_quiet()
        world.run_until_quiet()
        self.last, self.is_apart = world.boundaries.number, self._rows() == before
        self.previews = [self._told(row) for row in self._previews()]
        self.sent = len(world.company.live())
        people.press_sync()
        world.run_until_quiet()
        self.status = statuses_of(world)[0]

    def _press(self) -> str | None:
        answer = self.world.api("POST", f"{PATH}/previews")
        return None if answer is None or answer[0] != 202 else str(answer[1]["preview_id"])

    def _previews(self) -> list[Any]:
        return self.world.tables.rows("state", f"TENANT#{TENANT}", "PREVIEW#")

    def _told(self, row: Any) -> tuple[str, str, str, bool]:
        facts = ("status", "S"), ("posts", "N"), ("stands", "N")
        status, posts, stands = (row[name][kind] for name, kind in facts)
        return status, posts, stands, "due_at" in row

    def _rows(self) -> dict[tuple[str, str], Any]:
        """Every row, but for those of previews."""
        return {
            (pk, sk): row
            for pk, rows in self.world.tables.partitions["state"].items()
            for sk, row in rows.items()
            if "PREVIEW" not in sk
        }


def strikes_of(calm: Played) -> Iterator[Strike]:
    """Every fault at every boundary from the press until the preview is made."""
    offered = calm.world.boundaries.offered or []
    for number in range(calm.first, calm.last + 1):
        for kind in sorted(offered[number - 1]):
            yield Strike(number, kind)


@pytest.mark.parametrize("is_empty", [False, True])
def test_no_single_fault_keeps_a_preview_from_its_end_or_a_sync_from_its_own(
    *, is_empty: bool
) -> None:
    calm = Played(is_empty=is_empty)
    done = ("DONE", "2", "0", False)
    assert calm.previews == [done]
    hits: set[Kind] = set()
    runs = 0
    for strike in strikes_of(calm):
        played = Played(strike, is_empty=is_empty)
        assert played.world.failures + played.world.processes.surprises == [], strike
        # Where NetSuite shows nothing, no name is found; that is what a sync would tell.
        seen = ("DONE", "0", "0", False) if strike.kind is Kind.BLIND else done
        assert set(played.previews) <= {done, seen}, strike
        assert played.previews, strike
        assert played.is_apart, strike
        assert played.sent == calm.sent, strike
        assert played.status == "COMPLETED", strike
        hits |= set(played.world.boundaries.hits)
        runs += 1
    assert runs > 100
    assert {Kind.CRASH_AFTER, Kind.DUPLICATE, Kind.BLIND, Kind.CONFLICT} <= hits
