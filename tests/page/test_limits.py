"""What the page does not do: for whom it is not meant, and while the API is away."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.client import Client, path_of
from tests.page.conftest import OpenWindow
from tests.page.list import row_of
from tests.page.shown_stack import ShownStack
from tests.page.states import States


def test_another_companys_link_shows_nothing(window: OpenWindow) -> None:
    page = window().sign_in("controller", "/syncs/meridian-1")
    expect(page.get_by_role("heading", name="There is no such sync")).to_be_visible()


def test_a_stranger_is_told_that_they_have_no_access(window: OpenWindow) -> None:
    page = window().sign_in("outsider")
    expect(page.get_by_role("heading", name="You have no access yet")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)


@pytest.mark.parametrize("identity", ["auditor", "administrator", "team"])
def test_who_may_not_post_has_no_sync_button_and_the_api_refuses_too(
    window: OpenWindow, states: States, stack: ShownStack, identity: str
) -> None:
    shown = states.not_synced()
    row = row_of(window().sign_in(identity), shown.entity)
    expect(row.get_by_text("Not synced")).to_be_visible()
    expect(row.get_by_role("button")).to_have_count(0)
    refused = Client(stack.origin, stack.token(identity)).call(
        "POST", f"{path_of(shown.document)}/syncs"
    )
    assert refused.status_code == 403


def test_who_holds_both_duties_is_told_why_there_is_no_sync(
    window: OpenWindow, states: States
) -> None:
    shown = states.not_synced()
    page = window().sign_in("everything")
    expect(page.get_by_text("You hold two duties")).to_be_visible()
    expect(row_of(page, shown.entity).get_by_role("button")).to_have_count(0)


def test_the_page_says_when_the_api_is_away_and_goes_on_by_itself(
    window: OpenWindow, states: States, stack: ShownStack
) -> None:
    entity = states.not_synced().entity
    page = window().sign_in("controller")
    away = page.get_by_text(re.compile("Period Sync can.t be reached"))
    with stack.api_down():
        page.get_by_role("button", name=re.compile("^Not synced")).click()
        expect(away).to_be_visible(timeout=30_000)
    page.get_by_role("button", name=re.compile("^All")).click()
    expect(away).to_have_count(0, timeout=60_000)
    expect(row_of(page, entity).get_by_text("Not synced")).to_be_visible()


def test_a_hand_over_that_was_refused_shows_its_faults(
    window: OpenWindow, stack: ShownStack, states: States
) -> None:
    document = states.not_synced().document | {"entity": "halcyon-refused", "name": "Bad month"}
    document["entries"][0]["lines"][0] |= {"debit": "1.00", "credit": None}
    lease_system = Client(stack.origin, stack.token("lease-system"))
    assert lease_system.call("PUT", path_of(document), document).status_code == 400
    page = window().sign_in("auditor")
    shown = page.get_by_role("region", name="Periods that were not accepted")
    shown.get_by_text("halcyon-refused").click()
    expect(shown.get_by_role("listitem").first).to_be_visible()
    mended = json.loads(json.dumps(document))
    mended["entries"] = states.not_synced().document["entries"]
    assert lease_system.call("PUT", path_of(mended), mended).status_code == 201
    page.reload()
    expect(row_of(page, "halcyon-refused").get_by_text("Not synced")).to_be_visible()
    expect(shown.get_by_text("halcyon-refused")).to_have_count(0)


def test_a_period_is_posted_with_the_keyboard_alone(window: OpenWindow, states: States) -> None:
    entity = states.not_synced().entity
    page = window().sign_in("controller")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()

    def tab_to(name: str) -> None:
        for _ in range(40):
            focused = page.evaluate(
                "document.activeElement.ariaLabel || document.activeElement.textContent"
            )
            if re.match(name, focused):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"no way to {name} by keyboard")

    tab_to("Search periods")
    page.keyboard.type(entity)
    expect(page.get_by_role("row")).to_have_count(2)
    tab_to("Sync ")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name=re.compile("^Post "))).to_be_enabled()
    tab_to("Post ")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("We'll e-mail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Sync "))).to_have_count(0)
