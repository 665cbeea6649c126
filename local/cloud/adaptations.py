"""How the template is changed for one machine: only here, and each change with its reason."""

from typing import Any

from local.cloud.http_api import expand_http_apis

Template = dict[str, Any]
FIFO_MAPPINGS = 4


def adapt_before_transform(template: Template) -> None:
    """Change what only SAM's own resources can say."""
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::LayerVersion":
            # SAM keeps every layer version for ever; here each change of code would stay in memory.
            resource["Properties"]["RetentionPolicy"] = "Delete"


def adapt(template: Template) -> None:
    """Change the expanded template."""
    resources = template["Resources"]
    expand_http_apis(resources)
    _let_groups_run_in_parallel(resources)
    _drop_unknown_conditions(resources)
    _allow_plain_http(resources)
    _let_administrators_sign_in_for_users(resources)
    _leave_alarms_to_local(resources)


def _let_groups_run_in_parallel(resources: dict[str, Any]) -> None:
    """Map a FIFO queue several times.

    One mapping of ministack runs the groups of a FIFO queue one after another, whatever
    MaximumConcurrency says; several run them side by side, and each group still in order.
    """
    for name, mapping in list(resources.items()):
        if mapping["Type"] != "AWS::Lambda::EventSourceMapping":
            continue
        source = mapping["Properties"]["EventSourceArn"]
        queue = source["Fn::GetAtt"][0] if "Fn::GetAtt" in source else ""
        if not resources.get(queue, {}).get("Properties", {}).get("FifoQueue"):
            continue
        for number in range(2, FIFO_MAPPINGS + 1):
            resources[f"{name}{number}"] = mapping


def _drop_unknown_conditions(resources: dict[str, Any]) -> None:
    """Allow ses:SendEmail whatever the identity and sender, and metrics in every namespace.

    ministack judges the former on the resource `*` alone, and knows neither `ses:FromAddress` nor
    `cloudwatch:namespace`.
    """
    roles = [role for role in resources.values() if role["Type"] == "AWS::IAM::Role"]
    policies = [policy for role in roles for policy in role["Properties"].get("Policies", [])]
    for policy in policies:
        for statement in policy["PolicyDocument"]["Statement"]:
            if statement["Action"] in ("ses:SendEmail", "cloudwatch:PutMetricData"):
                statement["Resource"] = "*"
                statement.pop("Condition", None)


def _allow_plain_http(resources: dict[str, Any]) -> None:
    """Take out the refusal of unencrypted transport: ministack speaks plain HTTP on 127.0.0.1."""
    for name, policy in list(resources.items()):
        if policy["Type"] != "AWS::S3::BucketPolicy":
            continue
        document = policy["Properties"]["PolicyDocument"]
        document["Statement"] = [
            statement
            for statement in document["Statement"]
            if "aws:SecureTransport" not in statement.get("Condition", {}).get("Bool", {})
        ]
        if not document["Statement"]:
            del resources[name]


def _let_administrators_sign_in_for_users(resources: dict[str, Any]) -> None:
    """Allow the flow by which /dev/token gets a ready identity's token from its password."""
    for resource in resources.values():
        if resource["Type"] == "AWS::Cognito::UserPoolClient":
            resource["Properties"]["ExplicitAuthFlows"].append("ALLOW_ADMIN_USER_PASSWORD_AUTH")


def _leave_alarms_to_local(resources: dict[str, Any]) -> None:
    """Keep ministack from telling of alarms: local/alarms evaluates them, as AWS does it."""
    for resource in resources.values():
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            resource["Properties"]["ActionsEnabled"] = False
