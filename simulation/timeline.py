"""Writes a run down so that a person can read what happened, step by step."""

from collections.abc import Iterator

from simulation.clock import instant
from simulation.run import Run

_LONG = 150


def timeline(run: Run) -> Iterator[str]:
    """Write one line for each call, strike and deed of a run."""
    for number, ms, process, what, detail in run.steps:
        at = instant(ms)
        yield (
            f"{at:%d %H:%M:%S}.{at:%f}"[:-3]
            + f" #{number:<4} {process:20} {what:28} "
            + (detail if len(detail) <= _LONG else f"{detail[:_LONG]}…")
        )
