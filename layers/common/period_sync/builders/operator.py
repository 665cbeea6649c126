"""What an operator's commands use, found through the outputs of a stage's stack."""

from collections.abc import Sequence

from period_sync.adapters.documents import JsonDocuments
from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.dynamodb.due_rows import DynamoDueRows
from period_sync.adapters.dynamodb.overview import DynamoOverview
from period_sync.adapters.dynamodb.pauses import DynamoPauses
from period_sync.adapters.dynamodb.periods import DynamoPeriods
from period_sync.adapters.dynamodb.previews import DynamoPreviews
from period_sync.adapters.dynamodb.syncs import DynamoSyncs
from period_sync.adapters.dynamodb.table import StateTable
from period_sync.adapters.dynamodb.teams import DynamoTeams
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.function_logs import FunctionLogs
from period_sync.adapters.s3_objects import S3Objects
from period_sync.adapters.secrets import SecretsManagerStore
from period_sync.adapters.sqs_dead_letters import dead_letters
from period_sync.adapters.sqs_hints import SqsHints
from period_sync.adapters.sqs_redrive import redrive
from period_sync.adapters.stack import aws_session, outputs_of, who_am_i
from period_sync.application.connecting import Connecting
from period_sync.application.connection_secrets import ReplaceSecret
from period_sync.application.connection_tests import RequestConnectionTest
from period_sync.application.granting import GrantByOperator
from period_sync.application.pausing import Pausing
from period_sync.application.ports import Clock, DeadLetter
from period_sync.application.revoking import RevokeConnection
from period_sync.application.setup import SetUp
from period_sync.application.stuck import FindStuck
from period_sync.application.trace import TraceJournal
from period_sync.builders.secret_checks import check_secret
from period_sync.operators import Operator
from period_sync.settings import LOCAL_STAGE


def operator(stage: str | None, clock: Clock) -> Operator:
    """Build the commands for a stage. Raises ConfigurationError if its stack is not there."""
    session, named = aws_session(stage), stage or LOCAL_STAGE
    found, by = outputs_of(session, named), who_am_i(session)
    dynamodb, sqs = session.client("dynamodb"), session.client("sqs")
    table = StateTable(dynamodb, found["StateTable"], found["AuditTable"])
    tenants, connections = DynamoTenants(table), DynamoConnections(table)
    periods, teams, overview = DynamoPeriods(table), DynamoTeams(table), DynamoOverview(table)
    rows = DynamoDueRows(dynamodb, found["StateTable"])
    objects = S3Objects(session.client("s3"), found["DocumentBucket"])
    store = SecretsManagerStore(session.client("secretsmanager"), named)
    hints = SqsHints(sqs, found["SyncQueueUrl"])

    def lying_in(queue: str) -> tuple[int, Sequence[DeadLetter]]:
        return dead_letters(sqs, found[f"{queue}DeadLetterQueueUrl"])

    def send_back(queue: str) -> int | None:
        return redrive(sqs, found[f"{queue}DeadLetterQueueUrl"], found[f"{queue}QueueUrl"])

    return Operator(
        set_up=SetUp(clock, tenants, by),
        connecting=Connecting(clock, tenants, connections),
        replace_secret=ReplaceSecret(clock, connections, store, check_secret),
        revoke=RevokeConnection(clock, tenants, connections, store),
        members=GrantByOperator(clock, tenants, teams, by),
        teams=teams,
        request_test=RequestConnectionTest(clock, connections, hints),
        stuck=FindStuck(clock, overview, lying_in),
        overview=overview,
        stored_keys=objects.keys,
        pausing=Pausing(clock, tenants, connections, DynamoPauses(table), rows, hints, by),
        tenants=tenants,
        connections=connections,
        periods=periods,
        syncs=DynamoSyncs(table),
        previews=DynamoPreviews(table),
        clock=clock,
        by=by,
        redrive=send_back,
        logged=FunctionLogs(session.client("cloudformation"), session.client("logs"), named).lines,
        trace=TraceJournal(periods, objects, JsonDocuments()),
    )
