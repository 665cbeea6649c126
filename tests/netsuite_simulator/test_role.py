from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests

from local.netsuite.role import LEVELS, PERMISSIONS
from tests.netsuite_simulator.client import (
    CANADA,
    CLEARING,
    COST,
    GMBH,
    OCTOBER,
    US,
    USD,
    Client,
    journal,
    line,
    refusal,
)
from tests.support.simulator import TIMEOUT_SECONDS, RunningSimulator, simulator_thread

TABLES = {
    "account": "LIST_ACCOUNT",
    "subsidiary": "LIST_SUBSIDIARY",
    "department": "LIST_DEPARTMENT",
    "classification": "LIST_CLASS",
    "location": "LIST_LOCATION",
    "currency": "LIST_CURRENCY",
    "accountingperiod": "ADMI_ACCTPERIODS",
    "transaction": "TRAN_FIND",
    "transactionline": "TRAN_FIND",
    "transactionaccountingline": "TRAN_FIND",
}


@pytest.fixture
def simulator() -> Iterator[RunningSimulator]:
    with simulator_thread() as running:
        yield running


def role_of(client: Client) -> requests.Response:
    return requests.get(f"{client.simulator.origin}/simulator/role", timeout=TIMEOUT_SECONDS)


def test_the_role_is_that_of_the_set_up_and_posts_journals(client: Client) -> None:
    levels = role_of(client).json()["permissions"]
    assert levels["TRAN_JOURNAL"] == "create"
    assert {name for name, level in levels.items() if level == "none"} == {
        "TRAN_JOURNALAPPRV",
        "ADMI_PERIODOVERRIDE",
        "ADMI_MANAGEROLES",
    }
    client.created(journal())
    for table in TABLES:
        assert client.rows(f"SELECT COUNT(*) AS n FROM {table}") != [{"n": "0"}]


@pytest.mark.parametrize(("table", "permission"), TABLES.items())
def test_a_table_without_its_permission_is_refused_or_empty(
    client: Client, table: str, permission: str
) -> None:
    client.created(journal())
    client.simulator.grant(**{permission: "none"})
    query = f"SELECT COUNT(*) AS n FROM {table}"
    assert refusal(client.query(query))[:2] == (400, "INVALID_PARAMETER")
    client.simulator.set_preferences(forbidden_table="403")
    assert refusal(client.query(query))[:2] == (403, "INSUFFICIENT_PERMISSION")
    client.simulator.set_preferences(forbidden_table="empty")
    assert client.rows(query) == [{"n": "0"}]
    client.simulator.grant(**{permission: "view"})
    assert client.rows(query) != [{"n": "0"}]


def test_one_forbidden_table_sinks_a_whole_query(client: Client) -> None:
    client.simulator.set_preferences(union_allowed=True)
    client.simulator.grant(LIST_CLASS="none")
    assert client.query("SELECT name FROM department").status_code == 200
    both = "SELECT name FROM department UNION ALL SELECT name FROM classification"
    assert refusal(client.query(both))[0] == 400
    joined = "SELECT d.name FROM department d JOIN classification c ON c.id = d.id"
    assert refusal(client.query(joined))[0] == 400
    inner = "SELECT name FROM department WHERE id IN (SELECT id FROM classification)"
    assert refusal(client.query(inner))[0] == 400


def test_without_workbooks_no_table_can_be_queried(client: Client) -> None:
    client.simulator.grant(REPO_ANALYTICS="none")
    assert refusal(client.query("SELECT id FROM entity"))[0] == 400
    client.simulator.set_preferences(forbidden_table="403")
    assert "SuiteAnalytics Workbook" in refusal(client.query("SELECT id FROM entity"))[2]


def test_without_rest_nothing_is_answered_and_nothing_said(client: Client) -> None:
    client.simulator.grant(ADMI_RESTWEBSERVICES="none")
    for answer in (client.post(journal()), client.query("SELECT id FROM currency")):
        status, code, text, _ = refusal(answer)
        assert (status, code) == (400, "USER_ERROR")
        assert "current role does not have permission" in text
    assert client.simulator.journals() == []


