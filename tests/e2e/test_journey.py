import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from local.checkout import PYTHON, ROOT
from local.stack import Stack
from tests.e2e.client import Client, hand_over, new_document, path_of
from tests.support.polling import until


def journals_in_netsuite(stack: Stack) -> list[dict[str, Any]]:
    answer = requests.get(f"{stack.netsuite_origin}/simulator/journals", timeout=10)
    return list(answer.json())


def add_fault(stack: Stack, fault: str) -> None:
    address = f"{stack.netsuite_origin}/simulator/faults"
    assert requests.post(address, json={"fault": fault}, timeout=10).status_code == 201


def test_from_the_event_bus_to_the_mail(stack: Stack, controller: Client) -> None:
    document = new_document()
    hand_over(stack, controller, document)
    assert controller.get(path_of(document))["status"] == "NOT_SYNCED"

    pressed = controller.call("POST", f"{path_of(document)}/syncs")
    assert pressed.status_code == 202
    sync = pressed.json()
    assert sync["status"] == "IN_PROGRESS"
    assert "controller@halcyon.example" in sync["notice"]

    ended = controller.finished(sync["sync_id"])
    assert ended["status"] == "COMPLETED"
    assert ended["requested_by"] == "controller@halcyon.example"
    assert ended["transmitted_at"] >= ended["requested_at"]
    journals = controller.get(f"/v1/syncs/{sync['sync_id']}/journals")["items"]
    assert [journal["entry_id"] for journal in journals] == [
        entry["entry_id"] for entry in document["entries"]
    ]
    booked = {journal["externalid"] for journal in journals_in_netsuite(stack)}
    for journal in journals:
        assert journal["is_verified"]
        assert journal["external_id"] in booked
        page = requests.get(journal["netsuite_url"], timeout=10)
        assert journal["number"] in page.text
    mail = until(lambda: [m for m in stack.mails() if sync["sync_id"] in m.text])[0]
    assert mail.to == ["controller@halcyon.example"]
    assert f"{stack.origin}/periods" in mail.text
    assert controller.get(path_of(document))["status"] == "COMPLETED"


def test_a_preview_shows_what_a_sync_would_book(stack: Stack, controller: Client) -> None:
    document = new_document()
    hand_over(stack, controller, document)
    pressed = controller.call("POST", f"{path_of(document)}/previews")
    assert pressed.status_code == 202, pressed.text
    path = f"/v1/previews/{pressed.json()['preview_id']}"
    preview = until(lambda: _made(controller.get(path)), 60)
    assert (preview["status"], preview["problem_count"]) == ("DONE", 0)
    assert preview["posts"] == len(document["entries"])
    ours = {item["external_id"] for item in controller.get(f"{path}/journals")["items"]}
    assert len(ours) == preview["posts"]
    assert not ours & {journal["externalid"] for journal in journals_in_netsuite(stack)}
    assert controller.get(f"{path}/problems")["items"] == []
    assert controller.get(path_of(document))["preview"] == preview
    assert f"{preview['preview_id']}: preview of" in stack.operate("show", preview["preview_id"])


def _made(preview: Any) -> Any:
    return None if preview["status"] in {"QUEUED", "RUNNING"} else preview


def test_sync_pressed_by_two_people_at_once_is_one_sync(stack: Stack, controller: Client) -> None:
    document = new_document()
    hand_over(stack, controller, document)
    before = len(journals_in_netsuite(stack))
    add_fault(stack, "delay:wait=8,first=1")
    people = [Client(stack.origin, stack.token("controller")) for _ in range(2)]
    with ThreadPoolExecutor() as at_once:
        answers = list(
            at_once.map(lambda person: person.call("POST", f"{path_of(document)}/syncs"), people)
        )
    assert {answer.status_code for answer in answers} == {202}, [a.text for a in answers]
    [sync_id] = {answer.json()["sync_id"] for answer in answers}
    assert controller.finished(sync_id)["status"] == "COMPLETED"
    assert len(journals_in_netsuite(stack)) == before + len(document["entries"])


