"""The list of closed periods: what became of each, how many there are, and where they go."""

import json
from datetime import date
from typing import Any

from period_sync.domain.sync import IntegrationStatus
from tests.support.product import SAMPLE, Product

PERIODS = "/v1/periods"
OCTOBER = "/v1/periods/halcyon/2026-10"


def hand_over_november(product: Product) -> None:
    document = json.loads(SAMPLE.read_text())
    text = json.dumps(document).replace("2026-10", "2026-11")
    november = json.loads(text) | {"name": "November", "end_date": "2026-11-30"}
    for entry in november["entries"]:
        entry["date"] = "2026-11-30"
    assert product.hand_over(november) == []


def test_a_period_comes_with_its_current_sync(product: Product) -> None:
    product.ready()
    product.hand_over()
    [unsynced] = product.call("GET", PERIODS).body["items"]
    assert (unsynced["status"], unsynced["sync"]) == ("NOT_SYNCED", None)

    sync_id = product.call("POST", f"{OCTOBER}/syncs").body["sync_id"]
    [running] = product.call("GET", PERIODS).body["items"]
    assert (running["sync"]["sync_id"], running["sync"]["stage"]) == (sync_id, "QUEUED")
    assert running["sync"]["requested_by"] == "controller@halcyon.example"

    product.run()
    [done] = product.call("GET", PERIODS).body["items"]
    details = product.call("GET", f"/v1/syncs/{sync_id}").body
    assert done["sync"] == {name: details[name] for name in done["sync"]}
    assert (done["status"], done["sync"]["journals_posted"]) == ("COMPLETED", 4)
    assert product.call("GET", OCTOBER).body["sync"] == done["sync"]


def test_counts_are_of_all_periods_whatever_is_asked_for(product: Product) -> None:
    product.ready()
    product.hand_over()
    hand_over_november(product)
    product.call("POST", f"{OCTOBER}/syncs")
    product.run()
    asked: Any
    for asked in ({}, {"status": "COMPLETED"}, {"search": "nothing like it"}, {"limit": "1"}):
        counts = product.call("GET", PERIODS, **asked).body["counts"]
        assert counts == {IntegrationStatus.COMPLETED: 1, IntegrationStatus.NOT_SYNCED: 1}


def test_periods_are_found_by_their_name_id_or_entity(product: Product) -> None:
    product.ready()
    product.hand_over()
    hand_over_november(product)

    def found(search: str) -> list[str]:
        items = product.call("GET", PERIODS, search=search).body["items"]
        return [item["period_id"] for item in items]

    assert found("NOVEM") == found("2026-11") == ["2026-11"]
    assert found("halcyon") == ["2026-11", "2026-10"]
    assert found("%") == []
    assert product.call("GET", PERIODS, search="x" * 101).status == 400


def test_a_period_before_go_live_says_so(product: Product) -> None:
    product.ready()
    product.go_live(date(2026, 11, 1))
    product.hand_over()
    hand_over_november(product)
    answer = product.call("GET", PERIODS).body
    early = {item["period_id"]: item["before_go_live"] for item in answer["items"]}
    assert early == {"2026-10": True, "2026-11": False}
    assert answer["destination"]["go_live"] == "2026-11-01"
    refused = product.call("POST", f"{OCTOBER}/syncs")
    assert (refused.status, refused.body["code"]) == (409, "BEFORE_GO_LIVE")
    assert product.call("GET", OCTOBER).body["before_go_live"] is True


def test_without_a_live_connection_there_is_no_destination(product: Product) -> None:
    product.make_tenant()
    product.hand_over()
    answer = product.call("GET", PERIODS).body
    assert answer["destination"] is None
    assert answer["items"][0]["before_go_live"] is False
