"""Runs many schedules, and finds the shortest that still fails."""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from simulation.run import Run, run
from simulation.strikes import Kind, Schedule

FAILURES_KEPT = 10
GARBAGE_HEAP = 50_000


@dataclass
class Report:
    """What many runs came to; reports of two processes add up.

    `ran` counts runs of each sort, and `known` how many there are, of those that can be counted.
    """

    ran: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    hits: Counter[Kind] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    slowest_ms: int = 0
    failures: list[tuple[Schedule, list[str]]] = field(default_factory=list)

    @property
    def runs(self) -> int:
        """How many schedules were run."""
        return self.ran.total()

    def add(self, done: Run, sort: str) -> None:
        """Count a run."""
        self.ran[sort] += 1
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
            self.ran + other.ran,
            self.known + other.known,
            self.failed + other.failed,
            self.hits + other.hits,
            self.statuses + other.statuses,
            max(self.slowest_ms, other.slowest_ms),
            [*self.failures, *other.failures][:FAILURES_KEPT],
        )


@contextmanager
def tidily() -> Iterator[None]:
    """Collect garbage seldom while many schedules run: what was imported stays anyhow."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(GARBAGE_HEAP, 5, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


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
    if schedule.skew_s:
        yield replace(schedule, skew_s=0)
    if schedule.is_empty:
        yield replace(schedule, is_empty=False)
