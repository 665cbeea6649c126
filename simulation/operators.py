"""Operators who pause and resume, and whether the product heeds them."""

from collections.abc import Iterator
from datetime import datetime

from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.dynamodb.due_rows import DynamoDueRows
from period_sync.adapters.dynamodb.pauses import DynamoPauses
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.sqs_hints import SqsHints
from period_sync.application.giving_up import NO_PROGRESS
from period_sync.application.pausing import Pausing
from period_sync.domain.pause import Paused
from period_sync.domain.sync import NO_PROGRESS_FOR, Sync
from simulation.beginning import CONNECTION, OPERATOR, TENANT, table_of
from simulation.clock import ms_of
from simulation.records import Records, problems_of
from simulation.strikes import Kind
from simulation.world import HOUR_MS, MINUTE_MS, World

REASON = "the ledger is being counted"
LONGEST_MS = (20 * MINUTE_MS, 20 * MINUTE_MS, HOUR_MS, 5 * HOUR_MS)
"""After so long the operator resumes at the latest; some pauses outlast the patience of a sync."""
_READ, _POST = "dynamodb.GetItem", "netsuite.POST"
_ROW = "PAUSES/PAUSES"


class Operators:
    """Pause and resume, as the operator's commands do."""

    def __init__(self, world: World) -> None:
        self._world = world
        world.resume = self.resume

    def pause(self, value: int) -> bool:
        """Pause the connection, or everything."""
        world, pausing = self._world, self._pausing()
        if value % 2:
            pausing.pause_all(REASON)
        else:
            pausing.pause(TENANT, CONNECTION, REASON)
        if not world.pauses or world.pauses[-1][1] is not None:
            world.pauses.append((world.clock.ms, None))
            world.resume_ms = world.clock.ms + LONGEST_MS[value // 2 % len(LONGEST_MS)]
        return True

    def resume(self, value: int = 0) -> bool:
        """Let everything go on that is paused."""
        del value
        world, pausing = self._world, self._pausing()
        if pausing.paused().pause_of(TENANT, CONNECTION) is None:
            return False
        since_ms, _ = world.pauses.pop()
        pausing.resume(TENANT, CONNECTION)
        pausing.resume_all()
        world.pauses.append((since_ms, world.clock.ms))
        world.resume_ms = None
        world.boundaries.disturbed_ms.append((since_ms, world.clock.ms))
        return pausing.paused() == Paused(version=pausing.paused().version)

    def _pausing(self) -> Pausing:
        world, table = self._world, table_of(self._world)
        client: object = world.dynamodb
        queue: object = world.sqs
        return Pausing(
            world.clock,
            DynamoTenants(table),
            DynamoConnections(table),
            DynamoPauses(table),
            DynamoDueRows(client, "state"),  # type: ignore[arg-type]
            SqsHints(queue, "sync.fifo"),  # type: ignore[arg-type]
            OPERATOR,
        )


def check_pauses(world: World, records: Records) -> Iterator[str]:
    """Name every POST that was sent against a pause, or blindly, and every sync given up in one."""
    read_ms: dict[str, int] = {}
    for _, ms, process, what, detail in world.boundaries.steps:
        if what == _READ and detail == _ROW:
            read_ms[process] = ms
        elif what == _POST:
            seen_ms = read_ms.pop(process, None)
            if seen_ms is None:
                yield f"{process} sent {detail} without asking whether that is paused"
            elif _is_paused(world, seen_ms):
                yield f"{process} sent {detail} though it had read that posting is paused"
    # While hours pass at once no worker reads what is paused.
    if world.pauses and not world.boundaries.hits[Kind.HOURS_PASS]:
        for sync in records.syncs:
            yield from _given_up(world, sync)


def _is_paused(world: World, ms: int) -> bool:
    return any(since <= ms and (until is None or ms < until) for since, until in world.pauses)


def _given_up(world: World, sync: Sync) -> Iterator[str]:
    """A sync may be given up for lack of progress only in time that was not paused."""
    reasons = {problem.facts.get("why") for problem in problems_of(world, sync)}
    if sync.finished_at is None or NO_PROGRESS not in reasons:
        return
    working_ms = _unpaused_ms(world, sync.requested_at, sync.finished_at)
    if working_ms < NO_PROGRESS_FOR.total_seconds() * 1000:
        yield f"{sync.sync_id} was given up after {working_ms / MINUTE_MS:.0f} minutes unpaused"


def _unpaused_ms(world: World, begin: datetime, end: datetime) -> int:
    begin_ms, end_ms = ms_of(begin), ms_of(end)
    paused_ms = sum(
        max(0, min(end_ms if until is None else until, end_ms) - max(since, begin_ms))
        for since, until in world.pauses
    )
    return end_ms - begin_ms - paused_ms
