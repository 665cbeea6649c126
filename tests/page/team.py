"""The team and the way into it, as people use them."""

import re

from playwright.sync_api import Locator, Page, expect

from local.stack import Stack
from tests.page.window import Window
from tests.support.polling import until

MAIL_SECONDS = 60
LINK = re.compile(r"/join#[\w-]+")
_returned: set[str] = set()


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
    """The path in the newest mail to an address, token and all, once it has come.

    A link is good once, so one that was returned before is of an earlier invitation.
    """

    def look() -> str | None:
        texts = [mail.text for mail in stack.mails() if address in mail.to]
        links = [link for text in texts for link in LINK.findall(text) if link not in _returned]
        return links[-1] if links else None

    found = until(look, MAIL_SECONDS)
    assert found is not None
    _returned.add(found)
    return found


def join(window: Window, link: str, address: str) -> Page:
    """Come in by the link of an invitation, signing in as whom it was sent to."""
    page = window.open(link)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=address).click()
    page.get_by_role("button", name="Join the team").click()
    joined = page.get_by_role("heading", name="You are in the team of Halcyon Group")
    expect(joined).to_be_visible()
    return page
