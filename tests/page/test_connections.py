"""A company sets itself up: a connection, its test, names that differ, and going live."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.client import Client
from tests.page.conftest import OpenWindow
from tests.page.shown_stack import ShownStack
from tests.page.states import States
from tests.page.window import NARROW, WIDE, Scheme, settle, violations

SEEN_MILLISECONDS = 60_000
MAIN = "/connections/main"
CODES = {"department": "logistics", "class": "stores", "location": "koeln"}
"""Names that come close to what NetSuite has, by the field of the lines that bear them."""
MEANT = {"department": "Logistics", "class": "Stores", "location": "Köln"}


def test_an_account_is_connected_and_a_key_that_netsuite_refuses_is_told(
    window: OpenWindow,
) -> None:
    page = window().sign_in("administrator", "/connections")
    page.get_by_label("Kind of account").select_option("sandbox")
    account = page.get_by_label("Account ID")
    account.fill("7654321.evil.example")
    expect(page.get_by_text("An account id looks like 1234567")).to_be_visible()
    account.fill("7654321")
    expect(page.get_by_text("7654321 is no sandbox account.")).to_be_visible()
    account.fill("7654321-sb1")
    page.get_by_role("button", name="Connect 7654321_SB1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Connection sandbox")
    expect(page.get_by_text("Account 7654321_SB1, sandbox")).to_be_visible()
    expect(page.get_by_text("Nothing here touches your production books")).to_be_visible()

    page.get_by_label("How it logs in").select_option("tba")
    for name in ("Consumer key", "Consumer secret", "Token ID", "Token secret"):
        page.get_by_label(name).fill("0123456789abcdef" * 4)
    page.get_by_role("button", name="Store and test").click()
    refused = page.get_by_text("NetSuite refused the credentials")
    expect(refused).to_be_visible(timeout=SEEN_MILLISECONDS)
    expect(page.get_by_label("Token secret")).to_have_value("")
    expect(page.get_by_role("heading", name="Go live")).to_have_count(0)

    page.get_by_role("link", name="All connections").click()
    steps = page.get_by_role("listitem").filter(has=page.get_by_label("Done"))
    expect(steps.filter(has_text="Connect a sandbox")).to_have_count(1)
    todo = page.get_by_role("listitem").filter(has=page.get_by_label("To do"))
    expect(todo.filter(has_text="Test it")).to_have_attribute("aria-current", "step")


def test_a_new_key_that_does_not_pass_leaves_the_old_one_in_use(window: OpenWindow) -> None:
    page = window().sign_in("administrator", MAIN)
    page.get_by_role("button", name="Replace the key").click()
    for name in ("Consumer key", "Consumer secret", "Token ID", "Token secret"):
        page.get_by_label(name).fill("0123456789abcdef" * 4)
    page.get_by_role("button", name="Store and test").click()
    kept = page.get_by_text("The new secret did not pass; the old one stays in use.")
    expect(kept).to_be_visible(timeout=SEEN_MILLISECONDS)
    expect(page.get_by_role("heading", name="Live: syncs go here")).to_be_visible()
    page.get_by_role("button", name="Give the new key up").click()
    expect(page.get_by_text("A new key waits for a test that passes")).to_have_count(0)
    page.get_by_role("button", name="Test again").click()
    passed = page.get_by_text("The connection passed its test.")
    expect(passed).to_be_visible(timeout=SEEN_MILLISECONDS)


def test_a_missing_permission_is_named_granted_and_seen(window: OpenWindow, states: States) -> None:
    page = window().sign_in("administrator", MAIN)
    again = page.get_by_role("button", name="Test again")
    states.grant("LIST_DEPARTMENT", "none")
    again.click()
    expect(page.get_by_text("Grant Departments, level View")).to_be_visible(
        timeout=SEEN_MILLISECONDS
    )
    expect(page.get_by_text("Setup > Users/Roles > Manage Roles").first).to_be_visible()
    states.grant("LIST_DEPARTMENT", "view")
    again.click()
    passed = page.get_by_text("The connection passed its test.")
    expect(passed).to_be_visible(timeout=SEEN_MILLISECONDS)


def test_three_names_are_mapped_by_suggestion_and_the_retry_posts(
    window: OpenWindow, states: States
) -> None:
    failed = states.failed_with(CODES)
    page = window().sign_in("administrator", f"{MAIN}/mappings")
    for name in CODES.values():
        named = page.get_by_role("group", name=re.compile(f" {name}$"))
        expect(named.get_by_role("combobox")).to_contain_text("id ")
        named.get_by_role("button", name=f"Map {name}").click()
        expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    for meant in MEANT.values():
        expect(page.get_by_role("cell", name=re.compile(f"^{meant} "))).to_be_visible()

    page = window().sign_in("controller", failed.details)
    page.get_by_role("button", name="Retry").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Post ")).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("is in NetSuite: 4 journals", timeout=SEEN_MILLISECONDS)


def test_a_period_is_checked_through_a_connection_with_nothing_sent(
    window: OpenWindow, states: States
) -> None:
    shown = states.not_synced()
    page = window().sign_in("administrator", MAIN)
    chosen = page.get_by_label("Period", exact=True)
    label = chosen.locator("option").filter(has_text=shown.entity).inner_text()
    chosen.select_option(label=label)
    page.get_by_role("button", name="Check, nothing is sent").click()
    answer = page.get_by_text("Nothing stands in the way: 4 journals would be posted.")
    expect(answer).to_be_visible(timeout=SEEN_MILLISECONDS)


def test_a_setting_is_changed_and_one_that_does_not_fit_is_refused(window: OpenWindow) -> None:
    page = window().sign_in("administrator", MAIN)
    limit = page.get_by_label("Lines per journal, at most")
    save = page.get_by_role("button", name="Save settings")
    expect(save).to_be_disabled()
    limit.fill("1")
    save.click()
    expect(page.get_by_role("alert").filter(has_text="line_limit")).to_be_visible()
    limit.fill("900")
    save.click()
    expect(page.get_by_text("INVALID_INPUT")).to_have_count(0)
    page.reload()
    expect(limit).to_have_value("900")
    limit.fill("1000")
    save.click()
    expect(save).to_be_disabled()


def test_the_mappings_of_a_revoked_connection_are_only_to_be_read(
    window: OpenWindow, stack: ShownStack
) -> None:
    at = "/v1/connections/old-sandbox"
    administrator = Client(stack.origin, stack.token("administrator"))
    asked = {"environment": "sandbox", "account": "7654321_SB2", "auth": "tba"}
    added = administrator.call("POST", "/v1/connections", asked | {"connection_id": "old-sandbox"})
    assert added.status_code == 201, added.text
    said = {"list": "department", "name": "Depot", "internal_id": "13", "path": "Logistics"}
    saved = administrator.call("PUT", f"{at}/mappings", {"version": 0, "mappings": [said]})
    assert saved.status_code == 200, saved.text
    page = window().sign_in("administrator", "/connections/old-sandbox/mappings")
    remove = page.get_by_role("button", name="Remove the mapping of Depot")
    expect(remove).to_be_visible()
    assert administrator.call("DELETE", at).status_code == 200
    page.reload()
    expect(page.get_by_role("note")).to_contain_text("This connection is revoked")
    expect(page.get_by_role("rowheader", name="Depot")).to_be_visible()
    expect(remove).to_have_count(0)
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)


def test_an_earlier_version_of_mappings_is_there_to_be_read(
    window: OpenWindow, stack: ShownStack
) -> None:
    at = "/v1/connections/third-sandbox"
    administrator = Client(stack.origin, stack.token("administrator"))
    asked = {"environment": "sandbox", "account": "7654321_SB3", "auth": "tba"}
    added = administrator.call(
        "POST", "/v1/connections", asked | {"connection_id": "third-sandbox"}
    )
    assert added.status_code == 201, added.text
    for version, name in enumerate(("Depot", "Yard")):
        said = {"list": "department", "name": name, "internal_id": "13", "path": "Logistics"}
        body = {"version": version, "mappings": [said]}
        saved = administrator.call("PUT", f"{at}/mappings", body)
        assert saved.status_code == 200, saved.text
    page = window().sign_in("administrator", "/connections/third-sandbox/mappings")
    expect(page.get_by_text(re.compile(r"^Version 2, saved by \S+@\S+ on "))).to_be_visible()
    earlier = page.get_by_role("combobox", name="Earlier versions")
    earlier.select_option("1")
    expect(page.get_by_text(re.compile(r"^Version 1, saved by \S+@\S+ on "))).to_be_visible()
    shown = page.get_by_role("table", name="Version 1 of the mappings")
    expect(shown.get_by_role("rowheader", name="Depot")).to_be_visible()
    expect(shown.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("button", name="Remove the mapping of Yard")).to_be_visible()
    settle(page)
    assert violations(page) == []


def test_who_may_not_set_up_sees_and_changes_nothing(window: OpenWindow) -> None:
    page = window().sign_in("auditor", MAIN)
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
    for name in ("Test again", "Save settings", "Store and test", "Revoke this connection"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_label("Lines per journal, at most")).to_be_disabled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_here_is_hard_to_use(window: OpenWindow, scheme: Scheme, width: int) -> None:
    page: Page = window(width=width, scheme=scheme).sign_in("administrator", "/connections")
    for path in ("/connections", MAIN, f"{MAIN}/mappings", "/connections/none"):
        page.goto(path)
        page.get_by_role("heading", level=1).wait_for()
        for summary in page.locator("main summary").all():
            summary.click()
        settle(page)
        assert violations(page) == [], path