@pytest.mark.parametrize(
    ("level", "statuses"),
    [
        ("none", [403, 403, 403, 403]),
        ("view", [403, 200, 403, 403]),
        ("create", [204, 200, 403, 403]),
        ("edit", [204, 200, 204, 403]),
        ("full", [204, 200, 204, 204]),
    ],
)
def test_each_level_lets_one_more_operation_through(
    client: Client, level: str, statuses: list[int]
) -> None:
    key = client.created(journal())
    client.simulator.grant(TRAN_JOURNAL=level)
    answers = [
        client.post(journal(externalId="ps-second")),
        client.read(key),
        client.patch(key, {"memo": "changed"}),
        client.delete(key),
    ]
    assert [answer.status_code for answer in answers] == statuses


def test_reading_can_need_the_level_edit(client: Client) -> None:
    key = client.created(journal())
    client.simulator.set_preferences(read_needs_edit=True)
    assert refusal(client.read(key))[:2] == (403, "INSUFFICIENT_PERMISSION")
    client.simulator.grant(TRAN_JOURNAL="edit")
    assert client.read(key).status_code == 200


def test_without_posting_periods_the_period_is_passed_over_or_refused(client: Client) -> None:
    client.simulator.grant(TRAN_POSTPERIODS="none")
    november = journal(tranDate="2026-11-15", postingPeriod={"id": str(OCTOBER)})
    assert client.read(client.created(november)).json()["postingPeriod"]["refName"] == "Nov 2026"
    client.simulator.set_preferences(period_without_permission="refused")
    refused = client.post(journal(externalId="ps-second"))
    assert refusal(refused)[:2] == (403, "INSUFFICIENT_PERMISSION")
    assert "postingperiod" in refusal(refused)[2]
    client.created(journal(externalId="ps-third", postingPeriod=None))


def test_overriding_restrictions_opens_locked_periods_and_not_closed_ones(client: Client) -> None:
    client.simulator.change_record("accountingperiod", OCTOBER, alllocked=True)
    assert client.post(journal()).status_code == 400
    client.simulator.grant(ADMI_PERIODOVERRIDE="full")
    assert client.post(journal()).status_code == 204
    client.simulator.change_record("accountingperiod", OCTOBER, closed=True)
    assert client.post(journal(externalId="ps-second")).status_code == 400


def test_with_journal_approval_a_journal_approves_itself(client: Client) -> None:
    client.simulator.set_preferences(require_approvals=True)
    asking = journal(approved=True)
    assert client.read(client.created(asking)).json()["approved"] is False
    client.simulator.grant(TRAN_JOURNALAPPRV="edit")
    again = client.created(asking | {"externalId": "ps-second"})
    assert client.read(again).json()["approved"] is True


def test_a_role_sees_what_its_subsidiaries_may_use(client: Client) -> None:
    ours = client.created(journal())
    american = journal(
        line(COST, debit=10),
        line(CLEARING, credit=10),
        externalId="ps-us",
        subsidiary={"id": str(US)},
        currency={"id": str(USD)},
    )
    theirs = client.created(american)
    everything = client.rows("SELECT id FROM account")
    client.simulator.add_record(
        "account", acctnumber="9999", acctname="Canada's own", subsidiary=[CANADA]
    )
    client.simulator.restrict_to(GMBH)
    assert client.rows("SELECT id FROM subsidiary") == [{"id": str(GMBH)}]
    assert client.rows("SELECT id FROM account WHERE acctnumber = '9999'") == []
    assert 0 < len(client.rows("SELECT id FROM account")) <= len(everything)
    assert client.rows("SELECT id FROM transaction") == [{"id": ours}]
    lines = "SELECT DISTINCT t.transaction AS id FROM transactionline t WHERE t.id > 0"
    assert client.rows(lines) == [{"id": ours}]
    assert client.read(theirs).status_code == 404
    assert client.read(ours).status_code == 200
    listed = client.send("GET", "/services/rest/record/v1/journalEntry").json()
    assert [item["id"] for item in listed["items"]] == [ours]
    refused = client.post(american | {"externalId": "ps-us-2"})
    assert refusal(refused)[1::2] == ("INVALID_CONTENT", "subsidiary")
    client.simulator.restrict_to()
    assert client.read(theirs).status_code == 200


