"""What the API's routes use."""

from datetime import timedelta

import boto3

from period_sync.adapters.dynamodb.audit import DynamoAudit, DynamoAuditTrail
from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.dynamodb.daily_checks import DynamoDailyChecks
from period_sync.adapters.dynamodb.decisions import DynamoDecisions
from period_sync.adapters.dynamodb.evidence import DynamoEvidence
from period_sync.adapters.dynamodb.feedbacks import DynamoFeedbacks
from period_sync.adapters.dynamodb.mappings import DynamoMappingsVersions
from period_sync.adapters.dynamodb.periods import DynamoPeriods
from period_sync.adapters.dynamodb.previews import DynamoPreviews
from period_sync.adapters.dynamodb.teams import DynamoTeams
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.s3_objects import S3Objects
from period_sync.adapters.secrets import SecretsManagerStore
from period_sync.adapters.sqs_hints import SqsHints
from period_sync.adapters.sqs_invitations import SqsInvitations
from period_sync.application.api import Api, SignIn
from period_sync.application.auto_sync import AutoSync
from period_sync.application.checking import CheckSync
from period_sync.application.closed_periods import ClosedPeriods
from period_sync.application.company_settings import CompanySettings
from period_sync.application.connecting import Connecting
from period_sync.application.connection_secrets import ReplaceSecret
from period_sync.application.connection_tests import RequestConnectionTest
from period_sync.application.deciding import Decide
from period_sync.application.inviting import Invite
from period_sync.application.managing_team import ManageTeam
from period_sync.application.mapping_names import MappingNames
from period_sync.application.ports import Clock
from period_sync.application.reading_evidence import ReadEvidence
from period_sync.application.refused_hand_overs import RefusedHandOvers
from period_sync.application.request_preview import RequestPreview
from period_sync.application.request_sync import RequestSync
from period_sync.application.revoking import RevokeConnection
from period_sync.application.showing_syncs import ShowSyncs
from period_sync.application.stopping import StopSync
from period_sync.application.take_in_period import TakeInPeriod
from period_sync.builders.aws import PATIENCE
from period_sync.builders.secret_checks import check_secret
from period_sync.builders.state import state_table, told_syncs
from period_sync.settings import SyncApiSettings


def api(told: SyncApiSettings, clock: Clock) -> Api:
    """Build what the routes use."""
    table = state_table(told.state_table, told.audit_table)
    tenants, connections = DynamoTenants(table), DynamoConnections(table)
    periods, syncs = DynamoPeriods(table), told_syncs(table)
    decisions, previews, teams = DynamoDecisions(table), DynamoPreviews(table), DynamoTeams(table)
    objects = S3Objects(boto3.client("s3", config=PATIENCE), told.document_bucket)
    sqs = boto3.client("sqs", config=PATIENCE)
    hints = SqsHints(sqs, told.sync_queue_url)
    store = SecretsManagerStore(boto3.client("secretsmanager", config=PATIENCE), told.stage)
    syncing = RequestSync(clock, tenants, connections, periods, syncs, hints)
    settle_after = timedelta(seconds=told.settle_after_seconds)
    return Api(
        clock=clock,
        tenants=tenants,
        periods=periods,
        closed_periods=ClosedPeriods(tenants, connections, periods, syncs),
        syncs=syncs,
        shown=ShowSyncs(clock, syncs, DynamoFeedbacks(table)),
        evidence=ReadEvidence(syncs, DynamoEvidence(table), objects),
        objects=objects,
        syncing=syncing,
        decide=Decide(
            clock, tenants, connections, syncs, decisions, objects, syncing, settle_after
        ),
        decisions=decisions,
        previews=previews,
        preview=RequestPreview(clock, tenants, connections, periods, previews, hints),
        stop=StopSync(clock, tenants, syncs, hints),
        check=CheckSync(clock, tenants, syncs, hints),
        take_in=TakeInPeriod(clock, periods, objects),
        auto_sync=AutoSync(clock, tenants, syncing, DynamoAudit(table)),
        local_netsuite_origin=told.local_netsuite_origin,
        settings=CompanySettings(clock, tenants),
        trail=DynamoAuditTrail(state_table(told.audit_table, None)),
        refused=RefusedHandOvers(clock, periods),
        connections=connections,
        daily_checks=DynamoDailyChecks(table),
        connecting=Connecting(clock, tenants, connections),
        replace_secret=ReplaceSecret(clock, connections, store, check_secret),
        request_test=RequestConnectionTest(clock, connections, hints),
        revoke=RevokeConnection(clock, tenants, connections, store),
        sign_in=SignIn(told.sign_in_issuer, told.sign_in_client),
        mappings=MappingNames(
            clock, connections, DynamoMappingsVersions(table), periods, syncs, previews, objects
        ),
        teams=teams,
        team=ManageTeam(clock, teams),
        invitations=Invite(clock, teams, SqsInvitations(sqs, told.result_queue_url)),
    )
