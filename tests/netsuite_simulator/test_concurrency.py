import threading
from concurrent.futures import ThreadPoolExecutor

from tests.netsuite_simulator.client import Client, journal, refusal
from tests.support.simulator import TIMEOUT_SECONDS, simulator_thread


def test_a_request_above_the_limit_is_blocked_before_any_work() -> None:
    arrived, go = threading.Semaphore(0), threading.Event()

    def hold(_: float) -> None:
        arrived.release()
        go.wait(TIMEOUT_SECONDS)

    with (
        simulator_thread(
            faults=["delay"], preferences={"concurrency_limit": 2}, sleep=hold
        ) as simulator,
        ThreadPoolExecutor(2) as pool,
    ):
        held = [
            pool.submit(Client(simulator).post, journal(externalId=f"ps-{number}"))
            for number in range(2)
        ]
        assert all(arrived.acquire(timeout=TIMEOUT_SECONDS) for _ in held)
        blocked = Client(simulator).post(journal())
        go.set()
        assert refusal(blocked)[:2] == (429, "CONCURRENCY_LIMIT_EXCEEDED")
        assert [each.result().status_code for each in held] == [204, 204]
        assert {entry["externalid"] for entry in simulator.journals()} == {"ps-0", "ps-1"}
        assert simulator.requests()["most_in_work"] == 2
        assert Client(simulator).post(journal()).status_code == 204


def test_of_many_posts_with_one_external_id_one_is_saved() -> None:
    with simulator_thread(preferences={"concurrency_limit": 50}) as simulator:
        with ThreadPoolExecutor(8) as pool:
            statuses = sorted(
                pool.map(lambda _: Client(simulator).post(journal()).status_code, range(8))
            )
        assert statuses == [204] + [400] * 7
        assert len(simulator.journals()) == 1
