"""The product's store on a stand-in, and rows to put into it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from period_sync.adapters.dynamodb.audit import DynamoAudit, DynamoAuditTrail
from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.dynamodb.daily_checks import DynamoDailyChecks
from period_sync.adapters.dynamodb.decisions import DynamoDecisions
from period_sync.adapters.dynamodb.due_rows import DynamoDueRows
from period_sync.adapters.dynamodb.evidence import DynamoEvidence
from period_sync.adapters.dynamodb.feedbacks import DynamoFeedbacks
from period_sync.adapters.dynamodb.footprints import DynamoFootprints
from period_sync.adapters.dynamodb.mappings import DynamoMappingsVersions
from period_sync.adapters.dynamodb.overview import DynamoOverview
from period_sync.adapters.dynamodb.pauses import DynamoPauses
from period_sync.adapters.dynamodb.periods import DynamoPeriods
from period_sync.adapters.dynamodb.previews import DynamoPreviews
from period_sync.adapters.dynamodb.syncs import DynamoSyncs
from period_sync.adapters.dynamodb.table import StateTable
from period_sync.adapters.dynamodb.teams import DynamoTeams
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.dynamodb.watched import DynamoWatched
from period_sync.domain.connection import Connection, Environment
from period_sync.domain.journal import Journal
from period_sync.domain.preview import Preview
from period_sync.domain.sync import Person, StoredObject, Sync
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, Revision, Tenant
from tests.stand_ins.clouds import StandIn
from tests.stand_ins.recorder import Recorder, Seen

NOW = datetime(2026, 11, 3, 18, tzinfo=UTC)
TENANT, ENTITY, PERIOD, ACCOUNT = "halcyon", "halcyon-gmbh", "2026-10", "7654321"
PERSON = Person("controller", "controller@halcyon.example")
PLAN = StoredObject("tenants/halcyon/plan.json", "a" * 64)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Store:
    """Every adapter, on tables of its own."""

    table: StateTable
    tenants: DynamoTenants
    teams: DynamoTeams
    connections: DynamoConnections
    mappings: DynamoMappingsVersions
    daily_checks: DynamoDailyChecks
    periods: DynamoPeriods
    syncs: DynamoSyncs
    evidence: DynamoEvidence
    due_rows: DynamoDueRows
    watched: DynamoWatched
    pauses: DynamoPauses
    footprints: DynamoFootprints
    overview: DynamoOverview
    decisions: DynamoDecisions
    previews: DynamoPreviews
    feedbacks: DynamoFeedbacks
    audit: DynamoAudit
    trail: DynamoAuditTrail
    lines: Iterator[int]

    def line(self, action: str = "done") -> AuditRecord:
        """A line of the audit trail that no other has the key of."""
        at = NOW + next(self.lines) * timedelta(milliseconds=1)
        return AuditRecord(TENANT, at, PERSON, action, "subject", {"a": "b"})


def store_on(cloud: StandIn, seen: Seen) -> Store:
    """Open new tables; `seen` is told of every expression."""
    state, audit = cloud.tables()
    client: Any = Recorder(cloud.dynamodb, seen)
    table = StateTable(client, state, audit)
    return Store(
        table,
        DynamoTenants(table),
        DynamoTeams(table),
        DynamoConnections(table),
        DynamoMappingsVersions(table),
        DynamoDailyChecks(table),
        DynamoPeriods(table),
        DynamoSyncs(table),
        DynamoEvidence(table),
        DynamoDueRows(client, state),
        DynamoWatched(client, state),
        DynamoPauses(table),
        DynamoFootprints(table),
        DynamoOverview(table),
        DynamoDecisions(table),
        DynamoPreviews(table),
        DynamoFeedbacks(table),
        DynamoAudit(table),
        DynamoAuditTrail(StateTable(client, audit, None)),
        count(),
    )


def a_tenant(name: str = TENANT) -> Tenant:
    return Tenant(name, "Halcyon Group", NOW)


def a_connection(name: str = "main", account: str = ACCOUNT) -> Connection:
    return Connection(TENANT, name, Environment.PRODUCTION, account, NOW)


def a_period(entity: str = ENTITY, **changes: Any) -> ClosedPeriod:
    made = ClosedPeriod(
        tenant=TENANT,
        entity=entity,
        period_id=PERIOD,
        name="Oct 2026",
        start_date=date(2026, 10, 1),
        end_date=date(2026, 10, 31),
        closed_at=NOW,
        closed_by="controller@halcyon.example",
        revision=1,
        entries=2,
        lines=4,
        leases=2,
        totals={"EUR": "12.30"},
        excluded=0,
    )
    return replace(made, **changes)


def a_revision(number: int) -> Revision:
    return Revision(number, "d" * 64, "key", "e" * 64, NOW, "somebody", NOW)


def a_sync(number: int = 1, **changes: Any) -> Sync:
    made = Sync(
        tenant=TENANT,
        sync_id=f"{TENANT}-{number}",
        number=number,
        entity=ENTITY,
        period_id=PERIOD,
        revision=1,
        period_name="Oct 2026",
        connection_id="main",
        environment="production",
        account=ACCOUNT,
        requested_by=PERSON,
        requested_at=NOW,
        stepped_at=NOW,
        due_at=NOW + 10 * MINUTE,
    )
    return replace(made, **changes)


def a_preview(number: int = 1) -> Preview:
    return Preview(
        tenant=TENANT,
        preview_id=f"{TENANT}-p{number}",
        entity=ENTITY,
        period_id=PERIOD,
        period_name="Oct 2026",
        revision=1,
        connection_id="main",
        environment="production",
        account=ACCOUNT,
        requested_by=PERSON,
        requested_at=NOW,
        due_at=NOW,
    )


def a_journal(position: int, **changes: Any) -> Journal:
    made = Journal(
        position=position,
        external_id=f"ps-{position}",
        entry_id=f"entry-{position}",
        part=1,
        parts=1,
        revision=1,
        subsidiary="Halcyon GmbH",
        currency="EUR",
        total="12.30",
        lines=2,
    )
    return replace(made, **changes)


def moved(sync: Sync, **changes: Any) -> Sync:
    """The sync after one more write, with a line of the timeline."""
    return replace(sync, version=sync.version + 1, step_no=sync.step_no + 1, **changes)
