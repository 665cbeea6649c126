"""What the local stack makes of template.yaml, without starting anything."""

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from local.checkout import ROOT
from local.cloud.emulated import EMULATED
from local.cloud.not_emulated import NOT_EMULATED, remove_what_is_not_emulated
from local.cloud.template import stack_template
from local.errors import LocalError

PARAMETERS = {
    "Stage": "local",
    "PageUrl": "http://127.0.0.1:8080",
    "MailSender": "period-sync@periodsync.example",
}


def expanded(path: Path = ROOT / "template.yaml") -> dict[str, Any]:
    return stack_template(path, PARAMETERS, lambda _, folder: f"s3://code/{Path(folder).name}")


def of_type(template: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {
        name: resource["Properties"]
        for name, resource in template["Resources"].items()
        if resource["Type"] == kind
    }


def test_every_type_that_is_left_is_emulated() -> None:
    kinds = {resource["Type"] for resource in expanded()["Resources"].values()}
    given_for_the_body = {
        f"AWS::ApiGatewayV2::{kind}" for kind in ("Route", "Integration", "Authorizer")
    }

    assert kinds - given_for_the_body <= EMULATED.keys()
    assert not kinds & NOT_EMULATED.keys()


@pytest.mark.parametrize(
    ("resource", "named"),
    [
        ({"Type": "AWS::Budgets::Budget", "Properties": {}}, "AWS::Budgets::Budget"),
        (
            {"Type": "AWS::SQS::Queue", "Properties": {"RedriveAllowPolicy": {"x": 1}}},
            "AWS::SQS::Queue.RedriveAllowPolicy.x",
        ),
        (
            {
                "Type": "AWS::Events::Rule",
                "Properties": {"Targets": [{"Arn": "a", "RetryPolicy": {"Ref": "Policy"}}]},
            },
            "AWS::Events::Rule.Targets.RetryPolicy",
        ),
        (
            {
                "Type": "AWS::DynamoDB::Table",
                "Properties": {"KeySchema": {"Fn::If": ["Yes", [], {"Odd": 1}]}, "Replicas": []},
            },
            "AWS::DynamoDB::Table.Replicas",
        ),
        ({"Type": "AWS::SNS::Topic", "CreationPolicy": {}}, "AWS::SNS::Topic (CreationPolicy)"),
    ],
)
def test_what_nobody_has_tried_is_refused_by_name(resource: dict[str, Any], named: str) -> None:
    with pytest.raises(LocalError) as refused:
        remove_what_is_not_emulated({"Resources": {"New": resource}})

    assert f"    {named}\n" in str(refused.value)


def test_every_entry_of_the_list_is_wanted_by_the_template(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole: dict[str, Any] = {}
    with monkeypatch.context() as patch:
        patch.setattr(
            "local.cloud.template.remove_what_is_not_emulated",
            lambda template: whole.update(deepcopy(template)),
        )
        expanded()
    for name, reason in NOT_EMULATED.items():
        assert reason
        others = {key: value for key, value in NOT_EMULATED.items() if key != name}
        monkeypatch.setattr("local.cloud.not_emulated.NOT_EMULATED", others)
        with pytest.raises(LocalError, match=re.escape(name)):
            remove_what_is_not_emulated(whole)


def test_every_route_has_an_integration_and_all_but_one_the_token_authorizer() -> None:
    template = expanded()
    routes = of_type(template, "AWS::ApiGatewayV2::Route").values()
    integrations = of_type(template, "AWS::ApiGatewayV2::Integration")

    assert {route["RouteKey"] for route in routes} == set(routes_of_template())
    asking = [route for route in routes if route["RouteKey"] != "GET /v1/sign-in"]
    assert len(asking) == len(routes) - 1
    assert all(route["AuthorizationType"] == "JWT" for route in asking)
    assert {route["AuthorizerId"]["Ref"] for route in asking} == {"ApiAuthorizerToken"}
    targets = {route["Target"]["Fn::Sub"] for route in routes}
    assert targets == {f"integrations/${{{name}}}" for name in integrations}
    authorizer = template["Resources"]["ApiAuthorizerToken"]["Properties"]
    assert authorizer["IdentitySource"] == ["$request.header.Authorization"]
    assert authorizer["JwtConfiguration"].keys() == {"Issuer", "Audience"}


def routes_of_template() -> list[str]:
    from samtranslator.yaml_helper import yaml_parse

    resources = yaml_parse((ROOT / "template.yaml").read_text())["Resources"]
    events = resources["SyncApiFunction"]["Properties"]["Events"].values()
    return [f"{event['Properties']['Method']} {event['Properties']['Path']}" for event in events]


def test_the_fifo_queue_is_mapped_several_times_and_no_other() -> None:
    mappings = of_type(expanded(), "AWS::Lambda::EventSourceMapping").values()
    queues = [mapping["EventSourceArn"]["Fn::GetAtt"][0] for mapping in mappings]

    assert queues.count("SyncQueue") == 4
    assert queues.count("PeriodClosedQueue") == queues.count("ResultQueue") == 1


def test_two_statements_name_no_resource_on_one_machine() -> None:
    roles = of_type(expanded(), "AWS::IAM::Role")
    wide = [
        statement
        for role in roles.values()
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Resource"] == "*"
    ]

    assert {statement["Action"] for statement in wide} == {
        "ses:SendEmail",
        "cloudwatch:PutMetricData",
    }


def test_another_statement_of_the_bucket_policy_is_kept(tmp_path: Path) -> None:
    text = (ROOT / "template.yaml").read_text()
    changed = tmp_path / "template.yaml"
    changed.write_text(
        text.replace('Bool: { "aws:SecureTransport": "false" }', 'Null: { "aws:x": "true" }')
    )

    assert "DocumentBucketPolicy" not in expanded()["Resources"]
    assert "DocumentBucketPolicy" in expanded(changed)["Resources"]
