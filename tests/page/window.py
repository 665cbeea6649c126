"""A browser window of one person's own, and what its console complained of."""

from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from local.checkout import ROOT
from local.identities import email
from tests.page.chromium import PATIENCE_MILLISECONDS

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = 1280, 390
HEIGHT = 900
Scheme = Literal["light", "dark"]


class Window:
    """One person's window: nothing in it is shared with another; close it at the end."""

    def __init__(
        self, browser: Browser, origin: str, *, width: int = WIDE, scheme: Scheme = "light"
    ) -> None:
        self.complaints: list[str] = []
        self._context = browser.new_context(
            base_url=origin,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/Berlin",
        )
        self._context.set_default_timeout(PATIENCE_MILLISECONDS)

    def open(self, path: str) -> Page:
        """Open a tab at a path."""
        page = self._context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(path)
        return page

    def sign_in(self, identity: str, path: str = "/periods") -> Page:
        """Open a path signed out, choose who to be, and return when the page has them back."""
        page = self.open(path)
        page.get_by_role("button", name=email(identity)).click()
        page.wait_for_url(lambda url: "/dev/oidc/" not in url and "/signed-in" not in url)
        settle(page)
        return page

    def set_offline(self, *, offline: bool) -> None:
        """Take the network away from this window, or give it back."""
        self._context.set_offline(offline)

    def close(self) -> None:
        """Close every tab."""
        self._context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        # The browser tells each 4xx and 5xx; whoever makes one looks at what the page says of it.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)


def settle(page: Page) -> None:
    """Return when the view is there, and nothing stands in place of what is still read."""
    page.locator("main, h1").first.wait_for()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with what is shown now, one text for each element."""
    # The page's policy lets in no script; what a debugger evaluates isn't asked.
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
