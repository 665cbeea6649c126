"""What takes in PeriodClosed events."""

import boto3

from period_sync.adapters.documents import JsonDocuments
from period_sync.adapters.dynamodb.audit import DynamoAudit
from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.dynamodb.periods import DynamoPeriods
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.s3_objects import S3Objects
from period_sync.application.auto_sync import AutoSync
from period_sync.application.hand_over import HandOver
from period_sync.application.ports import Clock
from period_sync.application.refused_hand_overs import RefusedHandOvers
from period_sync.application.request_sync import RequestSync
from period_sync.application.take_in_period import TakeInPeriod
from period_sync.builders.aws import PATIENCE, hints
from period_sync.builders.state import state_table, told_syncs
from period_sync.settings import PeriodClosedSettings


def hand_over(told: PeriodClosedSettings, clock: Clock) -> HandOver:
    """Build what takes in one event."""
    table = state_table(told.state_table, told.audit_table)
    objects = S3Objects(boto3.client("s3", config=PATIENCE), told.document_bucket)
    tenants, connections = DynamoTenants(table), DynamoConnections(table)
    periods, syncs = DynamoPeriods(table), told_syncs(table)
    queue = hints(told.sync_queue_url)
    syncing = RequestSync(clock, tenants, connections, periods, syncs, queue)
    return HandOver(
        tenants=tenants,
        objects=objects,
        documents=JsonDocuments(),
        take_in=TakeInPeriod(clock, periods, objects),
        refused=RefusedHandOvers(clock, periods),
        auto_sync=AutoSync(clock, tenants, syncing, DynamoAudit(table)),
    )
