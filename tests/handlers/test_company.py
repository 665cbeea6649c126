"""What people of a company see and set beside its periods."""

import json
from typing import Any

import pytest

from period_sync.adapters.dynamodb.periods import DynamoPeriods
from period_sync.domain.errors import RowChanged
from tests.support.product import SAMPLE, Product

PERIOD = "/v1/periods/halcyon/2026-10"
SETTINGS = "/v1/settings"
THERE = {"period-sync-tenant": "meridian"}


def save(product: Product, version: int, *addresses: str, user: str = "administrator") -> Any:
    body = json.dumps({"version": version, "mail_list": addresses})
    return product.call("PUT", SETTINGS, user, body)


def test_the_mail_list_is_kept_and_audited(product: Product) -> None:
    product.make_tenant()
    assert product.call("GET", SETTINGS).body == {
        "version": 1,
        "mail_list": [],
        "duties": "separate",
        "duties_request": None,
        "second_person": False,
        "auto_sync": False,
    }
    saved = save(product, 1, "books@halcyon.example", "CFO@halcyon.example")
    assert saved.body["mail_list"] == ["books@halcyon.example", "CFO@halcyon.example"]
    assert product.call("GET", SETTINGS).body == saved.body
    line = product.call("GET", "/v1/audit", user="auditor").body["items"][0]
    assert (line["what"], line["by"]) == ("mail list changed", "administrator@halcyon.example")
    assert line["facts"] == {"before": "", "after": "books@halcyon.example, CFO@halcyon.example"}


def test_two_people_who_save_at_once_do_not_overwrite_each_other(product: Product) -> None:
    product.make_tenant()
    assert save(product, 1, "one@halcyon.example").status == 200
    late = save(product, 1, "other@halcyon.example")
    assert (late.status, late.body["code"]) == (409, "SETTINGS_CHANGED")
    assert product.call("GET", SETTINGS).body["mail_list"] == ["one@halcyon.example"]


def test_a_sync_that_starts_meanwhile_is_no_change_of_settings(product: Product) -> None:
    product.ready()
    product.hand_over()
    read = product.call("GET", SETTINGS).body["version"]
    product.call("POST", f"{PERIOD}/syncs")
    assert save(product, read, "one@halcyon.example").status == 200


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b", "a b@halcyon.example", "a@halcyon.example\r\nBcc: x@y.zz"]
)
def test_what_is_no_address_is_refused_and_named(product: Product, address: str) -> None:
    product.make_tenant()
    answer = save(product, 1, "books@halcyon.example", address)
    assert (answer.status, answer.body["field"]) == (400, "mail_list[1]")
    assert product.call("GET", SETTINGS).body["mail_list"] == []


def test_addresses_count_once_and_are_limited(product: Product) -> None:
    product.make_tenant()
    saved = save(product, 1, "a@halcyon.example", "A@Halcyon.example", "b@halcyon.example")
    assert saved.body["mail_list"] == ["a@halcyon.example", "b@halcyon.example"]
    many = save(product, 2, *(f"{number}@halcyon.example" for number in range(50)))
    assert (many.status, many.body["field"]) == (400, "mail_list")


@pytest.mark.parametrize("user", ["controller", "auditor", "team"])
def test_only_the_integration_administrator_sets_the_mail_list(product: Product, user: str) -> None:
    product.make_tenant()
    assert save(product, 1, "a@halcyon.example", user=user).status == 403