def test_syncs_are_numbered_without_gaps(stack: Stack, controller: Client) -> None:
    syncs = []
    for _ in range(3):
        document = new_document()
        hand_over(stack, controller, document)
        syncs.append(controller.call("POST", f"{path_of(document)}/syncs").json())
    numbers = [sync["number"] for sync in syncs]
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    for sync in syncs:
        assert controller.finished(sync["sync_id"])["status"] == "COMPLETED"


@pytest.mark.parametrize("token", [None, "no.token.atall"])
def test_without_a_valid_token_nothing_is_told(stack: Stack, token: str | None) -> None:
    assert Client(stack.origin, token).call("GET", "/v1/periods").status_code == 401


def test_a_token_that_was_changed_is_refused(stack: Stack) -> None:
    head, claims, signature = stack.token("controller").split(".")
    forged = ".".join((head, claims, signature[:-6] + "AAAAAA"))
    assert Client(stack.origin, forged).call("GET", "/v1/me").status_code == 401


@pytest.mark.parametrize(
    ("user", "code"), [("auditor", "FORBIDDEN"), ("everything", "SEPARATION_OF_DUTIES")]
)
def test_who_may_not_post_is_told_why(
    stack: Stack, controller: Client, user: str, code: str
) -> None:
    document = new_document()
    hand_over(stack, controller, document)
    person = Client(stack.origin, stack.token(user))
    answer = person.call("POST", f"{path_of(document)}/syncs")
    assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_who_is_no_member_sees_nothing(stack: Stack) -> None:
    outsider = Client(stack.origin, stack.token("outsider"))
    assert outsider.call("GET", "/v1/periods").status_code == 403


def test_the_lease_system_can_hand_over_by_the_api(stack: Stack, controller: Client) -> None:
    document = new_document()
    machine = Client(stack.origin, stack.token("lease-system"))
    assert machine.call("PUT", path_of(document), document).status_code == 201
    assert machine.call("PUT", path_of(document), document).status_code == 200
    assert machine.call("GET", path_of(document)).status_code == 403
    assert controller.get(path_of(document))["revision"] == 1


def test_an_operator_sees_every_step(stack: Stack, controller: Client) -> None:
    document = new_document()
    hand_over(stack, controller, document)
    sync_id = controller.call("POST", f"{path_of(document)}/syncs").json()["sync_id"]
    controller.finished(sync_id)
    shown = stack.operate("show", sync_id)
    for words in ("Requested.", "Planned 4 journals.", "Ended COMPLETED"):
        assert words in shown
    assert sync_id in stack.operate("show", "halcyon")
    [journal, *_] = controller.get(f"/v1/syncs/{sync_id}/journals")["items"]
    for name in (journal["external_id"], journal["internal_id"]):
        told = stack.operate("show", name)
        assert journal["external_id"] in told
        assert "evidence tenants/halcyon/evidence/" in told
    stack.operate("stuck")


def test_an_operator_pauses_and_resumes(stack: Stack, controller: Client) -> None:
    document = new_document()
    hand_over(stack, controller, document)
    stack.operate("pause", "halcyon", "main", "--reason", "The ledger is being counted")
    try:
        sync_id = controller.call("POST", f"{path_of(document)}/syncs").json()["sync_id"]
        sync = until(lambda: _paused(controller.get(f"/v1/syncs/{sync_id}")), 60)
        assert "The ledger is being counted" in sync["doing"]
        assert sync["journals_posted"] == 0
        assert "waits for the end of a pause" in stack.operate("stuck")
    finally:
        told = stack.operate("resume", "halcyon", "main")
    assert "Nothing is paused." in told
    assert controller.finished(sync_id)["status"] == "COMPLETED"


def _paused(sync: Any) -> Any:
    return sync if "Paused by an operator" in sync["doing"] else None


def test_the_demo_ends_well() -> None:
    done = subprocess.run(
        [PYTHON, "-m", "local.demo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Proven by reading NetSuite" in done.stdout
