"""Signing in and out, what guards the page, and that periods are there, as a browser sees it."""

import pytest
from playwright.sync_api import Page, expect

from local.identities import PERMISSIONS, email
from tests.page.conftest import OpenWindow
from tests.page.shown_stack import ShownStack
from tests.page.states import States
from tests.page.window import NARROW, WIDE, Scheme, violations

# An element of an inline script, whose run would be seen in the title.
INLINE_SCRIPT = """() => {
  const script = document.createElement("script");
  script.textContent = "document.title = 'It ran'";
  document.body.append(script);
  return document.title;
}"""
STATUS_OF_THE_API = "() => fetch('/v1/sign-in').then((answer) => answer.status)"


def picker(page: Page) -> None:
    expect(page.get_by_role("heading", name="Sign in to Period Sync")).to_be_visible()


@pytest.mark.parametrize("identity", [name for name in PERMISSIONS if PERMISSIONS[name]])
def test_every_member_comes_in(window: OpenWindow, identity: str) -> None:
    page = window().sign_in(identity)

    expect(page.get_by_role("banner").get_by_text(email(identity))).to_be_visible()


def test_who_signs_in_comes_back_to_where_they_wanted(window: OpenWindow) -> None:
    page = window().sign_in("controller", "/periods?status=FAILED")

    assert page.url.endswith("/periods?status=FAILED")


def test_who_signs_out_has_to_choose_again(window: OpenWindow) -> None:
    page = window().sign_in("controller")
    page.get_by_role("button", name="Sign out").click()

    picker(page)
    page.goto("/periods")
    picker(page)


def test_a_window_of_somebody_else_is_signed_out(window: OpenWindow) -> None:
    window().sign_in("controller")

    picker(window().open("/periods"))


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/periods", "Sign in to Period Sync"),
        ("/dev", "Period Sync on this machine"),
        ("/dev/mail", "Mails that were sent"),
        ("/dev/alarms", "Alarms"),
    ],
)
def test_the_plain_pages_can_be_used_by_everybody(
    window: OpenWindow, path: str, heading: str, scheme: Scheme, width: int
) -> None:
    page = window(width=width, scheme=scheme).open(path)
    expect(page.get_by_role("heading", name=heading)).to_be_visible()

    assert violations(page) == []


def test_no_inline_script_runs_in_the_page(window: OpenWindow) -> None:
    own = window()
    page = own.sign_in("controller")
    before = page.evaluate(INLINE_SCRIPT)

    assert page.title() == before
    [complaint] = own.complaints
    assert "Content Security Policy" in complaint
    own.complaints.clear()


def test_the_api_goes_away_and_comes_back(window: OpenWindow, stack: ShownStack) -> None:
    page = window().sign_in("controller")
    with stack.api_down():
        assert page.evaluate(STATUS_OF_THE_API) == 502

    assert page.evaluate(STATUS_OF_THE_API) == 200


def test_the_list_shows_a_period_in_each_state(window: OpenWindow, states: States) -> None:
    ended = {
        "Not synced": states.not_synced(),
        "Completed": states.completed(),
        "Failed": states.failed(),
        "Sent": states.awaiting_approval(),
    }
    with states.in_progress() as in_progress:
        page = window().sign_in("auditor")
        for word, shown in {**ended, "In progress": in_progress}.items():
            row = page.get_by_role("row").filter(has=page.get_by_text(shown.entity, exact=True))
            expect(row.get_by_text(word, exact=True)).to_be_visible()
