"""What is told of a sync beside its row: whether it can be stopped, and whether it moves."""

from typing import Any

import pytest

from tests.protocol.driver import period_path, start
from tests.support.operator import operator_of, run
from tests.support.product import CONNECTION, TENANT, Product


@pytest.fixture
def ready(product: Product) -> Product:
    product.ready()
    return product


def shown(product: Product, sync_id: str) -> Any:
    """What the sync itself and the list of runs tell alike."""
    one = product.call("GET", f"/v1/syncs/{sync_id}").body
    items = product.call("GET", f"{period_path()}/syncs").body["items"]
    [listed] = [item for item in items if item["sync_id"] == sync_id]
    assert (listed["can_stop"], listed["stalled"]) == (one["can_stop"], one["stalled"])
    return one


def test_a_sync_can_be_stopped_until_somebody_asks_for_it(ready: Product) -> None:
    sync_id = start(ready)
    assert shown(ready, sync_id)["can_stop"] is True
    stopping = ready.call("POST", f"/v1/syncs/{sync_id}/stop").body
    assert (stopping["status"], stopping["can_stop"]) == ("IN_PROGRESS", False)
    assert shown(ready, sync_id)["can_stop"] is False
    ready.run()
    again = ready.call("POST", f"/v1/syncs/{sync_id}/retry").body
    assert again["can_stop"] is True
    assert shown(ready, again["sync_id"])["can_stop"] is True
    assert shown(ready, sync_id)["can_stop"] is False


def test_what_has_ended_can_not_be_stopped_and_never_stalls(ready: Product) -> None:
    sync_id = start(ready)
    ready.run()
    ready.clock.pause(86_400)
    ended = shown(ready, sync_id)
    assert (ended["status"], ended["can_stop"], ended["stalled"]) == ("COMPLETED", False, False)


def test_a_sync_that_netsuite_does_not_answer_has_stalled_until_it_moves(ready: Product) -> None:
    ready.netsuite.add_fault("503")
    sync_id = start(ready)
    ready.run()
    ready.run_for(600)
    assert shown(ready, sync_id)["stalled"] is False
    ready.run_for(330)
    standing = shown(ready, sync_id)
    assert (standing["stalled"], standing["can_stop"]) == (True, True)
    ready.netsuite.clear_faults()
    ready.run_for(900)
    assert shown(ready, sync_id)["status"] == "COMPLETED"
    assert shown(ready, sync_id)["stalled"] is False


def test_a_sync_that_has_not_begun_waits_its_turn(ready: Product) -> None:
    sync_id = start(ready)
    ready.clock.pause(3600)
    assert shown(ready, sync_id)["stalled"] is False


def test_a_paused_sync_has_not_stalled(ready: Product) -> None:
    run(operator_of(ready), "pause", TENANT, CONNECTION, "--reason", "The books are closed")
    sync_id = start(ready)
    ready.run()
    ready.run_for(1800, step=60)
    paused = shown(ready, sync_id)
    assert paused["doing"].startswith("Paused by an operator")
    assert paused["stalled"] is False


def test_a_sync_that_others_are_before_has_not_stalled(ready: Product) -> None:
    ready.netsuite.add_fault("503")
    sync_id = start(ready)
    ready.run()
    ready.clock.pause(7200)
    assert shown(ready, sync_id)["stalled"] is False