def test_the_trail_is_read_backwards_by_day_person_and_object(product: Product) -> None:
    product.ready()
    product.hand_over()
    sync_id = product.call("POST", f"{PERIOD}/syncs").body["sync_id"]
    product.run()

    def read(**asked: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        more: Any = asked
        while True:
            page = product.call("GET", "/v1/audit", "auditor", **more).body
            found += page["items"]
            if page["next_cursor"] is None:
                return found
            more = asked | {"cursor": page["next_cursor"]}

    everything = read(limit="2")
    assert everything == read()
    assert [line["at"] for line in everything] == sorted(
        (line["at"] for line in everything), reverse=True
    )
    assert everything[0]["text"] == f"Sync completed: {sync_id}, halcyon/2026-10"
    [requested] = [line for line in everything if line["what"] == "sync requested"]
    assert requested["text"] == f"Sync requested: {sync_id}, halcyon/2026-10"
    assert (requested["sync_id"], requested["period_id"]) == (sync_id, "2026-10")
    of_the_period = {line["what"]: line["sync_id"] for line in read(about="halcyon/2026-10")}
    assert of_the_period == {
        "period taken in": None,
        "sync requested": sync_id,
        "sync COMPLETED": sync_id,
    }
    assert {line["by"] for line in read(by="CONTROLLER")} == {"controller@halcyon.example"}
    assert read(about=sync_id, limit="1") == [
        line for line in everything if sync_id in line["text"]
    ]
    today = everything[0]["at"][:10]
    assert read(**{"from": today, "to": today}) == everything
    assert read(to="2020-01-01") == read(**{"from": "2999-01-01"}) == []


def test_the_trail_is_not_for_everybody(product: Product) -> None:
    product.make_tenant()
    product.make_tenant("meridian", "lease.meridian")
    here = {"period-sync-tenant": "halcyon"}
    for user, status in (("controller", 403), ("auditor", 200), ("team", 200)):
        assert product.call("GET", "/v1/audit", user=user, headers=here).status == status
    halcyon = product.call("GET", "/v1/audit", user="auditor", headers=here, limit="1").body
    elsewhere = product.call("GET", "/v1/audit", user="auditor", headers=THERE).body
    texts = [line["text"].replace("@halcyon.example", "") for line in elsewhere["items"]]
    assert texts
    assert all("halcyon" not in text for text in texts)
    stolen = product.call(
        "GET", "/v1/audit", user="auditor", headers=THERE, cursor=halcyon["next_cursor"]
    )
    assert (stolen.status, stolen.body["field"]) == (400, "cursor")
    assert product.call("GET", "/v1/audit", user="auditor", headers=here, to="soon").status == 400


def refused(product: Product) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = product.call("GET", "/v1/refused-hand-overs").body["items"]
    return items


def faulty() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(SAMPLE.read_text())
    document["entries"][0]["lines"][0]["debit"] = "1.00"
    return document


def test_an_event_that_is_refused_shows_until_a_good_one_comes(product: Product) -> None:
    product.make_tenant()
    product.hand_over(faulty())
    [shown] = refused(product)
    assert (shown["entity"], shown["period_id"]) == ("halcyon", "2026-10")
    assert (shown["sender"], shown["fault_count"]) == ("lease.halcyon", len(shown["faults"]))
    assert all(fault["message"] and fault["remedy"] for fault in shown["faults"])
    product.clock.pause(60)
    product.hand_over()
    assert refused(product) == []


def test_a_repeat_of_what_was_taken_in_shows_that_a_refusal_is_mended(product: Product) -> None:
    product.make_tenant()
    product.hand_over()
    product.hand_over(faulty())
    assert len(refused(product)) == 1
    product.hand_over()
    assert refused(product) == []
    assert product.call("PUT", PERIOD, "lease-system", json.dumps(faulty())).status == 400
    assert len(refused(product)) == 1
    assert product.call("PUT", PERIOD, "lease-system", SAMPLE.read_text()).status == 200
    assert refused(product) == []


def test_a_refusal_is_told_though_it_cannot_be_noted(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.make_tenant()

    def contended(*_: object) -> None:
        raise RowChanged("Something changed meanwhile.")

    monkeypatch.setattr(DynamoPeriods, "note_refusal", contended)
    answer = product.call("PUT", PERIOD, "lease-system", json.dumps(faulty()))
    assert (answer.status, answer.body["code"]) == (400, "INVALID_DOCUMENT")
    assert answer.body["faults"]
    product.hand_over(faulty())
    assert refused(product) == []


def test_a_refused_put_shows_what_its_answer_said(product: Product) -> None:
    product.make_tenant()
    answer = product.call("PUT", PERIOD, "lease-system", json.dumps(faulty()))
    assert answer.status == 400
    [shown] = refused(product)
    assert shown["faults"] == [
        {name: fault[name] for name in shown["faults"][0]} for fault in answer.body["faults"]
    ]
    assert product.call("PUT", PERIOD, "lease-system", "[").status == 400
    [again] = refused(product)
    assert again["fault_count"] == 1


@pytest.mark.parametrize("body", ["[", "{}", '{"detail": {"document": {"entity": 1}}}'])
def test_an_event_that_names_no_period_is_set_aside_and_shows_nowhere(
    product: Product, body: str
) -> None:
    product.make_tenant()
    assert product.deliver("period_closed", body) == []
    assert refused(product) == []


def test_what_a_stranger_sends_shows_nowhere(product: Product) -> None:
    product.make_tenant()
    product.hand_over(faulty(), source="somebody.else")
    assert refused(product) == []
