"""What the product has recorded, read from its tables without crossing any boundary."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from period_sync.adapters.dynamodb.keys import journal_in_plan
from period_sync.adapters.dynamodb.rows import row_of
from period_sync.application.frozen import read_problems
from period_sync.application.frozen_plan import read_plan
from period_sync.domain.evidence import Evidence
from period_sync.domain.journal import Journal
from period_sync.domain.plan import Plan
from period_sync.domain.problems import Problem
from period_sync.domain.sync import IntegrationStatus, StoredObject, Sync
from period_sync.domain.tenant import ClosedPeriod
from simulation.attributes import read_item
from simulation.beginning import TENANT
from simulation.documents import handed_no
from simulation.expressions import Item
from simulation.s3 import S3
from simulation.world import World


@dataclass
class Records:
    """Everything that the product says.

    Journals are by entity and their plan's hash. Documents may be taken in in another order than
    they were handed over: `handed` is, by entity and revision, which document that revision is.
    """

    syncs: list[Sync] = field(default_factory=list)
    periods: list[ClosedPeriod] = field(default_factory=list)
    journals: dict[tuple[str, str], list[Journal]] = field(default_factory=dict)
    timelines: dict[str, list[int]] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    audit: list[dict[str, Any]] = field(default_factory=list)
    handed: dict[tuple[int, int], int] = field(default_factory=dict)
    sync_counter: int = 0

    def newest(self, entity: str, plan: str) -> Sync | None:
        """Return the newest sync of a revision, if a plan is its: others were replaced unsent."""
        newest = {(sync.entity, sync.revision): sync for sync in self.syncs}.values()
        return next(
            (s for s in newest if s.entity == entity and s.plan and s.plan.sha256 == plan), None
        )

    def latest(self, entity: str) -> Sync | None:
        """Return the newest sync of a period."""
        return max(
            (sync for sync in self.syncs if sync.entity == entity),
            key=lambda sync: sync.number,
            default=None,
        )


def records_of(world: World) -> Records:
    """Read all that is recorded."""
    found = Records()
    for pk, rows in world.tables.partitions["state"].items():
        if "#JOURNALS#" in pk:
            _read_journals(found, pk, rows)
        elif "#EVIDENCE#" in pk:
            found.evidence += [row_of(Evidence, read_item(item)) for item in rows.values()]
        elif "#TIMELINE#" in pk:
            steps = [int(item["step_no"]["N"]) for item in rows.values()]
            found.timelines[pk.rpartition("#")[2]] = sorted(steps)
        elif pk.startswith("TENANT#") and pk.count("#") == 1:
            for sk, item in rows.items():
                _read_row(found, sk, item)
    found.syncs.sort(key=lambda sync: sync.number)
    audits = world.tables.items("audit")
    found.audit = [read_item(item) for item in audits]
    return found


def statuses_of(world: World) -> list[IntegrationStatus]:
    """Read what is said of each period, in the order of their entities."""
    rows = world.tables.rows("state", f"TENANT#{TENANT}", "PERIOD#")
    return [IntegrationStatus(item["status"]["S"]) for item in rows]


def _read_journals(found: Records, pk: str, rows: dict[str, Item]) -> None:
    entity = pk.split("#")[4]
    by_plan: dict[str, list[Journal]] = defaultdict(list)
    for sk in sorted(rows):
        item = read_item(rows[sk])
        if "origin" in item:
            origin = item["origin"]
            row = read_item(rows[journal_in_plan(origin["plan"], int(origin["position"]))])
            item = row | {"position": item["position"], "origin": origin}
        by_plan[sk.partition("#")[0]].append(row_of(Journal, item))
    for plan, journals in by_plan.items():
        found.journals[entity, plan] = journals


def _read_row(found: Records, sk: str, item: Item) -> None:
    if sk.startswith("SYNC#"):
        found.syncs.append(row_of(Sync, read_item(item)))
    elif sk.startswith("PERIOD#"):
        found.periods.append(row_of(ClosedPeriod, read_item(item)))
    elif sk.startswith("REVISION#"):
        entity, number = sk.split("#")[1], int(item["number"]["N"])
        closed = datetime.fromisoformat(item["closed_at"]["S"])
        found.handed[int(entity.rpartition("-")[2]), number] = handed_no(closed)
    elif sk == "TENANT":
        found.sync_counter = int(item["sync_counter"]["N"])


def stored(s3: S3, place: StoredObject) -> bytes:
    """Read an object of the product."""
    return s3.objects[place.key][-1]


def problems_of(world: World, sync: Sync) -> list[Problem]:
    """Return the problems that a sync ended with."""
    return [] if sync.problems is None else read_problems(stored(world.s3, sync.problems))


def plan_of(world: World, sync: Sync) -> Plan | None:
    """Return a sync's plan."""
    return None if sync.plan is None else read_plan(stored(world.s3, sync.plan))
