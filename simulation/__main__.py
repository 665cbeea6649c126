"""Tries to break the posting protocol: `python -m simulation [--seed N | --planted]`."""

import argparse
import sys
import time
from collections.abc import Sequence

from simulation.campaign import every_single, many
from simulation.planted.hunt import SCHEDULES_MAX, hunt_all
from simulation.processes import installed
from simulation.run import Run, run
from simulation.schedules import random_schedule
from simulation.search import Report, shortest
from simulation.timeline import timeline
from simulation.trace import trace_hash


def main(arguments: Sequence[str] | None = None) -> int:
    """Replay one seed, or run many schedules; 1 if any of them fails."""
    chosen = parser().parse_args(arguments)
    if chosen.seed is not None:
        with installed():
            return _replay(run(random_schedule(chosen.seed)))
    if chosen.planted:
        return _tell_caught()
    began = time.monotonic()
    report = every_single() if not chosen.no_singles else Report()
    report += many(chosen.first, chosen.schedules)
    return _tell(report, time.monotonic() - began)


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


def _tell_caught() -> int:
    """Say of each planted bug what showed it, and after how many schedules; 1 if any did not."""
    missed = 0
    for bug, caught in hunt_all():
        if caught is None:
            missed += 1
            print(f"NOT CAUGHT in {SCHEDULES_MAX}: {bug.name}. {bug.breaks}", flush=True)
        else:
            print(f"{caught.schedules:6}  {bug.name}: {caught.failure}", flush=True)
    return 1 if missed else 0


def parser() -> argparse.ArgumentParser:
    """Describe the options."""
    top = argparse.ArgumentParser(prog="python -m simulation", description=__doc__)
    top.add_argument("--seed", type=int, help="replay the schedule of one seed, step by step")
    top.add_argument("--schedules", type=int, default=20_000, help="how many random ones")
    top.add_argument("--first", type=int, default=0, help="the first seed")
    top.add_argument("--planted", action="store_true", help="catch every planted bug instead")
    top.add_argument("--no-singles", action="store_true", help="random schedules only")
    return top


if __name__ == "__main__":
    sys.exit(main())
