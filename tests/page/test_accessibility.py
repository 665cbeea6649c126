"""No view has anything that axe-core knows to be wrong, in either colours, wide or narrow."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import OpenWindow
from tests.page.list import row_of
from tests.page.states import States
from tests.page.window import NARROW, WIDE, Scheme, settle, violations


def require_fine(page: Page) -> None:
    settle(page)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_view(window: OpenWindow, states: States, scheme: Scheme, width: int) -> None:
    failed = states.failed_with({"department": f"Nowhere {width} {scheme}"})
    waiting = states.not_synced()
    page = window(width=width, scheme=scheme).sign_in("controller")
    require_fine(page)
    row_of(page, waiting.entity).get_by_role("button", name="Sync").click()
    post = page.get_by_role("dialog").get_by_role("button", name=re.compile("^Post "))
    expect(post).to_be_enabled()
    require_fine(page)

    page.goto(failed.details)
    expect(page.get_by_role("article")).to_have_count(1)
    for summary in page.locator("summary").all():
        summary.click()
    require_fine(page)
    page.get_by_role("button", name="Retry").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    require_fine(page)
    for path in (
        "/settings",
        "/nothing",
        "/syncs/halcyon-0",
        "/problems/POST-05",
        "/problems/POST-99",
    ):
        page.goto(path)
        page.get_by_role("heading", level=1).wait_for()
        require_fine(page)
    for path in ("/activity", "/periods"):
        require_fine(window(width=width, scheme=scheme).sign_in("auditor", path))
    require_fine(window(width=width, scheme=scheme).sign_in("everything"))
