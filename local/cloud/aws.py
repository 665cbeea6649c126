"""AWS clients that speak to ministack."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_ses import SESClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient

REGION = "us-east-1"
ACCOUNT = "000000000000"
# A function's answer is waited for as long as the function may run, and asked for once.
# No proxy that the environment names stands between.
SETTINGS = Config(read_timeout=320, retries={"total_max_attempts": 1}, proxies={})
# ministack takes an access key of twelve digits for the root of that account.
KEY_ID, SECRET_KEY = ACCOUNT, "local"


class Aws:
    """Clients with the rights of the account's root; functions have their own roles."""

    def __init__(self, endpoint: str) -> None:
        """Speak to the ministack at `endpoint`."""
        self.endpoint = endpoint
        self._session = boto3.Session(KEY_ID, SECRET_KEY, region_name=REGION)
        self._creating = threading.Lock()  # a session makes one client at a time

    @property
    def environment(self) -> dict[str, str]:
        """Variables with which another program's SDK speaks to the same place."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        }

    @cached_property
    def cloudformation(self) -> CloudFormationClient:
        """Stacks."""
        with self._creating:
            return self._session.client(
                "cloudformation", endpoint_url=self.endpoint, config=SETTINGS
            )

    @cached_property
    def cloudwatch(self) -> Any:  # noqa: ANN401 - no stubs are installed for it
        """Metrics and alarms."""
        with self._creating:
            return self._session.client("cloudwatch", endpoint_url=self.endpoint, config=SETTINGS)

    @cached_property
    def cognito(self) -> CognitoIdentityProviderClient:
        """Users and their tokens."""
        with self._creating:
            return self._session.client("cognito-idp", endpoint_url=self.endpoint, config=SETTINGS)

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        """Tables."""
        with self._creating:
            return self._session.client("dynamodb", endpoint_url=self.endpoint, config=SETTINGS)

    @cached_property
    def events(self) -> EventBridgeClient:
        """Event buses."""
        with self._creating:
            return self._session.client("events", endpoint_url=self.endpoint, config=SETTINGS)

    @cached_property
    def functions(self) -> LambdaClient:
        """Lambda functions."""
        with self._creating:
            return self._session.client("lambda", endpoint_url=self.endpoint, config=SETTINGS)

    @cached_property
    def s3(self) -> S3Client:
        """Buckets."""
        with self._creating:
            return self._session.client("s3", endpoint_url=self.endpoint, config=SETTINGS)

    @cached_property
    def ses(self) -> SESClient:
        """Mail."""
        with self._creating:
            return self._session.client("ses", endpoint_url=self.endpoint, config=SETTINGS)

    @cached_property
    def sns(self) -> SNSClient:
        """Topics."""
        with self._creating:
            return self._session.client("sns", endpoint_url=self.endpoint, config=SETTINGS)

    @cached_property
    def sqs(self) -> SQSClient:
        """Queues."""
        with self._creating:
            return self._session.client("sqs", endpoint_url=self.endpoint, config=SETTINGS)
