"""The five real handlers around moto's cloud and the simulator, moved on by hand."""

import importlib
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import boto3
from moto.ses.models import ses_backends

from period_sync import bootstrap
from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.dynamodb.table import StateTable
from period_sync.adapters.dynamodb.teams import DynamoTeams
from period_sync.adapters.dynamodb.tenants import DynamoTenants
from period_sync.adapters.secrets import secret_name
from period_sync.adapters.sqs_hints import SqsHints
from period_sync.application.connecting import Connecting
from period_sync.application.connection_tests import RequestConnectionTest
from period_sync.application.granting import GrantByOperator
from period_sync.application.setup import SetUp
from period_sync.domain.connection import AuthMethod, Connection, Environment
from period_sync.domain.permissions import Member, Permission
from period_sync.domain.sync import Person
from tests.support.clock import SetClock
from tests.support.cloud import REGION, Cloud
from tests.support.netsuite_client import secret_of
from tests.support.simulator import RunningSimulator

TENANT = "halcyon"
CONNECTION = "main"
OPERATOR = Person("operator", "operator@periodsync.example")
EVENT_ACCOUNT = "111122223333"
EVENT_SOURCE = "lease.halcyon"
SAMPLE = Path(__file__).parents[2] / "samples" / "period-2026-10.json"
PEOPLE = {
    "controller": [Permission.SYNC_JOURNALS],
    "administrator": [Permission.MANAGE_INTEGRATION],
    "auditor": [Permission.READ_AUDIT],
    "team": [Permission.MANAGE_TEAM],
    "lease-system": [Permission.WRITE_PERIODS],
    "everything": [Permission.SYNC_JOURNALS, Permission.MANAGE_INTEGRATION],
}
_FUNCTIONS = ("sync_api", "period_closed", "journal_poster", "result_notifier", "sweeper")
_BUILDERS = (
    "sync_api",
    "hand_over",
    "poster",
    "result_notifier",
    "invitation_mails",
    "connection_notices",
    "mail_feedbacks",
    "sweep",
    "sync_messages",
    "period_closed_messages",
    "result_messages",
)


@dataclass
class Context:
    """What Lambda tells a function of its invocation."""

    seconds: float = 300.0
    function_name: str = "function"
    memory_limit_in_mb: int = 1024
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:function"
    aws_request_id: str = "request"

    def get_remaining_time_in_millis(self) -> int:
        """Tell how much remains."""
        return int(self.seconds * 1000)


@dataclass
class Answer:
    """What the API answered."""

    status: int
    body: Any


@dataclass(frozen=True)
class SentMail:
    """A mail as SES took it: to whom, who got a hidden copy, its subject and its HTML form."""

    to: list[str]
    copies: list[str]
    subject: str
    body: str


