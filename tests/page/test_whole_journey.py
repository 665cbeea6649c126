"""A company's way from its first administrator to one period in its production ledger."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from local.identities import email
from local.netsuite_login import NetSuiteLogin
from local.seeding import TENANT, TENANT_STEP
from local.web import SECONDS, session
from tests.e2e.client import Client
from tests.page.conftest import OpenWindow
from tests.page.list import press_sync, row_of
from tests.page.shown_stack import ShownStack
from tests.page.states import States
from tests.page.team import invite, join, link_mailed_to
from tests.page.test_connections import CODES, MEANT, SEEN_MILLISECONDS

OWNER = "team"
SANDBOX = "7654321_SB1"
JOURNALS = 4
GO_LIVE = "2026-10-01"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ShownStack]:
    """The product with a company that only has its first administrator, as an operator makes it."""
    with ShownStack(tmp_path_factory.mktemp("new"), 0, environment={}, seeded=False) as running:
        people = {one.name: one for one in running.identities.prepare()}
        running.operate(*TENANT_STEP[1])
        who = ("--subject", people[OWNER].subject, "--email", people[OWNER].email)
        running.operate("member", "add", TENANT, *who, "--permission", "team:manage")
        yield running


def test_a_company_sets_itself_up_rehearses_goes_live_and_posts_once(
    window: OpenWindow, stack: ShownStack
) -> None:
    sandbox, production = sorted(stack.netsuite_logins, key=lambda one: not one.is_sandbox)
    owner = window().sign_in(OWNER, "/team")
    page = let_in(window, stack, owner, "administrator", "Set up the integration")
    controller = let_in(window, stack, owner, "controller", "Post journals")

    grant(stack, "none")
    connect(page, sandbox)
    needed = page.get_by_text("Grant Departments, level View: Setup > Users/Roles > Manage Roles")
    expect(needed).to_be_visible(timeout=SEEN_MILLISECONDS)
    grant(stack, "view")
    page.get_by_role("button", name="Test again").click()
    expect_passed(page)

    setting_up = Client(stack.origin, stack.token("administrator"))
    entity = States(stack, setting_up).not_synced(names=CODES).entity
    check_and_map(page, entity)
    assert journals(stack, SANDBOX) == []
    rehearse(controller, entity)
    assert len(journals(stack, SANDBOX)) == JOURNALS
    controller.goto("/periods")
    expect(row_of(controller, entity)).to_contain_text("Not synced")

    connect(page, production)
    expect_passed(page)
    copy_mappings(page)
    go_live(page)
    assert journals(stack) == []
    post(controller, entity)
    booked = journals(stack)
    assert len({one["externalid"] for one in booked}) == len(booked) == JOURNALS
    assert len(journals(stack, SANDBOX)) == JOURNALS


def let_in(window: OpenWindow, stack: ShownStack, owner: Page, name: str, does: str) -> Page:
    """Invite somebody, and return their page when they have come in by the mail."""
    invite(owner, email(name), does)
    return join(window(), link_mailed_to(stack, email(name)), email(name))


def connect(page: Page, login: NetSuiteLogin) -> None:
    """Add the account's connection, and store its keys, which tests it."""
    page.goto("/connections")
    page.get_by_label("Kind of account").select_option(
        "sandbox" if login.is_sandbox else "production"
    )
    page.get_by_label("Account ID").fill(login.account)
    page.get_by_label("How it logs in").select_option("tba")
    page.get_by_role("button", name=f"Connect {login.account}").click()
    page.get_by_label("Consumer key").fill(login.consumer_key)
    page.get_by_label("Consumer secret").fill(login.consumer_secret)
    page.get_by_label("Token ID").fill(login.token_id)
    page.get_by_label("Token secret").fill(login.token_secret)
    page.get_by_role("button", name="Store and test").click()


def expect_passed(page: Page) -> None:
    passed = page.get_by_text("The connection passed its test.")
    expect(passed).to_be_visible(timeout=SEEN_MILLISECONDS)


def check_and_map(page: Page, entity: str) -> None:
    """Check a period, and map the names that it wants to what is suggested."""
    choose(page, entity)
    page.get_by_role("button", name="Check, nothing is sent").click()
    found = page.get_by_text("3 things must be mended first.")
    expect(found).to_be_visible(timeout=SEEN_MILLISECONDS)
    page.get_by_role("link", name="See which names want mapping").click()
    for name in CODES.values():
        named = page.get_by_role("group", name=re.compile(f" {name}$"))
        named.get_by_role("button", name=f"Map {name}").click()
        expect(page.get_by_role("rowheader", name=name)).to_be_visible()


def choose(page: Page, entity: str) -> None:
    """Read a connection's page anew, and choose a period on it."""
    page.reload()
    chosen = page.get_by_label("Period", exact=True)
    label = chosen.locator("option").filter(has_text=entity).inner_text()
    chosen.select_option(label=label)


def rehearse(page: Page, entity: str) -> None:
    page.goto("/connections/sandbox")
    choose(page, entity)
    page.get_by_role("button", name="Rehearse in the sandbox").click()
    expect(page.get_by_text("Rehearsal in the sandbox.")).to_be_visible()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("is in NetSuite: 4 journals", timeout=SEEN_MILLISECONDS)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="View in NetSuite").first.click()
    expect(opened.value.get_by_text(f"account {SANDBOX}")).to_be_visible()
    opened.value.close()


def copy_mappings(page: Page) -> None:
    """Take over into production what the sandbox says."""
    page.get_by_role("link", name="Map names").click()
    offered = page.get_by_role("region", name="Copy from sandbox")
    for name in CODES.values():
        row = offered.get_by_role("row").filter(has_text=name)
        expect(row.get_by_role("cell", name="Not mapped")).to_be_visible()
    offered.get_by_role("button", name="Copy 3 mappings").click()
    expect(offered).to_have_count(0)
    for meant in MEANT.values():
        expect(page.get_by_role("cell", name=re.compile(f"^{meant} "))).to_be_visible()


def go_live(page: Page) -> None:
    page.get_by_role("link", name="Connection production").click()
    page.get_by_label("Go-live date").fill(GO_LIVE)
    page.get_by_role("button", name="Go live with production").click()
    page.get_by_role("dialog").get_by_role("button", name="Go live").click()
    expect(page.get_by_role("heading", name="Live: syncs go here")).to_be_visible()


def post(page: Page, entity: str) -> None:
    """Sync a period, and see it end well in the list."""
    page.reload()
    press_sync(page, entity)
    page.keyboard.press("Escape")
    completed = row_of(page, entity).get_by_text("Completed")
    expect(completed).to_be_visible(timeout=SEEN_MILLISECONDS)


def grant(stack: ShownStack, level: str) -> None:
    """Let the sandbox's administrator give the role Departments, or take it away."""
    address = f"{stack.netsuite_origin}/simulator/accounts/{SANDBOX}/role"
    body = {"permissions": {"LIST_DEPARTMENT": level}}
    answer = session().patch(address, json=body, timeout=SECONDS)
    assert answer.ok, answer.text


def journals(stack: ShownStack, account: str = "7654321") -> list[dict[str, Any]]:
    """What is in an account's ledger."""
    address = f"{stack.netsuite_origin}/simulator/accounts/{account}/journals"
    return list(session().get(address, timeout=SECONDS).json())
