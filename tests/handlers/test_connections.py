"""How an integration administrator connects a company to NetSuite, through the API alone."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest

from period_sync.adapters.dynamodb.tenants import DynamoTenants
from tests.support.clock import START, SharedTime
from tests.support.netsuite_client import secret_of
from tests.support.oauth2_keys import ec_keys, oauth2_secret
from tests.support.product import TENANT, Answer, Product
from tests.support.simulator import RunningSimulator, simulator_thread

ALL = "/v1/connections"
MAIN = f"{ALL}/main"
THERE = {"period-sync-tenant": "meridian"}


def call(product: Product, method: str, path: str, body: Any = None, **more: Any) -> Answer:
    text = None if body is None else json.dumps(body)
    return product.call(method, path, more.pop("user", "administrator"), text, **more)


def added(product: Product, **changed: str) -> Answer:
    body = {
        "connection_id": "main",
        "environment": "production",
        "account": product.netsuite.credentials.account,
        "auth": "tba",
    }
    return call(product, "POST", ALL, body | changed)


def stored(product: Product, **changed: str) -> Answer:
    secret = secret_of(product.netsuite.credentials, **changed)
    return call(product, "PUT", f"{MAIN}/secret", {"auth": "tba"} | secret)


def run_test(product: Product) -> dict[str, Any]:
    asked = call(product, "POST", f"{MAIN}/tests")
    assert asked.status == 202, asked.body
    product.run()
    found = product.call("GET", f"{MAIN}/tests/{asked.body['test_id']}")
    body: dict[str, Any] = found.body
    return body


def shown(product: Product) -> dict[str, Any]:
    body: dict[str, Any] = product.call("GET", MAIN).body
    return body


def in_use() -> str:
    """The version of the secret that everybody but a test reads."""
    name = f"period-sync/local/{TENANT}/main"
    return boto3.client("secretsmanager").get_secret_value(
        SecretId=name, VersionStage="AWSCURRENT"
    )["VersionId"]


@pytest.fixture
def time() -> SharedTime:
    return SharedTime()


@pytest.fixture
def netsuite(time: SharedTime) -> Iterator[RunningSimulator]:
    with simulator_thread(clock=time.now) as running:
        yield running


@pytest.fixture
def connected(product: Product) -> Product:
    product.make_tenant()
    assert added(product).status == 201
    assert stored(product).status == 200
    return product


@pytest.fixture
def ready(connected: Product) -> Product:
    assert run_test(connected)["status"] == "PASSED"
    live = call(connected, "POST", f"{MAIN}/live", {"go_live": "2026-01-01"})
    assert (live.status, live.body["state"]) == (200, "LIVE")
    return connected


def test_a_company_connects_itself_and_syncs(ready: Product) -> None:
    ready.hand_over()
    ready.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    ready.run()
    assert ready.call("GET", "/v1/syncs/halcyon-1").body["status"] == "COMPLETED"
    found = shown(ready)
    assert (found["is_live"], found["go_live"]) == (True, "2026-01-01")
    assert found["latest_test"]["text"] == "The connection passed its test."
    assert [each["connection_id"] for each in ready.call("GET", ALL).body["items"]] == ["main"]


def test_each_step_shows_in_the_state(product: Product) -> None:
    product.make_tenant()
    assert added(product).body["state"] == "NEW"
    assert stored(product).body["state"] == "UNTESTED"
    run_test(product)
    assert shown(product)["state"] == "READY"
    early = call(product, "POST", f"{MAIN}/live", {"go_live": "31.01.2026"})
    assert (early.status, early.body["faults"][0]["field"]) == (400, "body.go_live")


def test_no_secret_is_ever_answered_or_audited(ready: Product) -> None:
    secrets = secret_of(ready.netsuite.credentials).values()
    call(ready, "PUT", f"{MAIN}/secret", {"auth": "tba", "consumer_key": "one\ntwo"})
    seen = json.dumps([ready.call("GET", ALL).body, shown(ready), ready.audit()], default=str)
    assert not [value for value in secrets if value in seen]
    note = shown(ready)["secret"]
    assert note["set_by"] == "administrator@halcyon.example"
    assert set(note) == {"auth", "set_at", "set_by", "certificate_ends"}


@pytest.mark.parametrize("user", ["controller", "auditor", "team", "lease-system"])
def test_only_the_integration_administrator_changes_connections(
    connected: Product, user: str
) -> None:
    for method, path, body in (
        ("POST", ALL, {"connection_id": "x", "environment": "sandbox", "account": "1_SB1"}),
        ("PUT", MAIN, {"version": 1}),
        ("PUT", f"{MAIN}/secret", {"auth": "tba"}),
        ("DELETE", f"{MAIN}/secret", None),
        ("POST", f"{MAIN}/tests", None),
        ("POST", f"{MAIN}/live", {"go_live": "2026-01-01"}),
        ("DELETE", MAIN, None),
    ):
        wanted = body | {"auth": "tba"} if body and path == ALL else body
        assert call(connected, method, path, wanted, user=user).status == 403, (method, path)
    reads = call(connected, "GET", MAIN, user=user).status
    assert reads == (403 if user == "lease-system" else 200)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 7654321\n", "7654321"),
        ("7654321-sb2", "7654321_SB2"),
        ("7654321_sb2", "7654321_SB2"),
        ("7654321_RP1", "7654321_RP1"),
        ("tstdrv1234567", "TSTDRV1234567"),
    ],
)
def test_an_account_id_is_kept_in_its_one_spelling(product: Product, typed: str, kept: str) -> None:
    product.make_tenant()
    environment = "production" if kept.isdigit() else "sandbox"
    assert added(product, account=typed, environment=environment).body["account"] == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "7654321SB1",
        "7654321 SB1",
        "7654321__SB1",
        "7654321_SB1_2",
        "https://7654321.app.netsuite.com",
        "7654321.app.netsuite.com",
        "7654321/evil.example",
        "evil@7654321",
        "7654321:443",
        "\uff17\uff16\uff15\uff14",
        "7654321\u200b",
    ],
)
def test_what_is_no_account_id_is_refused_and_connects_nothing(
    product: Product, typed: str
) -> None:
    product.make_tenant()
    for environment in ("production", "sandbox"):
        answer = added(product, account=typed, environment=environment)
        assert (answer.status, answer.body["field"]) == (400, "account"), typed
    assert product.call("GET", ALL).body["items"] == []


@pytest.mark.parametrize(
    ("environment", "account"),
    [
        ("production", "7654321_SB1"),
        ("production", "7654321_RP"),
        ("production", "7654321_RP2"),
        ("production", "TSTDRV1234567"),
        ("sandbox", "7654321"),
    ],
)
def test_a_sandbox_is_no_production_account(
    product: Product, environment: str, account: str
) -> None:
    product.make_tenant()
    answer = added(product, environment=environment, account=account)
    assert answer.status == 400
    assert (answer.body["code"], answer.body["field"]) == ("ENVIRONMENT_MISMATCH", "account")


def test_an_account_has_one_connection_and_nobody_learns_whose(connected: Product) -> None:
    connected.make_tenant("meridian", "lease.meridian")
    account = connected.netsuite.credentials.account
    body = {"connection_id": "main", "environment": "production", "auth": "tba"}
    other = call(connected, "POST", ALL, body | {"account": account}, headers=THERE)
    assert (other.status, other.body["code"]) == (409, "ACCOUNT_CONNECTED")
    assert TENANT not in json.dumps(other.body).lower()
    mine = {"period-sync-tenant": TENANT}
    again = call(connected, "POST", ALL, body | {"account": "7654321"}, headers=mine)
    assert (again.status, again.body["code"]) == (409, "CONNECTION_EXISTS")


def test_another_companys_connection_is_not_there(connected: Product) -> None:
    run_test(connected)
    connected.make_tenant("meridian", "lease.meridian")
    for method, path, body in (
        ("GET", MAIN, None),
        ("PUT", MAIN, {"version": 1}),
        ("DELETE", MAIN, None),
        ("POST", f"{MAIN}/tests", None),
        ("GET", f"{MAIN}/tests/main-1", None),
        ("PUT", f"{MAIN}/secret", {"auth": "tba", **secret_of(connected.netsuite.credentials)}),
        ("POST", f"{MAIN}/live", {"go_live": "2026-01-01"}),
    ):
        answer = call(connected, method, path, body, headers=THERE)
        assert (answer.status, answer.body["code"]) == (404, "NOT_FOUND"), (method, path)


def test_settings_are_saved_by_version_and_audited_with_what_they_were(ready: Product) -> None:
    read = shown(ready)
    settings = read["settings"] | {"line_limit": 20, "books_fed": "by_entry"}
    # A test that passes meanwhile is no change that a person made.
    run_test(ready)
    saved = call(ready, "PUT", MAIN, {"version": read["version"], "settings": settings})
    assert (saved.status, saved.body["settings"]) == (200, settings)
    late = call(ready, "PUT", MAIN, {"version": read["version"], "settings": settings})
    assert (late.status, late.body["code"]) == (409, "CONNECTION_CHANGED")
    [line] = [a for a in ready.audit() if a["action"] == "connection settings changed"]
    assert line["facts"] == {"line_limit": "1000 -> 20", "books_fed": "none -> by_entry"}
    assert line["by"]["email"] == "administrator@halcyon.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("line_limit", 1),
        ("line_limit", "20"),
        ("summary_mode", 1),
        ("rate_owner", "nobody"),
        ("base_currency", "EURO"),
        ("settle_seconds", -1),
        ("colour", "blue"),
    ],
)
def test_a_setting_that_can_not_be_is_named(ready: Product, name: str, value: object) -> None:
    settings = shown(ready)["settings"] | {name: value}
    answer = call(ready, "PUT", MAIN, {"version": 1, "settings": settings})
    assert (answer.status, answer.body["code"]) == (400, "INVALID_INPUT")
    assert name in answer.body["detail"]
    assert shown(ready)["version"] == 1


def test_the_account_changes_only_until_a_test_has_passed(connected: Product) -> None:
    account = connected.netsuite.credentials.account
    assert shown(connected)["account_can_change"]
    moved = call(connected, "PUT", MAIN, {"version": 1, "account": "7654321"})
    assert (moved.status, moved.body["account"]) == (200, "7654321")
    # The account that was given up can be connected, by others too; the new one can't.
    connected.make_tenant("meridian", "lease.meridian")
    body = {"connection_id": "other", "environment": "production", "auth": "tba"}
    taken = call(connected, "POST", ALL, body | {"account": "7654321"}, headers=THERE)
    assert taken.body["code"] == "ACCOUNT_CONNECTED"
    assert call(connected, "POST", ALL, body | {"account": account}, headers=THERE).status == 201
    mine = {"period-sync-tenant": TENANT}
    back = call(connected, "PUT", MAIN, {"version": 2, "account": account}, headers=mine)
    assert (back.status, back.body["code"]) == (409, "ACCOUNT_CONNECTED")


def test_an_account_that_was_tested_stays(ready: Product) -> None:
    assert not shown(ready)["account_can_change"]
    answer = call(ready, "PUT", MAIN, {"version": 1, "account": "7654321"})
    assert (answer.status, answer.body["code"]) == (409, "ACCOUNT_FIXED")
    assert shown(ready)["account"] == ready.netsuite.credentials.account


def test_values_as_they_are_pasted_are_taken(product: Product) -> None:
    product.make_tenant()
    added(product)
    pasted = {name: f" {v}\r\n" for name, v in secret_of(product.netsuite.credentials).items()}
    assert call(product, "PUT", f"{MAIN}/secret", {"auth": "tba"} | pasted).status == 200
    assert run_test(product)["status"] == "PASSED"


@pytest.mark.parametrize("broken", ["abcd\nefgh", "abcd efgh", "abcd\u00a0efgh", "abcdé", "  "])
def test_a_broken_value_is_named_and_never_repeated(connected: Product, broken: str) -> None:
    answer = stored(connected, token_secret=broken)
    assert (answer.status, answer.body["field"]) == (400, "token_secret")
    assert broken.strip() == "" or broken not in json.dumps(answer.body, ensure_ascii=False)
    assert shown(connected)["new_secret"] is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"private_key": "no key"}, "private_key"),
        ({"certificate": "no certificate"}, "certificate"),
        ({"certificate_id": ""}, "certificate_id"),
        ({"token_id": "x"}, "token_id"),
    ],
)
def test_an_oauth2_secret_that_can_not_be_right_is_named(
    connected: Product, changed: dict[str, str], field: str
) -> None:
    body = {"auth": "oauth2"} | oauth2_secret(connected.netsuite, ec_keys(), **changed)
    answer = call(connected, "PUT", f"{MAIN}/secret", body)
    assert (answer.status, answer.body["field"]) == (400, field)


def test_a_new_secret_is_used_once_a_test_has_passed_with_it(ready: Product) -> None:
    before = in_use()
    assert stored(ready).body["new_secret"]["set_by"] == "administrator@halcyon.example"
    assert in_use() == before
    test = run_test(ready)
    assert (test["status"], test["is_of_new_secret"]) == ("PASSED", True)
    assert "in use" in test["text"]
    assert in_use() != before
    assert shown(ready)["new_secret"] is None


def test_a_new_secret_that_fails_leaves_the_old_one_in_use(ready: Product) -> None:
    before = in_use()
    stored(ready, token_secret="mistyped")
    test = run_test(ready)
    assert (test["status"], test["probes"][0]["what"]) == ("FAILED", "login")
    assert test["text"] == "The new secret did not pass; the old one stays in use."
    found = shown(ready)
    assert (in_use(), found["state"]) == (before, "LIVE")
    ready.hand_over()
    ready.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    ready.run()
    assert ready.call("GET", "/v1/syncs/halcyon-1").body["status"] == "COMPLETED"
    # The next one replaces the one that failed.
    stored(ready)
    assert run_test(ready)["status"] == "PASSED"
    assert in_use() != before


def test_a_new_secret_can_be_given_up_so_that_the_one_in_use_is_tested(ready: Product) -> None:
    before = in_use()
    stored(ready, token_secret="mistyped")
    assert run_test(ready)["status"] == "FAILED"
    for _ in range(2):
        assert call(ready, "DELETE", f"{MAIN}/secret").body["new_secret"] is None
    test = run_test(ready)
    assert (test["status"], test["is_of_new_secret"]) == ("PASSED", False)
    assert in_use() == before
    actions = [line["action"] for line in ready.audit()]
    assert actions.count("connection secret given up") == 1


def test_a_company_moves_from_tokens_to_a_certificate(ready: Product, time: SharedTime) -> None:
    time.clock = ready.clock
    keys = ec_keys()
    secret = oauth2_secret(ready.netsuite, keys) | {
        "certificate": keys.certificate(START, timedelta(days=700))
    }
    saved = call(ready, "PUT", f"{MAIN}/secret", {"auth": "oauth2"} | secret)
    assert saved.body["new_secret"]["certificate_ends"] == "2028-10-03"
    assert saved.body["auth"] == "tba"
    test = run_test(ready)
    assert test["status"] == "PASSED"
    assert "way of logging in" not in {probe["what"] for probe in test["probes"]}
    found = shown(ready)
    assert (found["auth"], found["secret"]["certificate_ends"]) == ("oauth2", "2028-10-03")
    ready.hand_over()
    ready.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    ready.run()
    assert ready.call("GET", "/v1/syncs/halcyon-1").body["status"] == "COMPLETED"


def test_a_certificates_end_can_be_given_without_it(connected: Product) -> None:
    body = {"auth": "oauth2", "certificate_ends": "2027-05-31"} | oauth2_secret(connected.netsuite)
    saved = call(connected, "PUT", f"{MAIN}/secret", body)
    assert saved.body["new_secret"]["certificate_ends"] == "2027-05-31"


def test_a_missing_permission_is_named_with_the_way_to_grant_it(connected: Product) -> None:
    connected.netsuite.grant(LIST_DEPARTMENT="none", TRAN_JOURNAL="none")
    failed = {p["what"]: p for p in run_test(connected)["probes"] if not p["passed"]}
    assert failed["department"]["permission"] == {
        "tab": "Lists",
        "name": "Departments",
        "level": "View",
        "where": "Setup > Users/Roles > Manage Roles > the integration's role > Permissions > "
        "Lists > Departments",
    }
    assert failed["creating journals"]["permission"]["name"] == "Make Journal Entry"


def test_a_second_press_while_a_test_runs_is_the_same_test(connected: Product) -> None:
    first = call(connected, "POST", f"{MAIN}/tests").body["test_id"]
    assert call(connected, "POST", f"{MAIN}/tests").body["test_id"] == first
    connected.run()
    assert call(connected, "POST", f"{MAIN}/tests").body["test_id"] != first


def test_an_untested_connection_does_not_go_live(connected: Product) -> None:
    answer = call(connected, "POST", f"{MAIN}/live", {"go_live": "2026-01-01"})
    assert (answer.status, answer.body["code"]) == (409, "CONNECTION_NOT_TESTED")


def test_a_live_connection_with_a_sync_under_way_is_not_revoked(ready: Product) -> None:
    ready.hand_over()
    ready.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    answer = call(ready, "DELETE", MAIN)
    assert (answer.status, answer.body["code"]) == (409, "SYNC_RUNNING")
    ready.run()
    assert call(ready, "DELETE", MAIN).status == 200


def test_a_revoked_connection_stays_for_the_audit_and_does_nothing(ready: Product) -> None:
    revoked = call(ready, "DELETE", MAIN)
    assert (revoked.status, revoked.body["state"], revoked.body["is_live"]) == (
        200,
        "REVOKED",
        False,
    )
    assert call(ready, "DELETE", MAIN).body == revoked.body
    assert DynamoTenants(ready.table).tenant(TENANT).live_connection_id is None
    client = boto3.client("secretsmanager")
    with pytest.raises(client.exceptions.InvalidRequestException):
        in_use()
    for method, path, body in (
        ("PUT", MAIN, {"version": 1}),
        ("POST", f"{MAIN}/tests", None),
        ("POST", f"{MAIN}/live", {"go_live": "2026-01-01"}),
        ("PUT", f"{MAIN}/secret", {"auth": "tba", **secret_of(ready.netsuite.credentials)}),
    ):
        answer = call(ready, method, path, body)
        assert (answer.status, answer.body["code"]) == (409, "CONNECTION_REVOKED"), (method, path)
    assert [a["action"] for a in ready.audit()].count("connection revoked") == 1
    ready.hand_over()
    sync = ready.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    assert (sync.status, sync.body["code"]) == (409, "NO_LIVE_CONNECTION")


@pytest.mark.parametrize(("has_synced", "status"), [(False, 201), (True, 409)])
def test_an_account_is_free_for_others_only_if_nothing_was_synced_into_it(
    ready: Product, has_synced: bool, status: int
) -> None:
    if has_synced:
        ready.hand_over()
        ready.call("POST", "/v1/periods/halcyon/2026-10/syncs")
        ready.run()
    call(ready, "DELETE", MAIN)
    ready.make_tenant("meridian", "lease.meridian")
    body = {"connection_id": "theirs", "environment": "production", "auth": "tba"}
    body["account"] = ready.netsuite.credentials.account
    assert call(ready, "POST", ALL, body, headers=THERE).status == status


def test_a_company_may_connect_the_account_again_that_it_posted_to(ready: Product) -> None:
    ready.hand_over()
    ready.call("POST", "/v1/periods/halcyon/2026-10/syncs")
    ready.run()
    call(ready, "DELETE", MAIN)
    assert added(ready, connection_id="again").status == 201


def test_a_test_is_found_under_its_own_connection_only(ready: Product) -> None:
    added(ready, connection_id="other", account="7654321")
    assert ready.call("GET", f"{ALL}/other/tests/main-1").status == 404
    assert ready.call("GET", f"{MAIN}/tests/main-9").status == 404
