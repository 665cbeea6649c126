"""Duties and decisions in the settings, as people see and change them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.client import Client, path_of
from tests.page.conftest import OpenWindow
from tests.page.list import row_of
from tests.page.shown_stack import ShownStack
from tests.page.states import States
from tests.page.window import NARROW, WIDE, Scheme, settle, violations

SEEN_MILLISECONDS = 60_000


@pytest.fixture
def administrator(stack: ShownStack) -> Client:
    return Client(stack.origin, stack.token("team"))


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


@contextmanager
def leaving_settings(administrator: Client) -> Iterator[None]:
    """Put duties and decisions back to what a company starts with."""
    try:
        yield
    finally:
        kept: Any = administrator.get("/v1/settings")
        body = {"version": kept["version"], "duties": "separate", "second_person": False}
        assert administrator.call("PUT", "/v1/settings", body).status_code == 200


def test_duties_are_shared_when_another_person_confirms(
    window: OpenWindow, administrator: Client
) -> None:
    with leaving_settings(administrator):
        asking = window().sign_in("team", "/settings")
        duties = part(asking, "Duties")
        duties.get_by_role("button", name="Share the duties").click()
        dialog = asking.get_by_role("dialog")
        dialog.get_by_role("button", name="Ask to share the duties").click()
        expect(duties.get_by_text("You asked to share the duties")).to_be_visible()
        expect(duties.get_by_role("button", name="Confirm")).to_have_count(0)

        other = window().sign_in("everything", "/settings")
        part(other, "Duties").get_by_role("button", name="Confirm shared duties").click()
        expect(part(other, "Duties")).to_contain_text("Shared: one person may")
        other.get_by_role("link", name="Closed periods").click()
        expect(other.get_by_role("heading", level=1)).to_be_visible()
        expect(other.get_by_text("You hold two duties")).to_have_count(0)

        asking.reload()
        duties.get_by_role("button", name="Separate the duties again").click()
        expect(duties).to_contain_text("Separate: who sets up")


def test_one_person_posts_once_another_agreed_and_the_run_says_so(
    window: OpenWindow, administrator: Client, states: States, stack: ShownStack
) -> None:
    shown = states.not_synced()
    both = Client(stack.origin, stack.token("everything"))
    refused = both.call("POST", f"{path_of(shown.document)}/syncs")
    assert (refused.status_code, refused.json()["code"]) == (403, "SEPARATION_OF_DUTIES")
    with leaving_settings(administrator):
        kept: Any = administrator.get("/v1/settings")
        ask = {"version": kept["version"], "duties": "shared"}
        assert administrator.call("PUT", "/v1/settings", ask).status_code == 200
        page = window().sign_in("everything", "/settings")
        part(page, "Duties").get_by_role("button", name="Confirm shared duties").click()
        expect(part(page, "Duties")).to_contain_text("Shared: one person may")
        page.get_by_role("link", name="Closed periods").click()
        row_of(page, shown.entity).get_by_role("button", name="Sync").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name=re.compile("^Post ")).click()
        dialog.get_by_role("link", name="Show the details").click()
        expect(page.get_by_text("Shared: set up and posted by one person")).to_be_visible()
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_contain_text("is in NetSuite: 4 journals", timeout=SEEN_MILLISECONDS)


def test_a_second_person_is_required_by_who_manages_the_team(
    window: OpenWindow, administrator: Client
) -> None:
    with leaving_settings(administrator):
        page = window().sign_in("team", "/settings")
        decisions = part(page, "Decisions")
        decisions.get_by_role("button", name="Require a second person").click()
        expect(decisions.get_by_role("button", name="Let one person decide")).to_be_visible()
        seen = part(window().sign_in("controller", "/settings"), "Decisions")
        expect(seen).to_contain_text("when a second person who may post has confirmed it")
        expect(seen.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_is_wrong_for_who_cannot_see_or_point(
    window: OpenWindow, administrator: Client, scheme: Scheme, width: int
) -> None:
    with leaving_settings(administrator):
        page = window(width=width, scheme=scheme).sign_in("team", "/settings")
        part(page, "Duties").get_by_role("button", name="Share the duties").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        assert violations(page) == []
        dialog.get_by_role("button", name="Ask to share").click()
        expect(part(page, "Duties").get_by_text("You asked to share")).to_be_visible()
        settle(page)
        assert violations(page) == []
