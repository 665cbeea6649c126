"""Syncs that start by themselves when the lease system hands a period over."""

import json
from typing import Any

import pytest

from period_sync.adapters.dynamodb.syncs import DynamoSyncs
from tests.support.product import SAMPLE, Answer, Product

SETTINGS = "/v1/settings"
PERIOD = "/v1/periods/halcyon/2026-10"
LIST = ["books@halcyon.example", "cfo@halcyon.example"]


def put(product: Product, user: str = "administrator", **wanted: Any) -> Answer:
    version = product.call("GET", SETTINGS).body["version"]
    return product.call("PUT", SETTINGS, user, json.dumps({"version": version} | wanted))


def turn_on(product: Product) -> None:
    assert put(product, auto_sync=True, mail_list=LIST).body["auto_sync"] is True


def runs(product: Product) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = product.call("GET", f"{PERIOD}/syncs").body["items"]
    return found


def test_nothing_starts_by_itself_unless_that_is_wanted(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.call("PUT", PERIOD, "lease-system", SAMPLE.read_text())
    product.run()
    assert runs(product) == []
    assert product.call("GET", PERIOD).body["status"] == "NOT_SYNCED"


def test_a_period_that_comes_by_event_is_synced_once_and_told_to_the_list(product: Product) -> None:
    product.ready()
    turn_on(product)
    product.hand_over()
    product.hand_over()
    [started] = runs(product)
    assert (started["is_automatic"], started["requested_by"]) == (True, "lease.halcyon")
    assert "your company's list" in started["notice"]
    product.run()
    product.hand_over()
    product.run()
    [ended] = runs(product)
    assert ended["status"] == "COMPLETED"
    [mail] = product.mails()
    assert mail.to == []
    assert mail.copies == LIST
    assert "started by itself when lease.halcyon handed the period over" in mail.body
    assert "you requested it" not in mail.body
    [line] = [line for line in product.audit() if line["action"] == "sync requested"]
    assert line["facts"]["started"] == "by itself"


def test_a_period_that_is_put_is_synced_in_the_name_of_who_put_it(product: Product) -> None:
    product.ready()
    turn_on(product)
    assert product.call("PUT", PERIOD, "lease-system", SAMPLE.read_text()).status == 201
    [started] = runs(product)
    assert started["requested_by"] == "lease-system@halcyon.example"
    product.run()
    assert product.mails()[-1].to == []


def test_a_hand_over_that_died_before_its_sync_starts_it_when_it_comes_again(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    turn_on(product)

    def dies(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(DynamoSyncs, "create", dies)
        assert product.hand_over() != []
    assert product.call("GET", PERIOD).body["status"] == "NOT_SYNCED"
    assert product.hand_over() == []
    assert len(runs(product)) == 1


def test_what_keeps_a_sync_from_starting_does_not_keep_the_period_out(product: Product) -> None:
    product.make_tenant()
    turn_on(product)
    assert product.hand_over() == []
    assert product.call("GET", PERIOD).body["status"] == "NOT_SYNCED"
    line = product.call("GET", "/v1/audit", "auditor").body["items"][0]
    assert (line["what"], line["facts"]["code"]) == (
        "automatic sync not started",
        "NO_LIVE_CONNECTION",
    )


def test_a_failed_sync_is_left_to_people(product: Product) -> None:
    product.ready()
    turn_on(product)
    product.netsuite.change_record("accountingperiod", 415, closed=True)
    product.hand_over()
    product.run()
    product.hand_over()
    product.run()
    [failed] = runs(product)
    assert failed["status"] == "FAILED"
    product.netsuite.change_record("accountingperiod", 415, closed=False, alllocked=False)
    retried = product.call("POST", f"/v1/syncs/{failed['sync_id']}/retry").body
    assert (retried["is_automatic"], retried["requested_by"]) == (
        False,
        "controller@halcyon.example",
    )


def test_a_result_of_which_nobody_wants_a_mail_is_marked_as_told(product: Product) -> None:
    product.ready()
    turn_on(product)
    product.hand_over()
    assert put(product, auto_sync=False, mail_list=[]).status == 200
    product.run()
    assert runs(product)[0]["status"] == "COMPLETED"
    assert product.mails() == []


def test_automatic_syncs_need_somebody_who_gets_their_mails(product: Product) -> None:
    product.make_tenant()
    refused = put(product, auto_sync=True)
    assert (refused.status, refused.body["field"]) == (400, "mail_list")
    turn_on(product)
    emptied = put(product, mail_list=[])
    assert (emptied.status, emptied.body["field"]) == (400, "mail_list")
    line = product.audit()[-2:]
    assert {one["action"]: one["facts"]["after"] for one in line} == {
        "automatic syncs changed": "on",
        "mail list changed": ", ".join(LIST),
    }


@pytest.mark.parametrize("user", ["team", "controller", "auditor"])
def test_only_the_integration_administrator_turns_automatic_syncs_on(
    product: Product, user: str
) -> None:
    product.make_tenant()
    assert put(product, mail_list=LIST).status == 200
    assert put(product, user, auto_sync=True).status == 403
    assert product.call("GET", SETTINGS).body["auto_sync"] is False
