"""Whether one person may set up and post: asked for, confirmed by another, and shown."""

import json
from typing import Any

import pytest

from period_sync.domain.permissions import Member, Permission
from period_sync.domain.tenant import Duties
from tests.support.product import TENANT, Answer, Product

SETTINGS = "/v1/settings"
PERIOD = "/v1/periods/halcyon/2026-10"


def put(product: Product, user: str, version: int | None = None, **wanted: Any) -> Answer:
    read = product.call("GET", SETTINGS).body["version"] if version is None else version
    return product.call("PUT", SETTINGS, user, json.dumps({"version": read} | wanted))


def confirm(product: Product, user: str) -> Answer:
    version = product.call("GET", SETTINGS).body["version"]
    return product.call("POST", f"{SETTINGS}/confirm", user, json.dumps({"version": version}))


def sync(product: Product, user: str = "everything") -> Answer:
    return product.call("POST", f"{PERIOD}/syncs", user)


def trail(product: Product) -> list[tuple[str, str, str, str]]:
    lines = product.call("GET", "/v1/audit", "auditor").body["items"]
    return [
        (
            line["what"],
            line["by"].partition("@")[0],
            line["facts"]["before"],
            line["facts"]["after"],
        )
        for line in reversed(lines)
        if "before" in line["facts"]
    ]


def test_shared_duties_need_another_person_and_end_at_once(product: Product) -> None:
    product.ready()
    product.hand_over()
    assert sync(product).body["code"] == "SEPARATION_OF_DUTIES"
    asked = put(product, "team", duties="shared")
    assert (asked.status, asked.body["duties"]) == (200, "separate")
    assert asked.body["duties_request"] | {"at": None} == {
        "by": "team@halcyon.example",
        "at": None,
        "is_yours": True,
    }
    assert sync(product).status == 403
    for user in ("team", "lease-system"):
        assert confirm(product, user).status == 403
    confirmed = confirm(product, "controller")
    assert (confirmed.status, confirmed.body["duties"]) == (200, "shared")
    assert confirmed.body["duties_request"] is None
    assert confirm(product, "auditor").body["code"] == "NOTHING_TO_CONFIRM"

    assert put(product, "team", duties="separate").body["duties"] == "separate"
    assert sync(product).status == 403
    asking = "shared, when confirmed"
    assert trail(product) == [
        ("shared duties requested", "team", "separate", asking),
        ("shared duties confirmed", "controller", "separate", "shared"),
        ("duties changed", "team", "shared", "separate"),
    ]


def test_a_sync_under_shared_duties_says_so_in_api_mail_and_trail(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.set_up.set_duties(TENANT, Duties.SHARED)
    requested = sync(product)
    assert (requested.status, requested.body["duties_shared"]) == (202, True)
    product.run()
    product.set_up.set_duties(TENANT, Duties.SEPARATE)
    assert product.call("GET", f"/v1/syncs/{requested.body['sync_id']}").body["duties_shared"]
    assert "set up and posted by one person" in product.mails()[-1].body
    [line] = [line for line in product.audit() if line["action"] == "sync requested"]
    assert line["facts"]["duties"] == "shared"


def test_a_sync_under_separate_duties_says_nothing_of_it(product: Product) -> None:
    product.ready()
    product.hand_over()
    requested = sync(product, "controller")
    assert requested.body["duties_shared"] is False
    product.run()
    assert "one person" not in product.mails()[-1].body


def test_what_waits_for_a_second_person_can_be_withdrawn(product: Product) -> None:
    product.make_tenant()
    put(product, "team", duties="shared")
    withdrawn = put(product, "team", duties="separate")
    assert withdrawn.body["duties_request"] is None
    refused = confirm(product, "controller")
    assert (refused.status, refused.body["code"]) == (409, "NOTHING_TO_CONFIRM")
    assert trail(product)[-1][0] == "shared duties withdrawn"


def test_the_wish_of_who_may_no_longer_ask_is_not_confirmed(product: Product) -> None:
    product.make_tenant()
    other = Member(TENANT, "second", "second@halcyon.example", frozenset({Permission.MANAGE_TEAM}))
    product.members.add(other)
    put(product, "second", duties="shared")
    product.members.remove(TENANT, "second")
    assert confirm(product, "controller").body["code"] == "NOTHING_TO_CONFIRM"
    assert product.call("GET", SETTINGS).body["duties"] == "separate"


def test_what_was_read_before_is_not_confirmed(product: Product) -> None:
    product.make_tenant()
    put(product, "team", duties="shared")
    late = json.dumps({"version": 1})
    refused = product.call("POST", f"{SETTINGS}/confirm", "controller", late)
    assert (refused.status, refused.body["code"]) == (409, "SETTINGS_CHANGED")


def test_a_second_person_for_decisions_is_set_by_the_tenant_administrator(product: Product) -> None:
    product.make_tenant()
    assert put(product, "team", second_person=True).body["second_person"] is True
    assert put(product, "administrator", mail_list=["a@halcyon.example"]).body["second_person"]
    assert trail(product)[0] == ("second person changed", "team", "off", "on")


@pytest.mark.parametrize(
    ("user", "wanted"),
    [
        ("administrator", {"duties": "shared"}),
        ("administrator", {"second_person": True}),
        ("team", {"mail_list": ["a@halcyon.example"]}),
        ("controller", {"second_person": True}),
        ("controller", {"second_person": False}),
    ],
)
def test_each_setting_has_its_own_permission(
    product: Product, user: str, wanted: dict[str, Any]
) -> None:
    product.make_tenant()
    refused = put(product, user, **wanted)
    assert (refused.status, refused.body["code"]) == (403, "FORBIDDEN")
    assert product.call("GET", SETTINGS).body["version"] == 1


@pytest.mark.parametrize(
    ("wanted", "field"),
    [({"duties": "both"}, "body.duties"), ({"second_person": "true"}, "body.second_person")],
)
def test_what_is_no_setting_is_refused_and_named(
    product: Product, wanted: dict[str, Any], field: str
) -> None:
    product.make_tenant()
    refused = put(product, "team", **wanted)
    assert refused.status == 400
    assert refused.body["faults"][0]["field"] == field
