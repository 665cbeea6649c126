import pytest
import requests

from tests.netsuite_simulator.client import RECORD_ROOT, Client, journal, refusal
from tests.support.simulator import simulator_thread

LOST = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)


def test_after_a_lost_answer_the_journal_is_there_and_a_second_post_says_so(
    client: Client,
) -> None:
    client.simulator.add_fault("drop-after:route=journalEntry,nth=1")
    with pytest.raises(LOST):
        client.post(journal())
    assert refusal(client.post(journal()))[2].endswith("This record already exists.")
    assert len(client.simulator.journals()) == 1
    assert client.simulator.request_count("journalEntry", "dropped") == 1


def test_a_connection_lost_before_the_work_leaves_nothing(client: Client) -> None:
    client.simulator.add_fault("drop-before:nth=1")
    with pytest.raises(LOST):
        client.post(journal())
    assert client.simulator.journals() == []
    assert client.post(journal()).status_code == 204


def test_a_late_commit_appears_after_the_caller_was_cut_off(client: Client) -> None:
    client.simulator.add_fault("commit-late:nth=1,wait=3600")
    with pytest.raises(LOST):
        client.post(journal())
    assert client.read("eid:ps-first").status_code == 404
    assert client.simulator.commit_late_work() == 1
    assert client.read("eid:ps-first").status_code == 200
    assert client.simulator.commit_late_work() == 0


def test_a_late_commit_that_comes_second_changes_nothing(client: Client) -> None:
    client.simulator.add_fault("commit-late:nth=1,wait=3600")
    with pytest.raises(LOST):
        client.post(journal())
    key = client.created(journal())
    client.simulator.commit_late_work()
    assert [entry["id"] for entry in client.simulator.journals()] == [int(key)]


@pytest.mark.parametrize(
    ("fault", "status"), [("429", 429), ("500", 500), ("503", 503), ("html502", 502)]
)
def test_an_error_answer_means_that_nothing_was_done(
    client: Client, fault: str, status: int
) -> None:
    client.simulator.add_fault(f"{fault}:first=2")
    assert [client.post(journal()).status_code for _ in range(3)] == [status, status, 204]
    assert len(client.simulator.journals()) == 1


def test_a_server_fault_can_come_after_the_commit(client: Client) -> None:
    client.simulator.add_fault("500:nth=1,commit=yes")
    assert client.post(journal()).status_code == 500
    assert len(client.simulator.journals()) == 1


def test_a_refusal_can_say_when_to_come_back(client: Client) -> None:
    client.simulator.add_fault("429:nth=1,retry_after=7")
    assert client.post(journal()).headers["Retry-After"] == "7"


def test_a_gateways_page_is_no_json(client: Client) -> None:
    client.simulator.add_fault("html502")
    answer = client.post(journal())
    assert answer.headers["Content-Type"] == "text/html"
    assert answer.text.startswith("<html>")


def test_a_failed_script_answers_400_although_the_journal_is_saved(client: Client) -> None:
    client.simulator.add_fault("save-and-400")
    assert refusal(client.post(journal()))[:2] == (400, "USER_ERROR")
    assert client.read("eid:ps-first").status_code == 200


def test_a_cut_body_breaks_off(client: Client) -> None:
    client.simulator.add_fault("truncate-body:route=suiteql,nth=1")
    with pytest.raises(LOST):
        client.query("SELECT id FROM account")
    assert client.query("SELECT id FROM account").status_code == 200


def test_location_can_name_a_foreign_host(client: Client) -> None:
    client.simulator.add_fault("wrong-location-host")
    location = client.post(journal()).headers["Location"]
    assert location == "http://netsuite.invalid/services/rest/record/v1/journalEntry/5001"


def test_the_period_can_be_shifted_against_the_callers_will(client: Client) -> None:
    client.simulator.add_fault("shift-period")
    assert client.read(client.created(journal())).json()["postingPeriod"]["refName"] == "Nov 2026"


def test_rows_can_be_hidden(client: Client) -> None:
    client.simulator.add_fault("hide-rows")
    assert client.rows("SELECT id FROM account") == []
    assert client.query("SELECT nothing FROM account").status_code == 400


