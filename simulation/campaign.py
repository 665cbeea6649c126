"""Many schedules at once, on every core that a laptop is sure to have."""

import multiprocessing

from simulation.processes import installed
from simulation.schedules import random_schedule, singles
from simulation.search import Report, run_all

PROCESSES = 2
JOURNALS = (1, 2, 3)


def every_single() -> Report:
    """Run every single fault at every boundary, for small periods, in both kinds of ledger."""
    cases = [(journals, is_empty) for journals in JOURNALS for is_empty in (False, True)]
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        return sum(pool.map(_singles, cases, chunksize=1), Report())


def many(first: int, count: int) -> Report:
    """Run random schedules, one for each seed from `first` on."""
    parts = [range(first + n, first + count, PROCESSES) for n in range(PROCESSES)]
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        return sum(pool.map(_randoms, parts, chunksize=1), Report())


def _singles(case: tuple[int, bool]) -> Report:
    journals, is_empty = case
    with installed():
        return run_all(singles(journals, is_empty=is_empty))


def _randoms(seeds: range) -> Report:
    with installed():
        return run_all(random_schedule(seed) for seed in seeds)
