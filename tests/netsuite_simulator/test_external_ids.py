import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.netsuite_simulator.client import PAIR, Client, journal, pair, refusal
from tests.support.simulator import TIMEOUT_SECONDS, simulator_thread


def test_one_external_id_is_taken_over_all_types_of_transaction(client: Client) -> None:
    bill = client.simulator.add_transaction(externalid="PS-First", tranid="VB-1")
    for answer in (client.post(journal()), client.post(pair(), PAIR)):
        assert refusal(answer)[2].endswith("This record already exists.")
    assert client.simulator.journals() == []
    assert client.rows("SELECT id, type FROM transaction WHERE externalid = 'PS-First'") == [
        {"id": str(bill), "type": "VendBill"}
    ]
    assert refusal(client.read("eid:ps-first"))[2].endswith("type specified is incorrect.")


def test_a_foreign_transaction_may_not_take_one_either(client: Client) -> None:
    client.created(journal())
    with pytest.raises(AssertionError, match="is taken"):
        client.simulator.add_transaction(externalid="PS-FIRST")
    with pytest.raises(AssertionError, match="no column colour"):
        client.simulator.add_transaction(colour="red")


def test_an_update_may_not_take_one_either(client: Client) -> None:
    client.created(journal())
    key = client.created(journal(externalId="ps-second"))
    assert "already exists" in refusal(client.patch(key, {"externalId": "PS-First"}))[2]
    assert client.patch(key, {"externalId": "PS-Second"}).status_code == 204


def test_already_exists_is_told_in_the_language_of_the_user(client: Client) -> None:
    client.simulator.set_preferences(language="de")
    client.created(journal())
    assert refusal(client.post(journal()))[:3] == (
        400,
        "USER_ERROR",
        "Error while accessing a resource. Dieser Datensatz ist bereits vorhanden.",
    )


def test_two_posts_at_once_can_both_take_one_external_id() -> None:
    both_looked = threading.Barrier(2, timeout=TIMEOUT_SECONDS)

    def wait(_: float) -> None:
        both_looked.wait()

    with (
        simulator_thread(preferences={"racy_external_ids": True}, sleep=wait) as simulator,
        ThreadPoolExecutor(2) as pool,
    ):
        posts = [pool.submit(Client(simulator).post, journal()) for _ in range(2)]
        assert [each.result().status_code for each in posts] == [204, 204]
        client = Client(simulator)
        query = "SELECT id FROM transaction WHERE externalid = 'ps-first' ORDER BY id"
        assert client.rows(query) == [{"id": "5001"}, {"id": "5002"}]
        assert client.read("eid:ps-first").json()["id"] == "5001"
        assert refusal(client.post(journal()))[2].endswith("already exists.")
