"""The operator's commands on the product of a test."""

from collections.abc import Sequence

import boto3

from period_sync import operate
from period_sync.adapters.documents import JsonDocuments
from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.dynamodb.due_rows import DynamoDueRows
from period_sync.adapters.dynamodb.overview import DynamoOverview
from period_sync.adapters.dynamodb.pauses import DynamoPauses
from period_sync.adapters.dynamodb.periods import DynamoPeriods
from period_sync.adapters.dynamodb.previews import DynamoPreviews
from period_sync.adapters.dynamodb.syncs import DynamoSyncs
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.netsuite.logins import check_secret
from period_sync.adapters.s3_objects import S3Objects
from period_sync.adapters.secrets import SecretsManagerStore
from period_sync.adapters.sqs_dead_letters import dead_letters
from period_sync.adapters.sqs_hints import SqsHints
from period_sync.application.connection_secrets import ReplaceSecret
from period_sync.application.connection_tests import RequestConnectionTest
from period_sync.application.pausing import Pausing
from period_sync.application.ports import DeadLetter
from period_sync.application.revoking import RevokeConnection
from period_sync.application.stuck import FindStuck
from period_sync.application.trace import TraceJournal
from period_sync.operators import Operator
from tests.support.product import OPERATOR, Product


def operator_of(product: Product) -> Operator:
    """Build what the commands use, on the product's tables, queues and bucket."""
    connections, periods = DynamoConnections(product.table), DynamoPeriods(product.table)
    hints = SqsHints(boto3.client("sqs"), product.cloud.queues["SyncQueue"])
    store = SecretsManagerStore(boto3.client("secretsmanager"), "local")
    tenants = DynamoTenants(product.table)
    objects = S3Objects(boto3.client("s3"), product.cloud.bucket)
    overview = DynamoOverview(product.table)
    return Operator(
        set_up=product.set_up,
        members=product.members,
        teams=product.teams,
        connecting=product.connecting,
        replace_secret=ReplaceSecret(product.clock, connections, store, check_secret),
        revoke=RevokeConnection(product.clock, tenants, connections, store),
        request_test=RequestConnectionTest(product.clock, connections, hints),
        pausing=pausing_of(product),
        stuck=FindStuck(product.clock, overview, lambda name: lying_in(product, name)),
        overview=overview,
        stored_keys=objects.keys,
        tenants=tenants,
        connections=connections,
        periods=periods,
        syncs=DynamoSyncs(product.table),
        previews=DynamoPreviews(product.table),
        clock=product.clock,
        by=OPERATOR,
        redrive=lambda _: None,
        logged=lambda *_: (),
        trace=TraceJournal(periods, objects, JsonDocuments()),
    )


def lying_in(product: Product, name: str) -> tuple[int, Sequence[DeadLetter]]:
    """What lies in a dead-letter queue."""
    return dead_letters(boto3.client("sqs"), product.cloud.queues[f"{name}DeadLetterQueue"])


def pausing_of(product: Product) -> Pausing:
    """Build pause and resume, on the product's tables and queue."""
    client = boto3.client("dynamodb")
    return Pausing(
        product.clock,
        DynamoTenants(product.table),
        DynamoConnections(product.table),
        DynamoPauses(product.table),
        DynamoDueRows(client, product.table.name),
        SqsHints(boto3.client("sqs"), product.cloud.queues["SyncQueue"]),
        OPERATOR,
    )


def run(to: Operator, *arguments: str) -> int:
    """Run a command as it would be typed."""
    chosen = operate.parser().parse_args(arguments)
    return int(chosen.run(to, chosen))
