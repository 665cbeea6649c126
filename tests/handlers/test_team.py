"""Who belongs to a company's team, what they may do, and until when."""

import json
from datetime import date
from typing import Any

import boto3
import pytest

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.teams import DynamoTeams
from period_sync.domain.errors import Conflict, InvalidInput
from period_sync.domain.permissions import Member, Permission
from tests.support.product import PEOPLE, SAMPLE, TENANT, Product
from tests.support.team import (
    TEAM,
    acts,
    add_administrator,
    address,
    change,
    invite,
    shown,
    team,
)

THERE = {"period-sync-tenant": "meridian"}
HERE = {"period-sync-tenant": TENANT}
A_DAY = 86_400


def test_the_team_is_shown_to_who_manages_it_and_to_auditors(product: Product) -> None:
    product.make_tenant()
    members = team(product, "auditor")["members"]
    assert [one["email"].partition("@")[0] for one in members] == sorted(PEOPLE)
    assert [one["email"] for one in members if one["is_you"]] == ["auditor@halcyon.example"]
    assert [one["email"] for one in members if one["kind"] == "machine"] == [
        "lease-system@halcyon.example"
    ]
    assert [one["email"] for one in members if one["both_duties"]] == ["everything@halcyon.example"]
    assert members[0]["by"] == "operator@periodsync.example"
    assert len({one["member"] for one in members}) == len(PEOPLE)
    for user in ("controller", "administrator", "lease-system"):
        assert product.call("GET", TEAM, user).status == 403


@pytest.mark.parametrize("user", ["controller", "administrator", "auditor", "lease-system"])
def test_only_who_manages_the_team_changes_it(product: Product, user: str) -> None:
    product.make_tenant()
    other = address(product, "everything")
    body = json.dumps({"version": 1, "permissions": ["audit:read"], "until": None})
    new = json.dumps({"email": "new@halcyon.example", "permissions": ["audit:read"]})
    invited = invite(product).body["member"]
    for method, path, sent in (
        ("PUT", other, body),
        ("DELETE", other, None),
        ("POST", TEAM, new),
        ("POST", f"{TEAM}/{invited}/invitation", None),
        ("DELETE", f"{TEAM}/{invited}", None),
    ):
        refused = product.call(method, path, user, sent)
        assert (refused.status, refused.body["code"]) == (403, "FORBIDDEN")
    assert acts(product) == [("member invited", "team")]


def test_a_change_holds_at_the_next_call_and_stands_on_the_trail(product: Product) -> None:
    product.make_tenant()
    changed = change(product, "controller", permissions=["audit:read"], until="2026-11-30")
    assert (changed.status, changed.body["version"]) == (200, 2)
    assert product.call("GET", "/v1/me").body["permissions"] == ["audit:read"]
    assert product.call("POST", "/v1/periods/halcyon/2026-10/syncs").status == 403
    line = product.call("GET", "/v1/audit", "auditor").body["items"][0]
    assert (line["what"], line["by"]) == ("member changed", "team@halcyon.example")
    assert line["facts"] == {
        "email": "controller@halcyon.example",
        "permissions": "journals:sync -> audit:read",
        "until": "no end -> 2026-11-30",
    }


def test_a_membership_holds_until_its_last_day_is_over_in_utc(product: Product) -> None:
    product.make_tenant()
    today = product.clock.now().date()
    assert change(product, "controller", until=f"{today}").status == 200
    product.clock.pause(6 * 3600 - 60)
    assert product.call("GET", "/v1/me").status == 200
    product.clock.pause(60)
    assert product.call("GET", "/v1/me").status == 403
    assert shown(product, "controller@halcyon.example")["has_ended"] is True
    assert change(product, "controller", until=None).status == 200
    assert product.call("GET", "/v1/me").status == 200


def test_who_is_removed_is_out_at_once_and_can_come_back(product: Product) -> None:
    product.make_tenant()
    left = product.call("DELETE", address(product, "controller"), "team")
    assert left.status == 200
    assert len(left.body["members"]) == len(PEOPLE) - 1
    assert product.call("GET", "/v1/me").status == 403
    assert acts(product) == [("member removed", "team")]
    product.add_controller("controller")
    assert product.call("GET", "/v1/me").status == 200


