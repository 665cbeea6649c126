"""The details on paper: whole for an auditor's file, and without what only a screen can use."""

from playwright.sync_api import expect

from tests.page.conftest import OpenWindow
from tests.page.states import States


def test_the_details_print_whole_and_without_buttons(window: OpenWindow, states: States) -> None:
    page = window().sign_in("controller", states.failed().details)
    folded = page.get_by_role("article").first.get_by_role("definition").first
    expect(page.get_by_role("button", name="Retry")).to_be_visible()
    expect(folded).to_be_hidden()

    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_contain_text("nothing was posted")
    expect(folded).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("navigation")).to_have_count(0)
