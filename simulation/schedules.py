"""Which schedules there are: every single strike, pairs and triples of them, and random ones.

Of the random ones most are small: few strikes, mostly one journal, seldom a period that is closed
again. What shows only after many strikes, or while much is corrected, is left to one in eight,
which goes deep and takes about twice as long.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from simulation.run import Run, run
from simulation.strikes import EVENTS, FAULTS, Kind, Schedule, Strike

DEEP = 1 / 8
"""How many of all random schedules go deep."""
SKEWS_S = (1, 5, 20)
LAST_BOUNDARY = 110
"""About where a run of three journals ends when nothing strikes."""
_VALUES = 1 << 16


@dataclass(frozen=True, slots=True)
class Depth:
    """How much a random schedule may hold.

    `revised` is how many close a period again and correct what stands of it, and `revised_twice`
    how many of these do it once more; `two_periods` is how many have two periods.
    """

    strikes: int
    journals: tuple[int, ...]
    two_periods: float
    revised: float
    revised_twice: float


_SMALL = Depth(3, (1, 1, 1, 1, 2, 3), two_periods=0.04, revised=0.06, revised_twice=0.25)
_DEEP = Depth(6, (1, 1, 1, 2, 2, 3), two_periods=0.1, revised=0.3, revised_twice=0.5)


def random_schedule(seed: int) -> Schedule:
    """Draw a schedule. Each draws from few kinds, so that some meet the same trouble often."""
    draw = random.Random(seed)
    depth = _DEEP if draw.random() < DEEP else _SMALL
    kinds = draw.sample(FAULTS, draw.randint(1, 4)) + draw.sample(EVENTS, draw.randint(0, 4))
    journals = draw.choice(depth.journals)
    strikes = [
        Strike(draw.randint(1, LAST_BOUNDARY), draw.choice(kinds), draw.randrange(_VALUES))
        for _ in range(draw.randint(1, depth.strikes))
    ]
    periods = 2 if draw.random() < depth.two_periods else 1
    if draw.random() < depth.revised:
        strikes += _closing_again(draw, kinds, depth)
    return Schedule(
        seed=seed,
        journals=journals,
        periods=periods,
        strikes=tuple(sorted(strikes)),
        is_racy=draw.random() < 0.05,
        is_empty=draw.random() < 0.1,
        skew_s=draw.choice(SKEWS_S) if draw.random() < 0.1 else 0,
    )


def _closing_again(draw: random.Random, kinds: list[Kind], depth: Depth) -> list[Strike]:
    """Draw later revisions of a period, and trouble while what stands of it is corrected."""
    again = [Strike(LAST_BOUNDARY, Kind.NEW_REVISION, draw.randrange(_VALUES))]
    if draw.random() < depth.revised_twice:
        again.append(replace(again[0], at=2 * LAST_BOUNDARY))
    later = [
        Strike(draw.randint(1, 4 * LAST_BOUNDARY), draw.choice(kinds), draw.randrange(_VALUES))
        for _ in range(draw.randint(0, depth.strikes))
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
