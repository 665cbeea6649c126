"""The local stack with stand-in functions: does it give what the template asks for?"""

import json
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from local.cloud.deploy import deploy
from local.errors import LocalError
from local.front.grants import challenge_of
from local.identities import PERMISSIONS
from local.ledger import Ledger
from local.netsuite_login import NetSuiteLogin
from local.stack import Stack
from local.web import session
from tests.local.conftest import STAND_IN, calls_of, stack_below
from tests.support.polling import until


def test_the_api_wants_a_token_of_the_user_pool(stack: Stack) -> None:
    address = f"{stack.origin}/v1/me"
    token = session().get(f"{stack.origin}/dev/token", params={"user": "controller"}).text

    assert session().get(address).status_code == 401
    forged = {"Authorization": f"Bearer {token[:-8]}AAAAAAAA"}
    assert session().get(address, headers=forged).status_code == 401
    good = {"Authorization": f"Bearer {token}", "Period-Sync-Tenant": "halcyon"}
    assert session().get(address, headers=good).status_code == 200
    claims = calls_of(stack, "SyncApiFunction")[-1].event["requestContext"]["authorizer"]["jwt"]
    assert claims["claims"]["token_use"] == "access"


def test_the_api_takes_the_token_that_the_local_sign_in_gives(stack: Stack) -> None:
    issuer = f"{stack.origin}/dev/oidc"
    asked = {
        "client_id": stack.client_id,
        "redirect_uri": f"{stack.origin}/signed-in",
        "response_type": "code",
        "scope": "openid",
        "state": "any",
        "code_challenge": challenge_of("v" * 43),
        "code_challenge_method": "S256",
    }
    chosen = {**asked, "identity": "auditor"}
    back = session().post(f"{issuer}/authorize", data=chosen, allow_redirects=False)
    [code] = parse_qs(urlsplit(back.headers["Location"]).query)["code"]
    grant = {**asked, "grant_type": "authorization_code", "code": code, "code_verifier": "v" * 43}
    tokens = session().post(f"{issuer}/token", data=grant).json()

    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert session().get(f"{stack.origin}/v1/me", headers=headers).status_code == 200
    claims = [
        jwt.decode(tokens[name], options={"verify_signature": False})
        for name in ("access_token", "id_token")
    ]
    assert [claim["token_use"] for claim in claims] == ["access", "id"]
    assert claims[0]["sub"] == claims[1]["sub"]
    assert tokens["expires_in"] == claims[0]["exp"] - claims[0]["iat"] == 3600


def test_methods_bodies_and_headers_pass_the_front(stack: Stack) -> None:
    headers = {
        "Authorization": f"Bearer {stack.token('controller')}",
        "Period-Sync-Tenant": "halcyon",
    }
    document = {"name": "Grüße"}
    session().put(f"{stack.origin}/v1/periods/a/b?x=%20y", json=document, headers=headers)

    event = calls_of(stack, "SyncApiFunction")[-1].event
    assert event["routeKey"] == "PUT /v1/periods/{entity}/{period_id}"
    assert event["pathParameters"] == {"entity": "a", "period_id": "b"}
    assert event["queryStringParameters"] == {"x": " y"}
    assert event["headers"]["period-sync-tenant"] == "halcyon"
    assert json.loads(event["body"]) == document


def test_a_role_may_do_what_the_template_says_and_no_more(stack: Stack) -> None:
    headers = {"Authorization": f"Bearer {stack.token('auditor')}"}

    answer = session().get(f"{stack.origin}/v1/me", headers=headers)

    assert answer.json() == {"refused": "AccessDeniedException"}


def test_every_identity_has_a_subject_of_its_own(stack: Stack) -> None:
    subjects = {person.subject for person in stack.identities.prepare()}

    assert len(subjects) == len(PERMISSIONS)


def test_an_event_reaches_its_function_through_the_queue(stack: Stack) -> None:
    stack.aws.events.put_events(
        Entries=[
            {
                "EventBusName": stack.outputs["EventBusName"],
                "Source": "lease.halcyon",
                "DetailType": "PeriodClosed",
                "Detail": '{"document": {}}',
            }
        ]
    )

    call = until(lambda: calls_of(stack, "PeriodClosedFunction"))[0]
    envelope = json.loads(call.event["Records"][0]["body"])
    assert (envelope["account"], envelope["source"]) == ("000000000000", "lease.halcyon")