def test_who_looks_at_an_old_version_changes_nothing(product: Product) -> None:
    product.make_tenant()
    assert change(product, "controller", permissions=["audit:read"]).status == 200
    late = change(product, "controller", version=1, permissions=["journals:sync"])
    assert (late.status, late.body["code"], late.body["version"]) == (409, "MEMBER_CHANGED", 2)
    assert product.call("GET", "/v1/me").body["permissions"] == ["audit:read"]


def test_nobody_changes_their_own_membership(product: Product) -> None:
    product.make_tenant()
    add_administrator(product, "second")
    granted = change(product, "team", permissions=["team:manage", "journals:sync"])
    removed = product.call("DELETE", address(product, "team"), "team")
    for refused in (granted, removed):
        assert (refused.status, refused.body["code"]) == (403, "OWN_MEMBERSHIP")
    assert product.call("GET", "/v1/me", "team").body["permissions"] == ["team:manage"]


@pytest.mark.parametrize(
    "wanted",
    [{"permissions": ["audit:read"]}, {"until": "2027-01-01"}, None],
    ids=["demoted", "ended", "removed"],
)
def test_the_last_administrator_without_an_end_stays(
    product: Product, wanted: dict[str, Any] | None
) -> None:
    product.make_tenant()
    add_administrator(product, "helper", until=date(2026, 12, 31))
    if wanted is None:
        refused = product.call("DELETE", address(product, "team"), "helper")
    else:
        refused = change(product, "team", "helper", **wanted)
    assert (refused.status, refused.body["code"]) == (409, "LAST_ADMINISTRATOR")
    add_administrator(product, "second")
    assert product.call("DELETE", address(product, "team"), "helper").status == 200


def test_an_operator_does_not_take_the_last_administrator_away_either(product: Product) -> None:
    product.make_tenant()
    fewer = Member(TENANT, "team", "team@halcyon.example", frozenset({Permission.READ_AUDIT}))
    with pytest.raises(Conflict) as removing:
        product.members.remove(TENANT, "team")
    with pytest.raises(Conflict) as demoting:
        product.members.add(fewer)
    assert removing.value.code == demoting.value.code == "LAST_ADMINISTRATOR"


def test_two_administrators_who_remove_each_other_at_once_leave_one(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.make_tenant()
    add_administrator(product, "second")
    one, other = address(product, "team"), address(product, "second")
    save, statuses = DynamoTeams.save, []

    def after_the_other(*change: Any) -> None:
        """Both have read the team as it was; the other one writes first."""
        monkeypatch.setattr(DynamoTeams, "save", save)
        statuses.append(product.call("DELETE", other, "team").status)
        save(*change)

    monkeypatch.setattr(DynamoTeams, "save", after_the_other)
    late = product.call("DELETE", one, "second")
    assert statuses == [200]
    assert (late.status, late.body["code"]) == (403, "FORBIDDEN")
    assert product.call("GET", "/v1/me", "team").status == 200
    assert product.call("GET", "/v1/me", "second").status == 403


def test_two_who_each_demote_one_of_two_administrators_at_once_leave_one(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.make_tenant()
    for name, until in (("second", None), ("helper", date(2026, 12, 31))):
        add_administrator(product, name, until=until)
    save, statuses = DynamoTeams.save, []

    def after_the_other(*changed: Any) -> None:
        monkeypatch.setattr(DynamoTeams, "save", save)
        statuses.append(change(product, "second", "helper", permissions=["audit:read"]).status)
        save(*changed)

    monkeypatch.setattr(DynamoTeams, "save", after_the_other)
    late = change(product, "team", "helper", permissions=["audit:read"])
    assert statuses == [200]
    assert (late.status, late.body["code"]) == (409, "LAST_ADMINISTRATOR")


def test_whoever_always_finds_others_changing_the_team_is_told(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.make_tenant()
    save = DynamoTeams.save
    busy: list[int] = []

    def behind_another(self: DynamoTeams, *change: Any) -> None:
        if not busy:
            busy.append(1)
            add_administrator(product, "second")
            busy.clear()
        save(self, *change)

    monkeypatch.setattr(DynamoTeams, "save", behind_another)
    refused = invite(product)
    assert (refused.status, refused.body["code"]) == (409, "BUSY")
    assert team(product)["invitations"] == []


@pytest.mark.parametrize(
    ("name", "permissions"),
    [
        ("controller", ["periods:write"]),
        ("controller", ["journals:sync", "periods:write"]),
        ("lease-system", ["journals:sync"]),
        ("lease-system", ["periods:write", "journals:sync"]),
    ],
)
def test_people_do_not_become_the_lease_system_nor_it_a_person(
    product: Product, name: str, permissions: list[str]
) -> None:
    product.make_tenant()
    refused = change(product, name, permissions=permissions)
    assert (refused.status, refused.body["field"]) == (400, "permissions")


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"permissions": []}, "body.permissions"),
        ({"permissions": ["journals:burn"]}, "body.permissions.0"),
        ({"until": "2026-11-02"}, "until"),
        ({"until": 1793728800}, "body.until"),
        ({"email": "other@halcyon.example"}, "body.email"),
    ],
)
def test_what_a_member_can_not_be_is_refused_and_named(
    product: Product, wanted: dict[str, Any], field: str
) -> None:
    product.make_tenant()
    refused = change(product, "controller", **wanted)
    assert refused.status == 400
    assert field in {refused.body.get("field"), refused.body.get("faults", [{}])[0].get("field")}
    assert product.call("GET", "/v1/me").body["permissions"] == ["journals:sync"]


