"""Runs many schedules, and finds the shortest that still fails."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from simulation.run import Run, run
from simulation.strikes import Kind, Schedule

FAILURES_KEPT = 10


@dataclass
class Report:
    """What many runs came to; reports of two processes add up."""

    runs: int = 0
    failed: int = 0
    hits: Counter[Kind] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    slowest_ms: int = 0
    failures: list[tuple[Schedule, list[str]]] = field(default_factory=list)

    def add(self, done: Run) -> None:
        """Count a run."""
        self.runs += 1
        self.hits += done.hits
        self.statuses += done.statuses
        self.slowest_ms = max(self.slowest_ms, done.slowest_ms)
        if done.failures:
            self.failed += 1
            if len(self.failures) < FAILURES_KEPT:
                self.failures.append((done.schedule, done.failures))

    def __add__(self, other: "Report") -> "Report":
        """Add another process's report."""
        return Report(
            self.runs + other.runs,
            self.failed + other.failed,
            self.hits + other.hits,
            self.statuses + other.statuses,
            max(self.slowest_ms, other.slowest_ms),
            [*self.failures, *other.failures][:FAILURES_KEPT],
        )


def run_all(schedules: Iterable[Schedule]) -> Report:
    """Run schedules one after another."""
    report = Report()
    for schedule in schedules:
        report.add(run(schedule))
    return report


def shortest(schedule: Schedule) -> Run:
    """Return the run of the smallest part of a schedule that still fails."""
    failing = run(schedule)
    found = True
    while found:
        found = False
        for smaller in _smaller(failing.schedule):
            tried = run(smaller)
            if tried.failures:
                failing, found = tried, True
                break
    return failing


def _smaller(schedule: Schedule) -> Iterator[Schedule]:
    """Leave one thing out, or make it simpler."""
    for index in range(len(schedule.strikes)):
        yield replace(schedule, strikes=schedule.strikes[:index] + schedule.strikes[index + 1 :])
    if schedule.periods > 1:
        yield replace(schedule, periods=1)
    if schedule.journals > 1:
        yield replace(schedule, journals=schedule.journals - 1)
    if schedule.is_racy:
        yield replace(schedule, is_racy=False)
    if schedule.is_empty:
        yield replace(schedule, is_empty=False)
