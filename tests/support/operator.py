"""The operator's commands on the product of a test."""

import boto3

from period_sync import operate
from period_sync.adapters.documents import JsonDocuments
from period_sync.adapters.dynamodb.due_rows import DynamoDueRows
from period_sync.adapters.dynamodb.pauses import DynamoPauses
from period_sync.adapters.dynamodb.periods import DynamoPeriods
from period_sync.adapters.dynamodb.syncs import DynamoSyncs
from period_sync.adapters.dynamodb.tenants import DynamoConnections, DynamoTenants
from period_sync.adapters.netsuite.logins import check_secret
from period_sync.adapters.s3_objects import S3Objects
from period_sync.adapters.secrets import SecretsManagerSecrets
from period_sync.adapters.sqs_hints import SqsHints
from period_sync.application.connection_tests import RequestConnectionTest
from period_sync.application.pausing import Pausing
from period_sync.application.trace import TraceJournal
from period_sync.bootstrap import Operator
from period_sync.domain.sync import Person
from tests.support.product import Product

OPERATOR = Person("operator", "operator@periodsync.example")


def operator_of(product: Product) -> Operator:
    """Build what the commands use, on the product's tables, queues and bucket."""
    connections, periods = DynamoConnections(product.table), DynamoPeriods(product.table)
    hints = SqsHints(boto3.client("sqs"), product.cloud.queues["SyncQueue"])
    secrets = SecretsManagerSecrets(boto3.client("secretsmanager"), "local", product.clock)
    objects = S3Objects(boto3.client("s3"), product.cloud.bucket)
    return Operator(
        set_up=product.set_up,
        request_test=RequestConnectionTest(product.clock, connections, hints),
        pausing=pausing_of(product),
        tenants=DynamoTenants(product.table),
        connections=connections,
        periods=periods,
        syncs=DynamoSyncs(product.table),
        clock=product.clock,
        by=OPERATOR,
        check_secret=check_secret,
        store_secret=secrets.store_netsuite_secret,
        redrive=lambda _: None,
        logged=lambda *_: (),
        trace=TraceJournal(periods, objects, JsonDocuments()),
    )


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
