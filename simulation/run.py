"""Runs one schedule to its end, and judges what came of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from period_sync.domain.sync import IntegrationStatus
from simulation.beginning import beginning
from simulation.boundaries import Step
from simulation.documents import closed_at
from simulation.fences import Fences
from simulation.intents import Intents
from simulation.manners import check_manners, is_disturbed
from simulation.operators import check_pauses
from simulation.paperwork import check_paperwork
from simulation.people import People
from simulation.progress import Progress
from simulation.records import Records, records_of, statuses_of
from simulation.strikes import EVENTS, Kind, Schedule, Strike
from simulation.truth import check_seen, check_truth
from simulation.watches import check_watches
from simulation.world import MINUTE_MS, Base, NotQuiet, World

ROUNDS_UNDER_FIRE = 1
ROUNDS_OF_RETRY = 4
ROUNDS_OF_DECISIONS = 2
PATIENCE = 5
"""How often a person presses again when no answer comes."""


@dataclass
class Run:
    """What came of a schedule.

    At each of its `boundaries` something could have struck, and `offers` says what. `slowest_ms`
    is the longest that a sync stood still in calm, and `doubled` counts journals that are
    booked twice.
    """

    schedule: Schedule
    failures: list[str] = field(default_factory=list)
    hits: Counter[Kind] = field(default_factory=Counter)
    steps: list[Step] = field(default_factory=list)
    boundaries: int = 0
    offers: list[frozenset[Kind]] = field(default_factory=list)
    slowest_ms: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    doubled: int = 0


def run(schedule: Schedule, *, listing: bool = False) -> Run:
    """Run a schedule; `listing` notes what could strike at each boundary."""
    world = World(schedule, _base(is_empty=schedule.is_empty))
    world.enter()
    if listing:
        world.boundaries.offered = []
    Fences(world)
    Intents(world)
    progress = Progress(world)
    people = People(world)
    try:
        _play(world, people)
        world.let_late_ones_commit()
        records = records_of(world)
        failures = list(_judge(world, records))
        boundaries = world.boundaries.number
        if not failures and not world.failures:
            _heal(world, people)
            before, boundaries = boundaries, world.boundaries.number
            _finish(world, people)
            records = records_of(world)
            if world.boundaries.number > before:
                failures = [f"after all was mended: {what}" for what in _judge(world, records)]
            failures += [*_unfinished(world, people, records), *progress.check()]
            if _is_checked(world):
                failures += check_seen(world, records)
    except NotQuiet as error:
        failures, boundaries = [f"no end: {error}"], world.boundaries.number
        records = records_of(world)
    return Run(
        schedule,
        world.failures + world.processes.surprises + failures,
        world.boundaries.hits,
        world.boundaries.steps,
        boundaries,
        world.boundaries.offered or [],
        progress.slowest_ms(),
        Counter(str(sync.status) for sync in records.syncs),
        sum(count > 1 for count in Counter(t.key for t in world.company.live()).values()),
    )


@cache
def _base(*, is_empty: bool) -> Base:
    return beginning(is_empty=is_empty)


def _play(world: World, people: People) -> None:
    """Hand over, press Sync, and let time pass until nothing is left that can happen."""
    periods = range(1, world.schedule.periods + 1)
    for number in periods:
        world.hand_over(number)
    world.run_until_quiet()
    for number in periods:
        for _ in range(PATIENCE):
            before = len(world.tables.due)
            people.press_sync(number - 1)
            if len(world.tables.due) > before:
                break
            world.clock.ms += MINUTE_MS
            world.run_until_quiet()
    world.run_until_quiet()
    while (event := _next_event(world)) is not None:
        world.boundaries.pending.remove(event)
        world.clock.ms += (1 + event.value % 30) * MINUTE_MS
        world.boundaries.act(event)
        world.run_until_quiet()
        _sync_revisions(world, people)


def _sync_revisions(world: World, people: People) -> None:
    """Press Sync where a period was closed again."""
    for number, status in enumerate(statuses_of(world)):
        if people.revisions[number + 1] > 1 and status is IntegrationStatus.NOT_SYNCED:
            people.press_sync(number)
    world.run_until_quiet()


def _next_event(world: World) -> Strike | None:
    """Return the next thing that people do when the product is at rest."""
    return next((s for s in world.boundaries.pending if s.kind in EVENTS), None)


def _judge(world: World, records: Records) -> Iterator[str]:
    yield from check_truth(world, records)
    yield from check_paperwork(world, records)
    yield from check_manners(world)
    yield from check_pauses(world, records)
    yield from check_watches(world, records)


def _heal(world: World, people: People) -> None:
    """Let outages pass, and let people mend what they can and retry; faults may still strike."""
    company = world.company
    calm_ms = (company.down_until_ms, company.full_until_ms, company.blind_until_ms)
    world.clock.move_to(max(*calm_ms, company.nameless_until_ms, world.no_sweep_before_ms))
    if company.refused_versions:
        world.clock.ms += 31 * MINUTE_MS
        people.rotate_secret()
    people.operators.resume()
    people.approve()
    people.redrive()
    world.run_until_quiet(following=True)
    _retry(world, people, ROUNDS_UNDER_FIRE)


def _finish(world: World, people: People) -> None:
    """Let nothing strike any more, and let people finish what is unfinished."""
    world.boundaries.pending.clear()
    people.redrive()
    world.run_until_quiet(following=True)
    _retry(world, people, ROUNDS_OF_RETRY)
    _decide(world, people)
    if _is_checked(world):
        for number in range(world.schedule.periods):
            people.check(number)
        world.run_until_quiet(following=True)


def _is_checked(world: World) -> bool:
    """Whether people ask for a check last of all: where something was changed, and some others.

    Where nothing is left to see, nobody can tell that anything is gone.
    """
    if not world.company.visible(world.clock.ms):
        return False
    return world.schedule.seed % 8 == 0 or any(is_disturbed(kind) for kind in world.boundaries.hits)


def _retry(world: World, people: People, rounds: int) -> None:
    for _ in range(rounds):
        if not _press_on(world, people):
            return
        world.run_until_quiet(following=True)


def _decide(world: World, people: People) -> None:
    """Let people answer what Retry alone can't mend, once it is late enough to decide."""
    periods = world.schedule.periods
    # A decision answers one problem, and each journal may need one.
    for round_no in range(ROUNDS_OF_DECISIONS + world.schedule.journals):
        failed = [n for n, s in enumerate(statuses_of(world)) if s is IntegrationStatus.FAILED]
        if round_no >= ROUNDS_OF_DECISIONS and not failed:
            return
        world.clock.ms += 20 * MINUTE_MS
        for number in failed:
            people.decide(number + periods * 7 * (world.schedule.seed + round_no))
        world.run_until_quiet(following=True)


