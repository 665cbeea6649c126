"""Finds a stage's stack, on this machine or in AWS, for the operator's commands."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from period_sync.domain.errors import ConfigurationError
from period_sync.domain.sync import Person

LOCAL_PORTS = Path(".local/ports.json")
"""Where `make run` keeps the ports of this checkout's local stack."""


def aws_session(stage: str | None) -> boto3.Session:
    """Speak to AWS with the operator's own identity; without a stage, to this machine only.

    There the stand-in for AWS is the one of `make run` in the present folder, unless
    AWS_ENDPOINT_URL names another. Raises ConfigurationError if there is neither.
    """
    if stage is not None:
        return boto3.Session()
    if "AWS_ENDPOINT_URL" not in os.environ:
        os.environ["AWS_ENDPOINT_URL"] = _local_endpoint()
    return boto3.Session(
        aws_access_key_id="000000000000",
        aws_secret_access_key="local",  # noqa: S106 - the stand-in takes any
        region_name="us-east-1",
    )


def _local_endpoint() -> str:
    try:
        port = int(json.loads(LOCAL_PORTS.read_text())["stand-in for AWS"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            "No local stack is known in this folder. Start it with `make run` and use the same "
            "folder, or set STAGE for a stage in AWS."
        ) from error
    return f"http://127.0.0.1:{port}"


def outputs_of(session: boto3.Session, stage: str) -> Mapping[str, str]:
    """Read the outputs of the stack `period-sync-STAGE`. Raises ConfigurationError."""
    name = f"period-sync-{stage}"
    try:
        stacks = session.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
    except (ClientError, BotoCoreError) as error:
        raise ConfigurationError(
            f"The stack {name} can't be found. Is it deployed (or, locally, does `make run` run)?"
        ) from error
    return {item["OutputKey"]: item["OutputValue"] for item in stacks[0].get("Outputs", [])}


def who_am_i(session: boto3.Session) -> Person:
    """Name the operator as AWS knows them. Raises ConfigurationError."""
    try:
        arn = session.client("sts").get_caller_identity()["Arn"]
    except (ClientError, BotoCoreError) as error:
        raise ConfigurationError("AWS does not say who you are.") from error
    return Person(arn, arn)
