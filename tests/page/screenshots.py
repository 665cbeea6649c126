"""`make screenshots`: every view, state and mail below build/screenshots, wide and narrow, light
and dark.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page

from hosting.built_page import is_built
from local.checkout import ROOT
from local.identities import CONTROLLER, email
from tests.e2e.client import Client
from tests.page.chromium import ChromiumIsMissing, chromium
from tests.page.shown_stack import ShownStack
from tests.page.states import States
from tests.page.window import NARROW, WIDE, Scheme, Window, settle

FOLDER = ROOT / "build" / "screenshots"
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SHAPES = [(width, scheme) for width in (WIDE, NARROW) for scheme in SCHEMES]

Visit = Callable[[Window], Page]


class Camera:
    """Takes each view four times, into one folder a view."""

    def __init__(self, browser: Browser, stack: ShownStack) -> None:
        self._browser = browser
        self._stack = stack
        self._tabs: dict[tuple[str, int, Scheme], Page] = {}

    def take(self, name: str, visit: Visit) -> None:
        """Let `visit` bring a new window to the view, once for each width and scheme."""
        print(f"  {name}", flush=True)
        for width, scheme in SHAPES:
            window = self._window(width, scheme)
            _shoot(visit(window), name, width, scheme)
            window.close()

    def take_signed_in(self, name: str, path: str, identity: str = CONTROLLER) -> None:
        """Show a path of the page to an identity, who stays signed in."""
        print(f"  {name}", flush=True)
        for width, scheme in SHAPES:
            key = (identity, width, scheme)
            if key in self._tabs:
                self._tabs[key].goto(path)
                settle(self._tabs[key])
            else:
                self._tabs[key] = self._window(width, scheme).sign_in(identity, path)
            _shoot(self._tabs[key], name, width, scheme)

    def _window(self, width: int, scheme: Scheme) -> Window:
        return Window(self._browser, self._stack.origin, width=width, scheme=scheme)


def _shoot(page: Page, name: str, width: int, scheme: Scheme) -> None:
    path = FOLDER / name / f"{width}-{scheme}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)


def main() -> int:
    """Take them all; return 0."""
    if not is_built(ROOT / "web" / "dist"):
        print("The page isn't built. Build it with `make web`.", file=sys.stderr)
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        with running() as (stack, browser):
            states = States(stack, Client(stack.origin, stack.token(CONTROLLER)))
            take_all(stack, Camera(browser, stack), states)
    except ChromiumIsMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"They are in {FOLDER}")
    return 0


@contextmanager
def running() -> Iterator[tuple[ShownStack, Browser]]:
    """Run a fresh product and a browser."""
    with ExitStack() as parts:
        browser = parts.enter_context(chromium())
        state = Path(parts.enter_context(tempfile.TemporaryDirectory()))
        yield parts.enter_context(ShownStack(state, 0, environment={})), browser


def take_all(stack: ShownStack, camera: Camera, states: States) -> None:
    """Go through the product from nothing to a period in every state."""
    camera.take("sign-in", signing_in)
    camera.take_signed_in("periods-none", "/periods")
    states.not_synced()
    syncs = {
        "completed": states.completed(),
        "failed": states.failed(),
        "awaiting-approval": states.awaiting_approval(),
    }
    with states.in_progress() as in_progress:
        for name, shown in (syncs | {"in-progress": in_progress}).items():
            camera.take_signed_in(f"sync-{name}", shown.details)
        take_lists(stack, camera)
    for mail in stack.mails():
        camera.take(f"mail-{mail.number}", partial(mail_in, mail.html))


def take_lists(stack: ShownStack, camera: Camera) -> None:
    """Show what isn't about one sync."""
    camera.take_signed_in("periods", "/periods")
    camera.take_signed_in("periods-to-an-auditor", "/periods", "auditor")
    camera.take_signed_in("periods-to-nobody", "/periods", "outsider")
    camera.take_signed_in("activity", "/activity", "auditor")
    camera.take_signed_in("settings", "/settings", "team")
    for name, path in (
        ("connections", "/connections"),
        ("connection", "/connections/main"),
        ("mappings", "/connections/main/mappings"),
    ):
        camera.take_signed_in(name, path, "administrator")
    camera.take_signed_in("team", "/team", "team")
    camera.take("join", joining)
    camera.take_signed_in("problem", "/problems/POST-05")
    camera.take_signed_in("no-such-problem", "/problems/POST-99")
    camera.take_signed_in("no-such-sync", "/syncs/there-is-none")
    camera.take("no-such-address", lambda window: window.open("/nowhere"))
    camera.take("api-down", lambda window: without_api(stack, window))


def signing_in(window: Window) -> Page:
    """Return what somebody sees who comes without a token."""
    page = window.open("/periods")
    page.get_by_role("button", name=email(CONTROLLER)).wait_for()
    return page


def joining(window: Window) -> Page:
    """Return what somebody sees who was invited, before they sign in."""
    page = window.open("/join#a-token")
    page.get_by_role("button", name="Sign in").wait_for()
    return page


def without_api(stack: ShownStack, window: Window) -> Page:
    """Return the list of periods as who is signed in sees it while the API is down."""
    page = window.sign_in(CONTROLLER)
    with stack.api_down():
        page.reload()
        page.get_by_role("alert").first.wait_for()
    return page


def mail_in(html: str, window: Window) -> Page:
    """Return a mail as a mail program shows it."""
    page = window.open("about:blank")
    page.set_content(html)
    return page


if __name__ == "__main__":
    sys.exit(main())
