from typing import Any

import pytest

from period_sync.adapters.dynamodb.connections import DynamoConnections
from period_sync.domain.connection import Connection, ConnectionTest, CustomFieldKind
from tests.support.product import CONNECTION, TENANT, Product


def run_test(product: Product) -> ConnectionTest:
    return DynamoConnections(product.table).test(TENANT, product.test_connection())


def connection(product: Product) -> Connection:
    return DynamoConnections(product.table).connection(TENANT, CONNECTION)


def findings(test: ConnectionTest) -> dict[str, tuple[bool, str]]:
    return {probe.list: (probe.passed, probe.finding) for probe in test.probes}


@pytest.fixture
def connected(product: Product) -> Product:
    product.make_tenant()
    product.connect()
    return product


def test_a_test_that_passes_remembers_what_the_account_has(connected: Product) -> None:
    test = run_test(connected)
    assert test.status == "PASSED"
    assert findings(test)["creating journals"] == (True, "is permitted")
    features = connection(connected).features
    assert features.one_world
    assert features.departments
    assert features.multi_currency
    assert features.account_restrictions
    assert features.counterparty_limits
    assert not features.fiscal_calendars
    assert set(features.custom_fields.values()) <= set(CustomFieldKind)
    assert connected.netsuite.journals() == []


def test_the_end_of_token_based_authentication_is_said(connected: Product) -> None:
    passed, finding = findings(run_test(connected))["way of logging in"]
    assert passed
    assert "OAuth" in finding or "2027.1" in finding


@pytest.mark.parametrize(
    ("feature", "table"),
    [
        ("departments", "department"),
        ("classes", "classification"),
        ("locations", "location"),
        ("one_world", "subsidiary"),
        ("multi_currency", "currency"),
    ],
)
def test_a_feature_that_is_off_is_no_missing_permission(
    connected: Product, feature: str, table: str
) -> None:
    switched: dict[str, Any] = {feature: False}
    connected.netsuite.set_preferences(**switched)
    test = run_test(connected)
    assert test.status == "PASSED"
    assert findings(test)[table][1] == (
        "is not used in this account: it is neither sent nor asked for"
    )
    assert not getattr(connection(connected).features, feature)


@pytest.mark.parametrize(
    ("permission", "probe", "named"),
    [
        ("LIST_ACCOUNT", "account", "Lists > Accounts"),
        ("LIST_SUBSIDIARY", "subsidiary", "Lists > Subsidiaries"),
        ("LIST_DEPARTMENT", "department", "Lists > Departments"),
        ("LIST_CLASS", "classification", "Lists > Classes"),
        ("LIST_LOCATION", "location", "Lists > Locations"),
        ("LIST_CURRENCY", "currency", "Lists > Currency"),
        ("ADMI_ACCTPERIODS", "accountingperiod", "Manage Accounting Periods"),
        ("TRAN_FIND", "transaction", "Find Transaction"),
        ("TRAN_JOURNAL", "creating journals", "Make Journal Entry"),
    ],
)
def test_a_missing_permission_is_named_with_the_place_to_grant_it(
    connected: Product, permission: str, probe: str, named: str
) -> None:
    connected.netsuite.grant(**{permission: "none"})
    test = run_test(connected)
    assert test.status == "FAILED"
    passed, finding = findings(test)[probe]
    assert not passed
    assert named in finding
    assert "Manage Roles" in finding
    assert connection(connected).passed_at is None


def test_lists_that_show_no_rows_are_not_permitted(connected: Product) -> None:
    connected.netsuite.add_fault("hide-rows")
    found = findings(run_test(connected))
    assert not found["account"][0]
    assert found["department"][1].startswith("shows no row; grant the permission")


def test_without_the_fields_of_journals_a_refused_list_counts_as_not_permitted(
    connected: Product,
) -> None:
    connected.netsuite.set_preferences(departments=False)
    connected.netsuite.add_fault("nan-json:route=metadata")
    found = findings(run_test(connected))
    assert not found["department"][0]
    assert found["fields of journals"][1].startswith("can't be read")


@pytest.mark.parametrize("fault", ["429:route=suiteql", "503:route=suiteql"])
def test_an_account_that_has_no_time_has_no_missing_permission(
    connected: Product, fault: str
) -> None:
    connected.netsuite.add_fault(fault)
    test = run_test(connected)
    assert test.status == "FAILED"
    assert list(findings(test)) == ["NetSuite"]


def test_what_changed_since_the_last_test_is_said(connected: Product) -> None:
    run_test(connected)
    connected.netsuite.set_preferences(classes=False)
    passed, finding = findings(run_test(connected))["features"]
    assert passed
    assert "classes: now off" in finding


def test_a_second_fiscal_calendar_is_seen(connected: Product) -> None:
    calendar = connected.netsuite.add_record("fiscalcalendar", name="4-4-5")
    connected.netsuite.add_record(
        "accountingperiod",
        periodname="P10",
        startdate="2026-09-28",
        enddate="2026-10-31",
        calendars=[calendar],
    )
    run_test(connected)
    assert connection(connected).features.fiscal_calendars


def too_much(test: ConnectionTest) -> dict[str | None, str]:
    return {probe.permission: probe.finding for probe in test.probes if probe.is_too_much}


def test_a_role_that_sees_no_roles_is_not_warned_of_and_is_told_what_to_check(
    connected: Product,
) -> None:
    connected.netsuite.grant(TRAN_JOURNALAPPRV="full")
    test = run_test(connected)
    assert too_much(test) == {}
    assert "Override Period Restrictions" in findings(test)["too much"][1]


def test_what_the_role_should_not_have_is_warned_of_and_stops_nothing(connected: Product) -> None:
    connected.netsuite.grant(
        ADMI_MANAGEROLES="full", ADMI_PERIODOVERRIDE="full", TRAN_JOURNALAPPRV="edit"
    )
    test = run_test(connected)
    assert test.status == "PASSED"
    found = too_much(test)
    assert set(found) == {None, "TRAN_JOURNALAPPRV", "ADMI_PERIODOVERRIDE"}
    assert "Administrator" in found[None]
    assert "locked periods" in found["ADMI_PERIODOVERRIDE"]
