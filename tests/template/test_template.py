import importlib
import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from period_sync import settings
from period_sync.adapters.cloudwatch_figures import NAMESPACE
from period_sync.application.giving_up import RECEIVES_MAX
from tests.support.cloud import template

ROOT = Path(__file__).parents[2]
RESOURCES: dict[str, dict[str, Any]] = template()["Resources"]
FUNCTIONS = {n: r for n, r in RESOURCES.items() if r["Type"] == "AWS::Serverless::Function"}
QUEUES = {n: r for n, r in RESOURCES.items() if r["Type"] == "AWS::SQS::Queue"}


def statements(function: str) -> Iterator[dict[str, Any]]:
    for policy in FUNCTIONS[function]["Properties"]["Policies"]:
        yield from policy["Statement"]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def parameter_default(value: Any) -> Any:
    return template()["Parameters"][value["Ref"]]["Default"] if isinstance(value, dict) else value


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_told_exactly_what_its_settings_need(function: str) -> None:
    model = getattr(settings, function.removesuffix("Function") + "Settings")
    variables = FUNCTIONS[function]["Properties"]["Environment"]["Variables"]
    everywhere = template()["Globals"]["Function"]["Environment"]["Variables"]
    assert {name.upper() for name in model.model_fields} == set(variables) | set(everywhere)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_action_is_a_wildcard_and_resources_are_named(function: str) -> None:
    for statement in statements(function):
        assert all("*" not in action for action in as_list(statement["Action"]))
        if statement["Action"] == "cloudwatch:PutMetricData":
            # It takes no resource; the condition names what may be written instead.
            assert statement["Condition"] == {"StringEquals": {"cloudwatch:namespace": NAMESPACE}}
            continue
        for resource in as_list(statement["Resource"]):
            assert resource != "*"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_function_may_change_or_delete_the_audit_trail(function: str) -> None:
    reading = {"dynamodb:Query"} if function == "SyncApiFunction" else set()
    for statement in statements(function):
        for resource in as_list(statement["Resource"]):
            if "AuditTable" in json.dumps(resource):
                assert {*as_list(statement["Action"])} <= {"dynamodb:PutItem", *reading}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_keeps_its_logs_for_90_days(function: str) -> None:
    names = {
        json.dumps(r["Properties"]["LogGroupName"]): r["Properties"]["RetentionInDays"]
        for r in RESOURCES.values()
        if r["Type"] == "AWS::Logs::LogGroup" and "LogGroupName" in r["Properties"]
    }
    assert names[json.dumps({"Fn::Sub": f"/aws/lambda/${{{function}}}"})] == 90


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_handler_named_in_the_template_exists(function: str) -> None:
    folder = Path(FUNCTIONS[function]["Properties"]["CodeUri"])
    handler = template()["Globals"]["Function"]["Handler"]
    module, _, name = handler.partition(".")
    found = importlib.import_module(".".join((*folder.parts, module)))
    assert list(inspect.signature(getattr(found, name)).parameters) == ["event", "context"]


def test_every_queue_that_feeds_a_function_has_a_dead_letter_queue() -> None:
    for function in FUNCTIONS.values():
        for event in function["Properties"]["Events"].values():
            if event["Type"] != "SQS":
                continue
            queue = QUEUES[event["Properties"]["Queue"]["Fn::GetAtt"][0]]["Properties"]
            dead = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
            assert queue["RedrivePolicy"]["maxReceiveCount"] == RECEIVES_MAX == 5
            assert queue["MessageRetentionPeriod"] == 4 * 86400
            assert QUEUES[dead]["Properties"]["MessageRetentionPeriod"] == 14 * 86400
            timeout = function["Properties"].get("Timeout", 30)
            assert parameter_default(queue["VisibilityTimeout"]) > parameter_default(timeout)
            assert event["Properties"]["BatchSize"] == 1
            assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_no_throttle_can_count_as_a_receive() -> None:
    poster = FUNCTIONS["JournalPosterFunction"]["Properties"]
    scaling = poster["Events"]["Hint"]["Properties"]["ScalingConfig"]
    assert scaling["MaximumConcurrency"] == poster["ReservedConcurrentExecutions"]


def test_only_the_poster_reads_secrets_only_the_api_writes_them_and_only_of_its_stage() -> None:
    may: dict[str, set[str]] = {}
    for function in FUNCTIONS:
        for statement in statements(function):
            actions = {a for a in as_list(statement["Action"]) if a.startswith("secretsmanager:")}
            if actions:
                assert "secret:period-sync/${Stage}/*" in statement["Resource"]["Fn::Sub"]
                may[function] = {action.partition(":")[2] for action in actions}
    assert may == {
        "JournalPosterFunction": {"GetSecretValue", "UpdateSecretVersionStage"},
        "SyncApiFunction": {"CreateSecret", "PutSecretValue", "DeleteSecret"},
    }


def test_mail_goes_out_under_the_one_sender_only() -> None:
    [statement] = [s for s in statements("ResultNotifierFunction") if s.get("Sid") == "SendMail"]
    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "MailSender"}}}
    identity, mail_set = (resource["Fn::Sub"] for resource in statement["Resource"])
    assert identity.endswith(":identity/*")
    assert mail_set.endswith(":configuration-set/${MailSet}")


def test_documents_are_versioned_locked_private_and_encrypted() -> None:
    bucket = RESOURCES["DocumentBucket"]["Properties"]
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    rule = bucket["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert rule == {"Mode": "COMPLIANCE", "Years": {"Ref": "RetentionYears"}}
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert bucket["BucketEncryption"]


@pytest.mark.parametrize("table", ["StateTable", "AuditTable"])
def test_tables_can_be_brought_back(table: str) -> None:
    properties = RESOURCES[table]["Properties"]
    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    assert RESOURCES[table]["DeletionPolicy"] == "Retain"


def test_every_route_but_where_to_sign_in_asks_for_a_token() -> None:
    api = RESOURCES["Api"]["Properties"]
    assert api["Auth"]["DefaultAuthorizer"] == "Token"
    events = FUNCTIONS["SyncApiFunction"]["Properties"]["Events"].values()
    open_to_all = [e["Properties"]["Path"] for e in events if "Auth" in e["Properties"]]
    assert open_to_all == ["/v1/sign-in"]


def test_every_other_asynchronous_path_has_a_dead_letter_queue() -> None:
    for target in RESOURCES["PeriodClosedRule"]["Properties"]["Targets"]:
        assert target["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0] in QUEUES
    redrive = RESOURCES["ResultSubscription"]["Properties"]["RedrivePolicy"]
    assert redrive["deadLetterTargetArn"]["Fn::GetAtt"][0] in QUEUES
    sweeper = FUNCTIONS["SweeperFunction"]["Properties"]
    assert sweeper["Events"]["EveryMinute"]["Properties"]["DeadLetterConfig"]["Arn"]
    destination = sweeper["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]
    assert destination["Destination"]["Fn::GetAtt"][0] in QUEUES
    kinds = {e["Type"] for f in FUNCTIONS.values() for e in f["Properties"]["Events"].values()}
    assert kinds == {"HttpApi", "SQS", "Schedule"}
