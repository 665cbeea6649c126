import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest

from period_sync.application.inviting import token_digest
from tests.support.cloud import template
from tests.support.product import TENANT, Context, Product

EVENTS = Path(__file__).parents[2] / "events"
FUNCTION_OF = {
    "sqs_period_closed": "period_closed",
    "sqs_sync_hint": "journal_poster",
    "sqs_connection_test_hint": "journal_poster",
    "sqs_daily_check_hint": "journal_poster",
    "sqs_preview_hint": "journal_poster",
    "sqs_connection_notice": "result_notifier",
    "sqs_result": "result_notifier",
    "sqs_mail_bounced": "result_notifier",
    "schedule_sweep": "sweeper",
}
API = sorted(path.stem for path in EVENTS.glob("api_*.json"))
DEAD_LETTERS = ("SyncDeadLetterQueue", "PeriodClosedDeadLetterQueue", "ResultDeadLetterQueue")


def event(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return found


def invoke(product: Product, name: str) -> dict[str, Any]:
    function = FUNCTION_OF.get(name, "sync_api")
    answered: dict[str, Any] = product.handlers[function](event(name), Context())
    return answered


def give_token(product: Product, token: str) -> None:
    """Let the one invitation have a known token."""
    [invitation] = product.teams.team(TENANT).invitations
    known = replace(invitation, token_sha256=token_digest(token), version=invitation.version + 1)
    product.teams.save_invitation(known)


def prepare(product: Product, name: str) -> None:
    """Let there be what a sample is about."""
    if name == "api_confirm_decision":
        product.add_controller("second-controller")
        product.set_up.require_second_person(TENANT, required=True)
        assert invoke(product, "api_decide")["statusCode"] == 202
    if name in {"api_send_invitation_again", "api_accept_invitation"}:
        assert invoke(product, "api_invite")["statusCode"] == 202
    if name == "api_confirm_settings":
        wish = json.dumps({"version": 1, "duties": "shared"})
        assert product.call("PUT", "/v1/settings", "team", wish).status == 200
    if name == "api_accept_invitation":
        give_token(product, json.loads(event(name)["body"])["token"])


def set_aside(product: Product) -> int:
    sqs = boto3.client("sqs")
    return sum(
        len(sqs.receive_message(QueueUrl=product.cloud.queues[name]).get("Messages", []))
        for name in DEAD_LETTERS
    )


def test_every_route_and_every_trigger_has_a_sample() -> None:
    routes = {event(name)["routeKey"] for name in API}
    functions = {
        name: resource["Properties"]["Events"]
        for name, resource in template()["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }
    described = functions.pop("SyncApiFunction").values()
    assert routes == {f"{e['Properties']['Method']} {e['Properties']['Path']}" for e in described}
    sampled = {"".join(word.title() for word in f.split("_")) for f in FUNCTION_OF.values()}
    assert {f"{name}Function" for name in sampled} == set(functions)
    assert {path.stem for path in EVENTS.iterdir()} == {*API, *FUNCTION_OF}


@pytest.mark.parametrize("name", [name for name in FUNCTION_OF if name.startswith("sqs_")])
def test_a_sample_of_a_message_carries_its_own_digest(name: str) -> None:
    [record] = event(name)["Records"]
    assert record["md5OfBody"] == hashlib.md5(record["body"].encode()).hexdigest()


def test_every_sample_of_a_message_is_accepted_by_its_handler(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.make_tenant()
    product.connect()
    with monkeypatch.context() as patched:
        patched.setattr(product, "run", lambda: None)
        product.test_connection()
    assert invoke(product, "sqs_connection_test_hint") == {"batchItemFailures": []}
    # Only a connection whose test has passed can go live.
    product.go_live()
    assert invoke(product, "sqs_period_closed") == {"batchItemFailures": []}
    product.call("POST", "/v1/periods/halcyon/2026-10/previews")
    product.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    for name in (
        "sqs_preview_hint",
        "sqs_sync_hint",
        "sqs_result",
        "sqs_mail_bounced",
        "sqs_daily_check_hint",
        "sqs_connection_notice",
    ):
        assert invoke(product, name) == {"batchItemFailures": []}, name
    assert invoke(product, "schedule_sweep") == {"sent": 0}
    assert set_aside(product) == 0
    assert product.call("GET", "/v1/previews/halcyon-p1").body["status"] == "DONE"
    assert product.call("GET", "/v1/syncs/halcyon-1").body["status"] == "COMPLETED"
    assert product.call("GET", "/v1/syncs/halcyon-1").body["mail"]["status"] == "bounced"
    assert len(product.mails()) == 1


@pytest.mark.parametrize("name", API)
def test_every_sample_of_a_request_is_accepted_by_its_handler(product: Product, name: str) -> None:
    product.ready()
    if name != "api_put_period":
        invoke(product, "api_put_period")
    if name not in {"api_put_period", "api_request_sync"}:
        product.netsuite.change_record("accountingperiod", 415, closed=True)
        product.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    if "_preview" in name:
        invoke(product, "api_request_preview")
    if name != "api_stop_sync":
        # Only what still runs can be stopped; all else follows the end.
        product.run()
    prepare(product, name)
    status = invoke(product, name)["statusCode"]
    method = event(name)["routeKey"].split()[0]
    done_at_once = {
        "api_put_period": 201,
        "api_add_connection": 201,
        "api_make_connection_live": 200,
        "api_accept_invitation": 200,
        "api_confirm_settings": 200,
    }
    assert status == done_at_once.get(name, {"POST": 202}.get(method, 200))
