"""Tries to break the posting protocol: `python -m simulation [--seed N | --planted]`."""

import argparse
import sys
import time
from collections.abc import Sequence

from simulation.campaign import PROCESSES, Tell, every_pair, every_single, many
from simulation.notation import schedule_of, written
from simulation.planted.hunt import SCHEDULES_MAX, hunt_all
from simulation.processes import installed
from simulation.run import Run, run
from simulation.schedules import random_schedule
from simulation.search import Report, shortest
from simulation.strikes import Schedule
from simulation.timeline import timeline
from simulation.trace import trace_hash

RELEASE = 1_000_000
"""From so many random schedules on, all pairs are run too, and as many triples."""
TELL_EACH_SECONDS = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Replay one schedule, or run many; 1 if any of them fails."""
    chosen = parser().parse_args(arguments)
    schedule = _chosen(chosen)
    if schedule is not None:
        with installed():
            return _replay(run(schedule))
    if chosen.planted:
        return _tell_caught()
    began = time.monotonic()
    report = Report()
    if not chosen.no_singles:
        report += every_single(chosen.processes)
    if chosen.pairs or chosen.triples or chosen.schedules >= RELEASE:
        triples = RELEASE if chosen.triples is None else chosen.triples
        report += every_pair(triples, chosen.processes, _telling())
    report += many(chosen.first, chosen.schedules, chosen.processes, _telling())
    return _tell(report, time.monotonic() - began)


def _chosen(chosen: argparse.Namespace) -> Schedule | None:
    if chosen.seed is not None:
        return random_schedule(chosen.seed)
    return None if chosen.schedule is None else schedule_of(chosen.schedule)


def _replay(done: Run) -> int:
    for line in timeline(done):
        print(line)
    print(f"trace {trace_hash(done)}")
    for failure in done.failures:
        print(f"WRONG: {failure}")
    return 1 if done.failures else 0


def _telling() -> Tell:
    """Return what says now and then how far a long run is."""
    told = [time.monotonic()]

    def tell(report: Report) -> None:
        if time.monotonic() > told[0] + TELL_EACH_SECONDS:
            told[0] = time.monotonic()
            print(f"{_counts(report)}; {report.failed} went wrong so far.", file=sys.stderr)

    return tell


def _counts(report: Report) -> str:
    """Say how many of each sort were run, and of how many, where that can be counted."""
    return ", ".join(
        f"{count:,} of all {report.known[sort]:,} {sort}"
        if report.known[sort]
        else f"{count:,} {sort}"
        for sort, count in report.ran.items()
    )


def _tell(report: Report, seconds: float) -> int:
    print(f"{report.runs:,} schedules in {seconds:.0f} s: {_counts(report)}.")
    print(f"{report.failed} went wrong.")
    print(f"In calm no sync stood still for longer than {report.slowest_ms / 60_000:.1f} min.")
    for what, counts in (("ended", report.statuses), ("times", report.hits)):
        for kind, count in sorted(counts.items()):
            print(f"  {count:11,} {what} {kind}")
    for schedule, failures in report.failures:
        print(f"WRONG: {written(schedule)}: {failures[0]}", flush=True)
    if report.failures:
        with installed():
            failing = shortest(report.failures[0][0])
        print("\nThe first of them at its shortest:")
        _replay(failing)
        print(f'Replay it by `python -m simulation --schedule "{written(failing.schedule)}"`.')
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
    top.add_argument("--schedule", help="replay a schedule that a failure printed")
    top.add_argument("--schedules", type=int, default=20_000, help="how many random ones")
    top.add_argument("--first", type=int, default=0, help="the first seed")
    top.add_argument("--planted", action="store_true", help="catch every planted bug instead")
    top.add_argument("--no-singles", action="store_true", help="leave single faults out")
    top.add_argument("--pairs", action="store_true", help="run all pairs of faults too")
    top.add_argument("--triples", type=int, help="run about so many triples of faults too")
    top.add_argument("--processes", type=int, default=PROCESSES, help="how many at once")
    return top


if __name__ == "__main__":
    sys.exit(main())
