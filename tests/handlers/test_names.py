from typing import Any

import pytest

from tests.support.documents import document_json, entry_json, line_json
from tests.support.netsuite_client import open_simulator, post
from tests.support.product import Product

PERIOD = "/v1/periods/halcyon/2026-10"


def document(**names: Any) -> dict[str, Any]:
    return document_json(entry_json(line_json(0, **names), line_json(1)))


def problems_of(product: Product, handed_over: dict[str, Any]) -> list[dict[str, Any]]:
    assert product.hand_over(handed_over) == []
    sync = product.call("POST", f"{PERIOD}/syncs").body["sync_id"]
    product.netsuite.reset_requests()
    product.run()
    found: list[dict[str, Any]] = product.call("GET", f"/v1/syncs/{sync}/problems").body["items"]
    return found


def codes(problems: list[dict[str, Any]]) -> list[str]:
    return [problem["code"] for problem in problems]


def test_a_name_that_is_nearly_right_comes_with_what_may_be_meant(product: Product) -> None:
    product.ready()
    [problem] = problems_of(product, document(department="logistics"))
    assert problem["title"].startswith("Department 'logistics' isn't in NetSuite")
    assert problem["candidates"][0].startswith("Logistics (id 13, ")
    assert len(problem["candidates"]) <= 5
    # Witness, look-up, periods, four lists, and one more call for the list that a name was not in.
    assert product.netsuite.request_count() == 1 + 1 + 1 + 4 + 1


def test_a_bank_account_may_be_booked_and_is_noticed(product: Product) -> None:
    product.ready()
    assert codes(problems_of(product, document(account="1010"))) == ["BIZ-02"]
    assert product.call("GET", PERIOD).body["status"] == "COMPLETED"


@pytest.mark.parametrize(
    ("permission", "listed"),
    [
        ("LIST_ACCOUNT", "accounts"),
        ("LIST_SUBSIDIARY", "subsidiaries"),
        ("LIST_DEPARTMENT", "departments"),
        ("LIST_CURRENCY", "currencies"),
        ("ADMI_ACCTPERIODS", "accounting periods"),
    ],
)
def test_a_permission_that_was_taken_away_is_not_a_missing_name(
    product: Product, permission: str, listed: str
) -> None:
    product.ready()
    product.netsuite.grant(**{permission: "none"})
    [problem] = problems_of(product, document(department="Logistics"))
    assert problem["code"] == "PERM-01"
    assert listed in problem["title"]


def test_lists_that_look_empty_are_hidden_and_not_empty(product: Product) -> None:
    product.ready()
    product.netsuite.add_fault("hide-rows")
    problems = problems_of(product, document(department="Logistics"))
    assert set(codes(problems)) == {"PERM-01"}
    assert len(problems) == 5


@pytest.mark.parametrize("fault", ["429", "503"])
def test_a_look_up_without_an_answer_is_never_a_missing_name(product: Product, fault: str) -> None:
    product.ready()
    product.netsuite.add_fault(f"{fault}:route=suiteql")
    assert problems_of(product, document()) == []
    product.netsuite.clear_faults()
    product.run_for(120)
    assert product.call("GET", PERIOD).body["status"] == "COMPLETED"


def test_an_entry_is_posted_in_the_period_of_its_subsidiarys_calendar(product: Product) -> None:
    netsuite = product.netsuite
    calendar = netsuite.add_record("fiscalcalendar", name="4-4-5")
    netsuite.add_record(
        "accountingperiod",
        periodname="P10",
        startdate="2026-09-28",
        enddate="2026-10-31",
        calendars=[calendar],
    )
    netsuite.change_record("subsidiary", 2, fiscalcalendar=calendar)
    product.ready()
    assert problems_of(product, document()) == []
    [journal] = netsuite.journals()
    assert journal["period"] == "P10"


def test_a_name_that_means_another_record_since_the_sync_before_is_noticed(
    product: Product,
) -> None:
    netsuite = product.netsuite
    # Without a journal that must be seen it would take long to know that a refusal saved nothing.
    post(open_simulator(netsuite), external_id="by-hand")
    product.ready()
    netsuite.add_script("Lease", "Not today.")
    problems_of(product, document(department="Logistics"))
    product.run_for(600)
    netsuite.clear_scripts()
    netsuite.change_record("department", 13, name="Old Logistics")
    new = netsuite.add_record("department", name="Logistics", subsidiary=[2])
    product.call("POST", "/v1/syncs/halcyon-1/retry")
    product.run()
    [notice] = product.call("GET", "/v1/syncs/halcyon-2/problems").body["items"]
    assert notice["code"] == "MAP-13"
    assert f"Logistics (id {new})" in notice["title"]
    assert "id 13" in notice["title"]
    assert product.call("GET", PERIOD).body["status"] == "COMPLETED"