@pytest.mark.parametrize(
    ("condition", "struck"),
    [
        ("", [True] * 6),
        (":nth=2", [False, True, False, False, False, False]),
        (":first=2", [True, True, False, False, False, False]),
        (":every=3", [False, False, True, False, False, True]),
        (":every=2,first=3", [False, True, False, False, False, False]),
        (":route=suiteql", [True] * 6),
        (":route=journalEntry", [False] * 6),
        (":seconds=3600", [True] * 6),
        (":seconds=0", [False] * 6),
    ],
)
def test_a_fault_strikes_when_its_condition_says(
    client: Client, condition: str, struck: list[bool]
) -> None:
    client.simulator.add_fault(f"503{condition}")
    answers = [client.query("SELECT id FROM currency").status_code for _ in struck]
    assert answers == [503 if each else 200 for each in struck]


def test_chance_is_the_same_with_the_same_seed() -> None:
    runs = []
    for _ in range(2):
        with simulator_thread(faults=["503:probability=0.5,seed=7"]) as simulator:
            client = Client(simulator)
            runs.append([client.read("1").status_code for _ in range(12)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {404, 503}


def test_a_wrong_signature_meets_no_fault(client: Client) -> None:
    client.simulator.add_fault("503:nth=1")
    right, client.session.auth = client.session.auth, client.simulator.auth(token_id="wrong")
    assert client.read("1").status_code == 401
    client.session.auth = right
    assert client.read("1").status_code == 503


@pytest.mark.parametrize(
    "text", ["", "explode", "503:route=nowhere", "503:nth=x", "503:colour=red", "503:nth"]
)
def test_a_fault_that_does_not_exist_is_refused(client: Client, text: str) -> None:
    with pytest.raises(AssertionError, match="400"):
        client.simulator.add_fault(text)


def test_faults_can_be_ended(client: Client) -> None:
    client.simulator.add_fault("503")
    client.simulator.clear_faults()
    assert client.read("1").status_code == 404


def test_an_answer_can_trickle() -> None:
    pauses: list[float] = []
    with simulator_thread(sleep=pauses.append) as simulator:
        simulator.add_fault("slow-drip:route=journalEntry,wait=0.5,nth=1")
        answer = Client(simulator).post(journal())
        assert answer.status_code == 204
        assert set(pauses) == {0.5}
        assert len(pauses) > 100


def test_a_body_can_be_huge(client: Client) -> None:
    client.simulator.add_fault("huge-body:nth=1")
    assert len(client.query("SELECT id FROM account").content) > 50_000_000
    assert client.query("SELECT id FROM account").status_code == 200


def test_a_caller_may_hang_up_on_a_huge_body(client: Client) -> None:
    client.simulator.add_fault("huge-body:nth=1")
    client.session.stream = True
    client.query("SELECT id FROM account").close()
    client.session.stream = False
    assert client.query("SELECT id FROM account").status_code == 200


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        ("nested-json", "[[[[[["),
        ("mistyped-json", '"hasMore": 0'),
        ("nan-json", '"hasMore": NaN'),
    ],
)
def test_a_body_can_be_hostile(client: Client, fault: str, shown: str) -> None:
    client.simulator.add_fault(f"{fault}:route=suiteql")
    answer = client.query("SELECT id FROM account")
    assert answer.status_code == 200
    assert shown in answer.text


def test_a_hostile_answer_keeps_its_location(client: Client) -> None:
    client.simulator.add_fault("nested-json:route=journalEntry")
    answer = client.post(journal())
    assert (answer.status_code, answer.headers["Location"][-5:]) == (200, "/5001")
    assert len(client.simulator.journals()) == 1


@pytest.mark.parametrize(
    ("route", "method"),
    [
        ("journalEntry-list", "GET"),
        ("journalEntry-update", "PATCH"),
        ("journalEntry-delete", "DELETE"),
    ],
)
def test_every_operation_on_records_can_be_struck(client: Client, route: str, method: str) -> None:
    key = client.created(journal())
    client.simulator.add_fault(f"503:route={route},first=1")
    path = RECORD_ROOT + ("journalEntry" if method == "GET" else f"journalEntry/{key}")
    assert client.send(method, path, "{}").status_code == 503
    assert client.send(method, path, "{}").status_code in (200, 204)
