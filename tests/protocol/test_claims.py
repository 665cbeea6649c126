import pytest

from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.adapters.netsuite.transport import NoAnswer, Transport
from period_sync.domain.connection import Connection, Settings
from tests.protocol.driver import (
    Death,
    Message,
    Queues,
    booked,
    journals_of,
    planned,
    problem_codes,
    retry,
    run_until_ended,
    start,
    status_of,
    steps_of,
    watch,
)
from tests.support.product import CONNECTION, TENANT, Product


def test_a_stale_worker_changes_nothing_once_its_claim_is_lost(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first worker freezes in its POST; another one ends the sync; then the first wakes up.
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product)
    queues = Queues(product)
    message = queues.take()
    stolen: list[str] = []

    def steal(moment: str, name: str) -> None:
        if (moment, name) == ("after", "POST journal") and not stolen:
            stolen.append(name)
            product.clock.pause(361)
            again = Message(message.function, message.body, message.message_id, receives=2)
            assert queues.deliver(again) == []
            stolen.append(run_until_ended(product, sync_id))
            stolen.append(repr((journals_of(product, sync_id), steps_of(product, sync_id))))

    boundary.hook = steal
    assert queues.deliver(message) == []
    assert stolen[1] == "COMPLETED"
    assert stolen[2] == repr((journals_of(product, sync_id), steps_of(product, sync_id)))
    assert booked(product, sync_id) == planned(product, sync_id)
    assert len(boundary.posts) == 2


def test_a_worker_that_freezes_between_intent_and_post_does_not_post_when_it_wakes_up(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only 135 s and more leave room for NetSuite's answer; that must hold when the POST goes out.
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product, entries=1)
    slow: list[str] = []

    def freeze(moment: str, name: str) -> None:
        sent = name == "TransactWriteItems" and _is_intended(product, sync_id)
        if moment == "after" and sent and not slow:
            slow.append(name)
            product.clock.pause(200)

    boundary.hook = freeze
    product.run()
    assert slow
    assert boundary.posts == []
    boundary.hook = None
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


def _is_intended(product: Product, sync_id: str) -> bool:
    return any(journal.status == "SENT" for journal in journals_of(product, sync_id))


def test_a_second_message_while_a_worker_runs_changes_nothing(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product)
    queues = Queues(product)
    message = queues.take()
    seen: list[list[int]] = []

    def interfere(moment: str, name: str) -> None:
        if (moment, name) == ("before", "POST journal"):
            seen.append(steps_of(product, sync_id))
            assert queues.deliver(Message(message.function, message.body, "another")) == []
            assert product.sweep() == 0
            seen.append(steps_of(product, sync_id))

    boundary.hook = interfere
    assert queues.deliver(message) == []
    product.run()
    assert len(seen) == 4
    assert seen[0] == seen[1]
    assert seen[2] == seen[3]
    assert status_of(product, sync_id) == "COMPLETED"
    assert len(boundary.posts) == 2


def test_a_send_that_was_passed_over_is_taken_up_and_the_newer_one_does_nothing(
    product: Product,
) -> None:
    # Behind a long queue the sweeper sends again; the older message is then reached first.
    product.ready()
    product.netsuite.add_fault("503")
    sync_id = start(product)
    queues = Queues(product)
    older = queues.take()
    product.clock.pause(601)
    assert product.sweep() == 1
    newer = queues.take()
    assert queues.deliver(older) == []
    steps = steps_of(product, sync_id)
    assert len(steps) > 1
    assert queues.deliver(newer) == []
    assert steps_of(product, sync_id) == steps
    product.netsuite.clear_faults()
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert booked(product, sync_id) == planned(product, sync_id)


