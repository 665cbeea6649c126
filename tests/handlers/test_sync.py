import json

from tests.support.product import SAMPLE, Product

PERIOD = "/v1/periods/halcyon/2026-10"


def test_a_period_is_posted_verified_and_mailed(product: Product) -> None:
    product.ready()
    assert product.hand_over() == []
    requested = product.call("POST", f"{PERIOD}/syncs")
    assert requested.status == 202
    assert requested.body["status"] == "IN_PROGRESS"
    assert "controller@halcyon.example" in requested.body["notice"]

    product.run()

    sync = product.call("GET", f"/v1/syncs/{requested.body['sync_id']}").body
    assert sync["status"] == "COMPLETED"
    assert sync["requested_by"] == "controller@halcyon.example"
    assert sync["transmitted_at"] is not None
    journals = product.call("GET", f"/v1/syncs/{sync['sync_id']}/journals").body["items"]
    booked = product.netsuite.journals()
    assert sorted(j["external_id"] for j in journals) == sorted(j["externalid"] for j in booked)
    assert all(journal["is_verified"] for journal in journals)
    assert all(journal["netsuite_url"].endswith(journal["internal_id"]) for journal in journals)
    [mail] = product.mails()
    assert mail.to == ["controller@halcyon.example"]
    assert "View Closed Periods" in mail.body
    assert product.call("GET", PERIOD).body["status"] == "COMPLETED"


def test_a_sync_stays_within_its_budget_of_calls(product: Product) -> None:
    product.ready()
    product.hand_over()
    product.call("POST", f"{PERIOD}/syncs")
    product.netsuite.reset_requests()
    product.run()
    entries = len(json.loads(SAMPLE.read_text())["entries"])
    # Posts, periods, six lists, look-up and read-back; and, in an account that has no journal at
    # all, the search for a witness and the read-back of the very first one.
    assert product.netsuite.request_count() == entries + 1 + 6 + 1 + 1 + 2
