"""The simulation's stand-in for AWS and ministack, to be used in one way."""

import itertools
import json
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3
import requests

from local.cloud.aws import ACCOUNT, REGION, SETTINGS
from local.cloud.ministack import Ministack
from simulation.boundaries import Boundaries
from simulation.clock import VirtualClock
from simulation.dynamodb import DynamoDb, Tables
from simulation.messaging import SentMail, Ses, Sns
from simulation.s3 import S3
from simulation.secrets_manager import SecretsManager
from simulation.sqs import Queue, Queues, Sqs
from tests.support.cloud import template

SENDER = "period-sync@periodsync.example"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class MadeQueue:
    """A queue and its dead-letter queue; a received message is hidden for `hidden_seconds`."""

    url: str
    dead_url: str
    hidden_seconds: int


class StandIn(ABC):
    """Clients of one stand-in, and what no client of it does in the same way as the other's."""

    dynamodb: Any
    sqs: Any
    sns: Any
    sesv2: Any
    s3: Any
    secrets: Any

    @abstractmethod
    def tables(self) -> tuple[str, str]:
        """Make new state and audit tables, and name them."""

    @abstractmethod
    def queue(self, *, fifo: bool, receives_max: int = 5, hidden_seconds: int = 1) -> MadeQueue:
        """Make a queue with a dead-letter queue."""

    @abstractmethod
    def pass_time(self, queue: MadeQueue) -> None:
        """Let a received message of the queue become visible again."""

    @abstractmethod
    def topic(self, queue: MadeQueue) -> str:
        """Make a topic whose messages come raw into a queue."""

    @abstractmethod
    def bucket(self) -> str:
        """Make a versioned bucket."""

    @abstractmethod
    def versions(self, bucket: str, key: str) -> list[bytes]:
        """Read all versions of an object, oldest first."""

    @abstractmethod
    def mails_to(self, address: str) -> list[tuple[str, str]]:
        """Return subject and text of each mail to an address."""

    def receive(self, url: str) -> dict[str, Any] | None:
        """Receive one message that is visible now."""
        answer = self.sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=1,
            MessageSystemAttributeNames=["All"],
        )
        found: list[dict[str, Any]] = answer.get("Messages", [])
        return found[0] if found else None