def test_groups_run_side_by_side_and_each_in_order(stack: Stack) -> None:
    for number in range(2):
        for group in "AB":
            send_hint(stack, group, f"{group}{number}", work_seconds=0.4)

    def all_done() -> dict[str, tuple[float, float]]:
        done = {
            call.event["Records"][0]["attributes"]["MessageDeduplicationId"]: call
            for call in calls_of(stack, "JournalPosterFunction")
        }
        names = {f"{group}{number}" for group in "AB" for number in range(2)}
        if not names <= done.keys():
            return {}
        return {name: (done[name].started, done[name].ended) for name in names}

    spans = until(all_done)
    for group in "AB":
        assert spans[f"{group}0"][1] <= spans[f"{group}1"][0]
    in_order = sorted(spans.values())
    assert any(earlier[1] > later[0] for earlier, later in pairwise(in_order))


def test_a_result_becomes_a_mail_that_can_be_read(stack: Stack) -> None:
    send_hint(stack, "M", "for the mail")

    mail = until(stack.mails)[0]
    assert (mail.to, mail.subject) == (["controller@halcyon.example"], "Grüße <script>")
    page = session().get(f"{stack.origin}/dev/mail/{mail.number}").text
    assert "Grüße &lt;script&gt;" in page
    assert "<script>" not in page


def test_the_keys_that_are_shown_open_both_accounts_of_netsuite(stack: Stack) -> None:
    shown = session().get(f"{stack.origin}/dev/netsuite-keys?format=json").json()

    logins = [NetSuiteLogin(**keys) for keys in shown]
    assert [login.account for login in logins] == ["7654321", "7654321_SB1"]
    for login in logins:
        ledger = Ledger(stack.netsuite_origin, login)
        assert ledger.journals_between("2026-01-01", "2026-12-31") == []
    page = session().get(f"{stack.origin}/dev/netsuite").text
    assert "NetSuite simulator, account 7654321<" in page
    sandbox = "/simulator/accounts/7654321_SB1/"
    assert f'href="{sandbox}"' in page
    assert "account 7654321_SB1<" in session().get(stack.netsuite_origin + sandbox).text


def test_the_sweeper_ticks(stack: Stack) -> None:
    events = [call.event for call in until(lambda: calls_of(stack, "SweeperFunction"))]

    assert {event["source"] for event in events} == {"aws.events"}


def test_deploying_again_changes_nothing(stack: Stack) -> None:
    again = deploy(stack.aws, stack.source, stack.parameters)

    assert not again.changed
    assert again.outputs == stack.outputs


def test_state_mails_and_changed_code_after_a_new_start(tmp_path: Path) -> None:
    with stack_below(tmp_path) as first:
        send_hint(first, "G", "before")
        mail = until(first.mails)[0]
        token = first.token("controller")
    code = first.source / "functions" / "journal_poster" / "app.py"
    code.write_text(STAND_IN.read_text() + "\n# changed\n")
    with stack_below(tmp_path) as second:
        assert second.deployed.changed
        assert second.outputs == first.outputs
        assert second.mails()[0] == mail
        assert calls_of(second, "JournalPosterFunction")
        headers = {"Authorization": f"Bearer {token}"}
        assert session().get(f"{second.origin}/v1/me", headers=headers).status_code == 200
        send_hint(second, "G", "after")
        until(lambda: len(calls_of(second, "JournalPosterFunction")) > 1)


def test_a_stack_that_cannot_start_leaves_nothing_running(tmp_path: Path) -> None:
    broken = stack_below(tmp_path)
    template = broken.source / "template.yaml"
    template.write_text(
        template.read_text().replace("KmsMasterKeyId: alias/aws/sns", "DisplayName: x")
    )

    with pytest.raises(LocalError, match=r"AWS::SNS::Topic\.DisplayName"):
        broken.start()

    assert not broken.cloud.alive


def send_hint(stack: Stack, group: str, name: str, work_seconds: float = 0) -> None:
    stack.aws.sqs.send_message(
        QueueUrl=stack.outputs["SyncQueueUrl"],
        MessageBody=json.dumps({"work_seconds": work_seconds}),
        MessageGroupId=group,
        MessageDeduplicationId=name.replace(" ", "-"),
    )
