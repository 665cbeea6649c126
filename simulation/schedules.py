"""Which schedules there are: every single strike, pairs and triples of them, and random ones."""

import random
from collections.abc import Iterator
from dataclasses import replace

from simulation.run import Run, run
from simulation.strikes import EVENTS, FAULTS, Kind, Schedule, Strike

STRIKES_MAX = 6
SKEWS_S = (1, 5, 20)
LAST_BOUNDARY = 110
"""About where a run of three journals ends when nothing strikes."""
REVISED = 0.3
"""How many of all schedules close a period again and correct what stands of it."""
_VALUES = 1 << 16


def random_schedule(seed: int) -> Schedule:
    """Draw a schedule. Each draws from few kinds, so that some meet the same trouble often."""
    draw = random.Random(seed)
    kinds = draw.sample(FAULTS, draw.randint(1, 4)) + draw.sample(EVENTS, draw.randint(0, 4))
    journals = draw.choice((1, 1, 1, 2, 2, 3))
    strikes = [
        Strike(draw.randint(1, LAST_BOUNDARY), draw.choice(kinds), draw.randrange(_VALUES))
        for _ in range(draw.randint(1, STRIKES_MAX))
    ]
    periods = 2 if draw.random() < 0.1 else 1
    if draw.random() < REVISED:
        strikes += _closing_again(draw, kinds)
    return Schedule(
        seed=seed,
        journals=journals,
        periods=periods,
        strikes=tuple(sorted(strikes)),
        is_racy=draw.random() < 0.05,
        is_empty=draw.random() < 0.1,
        skew_s=draw.choice(SKEWS_S) if draw.random() < 0.1 else 0,
    )


def _closing_again(draw: random.Random, kinds: list[Kind]) -> list[Strike]:
    """Draw later revisions of a period, and trouble while what stands of it is corrected."""
    again = [Strike(LAST_BOUNDARY, Kind.NEW_REVISION, draw.randrange(_VALUES))]
    again += [replace(again[0], at=2 * LAST_BOUNDARY)] * draw.randint(0, 1)
    later = [
        Strike(draw.randint(1, 4 * LAST_BOUNDARY), draw.choice(kinds), draw.randrange(_VALUES))
        for _ in range(draw.randint(0, STRIKES_MAX))
    ]
    return again + later


def with_one_more(before: Run) -> Iterator[Schedule]:
    """Add one strike to a schedule that was run, at each later boundary, of each kind that fits."""
    schedule = before.schedule
    last = max((strike.at for strike in schedule.strikes), default=0)
    for number, offers in enumerate(before.offers, start=1):
        if number <= last or number > before.boundaries:
            continue
        for kind in sorted(offers):
            strike = Strike(number, kind, _value_of(number, kind))
            yield replace(schedule, strikes=(*schedule.strikes, strike))


def singles(journals: int, *, is_empty: bool = False) -> Iterator[Schedule]:
    """Every fault at every boundary of an undisturbed run."""
    return with_one_more(run(Schedule(journals=journals, is_empty=is_empty), listing=True))


def _value_of(number: int, kind: Kind) -> int:
    """Choose ways and times that vary, and are the same each time."""
    return number * 7919 + len(kind) * 31
