"""Creates the stack on ministack, or brings it up to date."""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from local.cloud.aws import Aws
from local.cloud.packages import function_package, layer_package
from local.cloud.template import stack_template
from local.errors import LocalError

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

STACK = "period-sync-local"
CODE_BUCKET = "period-sync-local-code"
DEPLOY_SECONDS = 60
GOOD = {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
UNUSABLE = {"CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"}


@dataclass(frozen=True, slots=True)
class Deployed:
    """What the stack says of itself."""

    outputs: Mapping[str, str]
    physical_ids: Mapping[str, str]
    changed: bool


def deploy(aws: Aws, source: Path, parameters: Mapping[str, str]) -> Deployed:
    """Deploy `source`/template.yaml with its functions and layer.

    Raises:
        LocalError: the template can't be given here, or resources failed; it names them.
    """
    aws.s3.create_bucket(Bucket=CODE_BUCKET)

    def put_code(kind: str, folder: str) -> str:
        if kind == "AWS::Serverless::LayerVersion":
            package = layer_package(source / folder)
            return _put_once(aws, package.stem, package.read_bytes())
        packed = function_package(source / folder)
        return _put_once(aws, hashlib.sha256(packed).hexdigest()[:16], packed)

    template = stack_template(source / "template.yaml", parameters, put_code)
    given = {name: value for name, value in parameters.items() if name in template["Parameters"]}
    # Too long to be sent itself, as it is in AWS.
    body = json.dumps(template).encode()
    key = _stored(aws, f"{hashlib.sha256(body).hexdigest()[:16]}.json", body)
    changed = _create_or_update(aws, f"{aws.endpoint}/{CODE_BUCKET}/{key}", given)
    stack = _finished(aws)
    # Without a change, a stack that was rolled back is the one that worked before.
    if stack is None or (changed and stack["StackStatus"] not in GOOD):
        raise LocalError(f"The stack couldn't be deployed:\n{_failures(aws)}")
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    return Deployed(outputs, _physical_ids(aws), changed)


def _put_once(aws: Aws, name: str, content: bytes) -> str:
    """Store code under a name made from its content: a changed name is what deploys a change."""
    return f"s3://{CODE_BUCKET}/{_stored(aws, f'{name}.zip', content)}"


def _stored(aws: Aws, key: str, content: bytes) -> str:
    found = aws.s3.list_objects_v2(Bucket=CODE_BUCKET, Prefix=key)
    if not found.get("KeyCount"):
        aws.s3.put_object(Bucket=CODE_BUCKET, Key=key, Body=content)
    return key


def _create_or_update(aws: Aws, template: str, parameters: Mapping[str, str]) -> bool:
    """Return whether anything had to change."""
    stack = _stack(aws)
    if stack and stack["StackStatus"] in UNUSABLE:
        aws.cloudformation.delete_stack(StackName=STACK)
        _finished(aws)
        stack = None
    change = aws.cloudformation.update_stack if stack else aws.cloudformation.create_stack
    try:
        change(
            StackName=STACK,
            TemplateURL=template,
            Parameters=[
                {"ParameterKey": name, "ParameterValue": value}
                for name, value in parameters.items()
            ],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
        )
    except ClientError as refusal:
        if "No updates are to be performed" in str(refusal):
            return False
        raise LocalError(f"The stand-in for AWS refuses the stack: {refusal}") from refusal
    return True


def _stack(aws: Aws) -> "StackTypeDef | None":
    try:
        return aws.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    except ClientError as refusal:
        if "does not exist" in str(refusal):
            return None
        raise


def _finished(aws: Aws) -> "StackTypeDef | None":
    """Return the stack as soon as nothing is in progress, None if it is gone."""
    deadline = time.monotonic() + DEPLOY_SECONDS
    while time.monotonic() < deadline:
        stack = _stack(aws)
        if stack is None or not stack["StackStatus"].endswith("IN_PROGRESS"):
            return stack
        time.sleep(0.05)
    raise LocalError(f"The stack isn't deployed after {DEPLOY_SECONDS} s.")


def _failures(aws: Aws) -> str:
    events = aws.cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    failed = [event for event in events if "FAILED" in event.get("ResourceStatus", "")]
    return "\n".join(
        f"    {event.get('LogicalResourceId')} ({event.get('ResourceType')}): "
        f"{event.get('ResourceStatusReason', 'no reason given')}"
        for event in failed
    )


def _physical_ids(aws: Aws) -> dict[str, str]:
    pages = aws.cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
    return {
        resource["LogicalResourceId"]: resource.get("PhysicalResourceId", "")
        for page in pages
        for resource in page["StackResourceSummaries"]
    }