def _press_on(world: World, people: People) -> bool:
    """Press Sync or Retry wherever something is unfinished, and say whether something was."""
    pressed = False
    for number, status in enumerate(statuses_of(world)):
        if status is IntegrationStatus.NOT_SYNCED:
            pressed = people.press_sync(number)
        elif status is IntegrationStatus.FAILED:
            people.press_old_tab()
            pressed = people.press_retry(number)
    return pressed


def _unfinished(world: World, people: People, records: Records) -> Iterator[str]:
    """Name every period that Retry did not finish, though nothing stands in its way."""
    hits = world.boundaries.hits
    if world.schedule.is_racy or any(is_disturbed(kind) for kind in hits):
        return
    if world.schedule.is_empty and not world.company.live():
        # Nothing is there that a look-up must see, so none can tell that a journal is absent.
        return
    if len(records.periods) != world.schedule.periods:
        yield f"{len(records.periods)} of {world.schedule.periods} periods were taken in"
    for period in records.periods:
        if period.closed_at != closed_at(people.revisions[int(period.entity.rpartition("-")[2])]):
            yield f"the last hand-over of {period.entity} was lost; revision {period.revision}"
        if period.status is not IntegrationStatus.COMPLETED:
            yield f"{period.entity} is {period.status} after everything was mended and retried"
