"""The template's tables, queues, topic and bucket, held by moto: never declared a second time."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
from moto import mock_aws
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parents[2]
REGION = "us-east-1"
STAGE = "test"
SENDER = "period-sync@periodsync.example"
PAGE_URL = "https://period-sync.example"


@cache
def template() -> dict[str, Any]:
    """Read template.yaml with its intrinsics as dicts."""
    parsed: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text())
    return parsed


class Cloud:
    """What the template describes of data and messaging, made in moto."""

    def __init__(self) -> None:
        os.environ.update(
            AWS_ACCESS_KEY_ID="test",
            AWS_SECRET_ACCESS_KEY="test",
            AWS_DEFAULT_REGION=REGION,
        )
        self.tables = {name: self._table(name) for name in ("StateTable", "AuditTable")}
        self.queues = {
            name: self._queue(name)
            for name, resource in template()["Resources"].items()
            if resource["Type"] == "AWS::SQS::Queue"
        }
        self.bucket = "documents"
        boto3.client("s3").create_bucket(Bucket=self.bucket, ObjectLockEnabledForBucket=True)
        sns = boto3.client("sns")
        self.topic = sns.create_topic(Name="results")["TopicArn"]
        queue_arn = self._arn(self.queues["ResultQueue"])
        subscription = template()["Resources"]["ResultSubscription"]["Properties"]
        raw = str(subscription["RawMessageDelivery"]).lower()
        sns.subscribe(
            TopicArn=self.topic,
            Protocol="sqs",
            Endpoint=queue_arn,
            Attributes={"RawMessageDelivery": raw},
        )
        boto3.client("ses").verify_email_identity(EmailAddress=SENDER)

    def _table(self, name: str) -> str:
        properties = template()["Resources"][name]["Properties"]
        taken = {"AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode"}
        made = boto3.client("dynamodb").create_table(
            TableName=name, **{k: v for k, v in properties.items() if k in taken}
        )
        return made["TableDescription"]["TableName"]

    def _queue(self, name: str) -> str:
        properties = template()["Resources"][name]["Properties"]
        fifo = bool(properties.get("FifoQueue"))
        sqs = boto3.client("sqs")
        if fifo:
            made = sqs.create_queue(QueueName=f"{name}.fifo", Attributes={"FifoQueue": "true"})
        else:
            made = sqs.create_queue(QueueName=name)
        return made["QueueUrl"]

    def _arn(self, queue_url: str) -> str:
        found = boto3.client("sqs").get_queue_attributes(
            QueueUrl=queue_url, AttributeNames=["QueueArn"]
        )
        return found["Attributes"]["QueueArn"]

    def environment(self, netsuite_origin: str) -> dict[str, str]:
        """What the template gives the functions, of all of them together."""
        return {
            "STAGE": "local",
            "STATE_TABLE": self.tables["StateTable"],
            "AUDIT_TABLE": self.tables["AuditTable"],
            "DOCUMENT_BUCKET": self.bucket,
            "SYNC_QUEUE_URL": self.queues["SyncQueue"],
            "SYNC_DEAD_LETTER_QUEUE_URL": self.queues["SyncDeadLetterQueue"],
            "PERIOD_CLOSED_QUEUE_URL": self.queues["PeriodClosedQueue"],
            "PERIOD_CLOSED_DEAD_LETTER_QUEUE_URL": self.queues["PeriodClosedDeadLetterQueue"],
            "RESULT_QUEUE_URL": self.queues["ResultQueue"],
            "RESULT_DEAD_LETTER_QUEUE_URL": self.queues["ResultDeadLetterQueue"],
            "RESULT_TOPIC_ARN": self.topic,
            "ANSWER_SECONDS": "120",
            "SETTLE_AFTER_SECONDS": "960",
            "REFUSAL_LAG_SECONDS": "120",
            "MAIL_SENDER": SENDER,
            "MAIL_CONFIGURATION_SET": "period-sync-local",
            "PAGE_URL": PAGE_URL,
            "NETSUITE_ORIGIN": netsuite_origin,
            "SIGN_IN_ISSUER": "https://issuer.example",
            "SIGN_IN_CLIENT": "page",
        }


_make_client: Callable[..., Any] = boto3.client


@cache
def _client(*service: str, **options: Any) -> Any:
    """Return a client that all tests share: making one takes longer than a test's calls."""
    return _make_client(*service, **options)


@contextmanager
def moto_cloud() -> Iterator[Cloud]:
    """Hold the template's parts in memory until the block ends."""
    with mock_aws(), patch.object(boto3, "client", _client):
        yield Cloud()