def test_a_role_without_a_login_is_told_nothing(client: Client) -> None:
    client.simulator.grant(ADMI_LOGIN_OAUTH="none")
    assert refusal(client.query("SELECT id FROM currency"))[:2] == (401, "INVALID_LOGIN")
    assert client.simulator.login_audit()[0]["status"] == "permission_denied"


@pytest.mark.parametrize(
    "change",
    [
        {"permissions": {"LIST_NOTHING": "view"}},
        {"permissions": {"LIST_ACCOUNT": "a little"}},
        {"permissions": []},
        {"subsidiaries": ["2"]},
        {"name": "x"},
    ],
)
def test_a_role_that_does_not_exist_is_refused(client: Client, change: object) -> None:
    answer = requests.patch(
        f"{client.simulator.origin}/simulator/role", json=change, timeout=TIMEOUT_SECONDS
    )
    assert answer.status_code == 400
    assert role_of(client).json()["permissions"]["LIST_ACCOUNT"] == "view"


def test_the_client_has_no_way_to_ask_what_its_role_holds(client: Client) -> None:
    for path in ("/services/rest/system/v1/role", "/services/rest/role"):
        assert client.send("GET", path).status_code == 404
    assert set(role_of(client).json()["permissions"].values()) <= set(LEVELS)
    assert set(role_of(client).json()["permissions"]) == set(PERMISSIONS)


def test_a_new_journal_shows_in_queries_only_after_the_lag() -> None:
    now = [datetime.now(UTC)]
    with simulator_thread(
        clock=lambda: now[0], preferences={"search_lag_seconds": 60}
    ) as simulator:
        client = Client(simulator)
        first = client.created(journal())
        for table in ("transactionline", "transactionaccountingline"):
            assert client.rows(f"SELECT COUNT(*) AS n FROM {table}") == [{"n": "0"}]
        assert client.rows("SELECT id FROM transaction") == []
        assert client.read("eid:ps-first").status_code == 200
        assert "already exists" in refusal(client.post(journal()))[2]
        now[0] += timedelta(seconds=61)
        assert client.rows("SELECT id FROM transaction") == [{"id": first}]
        assert client.rows("SELECT COUNT(*) AS n FROM transactionline") == [{"n": "2"}]


def test_columns_without_a_value_are_left_out_or_null(client: Client) -> None:
    query = "SELECT id, parent FROM subsidiary WHERE parent IS NULL"
    assert client.rows(query) == [{"id": "1"}]
    client.simulator.set_preferences(null_columns="null")
    assert client.rows(query) == [{"id": "1", "parent": None}]


def test_too_many_requests_can_say_when_to_come_back(client: Client) -> None:
    client.simulator.set_preferences(concurrency_limit=0, retry_after_seconds=9)
    assert client.query("SELECT id FROM currency").headers["Retry-After"] == "9"
    client.simulator.set_preferences(retry_after_seconds=0)
    assert "Retry-After" not in client.query("SELECT id FROM currency").headers


def test_a_role_that_may_manage_roles_sees_its_own(client: Client) -> None:
    held = "SELECT permkey, permlevel FROM rolepermissions WHERE role = 1042"
    assert refusal(client.query(held))[0] == 400
    client.simulator.grant(ADMI_MANAGEROLES="full", TRAN_JOURNALAPPRV="edit")
    levels = {row["permkey"]: row["permlevel"] for row in client.rows(held)}
    assert (levels["TRAN_JOURNALAPPRV"], levels["TRAN_JOURNAL"]) == ("3", "2")
    assert "ADMI_PERIODOVERRIDE" not in levels
    client.simulator.grant(ADMI_MANAGEROLES="none")
    assert refusal(client.query("SELECT name FROM role"))[0] == 400