def test_with_too_little_time_for_a_post_the_rest_follows_in_another_turn(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    boundary.hook = lambda moment, name: (
        product.clock.pause(100) if (moment, name) == ("after", "POST journal") else None
    )
    sync_id = start(product, entries=3)
    product.run()
    assert len(boundary.posts) == 2
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert [journal.attempt for journal in journals_of(product, sync_id)] == [1, 1, 1]
    assert booked(product, sync_id) == planned(product, sync_id)


def test_a_message_received_again_posts_one_journal_and_lets_go(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product, entries=3)
    queues = Queues(product)
    message = queues.take()
    again = Message(message.function, message.body, message.message_id, receives=2)
    assert queues.deliver(again) == []
    assert len(boundary.posts) == 1
    assert run_until_ended(product, sync_id) == "COMPLETED"
    assert len(boundary.posts) == 3


def test_names_changed_in_netsuite_between_a_death_and_the_next_worker_do_not_stop_the_sync(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    sync_id = start(product)
    objects: list[str] = []

    def die_after_resolution(moment: str, name: str) -> None:
        if (moment, name) == ("after", "PutObject"):
            objects.append(name)
            if len(objects) == 2:
                raise Death

    boundary.hook = die_after_resolution
    queues = Queues(product)
    message = queues.take()
    with pytest.raises(Death):
        queues.deliver(message)
    boundary.hook = None
    product.netsuite.change_record("account", 250, acctnumber="6200-old")
    product.netsuite.add_record(
        "account", acctnumber="6200", acctname="New", subsidiary=[1], includechildren=True
    )
    product.clock.pause(361)
    again = Message(message.function, message.body, message.message_id, receives=2)
    assert queues.deliver(again) == []
    assert run_until_ended(product, sync_id) == "COMPLETED"


def test_a_sync_never_posts_into_another_account_than_it_was_asked_for(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    product.netsuite.add_fault("429:route=journalEntry,nth=2,retry_after=60")
    sync_id = start(product)
    product.run()
    product.change_connection(account="7654321")
    boundary.posts.clear()
    assert run_until_ended(product, sync_id) == "FAILED"
    assert boundary.posts == []
    assert problem_codes(product, sync_id) == ["CONN-08"]


def test_a_401_makes_one_login_and_the_secret_is_not_used_again_until_a_test_passes(
    product: Product,
) -> None:
    product.ready()
    product.replace_secret(token_secret="x" * 64)
    product.clock.pause(61)
    sync_id = start(product)
    before = len(product.netsuite.login_audit())
    assert run_until_ended(product, sync_id) == "FAILED"
    assert problem_codes(product, sync_id) == ["CONN-01"]
    assert len(product.netsuite.login_audit()) == before + 1
    again = retry(product, sync_id)
    assert run_until_ended(product, again) == "FAILED"
    assert len(product.netsuite.login_audit()) == before + 1
    product.replace_secret()
    product.clock.pause(61)
    product.test_connection()
    assert run_until_ended(product, retry(product, again)) == "COMPLETED"


def test_a_refused_secret_stays_refused_after_a_test_that_did_not_pass(product: Product) -> None:
    product.ready()
    assert run_until_ended(product, start(product, "first")) == "COMPLETED"
    product.test_connection()
    product.replace_secret(token_secret="x" * 64)
    product.clock.pause(61)
    sync_id = start(product)
    assert run_until_ended(product, sync_id) == "FAILED"
    refused = _connection(product).refused_secret_version
    assert refused is not None
    _fail_a_test_by_outage(product)
    assert _connection(product).refused_secret_version == refused


def _fail_a_test_by_outage(product: Product) -> None:
    # NetSuite's gateway is down: not even a login is judged.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            Transport, "send", lambda *_, **__: NoAnswer(was_sent=False, reason="ConnectTimeout")
        )
        product.test_connection()


def _connection(product: Product) -> Connection:
    return DynamoConnections(product.table).connection(TENANT, CONNECTION)


def test_a_401_is_remembered_although_the_connection_row_changed_meanwhile(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.ready()
    product.replace_secret(token_secret="x" * 64)
    product.clock.pause(61)
    sync_id = start(product)
    boundary = watch(monkeypatch, product)
    changed: list[str] = []

    def change(moment: str, name: str) -> None:
        if (moment, name) == ("before", "POST query") and not changed:
            changed.append(name)
            product.change_connection(settings=Settings(line_limit=900))

    boundary.hook = change
    assert run_until_ended(product, sync_id) == "FAILED"
    attempts = len(product.netsuite.login_audit())
    assert run_until_ended(product, retry(product, sync_id)) == "FAILED"
    assert len(product.netsuite.login_audit()) == attempts


def test_a_test_asked_for_while_another_runs_does_not_undo_it(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    product.make_tenant()
    product.connect()
    boundary = watch(monkeypatch, product)
    changed: list[str] = []

    def change(moment: str, name: str) -> None:
        if (moment, name) == ("before", "POST query") and not changed:
            changed.append(name)
            product.change_connection(settings=Settings(line_limit=900))

    boundary.hook = change
    test_id = product.test_connection()
    test = DynamoConnections(product.table).test(TENANT, test_id)
    assert test.status == "PASSED"
