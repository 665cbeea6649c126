"""What the template wants and this machine doesn't give, each with its reason.

Whatever is neither here nor in `emulated.py` is an error at start: never a silent gap.
"""

from collections.abc import Iterator
from typing import Any

from local.cloud.emulated import EMULATED
from local.errors import LocalError

AT_REST = "nothing is encrypted at rest here; the files are the developer's own"
FAILED_DELIVERY = "deliveries inside one process don't fail, so nothing reaches this queue"
SCHEDULED_ONCE = "a schedule calls its function once and forgets the outcome"
SERVED_HERE = "the local front serves the page, with the same addresses and headers"
SIGNED_IN_HERE = "the local front signs people in, by the same flow"
ONLY_EVENTS = "nobody but a developer writes to that topic"
OWN_INTERPRETER = "functions run on this machine's own Python and processor"

# A type that is named alone is left out of the stack; a property is handed over and ignored.
NOT_EMULATED: dict[str, str] = {
    "AWS::ApiGatewayV2::Stage.AccessLogSettings": "no access log is written",
    "AWS::ApiGatewayV2::Stage.DefaultRouteSettings": "requests are not throttled",
    **dict.fromkeys(
        (
            f"AWS::CloudFront::{kind}"
            for kind in ("Distribution", "Function", "OriginAccessControl", "ResponseHeadersPolicy")
        ),
        SERVED_HERE,
    ),
    **dict.fromkeys(
        (
            f"AWS::Cognito::UserPoolClient.{name}"
            for name in (
                "AllowedOAuthFlows",
                "AllowedOAuthFlowsUserPoolClient",
                "AllowedOAuthScopes",
                "CallbackURLs",
                "LogoutURLs",
                "RefreshTokenRotation",
                "SupportedIdentityProviders",
            )
        ),
        SIGNED_IN_HERE,
    ),
    "AWS::Cognito::UserPoolClient.PreventUserExistenceErrors": "stored, and not acted on",
    "AWS::Cognito::UserPoolDomain": SIGNED_IN_HERE,
    "AWS::DynamoDB::Table.PointInTimeRecoverySpecification": "there are no backups",
    "AWS::DynamoDB::Table.SSESpecification": AT_REST,
    "AWS::Events::EventBusPolicy": "the type is unknown; only one account exists here",
    "AWS::Events::Rule.Targets.DeadLetterConfig": FAILED_DELIVERY,
    **dict.fromkeys(
        (
            f"AWS::IAM::Role.Policies.PolicyDocument.Statement.Condition.StringEquals.{key}"
            for key in ("cloudwatch:namespace", "ses:FromAddress")
        ),
        "the condition is unknown; tests/template checks the statement",
    ),
    "AWS::Lambda::EventInvokeConfig.DestinationConfig": SCHEDULED_ONCE,
    "AWS::Lambda::EventInvokeConfig.MaximumRetryAttempts": SCHEDULED_ONCE,
    "AWS::Lambda::EventSourceMapping.ScalingConfig": (
        "one mapping on a FIFO queue runs one message at a time; the queue is mapped several times"
    ),
    "AWS::Lambda::Function.Architectures": OWN_INTERPRETER,
    "AWS::Lambda::Function.MemorySize": "memory is not limited",
    "AWS::Lambda::Function.Runtime": OWN_INTERPRETER,
    "AWS::Lambda::LayerVersion.CompatibleArchitectures": OWN_INTERPRETER,
    "AWS::Lambda::LayerVersion.CompatibleRuntimes": OWN_INTERPRETER,
    "AWS::Logs::LogGroup.RetentionInDays": "logs last until `make reset`",
    "AWS::S3::Bucket.BucketEncryption": AT_REST,
    "AWS::S3::Bucket.ObjectLockConfiguration": "objects can be deleted; `make reset` must work",
    "AWS::S3::Bucket.ObjectLockEnabled": "objects can be deleted; `make reset` must work",
    "AWS::S3::Bucket.LifecycleConfiguration": SERVED_HERE,
    "AWS::S3::Bucket.OwnershipControls": SERVED_HERE,
    "AWS::SES::ConfigurationSetEventDestination": "no mail leaves this machine, so none comes back",
    "AWS::SNS::Subscription.FilterPolicy": ONLY_EVENTS,
    "AWS::SNS::Subscription.FilterPolicyScope": ONLY_EVENTS,
    "AWS::SNS::Subscription.RedrivePolicy": FAILED_DELIVERY,
    "AWS::SNS::Topic.KmsMasterKeyId": AT_REST,
    "AWS::SNS::TopicPolicy": "only one account exists here",
    "AWS::SQS::Queue.SqsManagedSseEnabled": AT_REST,
    "AWS::SQS::QueuePolicy.PolicyDocument": "events and results are delivered without asking it",
}

ATTRIBUTES = {
    "Type",
    "Properties",
    "Condition",
    "DependsOn",
    "Metadata",
    "DeletionPolicy",
    "UpdateReplacePolicy",
}


def remove_what_is_not_emulated(template: dict[str, Any]) -> None:
    """Take the listed types out of an expanded template.

    Raises:
        LocalError: names each resource type and property that ministack wouldn't give.
    """
    gaps = sorted({gap for gap in _wanted(template) if not _is_covered(gap)})
    if gaps:
        raise LocalError(
            "template.yaml wants what the local stack doesn't give:\n"
            + "\n".join(f"    {gap}" for gap in gaps)
            + "\nTry it on ministack, then name it in local/cloud/emulated.py, or with the reason "
            "in local/cloud/not_emulated.py."
        )
    resources = template["Resources"]
    for name in [name for name in resources if resources[name]["Type"] in NOT_EMULATED]:
        del resources[name]


def _wanted(template: dict[str, Any]) -> Iterator[str]:
    """Yield `type` and `type.property.property` for all that the resources ask for."""
    for resource in template["Resources"].values():
        kind = resource["Type"]
        yield kind
        yield from (f"{kind} ({name})" for name in resource.keys() - ATTRIBUTES)
        if kind not in NOT_EMULATED:
            yield from _leaves(kind, resource.get("Properties", {}))


def _leaves(path: str, value: object) -> Iterator[str]:
    """Yield the paths of all values below; lists and intrinsic functions add no step."""
    if isinstance(value, list) and value:
        for item in value:
            yield from _leaves(path, item)
    elif not isinstance(value, dict) or "Ref" in value:
        yield path
    elif "Fn::If" in value:
        yield from _leaves(path, value["Fn::If"][1:])
    elif any(name.startswith("Fn::") for name in value):
        yield path
    else:
        for name, item in value.items():
            yield from _leaves(f"{path}.{name}", item)


def _is_covered(wanted: str) -> bool:
    kind, _, path = wanted.partition(".")
    if kind in NOT_EMULATED or not path:
        return kind in NOT_EMULATED or kind in EMULATED
    steps = path.split(".")
    above = {".".join(steps[:count]) for count in range(1, len(steps) + 1)}
    return bool(above & EMULATED.get(kind, frozenset())) or any(
        f"{kind}.{name}" in NOT_EMULATED for name in above
    )
