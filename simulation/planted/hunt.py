"""Looks for a schedule that shows a planted bug."""

import json
import multiprocessing
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from simulation.campaign import PROCESSES
from simulation.planted.bug import Bug
from simulation.planted.catalogue import BUGS
from simulation.planted.swaps import swapped
from simulation.processes import installed
from simulation.run import Run, run
from simulation.schedules import random_schedule
from simulation.strikes import Schedule

SCHEDULES_MAX = 10_000
JOURNALS = (1, 2, 3)
SEEDS = Path(__file__).with_name("seeds.json")
"""Which seed showed each bug when all were last hunted; it is tried first."""
_SLIPS = re.compile(r"\b(NameError|UnboundLocalError|TypeError|AttributeError)\(")


class BadPlant(Exception):
    """A bug that can't prove anything as it is planted."""


@dataclass(frozen=True, slots=True)
class Caught:
    """Which failure showed a bug, under which seed, and after how many schedules."""

    bug: str
    failure: str
    seed: int
    schedules: int


def hunt(bug: Bug, seeds: Iterable[int]) -> Caught | None:
    """Try schedules until one shows the bug; the simulation must be installed.

    Raises NoPlace if the bug can't be planted, and BadPlant if it stumbles over itself, shows
    without a strike although it claims not to, or shows what is there without it.
    """
    for is_empty in (False, True):
        # What runs begin with is made by the product as it is.
        run(Schedule(is_empty=is_empty))
    with swapped(bug.swaps):
        _require_fine(bug)
        caught = _first(bug, seeds)
    if caught is not None:
        sane = run(random_schedule(caught.seed)).failures
        if _shown(bug, sane) is not None:
            raise BadPlant(f"{bug.name}: seed {caught.seed} shows that without it: {sane}")
    return caught


def _first(bug: Bug, seeds: Iterable[int]) -> Caught | None:
    for count, seed in enumerate(seeds, start=1):
        done = run(random_schedule(seed))
        _require_sound(bug, done)
        failure = _shown(bug, done.failures)
        if failure is not None:
            return Caught(bug.name, failure, seed, count)
    return None


def _shown(bug: Bug, failures: list[str]) -> str | None:
    return next(filter(re.compile(bug.shows).search, failures), None)


def known_first(bug: Bug) -> Iterator[int]:
    """Try the seed that showed a bug before, and then all others in their order."""
    known = json.loads(SEEDS.read_text()).get(bug.name, 0)
    return chain([known], (seed for seed in range(SCHEDULES_MAX) if seed != known))


def hunt_all() -> Iterator[tuple[Bug, Caught | None]]:
    """Hunt every bug from the first seed on, as each is done; then keep what showed them."""
    seeds: dict[str, int] = {}
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        for number, caught in pool.imap_unordered(_hunt_one, range(len(BUGS))):
            if caught is not None:
                seeds[caught.bug] = caught.seed
            yield BUGS[number], caught
    SEEDS.write_text(json.dumps(seeds, indent=0, sort_keys=True) + "\n")


def _hunt_one(number: int) -> tuple[int, Caught | None]:
    with installed():
        return number, hunt(BUGS[number], range(SCHEDULES_MAX))


def _require_fine(bug: Bug) -> None:
    """A bug that shows at once hides what else may show it."""
    plain = [Schedule(journals=n, is_empty=e) for n in JOURNALS for e in (False, True)]
    runs = [run(schedule) for schedule in plain]
    for done in runs:
        _require_sound(bug, done)
        if done.failures and not bug.is_coarse:
            raise BadPlant(f"{bug.name} shows when nothing strikes: {done.failures}")
    if bug.is_coarse and not any(done.failures for done in runs):
        raise BadPlant(f"{bug.name} is not as coarse as it says")


def _require_sound(bug: Bug, done: Run) -> None:
    slips = list(filter(_SLIPS.search, done.failures))
    if slips:
        raise BadPlant(f"{bug.name} stumbles over itself: {slips}")
