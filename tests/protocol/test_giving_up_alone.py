from datetime import timedelta

import pytest

from period_sync.adapters.dynamodb import keys
from tests.protocol.driver import (
    Death,
    Message,
    Queues,
    booked,
    planned,
    problem_codes,
    row_of,
    run_until_ended,
    start,
    status_of,
    steps_of,
    watch,
)
from tests.support.product import TENANT, Product

HALF_AN_HOUR = 1800


def let_hours_pass(product: Product, hours: float) -> None:
    """Let the sweeper send, and nobody work."""
    for _ in range(int(hours * 2)):
        product.clock.pause(HALF_AN_HOUR)
        product.sweep()


def last_message(product: Product, sync_id: str) -> Message:
    """Take everything off the queue and return the newest message about a sync."""
    queues, found = Queues(product), None
    while (message := queues._receive("SyncQueue")) is not None:
        found = message if f'"{sync_id}"' in message.body else found
    assert found is not None
    return found


def test_what_queues_before_its_first_turn_is_not_given_up(product: Product) -> None:
    product.ready()
    sync_id = start(product)
    let_hours_pass(product, 5)
    assert status_of(product, sync_id) == "IN_PROGRESS"
    assert product.deliver("journal_poster", last_message(product, sync_id).body) == []
    assert run_until_ended(product, sync_id) == "COMPLETED"


def test_what_queues_behind_others_after_a_turn_is_not_given_up(product: Product) -> None:
    product.ready()
    product.netsuite.add_fault("429:route=journalEntry,nth=1,retry_after=900")
    sync_id = start(product)
    product.run()
    let_hours_pass(product, 4)
    product.netsuite.clear_faults()
    other = start(product, "other")
    message = last_message(product, other)
    product.clock.pause(HALF_AN_HOUR)
    assert product.deliver("journal_poster", message.body) == []
    product.sweep()
    assert status_of(product, sync_id) == "IN_PROGRESS"
    assert product.deliver("journal_poster", last_message(product, sync_id).body) == []
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


def test_what_queues_while_nothing_moves_is_ended_by_the_sweeper(product: Product) -> None:
    product.ready()
    product.netsuite.add_fault("429:route=journalEntry,nth=1,retry_after=900")
    sync_id = start(product)
    product.run()
    let_hours_pass(product, 4)
    assert status_of(product, sync_id) == "IN_PROGRESS"
    product.clock.pause(HALF_AN_HOUR)
    product.sweep()
    assert status_of(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["OPS-01"]


def exchange_current_sync(product: Product, sync_id: str) -> None:
    """Let a period's row name another sync, as nothing of ours ever does."""
    key = keys.account_period(TENANT, product.netsuite.credentials.account, "halcyon", "2026-10")
    product.table.client.update_item(
        TableName=product.table.name,
        Key={name: {"S": value} for name, value in key._asdict().items()},
        UpdateExpression="SET sync_id = :sync",
        ExpressionAttributeValues={":sync": {"S": sync_id}},
    )


def test_a_state_that_must_not_be_comes_to_the_dead_letter_queue_once(product: Product) -> None:
    product.ready()
    sync_id = start(product)
    exchange_current_sync(product, "halcyon-99")
    message = Queues(product).take()
    for receives in range(1, 6):
        failed = product.deliver(
            "journal_poster", message.body, message.message_id, receives=receives
        )
        assert failed == [message.message_id]
        product.clock.pause(361)
    # Nobody sends it again, and nothing was written that could be wrong.
    let_hours_pass(product, 5)
    row = row_of(product, sync_id)
    assert (row.status, row.due_at) == ("IN_PROGRESS", None)
    steps = product.call("GET", f"/v1/syncs/{sync_id}/timeline", limit="200").body["items"]
    assert steps[-1]["text"].startswith("Set aside for an operator: bug:")
    assert product.netsuite.request_count("journalEntry") == 0
    exchange_current_sync(product, sync_id)
    assert product.deliver("journal_poster", message.body) == []
    assert run_until_ended(product, sync_id) == "COMPLETED"


def test_a_stuck_sync_that_can_not_be_ended_harms_no_other(product: Product) -> None:
    product.ready()
    product.netsuite.add_fault("503")
    sync_id = start(product)
    product.run()
    exchange_current_sync(product, "halcyon-99")
    product.clock.pause(timedelta(hours=4, minutes=20).total_seconds())
    product.netsuite.clear_faults()
    other = start(product, "other")
    last_message(product, other)
    product.clock.pause(601)
    product.sweep()
    assert product.deliver("journal_poster", last_message(product, other).body) == []
    assert run_until_ended(product, other) == "COMPLETED"
    assert status_of(product, sync_id) == "IN_PROGRESS"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_connection_test_that_kills_its_worker_ends_alone_and_logs_in_once(
    product: Product, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    product.ready()
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "COMPLETED"
    steps = steps_of(product, sync_id)
    boundary = watch(monkeypatch, product)

    def die(now: str, name: str) -> None:
        if (now, name) == (moment, "POST query"):
            boundary.hook = None
            raise Death

    boundary.hook = die
    connection = product.connection()
    monkeypatch.setattr(product, "run", lambda: None)
    test_id = product.test_connection()
    Queues(product).deliver_all()
    test = product.connecting.connections.test(TENANT, test_id)
    assert (test.status, test.due_at) == ("FAILED", None)
    assert "broke off" in test.probes[0].finding
    assert product.connection().passed_at == connection.passed_at
    assert steps_of(product, sync_id) == steps
