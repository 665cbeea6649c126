"""The list of closed periods, as people use it."""

import re

from playwright.sync_api import Locator, Page, expect


def row_of(page: Page, entity: str) -> Locator:
    """Search for the one period of an entity, and return its row."""
    page.get_by_role("searchbox").fill(entity)
    row = page.get_by_role("row").filter(has=page.get_by_text(entity, exact=True))
    # The head of the table, and this row.
    expect(page.get_by_role("row")).to_have_count(2)
    return row


def press_sync(page: Page, entity: str) -> Locator:
    """Press Sync and post what the dialog shows; return the dialog, which says that it runs."""
    row_of(page, entity).get_by_role("button", name="Sync").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=re.compile("^Post ")).click()
    expect(dialog.get_by_text("We'll e-mail controller@halcyon.example")).to_be_visible()
    return dialog
