"""Tries to break the posting protocol: `python -m simulation [--seed N | --schedules N]`."""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Sequence

from simulation.processes import installed
from simulation.run import Run, run
from simulation.schedules import random_schedule, singles
from simulation.search import Report, run_all, shortest
from simulation.timeline import timeline
from simulation.trace import trace_hash

PROCESSES = 2
JOURNALS = (1, 2, 3)


def main(arguments: Sequence[str] | None = None) -> int:
    """Replay one seed, or run many schedules; 1 if any of them fails."""
    chosen = parser().parse_args(arguments)
    if chosen.seed is not None:
        with installed():
            return _replay(run(random_schedule(chosen.seed)))
    began = time.monotonic()
    report = every_single() if not chosen.no_singles else Report()
    report += many(chosen.first, chosen.schedules)
    return _tell(report, time.monotonic() - began)


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


def _replay(done: Run) -> int:
    for line in timeline(done):
        print(line)
    print(f"trace {trace_hash(done)}")
    for failure in done.failures:
        print(f"WRONG: {failure}")
    return 1 if done.failures else 0


def _tell(report: Report, seconds: float) -> int:
    print(f"{report.runs} schedules in {seconds:.0f} s, {report.failed} went wrong.")
    print(f"The slowest sync ended {report.slowest_ms / 60_000:.1f} min after all was calm.")
    for kind, count in sorted(report.hits.items()):
        print(f"  {count:8}  {kind}")
    if report.failures:
        schedule, _ = report.failures[0]
        with installed():
            failing = shortest(schedule)
        print(f"\nSeed {schedule.seed}, at its shortest:")
        _replay(failing)
    return 1 if report.failed else 0


def parser() -> argparse.ArgumentParser:
    """Describe the options."""
    top = argparse.ArgumentParser(prog="python -m simulation", description=__doc__)
    top.add_argument("--seed", type=int, help="replay the schedule of one seed, step by step")
    top.add_argument("--schedules", type=int, default=20_000, help="how many random ones")
    top.add_argument("--first", type=int, default=0, help="the first seed")
    top.add_argument("--no-singles", action="store_true", help="random schedules only")
    return top


if __name__ == "__main__":
    sys.exit(main())
