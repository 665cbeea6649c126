import requests

from tests.netsuite_simulator.client import CLEARING, COST, Client, journal, line
from tests.support.simulator import TIMEOUT_SECONDS

SCRIPT = "<script>alert('x')</script>"
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"


def page(client: Client, path: str = "/") -> requests.Response:
    return requests.get(client.simulator.origin + path, timeout=TIMEOUT_SECONDS)


def test_the_page_shows_journals_requests_and_logins_with_every_value_escaped(
    client: Client,
) -> None:
    simulator = client.simulator
    department = simulator.add_record("department", name=SCRIPT, subsidiary=[2])
    client.created(
        journal(
            line(COST, debit=5, department=department, memo=SCRIPT),
            line(CLEARING, credit=5),
            memo=SCRIPT,
        )
    )
    requests.get(
        f"{simulator.origin}/services/rest/record/v1/journalEntry/<i>", timeout=TIMEOUT_SECONDS
    )
    requests.get(
        f"{simulator.origin}/services/rest/record/v1/journalEntry/1",
        timeout=TIMEOUT_SECONDS,
        headers={"Authorization": 'OAuth oauth_token="%3Ci%3E"'},
    )
    answer = page(client)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert SCRIPT not in answer.text
    assert "<i>" not in answer.text
    assert answer.text.count(ESCAPED) >= 3
    for shown in (
        "JE1001",
        "2026-10-31",
        "Oct 2026",
        "Halcyon GmbH",
        "5 EUR",
        "ps-first",
        "6200 Operating lease cost",
        "InvalidHeader",
        "journalEntry-read",
    ):
        assert shown in answer.text


def test_a_deep_link_opens_the_journal(client: Client) -> None:
    key = client.created(journal())
    address = "/app/accounting/transactions/transaction.nl?id="
    assert "JE1001" in page(client, address + key).text
    for missing in ("99", "", "x", "1%27"):
        assert page(client, address + missing).status_code == 404


def test_journals_are_given_as_json_with_names(client: Client) -> None:
    client.created(journal())
    entry = client.simulator.journals()[0]
    assert (entry["tranid"], entry["period"], entry["currency"], entry["total"]) == (
        "JE1001",
        "Oct 2026",
        "EUR",
        "100",
    )
    assert entry["lines"][1]["account"] == "2010 Lease payments clearing"


def test_requests_are_counted_until_reset(client: Client) -> None:
    client.created(journal())
    client.post(journal())
    client.query("SELECT id FROM currency")
    simulator = client.simulator
    assert simulator.request_count() == 3
    assert simulator.request_count("journalEntry") == 2
    assert simulator.request_count("journalEntry", "204") == 1
    assert [entry["route"] for entry in simulator.requests()["requests"]] == [
        "journalEntry",
        "journalEntry",
        "suiteql",
    ]
    simulator.reset_requests()
    assert simulator.request_count() == 0


def test_the_simulator_tells_that_it_is_well(client: Client) -> None:
    assert page(client, "/simulator/health").json() == {"status": "ok", "account": "1234567"}


def test_wrong_commands_are_refused_with_a_reason(client: Client) -> None:
    address = f"{client.simulator.origin}/simulator"
    for method, path, body in (
        ("POST", "records", {"table": "transaction", "record": {}}),
        ("POST", "records", {"table": "department", "record": {"colour": "red"}}),
        ("PATCH", "records", {"table": "department", "id": "x", "changes": {}}),
        ("PATCH", "preferences", {"colour": "red"}),
        ("PATCH", "preferences", {"concurrency_limit": "many"}),
        ("POST", "faults", []),
    ):
        answer = requests.request(method, f"{address}/{path}", json=body, timeout=TIMEOUT_SECONDS)
        assert (answer.status_code, list(answer.json())) == (400, ["error"]), path
    assert requests.get(f"{address}/nothing", timeout=TIMEOUT_SECONDS).status_code == 404
