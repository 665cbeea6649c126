"""What `make demo` can show: the plain way, and what happens when something is in the way."""

import json
import threading
from collections.abc import Callable, Mapping

from local.document import Document
from local.errors import LocalError
from local.journey import Journey, Outcome
from local.netsuite_child import DATA, NetSuiteChild
from local.stack import Stack
from local.story import hand_over_and_tell, retry_and_tell, sync_and_tell
from local.terminal import say
from local.web import SECONDS, session

OUTAGE_SECONDS = 60
NEW_SUBSIDIARY = "Halcyon Iberia S.L."
NEW_ACCOUNT = "6299"
NEW_DEPARTMENT = "R&D-West"


def plain(stack: Stack, document: Document) -> Outcome:
    """Hand over and sync, with nothing in the way."""
    journey = Journey(stack, document)
    hand_over_and_tell(journey)
    if stack.simulator:
        session().delete(f"{stack.netsuite_origin}/simulator/requests", timeout=SECONDS)
    return sync_and_tell(journey)


def unmapped(stack: Stack, document: Document) -> Outcome:
    """Three names that NetSuite doesn't have; then its lists are corrected, and Retry."""
    _simulator(stack)
    subsidiary = document.entries[0]["subsidiary"]
    document.entries[0]["subsidiary"] = NEW_SUBSIDIARY
    document.entries[1]["lines"][0]["account"] = NEW_ACCOUNT
    document.entries[1]["lines"][1]["department"] = NEW_DEPARTMENT
    journey = Journey(stack, document)
    hand_over_and_tell(journey)
    failed = sync_and_tell(journey)
    codes = sorted(problem["code"] for problem in failed.problems)
    if codes != ["MAP-01", "MAP-02", "MAP-06"]:
        raise LocalError(f"Three problems were expected; there were {codes or 'none'}.")
    if _control(stack, "GET", "journals"):
        raise LocalError("Something was sent to NetSuite before every name was found.")
    say()
    say("The NetSuite administrator corrects the lists.")
    found = json.loads(DATA.read_text(encoding="utf-8"))["records"]["subsidiary"]
    number = next(record["id"] for record in found if record["name"] == subsidiary)
    everywhere = {"subsidiary": [record["id"] for record in found]}
    account = {"acctnumber": NEW_ACCOUNT, "acctname": "Other lease cost", **everywhere}
    department = {"name": NEW_DEPARTMENT, **everywhere}
    _control(stack, "POST", "records", {"table": "account", "record": account})
    _control(stack, "POST", "records", {"table": "department", "record": department})
    renamed = {"table": "subsidiary", "id": number, "changes": {"name": NEW_SUBSIDIARY}}
    _control(stack, "PATCH", "records", renamed)
    return retry_and_tell(journey, failed.sync)


def outage(stack: Stack, document: Document) -> Outcome:
    """NetSuite is down when Sync is pressed, and back a minute later."""
    simulator = _simulator(stack)
    journey = Journey(stack, document)
    hand_over_and_tell(journey)
    say(f"NetSuite goes down for {OUTAGE_SECONDS} seconds.")
    simulator.stop()
    back = threading.Timer(OUTAGE_SECONDS, simulator.start)
    back.start()
    try:
        return sync_and_tell(journey)
    finally:
        back.cancel()


def lost_answer(stack: Stack, document: Document) -> Outcome:
    """NetSuite books the first journal, and the answer is lost on the way."""
    _simulator(stack)
    _control(stack, "POST", "faults", {"fault": "drop-after:route=journalEntry,nth=1"})
    journey = Journey(stack, document)
    hand_over_and_tell(journey)
    return sync_and_tell(journey)


SCENARIOS: Mapping[str, Callable[[Stack, Document], Outcome]] = {
    "plain": plain,
    "unmapped": unmapped,
    "outage": outage,
    "lost-answer": lost_answer,
}


def _simulator(stack: Stack) -> NetSuiteChild:
    if stack.simulator is None:
        raise LocalError("This scenario needs the built-in NetSuite; leave NETSUITE_ORIGIN out.")
    return stack.simulator


def _control(stack: Stack, method: str, name: str, body: object = None) -> object:
    """Steer the simulator."""
    address = f"{stack.netsuite_origin}/simulator/{name}"
    answer = session().request(method, address, json=body, timeout=SECONDS)
    if not answer.ok:
        raise LocalError(f"The simulator refused {method} {name}: {answer.text}")
    return answer.json() if answer.content else None