class Simulated(StandIn):
    """The simulation's stand-ins, with nothing that strikes."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        boundaries = Boundaries(self.clock, ())
        self._queues = Queues()
        self._topics: dict[str, str] = {}
        mails: list[SentMail] = []
        self.dynamodb = DynamoDb(boundaries, Tables("state", "audit"))
        self.sqs = Sqs(boundaries, self._queues)
        self.sns = Sns(boundaries, self._queues, self._topics)
        self.sesv2 = Ses(boundaries, mails, SENDER)
        self.s3 = S3(boundaries, {})
        self.secrets = SecretsManager(boundaries, {})

    def tables(self) -> tuple[str, str]:
        return "state", "audit"

    def queue(self, *, fifo: bool, receives_max: int = 5, hidden_seconds: int = 1) -> MadeQueue:
        ending = ".fifo" if fifo else ""
        dead = Queue(f"dead-{next(_numbers)}{ending}")
        made = Queue(f"queue-{next(_numbers)}{ending}", hidden_seconds * 1000, receives_max, dead)
        self._queues.by_url |= {dead.url: dead, made.url: made}
        return MadeQueue(made.url, dead.url, hidden_seconds)

    def pass_time(self, queue: MadeQueue) -> None:
        self.clock.ms += queue.hidden_seconds * 1000

    def topic(self, queue: MadeQueue) -> str:
        self._topics["topic"] = queue.url
        return "topic"

    def bucket(self) -> str:
        return "documents"

    def versions(self, bucket: str, key: str) -> list[bytes]:
        del bucket
        return list(self.s3.objects[key])

    def mails_to(self, address: str) -> list[tuple[str, str]]:
        return [(mail.subject, mail.text) for mail in self.sesv2.mails if mail.to == address]


class OnMinistack(StandIn):
    """ministack, with tables as the template describes them."""

    def __init__(self, cloud: Ministack) -> None:
        self._endpoint = cloud.endpoint
        session = boto3.Session(ACCOUNT, "local", region_name=REGION)

        def client(name: str) -> Any:
            make: Any = session.client
            return make(name, endpoint_url=cloud.endpoint, config=SETTINGS)

        self.dynamodb = client("dynamodb")
        self.sqs = client("sqs")
        self.sns = client("sns")
        self.sesv2 = client("sesv2")
        self.s3 = client("s3")
        self.secrets = client("secretsmanager")
        self._functions = client("lambda")
        self._iam = client("iam")
        self.sesv2.create_email_identity(EmailIdentity=SENDER)

    def tables(self) -> tuple[str, str]:
        number = next(_numbers)
        names = f"state-{number}", f"audit-{number}"
        for name, resource in zip(names, ("StateTable", "AuditTable"), strict=True):
            properties = template()["Resources"][resource]["Properties"]
            taken = {"AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode"}
            self.dynamodb.create_table(
                TableName=name, **{k: v for k, v in properties.items() if k in taken}
            )
        return names

    def queue(self, *, fifo: bool, receives_max: int = 5, hidden_seconds: int = 1) -> MadeQueue:
        number = next(_numbers)
        ending, attributes = (".fifo", {"FifoQueue": "true"}) if fifo else ("", {})
        dead = self.sqs.create_queue(QueueName=f"dead-{number}{ending}", Attributes=attributes)
        arn = self._arn(dead["QueueUrl"])
        redrive = f'{{"deadLetterTargetArn": "{arn}", "maxReceiveCount": {receives_max}}}'
        made = self.sqs.create_queue(
            QueueName=f"queue-{number}{ending}",
            Attributes={
                **attributes,
                "VisibilityTimeout": str(hidden_seconds),
                "RedrivePolicy": redrive,
            },
        )
        return MadeQueue(made["QueueUrl"], dead["QueueUrl"], hidden_seconds)

    def _arn(self, url: str) -> str:
        asked = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        return str(asked["Attributes"]["QueueArn"])

    def pass_time(self, queue: MadeQueue) -> None:
        """Wait in a receive of a queue that stays empty: there is no other clock to be moved."""
        ends = time.monotonic() + queue.hidden_seconds
        empty = self.sqs.create_queue(QueueName="always-empty")["QueueUrl"]
        while time.monotonic() <= ends:
            self.sqs.receive_message(QueueUrl=empty, WaitTimeSeconds=1)

    def topic(self, queue: MadeQueue) -> str:
        arn = str(self.sns.create_topic(Name=f"topic-{next(_numbers)}")["TopicArn"])
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": self._arn(queue.url),
            "Condition": {"ArnEquals": {"aws:SourceArn": arn}},
        }
        policy = _policy(statement)
        self.sqs.set_queue_attributes(QueueUrl=queue.url, Attributes={"Policy": policy})
        self.sns.subscribe(
            TopicArn=arn,
            Protocol="sqs",
            Endpoint=self._arn(queue.url),
            Attributes={"RawMessageDelivery": "true"},
        )
        return arn

    def run_for_each_message(
        self, queue: MadeQueue, packed: bytes, variables: Mapping[str, str]
    ) -> None:
        """Let a function, `app.handler` of a zip file, get a queue's messages one by one."""
        name = f"function-{next(_numbers)}"
        assume = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"},
                  "Action": "sts:AssumeRole"}  # fmt: skip
        allow = {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}
        role = self._iam.create_role(RoleName=name, AssumeRolePolicyDocument=_policy(assume))
        self._iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=_policy(allow))
        self._functions.create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=role["Role"]["Arn"],
            Handler="app.handler",
            Code={"ZipFile": packed},
            Timeout=30,
            Environment={"Variables": dict(variables)},
        )
        self._functions.create_event_source_mapping(
            EventSourceArn=self._arn(queue.url),
            FunctionName=name,
            BatchSize=1,
            FunctionResponseTypes=["ReportBatchItemFailures"],
        )

    def bucket(self) -> str:
        name = f"documents-{next(_numbers)}"
        self.s3.create_bucket(Bucket=name)
        self.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        return name

    def versions(self, bucket: str, key: str) -> list[bytes]:
        found = self.s3.list_object_versions(Bucket=bucket, Prefix=key)["Versions"]
        ids = [version["VersionId"] for version in found]
        newest_first = [
            self.s3.get_object(Bucket=bucket, Key=key, VersionId=one)["Body"].read() for one in ids
        ]
        return newest_first[::-1]

    def mails_to(self, address: str) -> list[tuple[str, str]]:
        answer = requests.get(f"{self._endpoint}/_ministack/ses/messages", timeout=10)
        sent = [mail for mails in answer.json()["messages"].values() for mail in mails]
        return [(mail["Subject"], mail["BodyText"]) for mail in sent if address in mail["To"]]


def _policy(statement: Mapping[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
