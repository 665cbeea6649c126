"""How people come into a company's team: by the link of a mail, once."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import boto3
import pytest

from period_sync.adapters.dynamodb.teams import DynamoTeams
from period_sync.adapters.ses_mail import SesMailer
from period_sync.application import inviting
from tests.support.product import TENANT, Product
from tests.support.team import (
    NEW,
    TEAM,
    accept,
    acts,
    add_administrator,
    address,
    change,
    invite,
    shown,
    team,
    token,
)

THERE = {"period-sync-tenant": "meridian"}
A_DAY = 86_400


def not_valid(product: Product, given: str, subject: str = "newcomer") -> bool:
    answer = accept(product, given, subject)
    return (answer.status, answer.body["code"], answer.body["field"]) == (
        400,
        "INVITATION_NOT_VALID",
        "token",
    )


def test_an_invitation_lets_in_whoever_holds_its_link_once(product: Product) -> None:
    product.make_tenant()
    invited = invite(product, NEW, "journals:sync", until="2026-12-31")
    assert (invited.status, invited.body["email"]) == (202, NEW)
    assert (invited.body["mailed_at"], invited.body["both_duties"]) == (None, False)
    product.run()
    assert product.mails()[-1].to == [NEW]
    assert shown(product, NEW)["mailed_at"] is not None
    assert product.call("GET", "/v1/me", "newcomer").status == 403

    joined = accept(product, token(product))
    assert joined.status == 200
    assert joined.body == {
        "tenant": TENANT,
        "tenant_name": "Halcyon Group",
        "email": NEW,
        "permissions": ["journals:sync"],
        "until": "2026-12-31",
    }
    member = shown(product, NEW)
    assert (member["kind"], member["by"]) == ("person", "team@halcyon.example")
    assert team(product)["invitations"] == []
    assert product.call("GET", "/v1/me", "newcomer").body["email"] == NEW
    assert not_valid(product, token(product), "somebody-else")
    assert acts(product) == [("member invited", "team"), ("invitation accepted", "new")]


def test_only_the_digest_of_a_token_is_kept(product: Product) -> None:
    product.make_tenant()
    invite(product)
    product.run()
    given = token(product)
    everything = str(boto3.client("dynamodb").scan(TableName=product.table.name)["Items"])
    assert given not in everything
    assert hashlib.sha256(given.encode()).hexdigest() in everything
    assert given not in str(product.audit())


@pytest.mark.parametrize("given", ["", "x" * 43, "i-nobody", "ü" * 200])
def test_a_wrong_token_lets_nobody_in(product: Product, given: str) -> None:
    product.make_tenant()
    invite(product)
    assert not_valid(product, given)
    product.run()
    assert not_valid(product, given)


def test_a_token_without_an_end_lets_nobody_in(product: Product) -> None:
    product.make_tenant()
    invite(product)
    product.run()
    body = json.dumps({"token": token(product)})
    for claims in ({"sub": "newcomer"}, {"sub": "newcomer", "exp": "9", "token_use": "id"}):
        answer = product.call("POST", "/v1/invitations/accept", None, body, claims)
        assert answer.status == 401


def test_a_link_is_good_for_fourteen_days(product: Product) -> None:
    product.make_tenant()
    invite(product)
    product.run()
    product.clock.pause(14 * A_DAY - 60)
    assert not shown(product, NEW)["has_expired"]
    product.clock.pause(60)
    assert shown(product, NEW)["has_expired"]
    assert not_valid(product, token(product))
    assert invite(product).status == 202
    product.run()
    assert accept(product, token(product)).status == 200


def test_a_link_is_worth_nothing_once_its_last_day_is_over(product: Product) -> None:
    product.make_tenant()
    invite(product, until="2026-11-04")
    product.run()
    product.clock.pause(2 * A_DAY)
    assert not_valid(product, token(product))


def test_an_invitation_that_is_sent_again_makes_the_first_link_worthless(product: Product) -> None:
    product.make_tenant()
    again = f"{TEAM}/{invite(product).body['member']}/invitation"
    product.run()
    early = product.call("POST", again, "team")
    assert (early.status, early.body["code"]) == (409, "JUST_SENT")
    product.clock.pause(13 * A_DAY)
    assert product.call("POST", again, "team").status == 202
    product.run()
    assert not_valid(product, token(product, -2))
    product.clock.pause(13 * A_DAY)
    assert accept(product, token(product)).status == 200
    assert ("invitation sent again", "team") in acts(product)


def test_an_index_that_lags_behind_lets_no_old_link_in(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.make_tenant()
    again = f"{TEAM}/{invite(product).body['member']}/invitation"
    product.run()
    old = product.teams.invitation_of_token(inviting.token_digest(token(product)))
    product.clock.pause(60)
    product.call("POST", again, "team")
    product.run()
    monkeypatch.setattr(DynamoTeams, "invitation_of_token", lambda *_: old)
    assert not_valid(product, token(product, -2))
    assert accept(product, token(product)).status == 200


def test_a_mail_that_was_asked_for_is_sent_once(product: Product) -> None:
    product.make_tenant()
    member = invite(product).body["member"]
    asked = {"version": 1, "kind": "invitation", "tenant": TENANT, "invitation_id": member}
    product.run()
    for send_no in (1, 2):
        assert product.deliver("result_notifier", json.dumps(asked | {"send_no": send_no})) == []
    assert len(product.mails()) == 1


def failing_once(method: Callable[..., Any], times: int) -> Callable[..., Any]:
    """Let the call of a number, counted from 1, fail; all others do what they should."""
    calls: list[int] = []

    def call(*given: Any) -> Any:
        calls.append(1)
        if len(calls) == times:
            raise ConnectionError
        return method(*given)

    return call


@pytest.mark.parametrize(
    ("where", "name", "times", "mails"),
    [(SesMailer, "send", 1, 1), (DynamoTeams, "save_invitation", 2, 2)],
)
def test_a_crash_around_the_mail_sends_it_again_with_a_link_that_is_good(
    product: Product,
    monkeypatch: pytest.MonkeyPatch,
    where: type[Any],
    name: str,
    times: int,
    mails: int,
) -> None:
    product.make_tenant()
    monkeypatch.setattr(where, name, failing_once(getattr(where, name), times))
    member = invite(product).body["member"]
    asked = {"version": 1, "kind": "invitation", "tenant": TENANT, "invitation_id": member}
    body = json.dumps(asked | {"send_no": 1})
    assert product.deliver("result_notifier", body) != []
    assert shown(product, NEW)["mailed_at"] is None
    assert product.deliver("result_notifier", body) == []
    assert len(product.mails()) == mails
    assert all(not_valid(product, token(product, older)) for older in range(mails - 1))
    assert accept(product, token(product)).status == 200


def test_a_withdrawn_invitation_lets_nobody_in_and_can_be_made_anew(product: Product) -> None:
    product.make_tenant()
    member = invite(product).body["member"]
    product.run()
    assert product.call("DELETE", f"{TEAM}/{member}", "team").body["invitations"] == []
    assert not_valid(product, token(product))
    for method, path in (("DELETE", ""), ("POST", "/invitation"), ("PUT", "")):
        body = json.dumps({"version": 1, "permissions": ["audit:read"], "until": None})
        gone = product.call(method, f"{TEAM}/{member}{path}", "team", body)
        assert (gone.status, gone.body["code"]) == (404, "NOT_FOUND")
    assert invite(product).body["member"] == member
    assert not_valid(product, token(product))
    product.run()
    assert accept(product, token(product)).status == 200
    assert [act for act, _ in acts(product)] == [
        "member invited",
        "invitation withdrawn",
        "member invited",
        "invitation accepted",
    ]


def test_a_withdrawn_invitation_that_waits_to_be_mailed_is_not(product: Product) -> None:
    product.make_tenant()
    product.call("DELETE", f"{TEAM}/{invite(product).body['member']}", "team")
    product.run()
    assert product.mails() == []


@pytest.mark.parametrize("how", ["removed", "changed", "ended"])
def test_an_invitation_lets_nobody_in_whose_inviter_may_manage_the_team_no_more(
    product: Product, how: str
) -> None:
    product.make_tenant()
    add_administrator(product, "second", until=date(2026, 11, 4) if how == "ended" else None)
    member = invite(product, by="second").body["member"]
    product.run()
    assert shown(product, NEW)["inviter_may_not"] is False
    if how == "removed":
        assert product.call("DELETE", address(product, "second"), "team").status == 200
    elif how == "changed":
        assert change(product, "second", permissions=["audit:read"]).status == 200
    product.clock.pause(2 * A_DAY)
    refused = accept(product, token(product))
    assert (refused.status, refused.body["code"]) == (409, "INVITER_MAY_NOT")
    assert not {"second@halcyon.example", NEW} & set(refused.body["detail"].split())
    assert product.call("GET", "/v1/me", "newcomer").status == 403
    assert shown(product, NEW)["inviter_may_not"] is True

    again = product.call("POST", f"{TEAM}/{member}/invitation", "team")
    assert again.body["invited_by"] == "team@halcyon.example"
    product.run()
    assert shown(product, NEW)["inviter_may_not"] is False
    assert accept(product, token(product)).status == 200
    assert shown(product, NEW)["by"] == "team@halcyon.example"


def test_two_who_hold_one_link_do_not_both_come_in(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.make_tenant()
    invite(product)
    product.run()
    given, save, codes = token(product), DynamoTeams.save, []

    def after_the_other(*change: Any) -> None:
        monkeypatch.setattr(DynamoTeams, "save", save)
        codes.append(accept(product, given, "first").status)
        save(*change)

    monkeypatch.setattr(DynamoTeams, "save", after_the_other)
    assert not_valid(product, given, "second")
    assert codes == [200]
    assert product.call("GET", "/v1/me", "second").status == 403


def test_who_is_a_member_does_not_change_what_they_may_do_by_a_link(product: Product) -> None:
    product.make_tenant()
    invite(product, NEW, "journals:sync")
    product.run()
    refused = accept(product, token(product), "team")
    assert (refused.status, refused.body["code"]) == (409, "ALREADY_MEMBER")
    assert product.call("GET", "/v1/me", "team").body["permissions"] == ["team:manage"]
    assert accept(product, token(product)).status == 200


def test_a_member_of_one_company_can_come_into_another(product: Product) -> None:
    product.make_tenant()
    product.make_tenant("meridian", "lease.meridian")
    product.members.remove("meridian", "controller")
    body = json.dumps({"email": "me@meridian.example", "permissions": ["periods:read"]})
    assert product.call("POST", TEAM, "team", body, headers=THERE).status == 202
    product.run()
    assert accept(product, token(product), "controller").body["tenant"] == "meridian"
    assert product.call("GET", "/v1/me", "controller").body["tenants"] == ["halcyon", "meridian"]
    there = product.call("GET", "/v1/me", "controller", headers=THERE).body
    assert (there["email"], there["permissions"]) == ("me@meridian.example", ["periods:read"])
    here = product.call("GET", "/v1/me", "controller", headers={"period-sync-tenant": TENANT}).body
    assert here["permissions"] == ["journals:sync"]


@pytest.mark.parametrize(
    ("email", "permissions", "more", "field"),
    [
        ("nobody", ["audit:read"], {}, "email"),
        ("a@halcyon.example\r\nBcc: x@y.zz", ["audit:read"], {}, "email"),
        (NEW, ["journals:burn"], {}, "body.permissions.0"),
        (NEW, [], {}, "body.permissions"),
        (NEW, ["periods:write"], {}, "permissions"),
        (NEW, ["audit:read", "periods:write"], {}, "permissions"),
        (NEW, ["audit:read"], {"until": "2026-11-02"}, "until"),
        (NEW, ["audit:read"], {"until": "soon"}, "body.until"),
        (NEW, ["audit:read"], {"tenant": "meridian"}, "body.tenant"),
    ],
)
def test_what_can_not_be_invited_is_refused_and_named(
    product: Product, email: str, permissions: list[str], more: dict[str, Any], field: str
) -> None:
    product.make_tenant()
    body = {"email": email, "permissions": permissions, **more}
    refused = product.call("POST", TEAM, "team", json.dumps(body))
    assert refused.status == 400
    assert field in {refused.body.get("field"), refused.body.get("faults", [{}])[0].get("field")}
    assert team(product)["invitations"] == []


@pytest.mark.parametrize(
    ("email", "status", "code"),
    [
        ("Controller@Halcyon.example", 409, "ALREADY_MEMBER"),
        ("TEAM@halcyon.example", 403, "OWN_MEMBERSHIP"),
        ("New@halcyon.example", 409, "ALREADY_INVITED"),
    ],
)
def test_nobody_is_invited_twice(product: Product, email: str, status: int, code: str) -> None:
    product.make_tenant()
    invite(product)
    refused = invite(product, email)
    assert (refused.status, refused.body["code"]) == (status, code)
    assert len(team(product)["invitations"]) == 1


def test_a_team_has_so_many_open_invitations(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "INVITATIONS_MAX", 2)
    product.make_tenant()
    members = [invite(product, f"{number}@halcyon.example").body["member"] for number in range(2)]
    refused = invite(product)
    assert (refused.status, refused.body["code"]) == (409, "TOO_MANY_INVITATIONS")
    product.call("DELETE", f"{TEAM}/{members[0]}", "team")
    assert invite(product).status == 202


def test_both_duties_are_granted_with_a_warning_unless_they_are_shared(product: Product) -> None:
    product.make_tenant()
    both = ("journals:sync", "integration:manage")
    assert invite(product, NEW, *both).body["both_duties"] is True
    product.run()
    accept(product, token(product))
    assert shown(product, NEW)["both_duties"] is True
    wish = json.dumps({"version": 1, "duties": "shared"})
    version = product.call("PUT", "/v1/settings", "team", wish).body["version"]
    agreed = json.dumps({"version": version})
    assert product.call("POST", "/v1/settings/confirm", "auditor", agreed).status == 200
    assert shown(product, NEW)["both_duties"] is False
    assert invite(product, "other@halcyon.example", *both).body["both_duties"] is False
