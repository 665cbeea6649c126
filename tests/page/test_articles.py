"""What the code of a problem means: reached from where the code is shown, and from a mail."""

import re

import pytest
from playwright.sync_api import Page, expect

from local.identities import PERMISSIONS
from period_sync.domain.catalogue import CATALOGUE
from tests.page.conftest import OpenWindow
from tests.page.list import row_of
from tests.page.shown_stack import ShownStack
from tests.page.states import States
from tests.support.polling import until

UNKNOWN = {"department": "Nowhere at all"}
CODE = "MAP-06"


def require_article(page: Page, code: str) -> None:
    """Its address, its heading, and the steps of the catalogue."""
    expect(page).to_have_url(re.compile(f"/problems/{code}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"About {code}")
    expect(page.get_by_role("listitem")).to_have_count(len(CATALOGUE[code].steps))
    expect(page.get_by_role("article")).to_contain_text(CATALOGUE[code].owner)


def test_a_problem_leads_to_its_article_and_back(window: OpenWindow, states: States) -> None:
    page = window().sign_in("controller", states.failed_with(UNKNOWN).details)
    card = page.get_by_role("article")
    card.get_by_role("link", name=f"About {CODE}").click()
    require_article(page, CODE)
    page.go_back()
    expect(card.get_by_role("link", name=f"About {CODE}")).to_be_visible()


def test_a_preview_leads_to_the_article(window: OpenWindow, states: States) -> None:
    page = window().sign_in("controller")
    row = row_of(page, states.not_synced(names=UNKNOWN).entity)
    row.get_by_role("button", name="Sync").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Preview").click()
    dialog.get_by_role("link", name=f"About {CODE}").click(timeout=60_000)
    require_article(page, CODE)


def test_a_mail_leads_through_the_sign_in_to_the_article(
    window: OpenWindow, states: States, stack: ShownStack
) -> None:
    shown = states.failed_with(UNKNOWN)
    mail = until(lambda: [m for m in stack.mails() if shown.details in m.text], 60)[0]
    found = re.search(r"https?://\S+/problems/\S+", mail.text)
    assert found is not None
    require_article(window().sign_in("auditor", found[0]), CODE)


@pytest.mark.parametrize("identity", [name for name in PERMISSIONS if PERMISSIONS[name]])
def test_every_member_can_read_an_article(window: OpenWindow, identity: str) -> None:
    require_article(window().sign_in(identity, "/problems/POST-05"), "POST-05")


@pytest.mark.parametrize("code", ["POST-99", "constructor", "%3Cb%3E"])
def test_a_code_that_there_is_not_is_answered_plainly(window: OpenWindow, code: str) -> None:
    page = window().sign_in("controller", f"/problems/{code}")
    expect(page.get_by_role("heading", level=1)).to_have_text("No problem has this code")
    expect(page.get_by_role("link", name="View closed periods")).to_be_visible()
