"""The page in Chromium, on the whole product running.

| fixture | gives |
| --- | --- |
| `stack` | one product for all tests here; `with stack.api_down():` answers /v1 with 502 |
| `controller` | the API as the controller calls it, to arrange and to check |
| `states` | periods in each state, each under an entity of its own: `states.failed()`, |
| | `with states.in_progress() as shown:`; `shown.details` is the address of its sync |
| `window` | makes windows: `window(width=NARROW, scheme="dark").sign_in("auditor", "/activity")` |
| | comes in through the real sign-in and returns the tab |

`window.violations(page)` is what axe-core finds. When a test ends no console may have complained:
neither of an error nor of the content security policy. What the browser itself says of a 4xx or
5xx is passed over. A failing test leaves nothing behind for another: windows share no session.
"""

from collections.abc import Iterator
from typing import Protocol

import pytest
from playwright.sync_api import Browser

from hosting.built_page import is_built
from local.checkout import ROOT
from local.identities import CONTROLLER
from tests.e2e.client import Client
from tests.page.chromium import chromium
from tests.page.shown_stack import ShownStack
from tests.page.states import States
from tests.page.window import WIDE, Scheme, Window


class OpenWindow(Protocol):
    """Opens a window of somebody's own."""

    def __call__(self, *, width: int = WIDE, scheme: Scheme = "light") -> Window: ...


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ShownStack]:
    assert is_built(ROOT / "web" / "dist"), "The page isn't built. Build it with `make web`."
    with ShownStack(tmp_path_factory.mktemp("page"), 0, environment={}) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def controller(stack: ShownStack) -> Client:
    return Client(stack.origin, stack.token(CONTROLLER))


@pytest.fixture
def states(stack: ShownStack, controller: Client) -> States:
    return States(stack, controller)


@pytest.fixture
def window(browser: Browser, stack: ShownStack) -> Iterator[OpenWindow]:
    opened: list[Window] = []

    def open_window(*, width: int = WIDE, scheme: Scheme = "light") -> Window:
        opened.append(Window(browser, stack.origin, width=width, scheme=scheme))
        return opened[-1]

    yield open_window
    for each in opened:
        each.close()
    assert [complaint for each in opened for complaint in each.complaints] == []
