import json
from typing import Any

import pytest

from tests.support.product import SAMPLE, Product

PERIOD = "/v1/periods/halcyon/2026-10"
WORDS = "customscript_budget: {no} budget <b>left</b>"
PROBLEMS = "/v1/syncs/halcyon-1/problems"


def synced(
    product: Product, document: dict[str, Any] | None = None, seconds: float = 600
) -> dict[str, Any]:
    product.hand_over(document or json.loads(SAMPLE.read_text()))
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    product.run_for(seconds)
    sync: dict[str, Any] = product.call("GET", "/v1/syncs/halcyon-1").body
    return sync


def test_a_refusal_for_one_cause_is_one_problem_over_all_journals(product: Product) -> None:
    product.ready()
    product.netsuite.add_script("entry 2026-10-00[234]", WORDS)
    sync = synced(product)
    assert (sync["status"], sync["problem_count"], sync["journals_posted"]) == ("FAILED", 1, 1)
    [problem] = product.call("GET", PROBLEMS).body["items"]
    entries = json.loads(SAMPLE.read_text())["entries"]
    assert problem["places"] == [
        {"entry_id": e["entry_id"], "line": None, "lease_id": None, "subsidiary": e["subsidiary"]}
        for e in entries[1:]
    ]
    del problem["places"], problem["explanation"], problem["problem_id"]
    steps = problem.pop("steps")
    assert problem == {
        "code": "FORM-04",
        "title": "A script or workflow of your NetSuite account refused the journal",
        "owner": "NetSuite administrator",
        "severity": "blocks",
        "retry": "after_fix",
        "decisions": [],
        "documentation": "docs/errors.md#form-04",
        "count": 3,
        "entries": 3,
        "leases": 0,
        "subsidiaries": 3,
        "candidates": [],
        "details": {"detail": WORDS, "netsuite_code": "USER_ERROR"},
    }
    assert steps[0] == f"Read its own words: {WORDS}"
    [mail] = product.mails()
    assert mail.subject == "Oct 2026: 1 of 4 journals posted, 1 problem"
    assert "NetSuite administrator: Read its own words" in mail.body
    assert "&lt;b&gt;left" in mail.body
    assert "<b>left" not in mail.body


def test_a_refusal_that_no_look_up_can_check_is_unknown_and_told_with_its_reason(
    product: Product,
) -> None:
    product.ready()
    # Nothing was ever posted here, so a look-up has no journal that it must see.
    product.netsuite.add_script(".*", WORDS)
    sync = synced(product, seconds=2400)
    assert (sync["status"], sync["problem_count"]) == ("FAILED", 2)
    items = product.call("GET", PROBLEMS).body["items"]
    assert [item["code"] for item in items] == ["DUP-02", "FORM-04"]


def test_a_line_of_a_journal_is_told_as_the_line_and_lease_of_its_entry(product: Product) -> None:
    product.ready()
    product.netsuite.set_preferences(mandatory="line.class")
    document = json.loads(SAMPLE.read_text())
    entry = document["entries"][1]
    for line in entry["lines"]:
        line["class"] = "Vehicles"
    entry["lines"][3].pop("class")
    synced(product, document)
    items = product.call("GET", PROBLEMS).body["items"]
    [problem] = [item for item in items if item["code"] == "FORM-01"]
    assert problem["title"] == "NetSuite demands a value for Class"
    assert {
        "entry_id": entry["entry_id"],
        "line": 4,
        "lease_id": entry["lines"][3]["lease_id"],
        "subsidiary": entry["subsidiary"],
    } in problem["places"]


def test_a_lock_of_one_subsidiary_shows_when_posting_and_names_its_entry(product: Product) -> None:
    product.ready()
    product.netsuite.lock_period(415, 2)
    sync = synced(product)
    assert (sync["status"], sync["journals_posted"]) == ("FAILED", 3)
    [problem] = product.call("GET", PROBLEMS).body["items"]
    assert (problem["code"], problem["decisions"]) == ("PER-02", ["post_in_open_period"])
    assert problem["title"] == "The posting period Oct 2026 is locked in NetSuite"
    assert [place["subsidiary"] for place in problem["places"]] == ["Halcyon GmbH"]


def test_journals_that_await_approval_are_a_notice_and_no_problem(product: Product) -> None:
    product.ready()
    product.netsuite.set_preferences(require_approvals=True)
    sync = synced(product)
    assert (sync["status"], sync["problem_count"]) == ("AWAITING_APPROVAL", 0)
    [notice] = product.call("GET", PROBLEMS).body["items"]
    assert (notice["code"], notice["severity"], notice["count"]) == ("APP-01", "notice", 4)
    [mail] = product.mails()
    assert "Worth knowing for the controller: Ask whoever approves" in mail.body


def test_problems_are_paged_and_keep_their_order(product: Product) -> None:
    product.ready()
    document = json.loads(SAMPLE.read_text())
    lines = document["entries"][0]["lines"]
    for number, line in enumerate(lines[:5]):
        line["account"] = f"99{number}"
    synced(product, document)
    whole = product.call("GET", PROBLEMS).body
    assert (len(whole["items"]), whole["next_cursor"]) == (5, None)
    paged: list[dict[str, Any]] = []
    cursor: Any = {}
    while len(paged) < 5:
        page = product.call("GET", PROBLEMS, limit="2", **cursor).body
        paged += page["items"]
        cursor = {"cursor": page["next_cursor"]}
    assert (paged, page["next_cursor"]) == (whole["items"], None)


@pytest.mark.parametrize("cursor", ["x", "-1", "1e3", "\u0661", "9999999"])
def test_a_cursor_of_another_list_is_refused(product: Product, cursor: str) -> None:
    product.ready()
    synced(product)
    answer = product.call("GET", PROBLEMS, cursor=cursor)
    assert (answer.status, answer.body["code"]) == (400, "INVALID_INPUT")


def test_of_a_problem_in_very_many_lines_the_first_are_listed_and_all_are_counted(
    product: Product,
) -> None:
    product.ready()
    document = json.loads(SAMPLE.read_text())
    entry = document["entries"][0]
    line = {"account": "9999", "lease_id": "HL-9"}
    added = [{"debit": "1.00"}, {"credit": "1.00"}] * 100
    entry["lines"] += [line | side for side in added]
    control = document["control"]
    control["lines"] += 200
    control["leases"] = len({x["lease_id"] for e in document["entries"] for x in e["lines"]})
    debit = control["debit"]
    whole, _, decimals = debit[entry["currency"]].partition(".")
    debit[entry["currency"]] = f"{int(whole) + 100}.{decimals}"
    synced(product, document)
    [problem] = product.call("GET", PROBLEMS).body["items"]
    assert (problem["code"], problem["count"], len(problem["places"])) == ("MAP-02", 200, 100)
    assert (problem["entries"], problem["leases"], problem["subsidiaries"]) == (1, 1, 1)
