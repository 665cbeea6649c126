"""Everything that talks to NetSuite."""

from collections.abc import Callable
from datetime import timedelta

import boto3

import period_sync
from period_sync.adapters.documents import JsonDocuments
from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.dynamodb.daily_checks import DynamoDailyChecks
from period_sync.adapters.dynamodb.decisions import DynamoDecisions
from period_sync.adapters.dynamodb.footprints import DynamoFootprints
from period_sync.adapters.dynamodb.pauses import DynamoPauses
from period_sync.adapters.dynamodb.periods import DynamoPeriods
from period_sync.adapters.dynamodb.previews import DynamoPreviews
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.netsuite.gateway import NetSuiteAccounts
from period_sync.adapters.s3_objects import S3Objects
from period_sync.adapters.secrets import SecretsManagerSecrets
from period_sync.adapters.sns_results import SnsResults
from period_sync.adapters.sqs_hints import SqsHints
from period_sync.adapters.sqs_notices import SqsNotices
from period_sync.application.connection_tests import RunConnectionTest
from period_sync.application.daily_checks import ArmDailyCheck, RunDailyCheck
from period_sync.application.ending import End
from period_sync.application.kept_records import KeptRecords
from period_sync.application.make_preview import MakePreview
from period_sync.application.ports import Clock
from period_sync.application.poster import Poster
from period_sync.application.poster_ports import PosterPorts
from period_sync.application.request_sync import RequestSync
from period_sync.builders.aws import PATIENCE
from period_sync.builders.state import state_table, told_syncs
from period_sync.settings import JournalPosterSettings


def poster(told: JournalPosterSettings, clock: Clock, jitter: Callable[[], float]) -> Poster:
    """Build what acts on hints; `jitter` draws from 0 to 1."""
    table = state_table(told.state_table, told.audit_table)
    tenants, connections = DynamoTenants(table), DynamoConnections(table)
    periods, syncs = DynamoPeriods(table), told_syncs(table)
    client = boto3.client("secretsmanager", config=PATIENCE)
    secrets = SecretsManagerSecrets(client, told.stage, clock)
    origin, answer_seconds = told.local_netsuite_origin, told.answer_seconds
    netsuites = NetSuiteAccounts(clock, secrets, origin, answer_seconds)
    objects = S3Objects(boto3.client("s3", config=PATIENCE), told.document_bucket)
    results = SnsResults(boto3.client("sns", config=PATIENCE), told.result_topic_arn)
    sqs = boto3.client("sqs", config=PATIENCE)
    hints, notices = SqsHints(sqs, told.sync_queue_url), SqsNotices(sqs, told.result_queue_url)
    ports = PosterPorts(
        clock=clock,
        tenants=tenants,
        connections=connections,
        footprints=DynamoFootprints(table),
        periods=periods,
        syncs=syncs,
        pauses=DynamoPauses(table),
        objects=objects,
        documents=JsonDocuments(),
        decisions=DynamoDecisions(table),
        netsuites=netsuites,
        results=results,
        end=End(clock, syncs, objects, results),
        redrive=RequestSync(clock, tenants, connections, periods, syncs, hints).redrive,
        jitter=jitter,
        stage=told.stage,
        code_version=period_sync.VERSION,
        answer_seconds=answer_seconds,
        settle_after=timedelta(seconds=told.settle_after_seconds),
        refusal_lag=timedelta(seconds=told.refusal_lag_seconds),
        kept_records=KeptRecords(clock),
    )
    checks = DynamoDailyChecks(table)
    arm = ArmDailyCheck(clock, checks)
    return Poster(
        ports,
        RunConnectionTest(clock, connections, netsuites, secrets, arm),
        RunDailyCheck(clock, connections, checks, netsuites, notices),
        MakePreview(ports, DynamoPreviews(table)),
    )
