"""The team and the way into it, as people use them."""

import re

from playwright.sync_api import Locator, Page, expect

from local.stack import Stack
from tests.page.window import Window
from tests.support.polling import until

MAIL_SECONDS = 60


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def entry_of(page: Page, address: str, region: str = "Members") -> Locator:
    """The entry of somebody, which holds a list of what they may do."""
    return part(page, region).locator("> ul > li").filter(has_text=address)


def invite(page: Page, address: str, *does: str) -> None:
    page.get_by_role("button", name="Invite somebody").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("E-mail address").fill(address)
    for each in does:
        dialog.get_by_role("checkbox", name=each, exact=True).check()
    dialog.get_by_role("button", name="Send the invitation").click()
    expect(dialog).to_have_count(0)


def link_mailed_to(stack: Stack, address: str) -> str:
    """The path in the newest mail to an address, token and all."""

    def look() -> str | None:
        found = [m.text for m in stack.mails() if address in m.to and "/join#" in m.text]
        return found[-1] if found else None

    found = re.search(r"/join#[\w-]+", until(look, MAIL_SECONDS) or "")
    assert found is not None
    return found[0]


def join(window: Window, link: str, address: str) -> Page:
    """Come in by the link of an invitation, signing in as whom it was sent to."""
    page = window.open(link)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=address).click()
    page.get_by_role("button", name="Join the team").click()
    joined = page.get_by_role("heading", name="You are in the team of Halcyon Group")
    expect(joined).to_be_visible()
    return page