@dataclass
class Product:
    """Everything of one test. `clock` is what the handlers take for the time."""

    cloud: Cloud
    netsuite: RunningSimulator
    clock: SetClock
    handlers: dict[str, Any] = field(default_factory=dict)
    _ids: Any = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        for builder in _BUILDERS:
            getattr(bootstrap, builder).cache_clear()
        for name in _FUNCTIONS:
            module = importlib.import_module(f"functions.{name}.app")
            self.handlers[name] = module.lambda_handler
        self.table = StateTable(
            boto3.client("dynamodb"), *(self.cloud.tables[n] for n in ("StateTable", "AuditTable"))
        )
        tenants = DynamoTenants(self.table)
        self.set_up = SetUp(self.clock, tenants, OPERATOR)
        self.connecting = Connecting(self.clock, tenants, DynamoConnections(self.table))
        self.teams = DynamoTeams(self.table)
        self.members = GrantByOperator(self.clock, tenants, self.teams, OPERATOR)

    def make_tenant(self, tenant: str = TENANT, source: str = EVENT_SOURCE) -> None:
        """Create a tenant with one member for each kind of user."""
        self.set_up.create_tenant(tenant, "Halcyon Group", EVENT_ACCOUNT, source)
        for name, permissions in PEOPLE.items():
            member = Member(tenant, name, f"{name}@halcyon.example", frozenset(permissions))
            self.members.add(member)

    def add_controller(self, name: str) -> None:
        """Add another member who may sync."""
        permissions = frozenset({Permission.SYNC_JOURNALS})
        self.members.add(Member(TENANT, name, f"{name}@halcyon.example", permissions))

    def audit(self) -> list[dict[str, Any]]:
        """The audit trail, in its order."""
        items: Any = boto3.resource("dynamodb").Table(self.cloud.tables["AuditTable"]).scan()
        return sorted(items["Items"], key=lambda item: item["sk"])

    def connect(
        self,
        auth: AuthMethod = AuthMethod.TBA,
        secret: Mapping[str, str] | None = None,
        **changed: str,
    ) -> None:
        """Add the tenant's connection with its secret; `changed` replaces parts of a TBA secret."""
        account = self.netsuite.credentials.account
        place = (TENANT, CONNECTION, Environment.PRODUCTION, account, auth)
        self.connecting.add(OPERATOR, *place)
        if secret is None:
            self.replace_secret(**changed)
        else:
            self.store_secret(secret)

    def replace_secret(self, **changed: str) -> None:
        """Store the connection's TBA secret anew."""
        self.store_secret(secret_of(self.netsuite.credentials, **changed))

    def store_secret(self, secret: Mapping[str, str]) -> None:
        """Put a secret of the connection in use untested; functions keep an old one a minute."""
        client, name = boto3.client("secretsmanager"), secret_name("local", TENANT, CONNECTION)
        try:
            client.create_secret(Name=name, SecretString=json.dumps(secret))
        except client.exceptions.ResourceExistsException:
            client.put_secret_value(SecretId=name, SecretString=json.dumps(secret))

    def change_connection(self, **changes: Any) -> None:
        """Change settings of the tenant's connection."""
        connections = DynamoConnections(self.table)
        old = connections.connection(TENANT, CONNECTION)
        connections.save_connection(old, replace(old, version=old.version + 1, **changes))

    def connection(self) -> Connection:
        """The tenant's connection as it is now."""
        return DynamoConnections(self.table).connection(TENANT, CONNECTION)

    def test_connection(self) -> str:
        """Ask for a connection test, let it run, and return its id."""
        hints = SqsHints(boto3.client("sqs"), self.cloud.queues["SyncQueue"])
        request = RequestConnectionTest(self.clock, DynamoConnections(self.table), hints)
        test = request(TENANT, CONNECTION, OPERATOR)
        self.run()
        return test.test_id

    def go_live(self, first: date = date(2026, 1, 1)) -> None:
        """Make the connection live."""
        self.connecting.make_live(OPERATOR, TENANT, CONNECTION, first)

    def ready(self) -> None:
        """Make a tenant whose tested connection is live; requests are counted from then on."""
        self.make_tenant()
        self.connect()
        self.test_connection()
        self.go_live()
        self.netsuite.reset_requests()

    def hand_over(self, document: Mapping[str, Any] | None = None, **event: Any) -> Any:
        """Deliver a PeriodClosed event as EventBridge puts it on the queue."""
        detail = {"document": document or json.loads(SAMPLE.read_text())}
        body = {
            "version": "0",
            "id": "event",
            "detail-type": "PeriodClosed",
            "source": EVENT_SOURCE,
            "account": EVENT_ACCOUNT,
            "region": REGION,
            "detail": detail,
        } | event
        return self.deliver("period_closed", json.dumps(body))

    def call(
        self,
        method: str,
        path: str,
        user: str | None = "controller",
        body: str | None = None,
        claims: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **query: str,
    ) -> Answer:
        """Call the API as the HTTP API's authorizer passes a verified token on."""
        token = {"sub": user, "exp": "9999999999", "token_use": "access"}
        event = {
            "version": "2.0",
            "routeKey": f"{method} {path}",
            "rawPath": path,
            "rawQueryString": urlencode(query),
            "headers": {"content-type": "application/json"} | dict(headers or {}),
            "queryStringParameters": query or None,
            "requestContext": {
                "http": {"method": method, "path": path, "sourceIp": "127.0.0.1"},
                "authorizer": {"jwt": {"claims": claims or token, "scopes": None}},
                "requestId": f"request-{next(self._ids)}",
                "stage": "$default",
            },
            "body": body,
            "isBase64Encoded": False,
        }
        answered = self.handlers["sync_api"](event, Context())
        return Answer(answered["statusCode"], json.loads(answered["body"]))

    def deliver(
        self, function: str, body: str, message_id: str | None = None, receives: int = 1
    ) -> Any:
        """Hand one message to a function as SQS does; returns the failed messages' ids."""
        record = {
            "messageId": message_id or f"message-{next(self._ids)}",
            "receiptHandle": "handle",
            "body": body,
            "attributes": {"ApproximateReceiveCount": str(receives)},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:queue",
            "awsRegion": REGION,
        }
        answered = self.handlers[function]({"Records": [record]}, Context())
        return [failure["itemIdentifier"] for failure in answered["batchItemFailures"]]

    def run(self) -> None:
        """Deliver what is on the queues until they are empty."""
        while self._deliver_from("SyncQueue", "journal_poster") or self._deliver_from(
            "ResultQueue", "result_notifier"
        ):
            pass

    def sweep(self) -> int:
        """Let the sweeper send what is due."""
        sent: int = self.handlers["sweeper"]({}, Context())["sent"]
        return sent

    def run_for(self, seconds: float, step: float = 30) -> None:
        """Let time pass, sweeping and delivering as it does."""
        end = self.clock.now().timestamp() + seconds
        while self.clock.now().timestamp() < end:
            self.clock.pause(step)
            self.sweep()
            self.run()

    def delayed(self, queue: str) -> int:
        """Count the messages that a queue holds back for now."""
        found = boto3.client("sqs").get_queue_attributes(
            QueueUrl=self.cloud.queues[queue], AttributeNames=["All"]
        )
        return int(found["Attributes"]["ApproximateNumberOfMessagesDelayed"])

    def mails(self) -> list[SentMail]:
        """The mails that were sent."""
        found: list[Any] = ses_backends["123456789012"][REGION].sent_messages
        return [
            SentMail(
                mail.destinations["ToAddresses"],
                mail.destinations.get("BccAddresses", []),
                mail.subject,
                mail.body,
            )
            for mail in found
        ]

    def _deliver_from(self, queue: str, function: str) -> bool:
        sqs = boto3.client("sqs")
        url = self.cloud.queues[queue]
        found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1).get("Messages", [])
        for message in found:
            failed = self.deliver(function, message["Body"], message["MessageId"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            if failed:
                raise AssertionError(f"{function} failed on {message['Body']}")
        return bool(found)
