import json
import re
from typing import Any

from period_sync.domain.connection import Settings
from tests.support.product import SAMPLE, Product

PERIOD = "/v1/periods/halcyon/2026-10"


def unmapped() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(SAMPLE.read_text())
    first, second = document["entries"][:2]
    first["subsidiary"] = "Halcyon Iberia S.L."
    second["lines"][0]["account"] = "6299"
    second["lines"][1]["department"] = "R&D-West"
    return document


def problems_of(product: Product, sync_id: str) -> dict[str, Any]:
    items = product.call("GET", f"/v1/syncs/{sync_id}/problems").body["items"]
    return {item["code"]: item for item in items}


def test_all_names_that_are_missing_come_back_at_once_and_nothing_is_sent(
    product: Product,
) -> None:
    product.ready()
    document = unmapped()
    product.hand_over(document)
    product.call("POST", f"{PERIOD}/syncs")
    product.run()

    sync = product.call("GET", "/v1/syncs/halcyon-1").body
    assert (sync["status"], sync["problem_count"]) == ("FAILED", 3)
    assert product.netsuite.journals() == []
    assert product.netsuite.request_count("journalEntry") == 0
    problems = problems_of(product, "halcyon-1")
    assert set(problems) == {"MAP-01", "MAP-02", "MAP-06"}
    assert "Halcyon Iberia S.L." in problems["MAP-01"]["title"]
    assert "6299" in problems["MAP-02"]["title"]
    assert "R&D-West" in problems["MAP-06"]["title"]
    second = document["entries"][1]
    assert problems["MAP-06"]["places"] == [
        {
            "entry_id": second["entry_id"],
            "line": 2,
            "lease_id": second["lines"][1]["lease_id"],
            "subsidiary": second["subsidiary"],
        }
    ]
    assert all(item["owner"] and item["steps"] for item in problems.values())
    [mail] = product.mails()
    assert mail.subject == "Oct 2026: nothing was posted, 3 problems"
    assert "Review Errors" in mail.body
    assert "/syncs/halcyon-1" in mail.body


def test_retry_after_the_lists_are_corrected_completes_the_period(product: Product) -> None:
    product.ready()
    product.hand_over(unmapped())
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    product.netsuite.change_record("subsidiary", 2, name="Halcyon Iberia S.L.")
    product.netsuite.add_record(
        "account", acctnumber="6299", acctname="Other", subsidiary=[1], includechildren=True
    )
    product.netsuite.add_record("department", name="R&D-West", subsidiary=[1, 2, 3, 4, 5])

    refused = product.call("POST", f"{PERIOD}/syncs")
    assert (refused.status, refused.body["code"]) == (409, "RETRY_INSTEAD")
    retry = product.call("POST", "/v1/syncs/halcyon-1/retry")
    assert (retry.status, retry.body["previous_sync_id"]) == (202, "halcyon-1")
    assert product.call("POST", "/v1/syncs/halcyon-1/retry").body["sync_id"] == "halcyon-2"
    product.run()

    assert problems_of(product, "halcyon-2") == {}
    assert product.call("GET", "/v1/syncs/halcyon-2").body["status"] == "COMPLETED"
    assert len(product.netsuite.journals()) == 4
    again = product.call("POST", "/v1/syncs/halcyon-1/retry")
    assert again.status == 409


def test_a_closed_posting_period_is_named(product: Product) -> None:
    product.ready()
    product.netsuite.change_record("accountingperiod", 415, closed=True)
    product.hand_over()
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    problems = problems_of(product, "halcyon-1")
    assert set(problems) == {"PER-01"}
    assert len(problems["PER-01"]["places"]) == 4


def test_a_connection_that_fails_its_test_can_not_go_live(product: Product) -> None:
    product.make_tenant()
    product.connect(token_secret="wrong")
    product.test_connection()
    test = product.connecting.connections.test("halcyon", "main-1")
    assert test.status == "FAILED"
    assert [probe.list for probe in test.probes] == ["login"]
    assert "Login Audit" in test.probes[0].finding
    assert len(product.netsuite.login_audit()) == 1


def test_a_refused_secret_is_not_used_again_until_a_test_passes(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.netsuite.reset_requests()
    product.replace_secret(token_secret="wrong")
    product.clock.pause(120)
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    assert set(problems_of(product, "halcyon-1")) == {"CONN-01"}
    attempts = product.netsuite.request_count(status="401")
    product.call("POST", "/v1/syncs/halcyon-1/retry")
    product.run()
    assert set(problems_of(product, "halcyon-2")) == {"CONN-01"}
    assert product.netsuite.request_count(status="401") == attempts == 1

    product.replace_secret()
    product.clock.pause(120)
    product.test_connection()
    product.call("POST", "/v1/syncs/halcyon-2/retry")
    product.run()
    assert product.call("GET", "/v1/syncs/halcyon-3").body["status"] == "COMPLETED"


def test_an_entry_over_the_line_limit_is_posted_in_balanced_parts(product: Product) -> None:
    product.ready()
    product.change_connection(settings=Settings(line_limit=20))
    product.hand_over()
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    assert product.call("GET", "/v1/syncs/halcyon-1").body["status"] == "COMPLETED"
    booked = product.netsuite.journals()
    lines = sum(len(entry["lines"]) for entry in json.loads(SAMPLE.read_text())["entries"])
    assert len(booked) > 4
    assert all(len(journal["lines"]) <= 20 for journal in booked)
    assert sum(len(journal["lines"]) for journal in booked) == lines


def test_in_summary_mode_one_line_stands_for_many_and_says_so(product: Product) -> None:
    product.ready()
    product.change_connection(settings=Settings(summary_mode=True))
    product.hand_over()
    product.call("POST", f"{PERIOD}/syncs")
    product.run()
    assert product.call("GET", "/v1/syncs/halcyon-1").body["status"] == "COMPLETED"
    entries = json.loads(SAMPLE.read_text())["entries"]
    booked = product.netsuite.journals()
    assert len(booked) == len(entries)
    lines = [line for journal in booked for line in journal["lines"]]
    assert len(lines) < sum(len(entry["lines"]) for entry in entries)
    told = [re.fullmatch(r"(\d+) lines of \d+ leases?", line["memo"]) for line in lines]
    single = told.count(None)
    assert single + sum(int(match[1]) for match in told if match) == sum(
        len(entry["lines"]) for entry in entries
    )
