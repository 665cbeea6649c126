"""The team and the way into it, as people see and change them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from local.identities import email
from tests.e2e.client import Client
from tests.page.conftest import OpenWindow
from tests.page.shown_stack import ShownStack
from tests.page.team import entry_of, invite, join, link_mailed_to, part
from tests.page.window import NARROW, WIDE, Scheme, settle, violations

SEEN_MILLISECONDS = 60_000


@pytest.fixture
def administrator(stack: ShownStack) -> Client:
    return Client(stack.origin, stack.token("team"))


@contextmanager
def leaving_nobody(administrator: Client, address: str) -> Iterator[None]:
    """Put an address out of the team again at the end, invited or a member."""
    try:
        yield
    finally:
        team = administrator.get("/v1/team")
        for one in team["members"] + team["invitations"]:
            if one["email"] == address:
                administrator.call("DELETE", f"/v1/team/{one['member']}")


def test_who_is_invited_joins_by_the_mail_and_is_removed_again(
    window: OpenWindow, stack: ShownStack, administrator: Client
) -> None:
    address = email("outsider")
    with leaving_nobody(administrator, address):
        page = window().sign_in("team", "/team")
        invite(page, address, "Audit")
        expect(entry_of(page, address, "Invitations")).to_contain_text("audit:read")
        link = link_mailed_to(stack, address)

        newcomer = join(window(), link, address)
        # A token that was used stays neither in the address nor in the history.
        expect(newcomer).to_have_url(re.compile("/join$"))
        newcomer.get_by_role("link", name="View closed periods").click()
        expect(newcomer.get_by_role("link", name="Activity")).to_be_visible()

        page.reload()
        entry_of(page, address).get_by_role("button", name="Remove").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove from the team").click()
        expect(entry_of(page, address)).to_have_count(0)
        newcomer.reload()
        expect(newcomer.get_by_role("heading", name="You have no access yet")).to_be_visible()


def test_who_joins_reads_as_whom_and_not_whom_the_invitation_is_for(
    window: OpenWindow, stack: ShownStack, administrator: Client
) -> None:
    invited, stranger = "invited@halcyon.example", email("outsider")
    with leaving_nobody(administrator, invited):
        asked = {"email": invited, "permissions": ["audit:read"]}
        assert administrator.call("POST", "/v1/team", asked).status_code == 202
        page = window().open(link_mailed_to(stack, invited))
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name=stranger).click()
        shown = page.get_by_role("main")
        expect(shown.get_by_text(stranger, exact=True)).to_be_visible()
        expect(shown).to_contain_text("sign out, open its link again, and sign in with the account")
        assert invited not in page.content()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in to Period Sync")).to_be_visible()


def test_the_last_administrator_is_neither_removed_nor_left_without_the_right(
    window: OpenWindow, stack: ShownStack, administrator: Client
) -> None:
    temporary = email("outsider")
    with leaving_nobody(administrator, temporary):
        asked = {"email": temporary, "permissions": ["team:manage"], "until": "2099-12-31"}
        assert administrator.call("POST", "/v1/team", asked).status_code == 202
        page = join(window(), link_mailed_to(stack, temporary), temporary)
        page.get_by_role("link", name="View closed periods").click()
        page.get_by_role("link", name="Team").click()

        last = entry_of(page, email("team"))
        refusal = page.get_by_role("dialog").get_by_role("alert")
        last.get_by_role("button", name="Remove").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove from the team").click()
        expect(refusal).to_contain_text("is the last tenant administrator without an end date")
        expect(refusal).to_contain_text("LAST_ADMINISTRATOR")
        page.keyboard.press("Escape")

        last.get_by_role("button", name="Change").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("checkbox", name="Audit", exact=True).check()
        dialog.get_by_role("checkbox", name="Manage the team").uncheck()
        dialog.get_by_role("button", name="Save").click()
        expect(refusal).to_contain_text("is the last tenant administrator without an end date")
        assert "team:manage" in administrator.get("/v1/me")["permissions"]


def test_who_is_removed_while_at_work_is_refused_and_loses_the_control(
    window: OpenWindow, stack: ShownStack, administrator: Client
) -> None:
    address = email("outsider")
    with leaving_nobody(administrator, address):
        page = window().sign_in("team", "/team")
        invite(page, address, "Set up the integration")
        newcomer = join(window(), link_mailed_to(stack, address), address)
        newcomer.goto("/connections")
        newcomer.get_by_label("Kind of account").select_option("sandbox")
        newcomer.get_by_label("Account ID").fill("7654321_SB9")
        connect = newcomer.get_by_role("button", name="Connect 7654321_SB9")
        expect(connect).to_be_enabled()

        page.reload()
        entry_of(page, address).get_by_role("button", name="Remove").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove from the team").click()
        expect(entry_of(page, address)).to_have_count(0)
        with newcomer.expect_response(lambda answer: answer.request.method == "POST") as refused:
            connect.click()
        # To who is no member the company isn't there.
        assert refused.value.status == 404
        gone = newcomer.get_by_role("heading", name="You have no access yet")
        expect(gone).to_be_visible(timeout=SEEN_MILLISECONDS)
        expect(connect).to_have_count(0)
    found = Client(stack.origin, stack.token("administrator")).get("/v1/connections")["items"]
    assert "7654321_SB9" not in [one["account"] for one in found]


def test_an_invitation_of_an_administrator_who_left_says_what_to_do(
    window: OpenWindow, stack: ShownStack, administrator: Client
) -> None:
    leaving, invited = email("outsider"), "late@halcyon.example"
    with leaving_nobody(administrator, leaving), leaving_nobody(administrator, invited):
        asked = {"email": leaving, "permissions": ["team:manage"]}
        assert administrator.call("POST", "/v1/team", asked).status_code == 202
        outsider = Client(stack.origin, stack.token("outsider"))
        joining = {"token": link_mailed_to(stack, leaving).partition("#")[2]}
        assert outsider.call("POST", "/v1/invitations/accept", joining).status_code == 200
        asked = {"email": invited, "permissions": ["audit:read"]}
        assert outsider.call("POST", "/v1/team", asked).status_code == 202

        page = window().sign_in("team", "/team")
        page.get_by_role("button", name=f"Remove {leaving}").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove from the team").click()
        shown = entry_of(page, invited, "Invitations")
        expect(shown).to_contain_text(f"lets nobody in: {leaving} may no longer manage the team")
        assert violations(page) == []


def test_a_link_that_was_used_says_so(window: OpenWindow) -> None:
    page = window().open(f"/join#{'x' * 43}")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=email("controller")).click()
    page.get_by_role("button", name="Join the team").click()
    expect(page.get_by_role("alert")).to_contain_text("INVITATION_NOT_VALID")
    expect(window().open("/join").get_by_role("heading", level=1)).to_contain_text("incomplete")


def test_an_invitation_is_withdrawn_and_its_last_day_shows(
    window: OpenWindow, administrator: Client
) -> None:
    address = "temp@halcyon.example"
    with leaving_nobody(administrator, address):
        page = window().sign_in("team", "/team")
        page.get_by_role("button", name="Invite somebody").click()
        dialog = page.get_by_role("dialog")
        send = dialog.get_by_role("button", name="Send the invitation")
        dialog.get_by_label("E-mail address").fill(address)
        expect(send).to_be_disabled()
        dialog.get_by_role("checkbox", name="Post journals").check()
        dialog.get_by_role("checkbox", name="Set up the integration").check()
        expect(dialog.get_by_text("They could see everything, but not post")).to_be_visible()
        dialog.get_by_label("Last day").fill("2099-12-31")
        send.click()
        shown = entry_of(page, address, "Invitations")
        expect(shown).to_contain_text("31 Dec 2099")
        expect(shown).to_contain_text("Holds both duties")
        shown.get_by_role("button", name="Withdraw").click()
        page.get_by_role("dialog").get_by_role("button", name="Withdraw the invitation").click()
        expect(shown).to_have_count(0)


def test_a_member_is_changed_and_nobody_changes_themselves(window: OpenWindow) -> None:
    page = window().sign_in("team", "/team")
    expect(entry_of(page, email("team")).get_by_role("button")).to_have_count(0)
    for does, is_given in (("Read", True), ("Read", False)):
        entry_of(page, email("auditor")).get_by_role("button", name="Change").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("checkbox", name=does, exact=True).set_checked(is_given)
        dialog.get_by_role("button", name="Save").click()
        expect(dialog).to_have_count(0)
        held = entry_of(page, email("auditor")).get_by_text("periods:read")
        expect(held).to_have_count(1 if is_given else 0)


def test_an_auditor_reads_the_team_and_others_have_no_way_to_it(window: OpenWindow) -> None:
    auditor = window().sign_in("auditor")
    auditor.get_by_role("link", name="Team").click()
    expect(auditor.get_by_text(re.compile(r"\d people are in this team"))).to_be_visible()
    expect(part(auditor, "Members").get_by_role("button")).to_have_count(0)
    expect(auditor.get_by_role("button", name="Invite somebody")).to_have_count(0)
    controller = window().sign_in("controller")
    expect(controller.get_by_role("link", name="Settings")).to_be_visible()
    expect(controller.get_by_role("link", name="Team")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_is_wrong_for_who_cannot_see_or_point(
    window: OpenWindow, administrator: Client, scheme: Scheme, width: int
) -> None:
    address = f"axe-{width}-{scheme}@halcyon.example"
    with leaving_nobody(administrator, address):
        page = window(width=width, scheme=scheme).sign_in("team", "/team")
        invite(page, address, "Post journals", "Set up the integration")
        settle(page)
        assert violations(page) == []
        page.get_by_role("button", name="Invite somebody").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert violations(page) == []
        page.goto("/join#nothing")
        expect(page.get_by_role("button", name="Join the team")).to_be_enabled()
        assert violations(page) == []