def test_the_lease_system_can_be_cut_off(product: Product) -> None:
    product.make_tenant()
    period = "/v1/periods/halcyon/2026-10"
    assert product.call("DELETE", address(product, "lease-system"), "team").status == 200
    assert product.call("PUT", period, "lease-system", SAMPLE.read_text()).status == 403


def test_members_of_another_company_are_not_found(product: Product) -> None:
    product.make_tenant()
    product.make_tenant("meridian", "lease.meridian")
    there = product.call("GET", TEAM, "team", headers=THERE).body["members"]
    body = json.dumps({"version": 1, "permissions": ["audit:read"], "until": None})
    for one in there:
        for method in ("PUT", "DELETE"):
            path = f"{TEAM}/{one['member']}"
            refused = product.call(method, path, "team", body, headers=HERE)
            assert (refused.status, refused.body["code"]) == (404, "NOT_FOUND")
    assert product.call("GET", TEAM, "team", headers=THERE).body["members"] == there


def test_who_leaves_one_company_stays_in_another(product: Product) -> None:
    product.make_tenant()
    product.make_tenant("meridian", "lease.meridian")
    product.members.remove("meridian", "controller")
    assert product.call("GET", "/v1/me").body["tenant"] == TENANT
    assert product.call("GET", "/v1/me", headers=THERE).status == 404


def test_a_membership_from_before_it_had_versions_is_read_and_changed(product: Product) -> None:
    product.make_tenant()
    row = {
        **keys.member(TENANT, "old")._asdict(),
        "tenant": TENANT,
        "subject": "old",
        "email": "old@halcyon.example",
        "permissions": ["journals:sync"],
    }
    state = boto3.resource("dynamodb").Table(product.table.name)
    state.put_item(Item=row)
    state.put_item(Item=dict(keys.subject_tenant("old", TENANT)._asdict()))
    assert product.call("GET", "/v1/me", "old").body["permissions"] == ["journals:sync"]
    before = shown(product, "old@halcyon.example")
    assert (before["since"], before["by"], before["until"]) == (None, None, None)
    assert change(product, "old", permissions=["audit:read"]).body["version"] == 2
    assert product.call("GET", "/v1/me", "old").body["permissions"] == ["audit:read"]


@pytest.mark.parametrize(
    ("email", "permissions", "field"),
    [
        ("old", {Permission.READ_AUDIT}, "email"),
        ("old@halcyon.example", {Permission.WRITE_PERIODS, Permission.READ_AUDIT}, "permissions"),
        ("old@halcyon.example", set(), "permissions"),
    ],
)
def test_an_operator_grants_by_the_same_rules(
    product: Product, email: str, permissions: set[Permission], field: str
) -> None:
    product.make_tenant()
    with pytest.raises(InvalidInput) as refused:
        product.members.add(Member(TENANT, "old", email, frozenset(permissions)))
    assert refused.value.evidence["field"] == field
