"""What people do with the page, from the first look to NetSuite's own page."""

import re

from playwright.sync_api import expect

from tests.e2e.client import Client, path_of
from tests.page.conftest import OpenWindow
from tests.page.list import press_sync, row_of
from tests.page.shown_stack import ShownStack
from tests.page.states import States
from tests.support.polling import until

ENDED_MILLISECONDS = 60_000
TABLES = {"department": "department", "class": "classification", "location": "location"}
"""NetSuite's lists, by the field of the lines that names a record of them."""
CREATED_NAMES = {"department": "R&D-East", "class": "Stalls", "location": "Linz"}
"""Names that NetSuite has from the test on that creates them; no other test misses them."""
RUNS = 8
POST = re.compile("^Post ")


def test_a_period_is_posted_and_leads_to_netsuite(window: OpenWindow, states: States) -> None:
    entity = states.not_synced().entity
    page = window().sign_in("controller")
    press_sync(page, entity)
    page.keyboard.press("Escape")
    row = row_of(page, entity)
    expect(row.get_by_text("Completed")).to_be_visible(timeout=ENDED_MILLISECONDS)
    row.get_by_role("link", name="Completed").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("is in NetSuite: 4 journals")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="View in NetSuite").first.click()
    expect(opened.value.get_by_text("Halcyon GmbH").first).to_be_visible()


def test_three_problems_are_mended_in_netsuite_and_retried(
    window: OpenWindow, states: States
) -> None:
    entity = states.not_synced(names=CREATED_NAMES).entity
    page = window().sign_in("controller")
    press_sync(page, entity).get_by_role("link", name="Show the details").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("nothing was posted", timeout=ENDED_MILLISECONDS)
    problems = page.get_by_role("article")
    expect(problems).to_have_count(3)
    for field, name in CREATED_NAMES.items():
        expect(problems.filter(has_text=name)).to_have_count(1)
        states.add_to_netsuite(TABLES[field], name)
    page.get_by_role("button", name="Retry").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Posts the 4 journals")).to_be_visible()
    dialog.get_by_role("button", name="Post 4 journals").click()
    expect(heading).to_contain_text("is in NetSuite: 4 journals", timeout=ENDED_MILLISECONDS)


def test_a_mail_leads_through_the_sign_in_to_its_sync(
    window: OpenWindow, states: States, stack: ShownStack
) -> None:
    shown = states.failed_with({"department": "Nowhere"})
    mail = until(lambda: [m for m in stack.mails() if shown.details in m.text], 60)[0]
    found = re.search(r"https?://\S+/syncs/\S+", mail.text)
    assert found is not None
    page = window().sign_in("controller", found[0])
    expect(page).to_have_url(re.compile(f"{shown.details}$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("nothing was posted")


def test_a_double_click_is_one_sync(window: OpenWindow, states: States, controller: Client) -> None:
    shown = states.not_synced()
    page = window().sign_in("controller")
    row_of(page, shown.entity).get_by_role("button", name="Sync").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=POST).dblclick()
    expect(dialog.get_by_text("We'll e-mail")).to_be_visible()
    assert len(controller.get(f"{path_of(shown.document)}/syncs")["items"]) == 1


def test_two_windows_that_both_press_sync_show_the_same_one(
    window: OpenWindow, states: States
) -> None:
    entity = states.not_synced().entity
    one, other = window().sign_in("controller"), window().sign_in("controller")
    row_of(other, entity).get_by_role("button", name="Sync").click()
    first = press_sync(one, entity)
    second = other.get_by_role("dialog")
    # It has learned by now that a sync runs, or it is told when it presses.
    details = second.get_by_role("link", name="Show the details")
    button = second.get_by_role("button", name=POST)
    expect(details.or_(button)).to_be_visible()
    if button.is_visible():
        button.click()
    details.click()
    first.get_by_role("link", name="Show the details").click()
    expect(one).to_have_url(other.url)
    for page in (one, other):
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "is in NetSuite", timeout=ENDED_MILLISECONDS
        )


def test_a_sync_that_waits_for_the_end_of_a_pause_is_stopped(
    window: OpenWindow, states: States
) -> None:
    with states.in_progress() as shown:
        page = window().sign_in("controller", shown.details)
        stop = page.get_by_role("button", name="Stop", exact=True)
        stop.click()
        page.get_by_role("dialog").get_by_role("button", name="Stop this run").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "nothing was posted", timeout=ENDED_MILLISECONDS
        )
        expect(stop).to_have_count(0)


def test_a_preview_shows_what_stands_in_the_way_and_sends_nothing(
    window: OpenWindow, states: States
) -> None:
    shown = states.not_synced(names={"department": "Elsewhere"})
    page = window().sign_in("controller")
    row_of(page, shown.entity).get_by_role("button", name="Sync").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Not previewed yet")).to_be_visible()
    dialog.get_by_role("button", name="Preview").click()
    found = dialog.get_by_text("1 thing must be mended first.")
    expect(found).to_be_visible(timeout=ENDED_MILLISECONDS)
    expect(dialog.get_by_text("Department 'Elsewhere' isn't in NetSuite")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row_of(page, shown.entity).get_by_text("Not synced")).to_be_visible()


def test_all_runs_of_a_period_can_be_read(
    window: OpenWindow, states: States, controller: Client
) -> None:
    newest = first = states.failed_with({"department": "Never there"}).sync_id
    for _ in range(RUNS - 1):
        newest = controller.call("POST", f"/v1/syncs/{newest}/retry").json()["sync_id"]
        controller.finished(newest)
    page = window().sign_in("controller", "/settings")
    # A page of the API that holds six is as full as one that holds fifty.
    page.route(
        re.compile(r"/v1/periods/.*/syncs\?"),
        lambda route: route.continue_(url=route.request.url.replace("limit=50", "limit=6")),
    )
    page.goto(f"/syncs/{newest}")
    shown = page.get_by_role("region", name="All runs of this period")
    expect(shown.get_by_role("listitem")).to_have_count(5)
    shown.get_by_text("Earlier runs").click()
    expect(shown.get_by_role("listitem")).to_have_count(6)
    shown.get_by_role("button", name="Show more runs").click()
    expect(shown.get_by_role("listitem")).to_have_count(RUNS)
    expect(shown.get_by_text(f"{RUNS - 5} earlier runs")).to_be_visible()
    shown.get_by_role("link", name="Run").last.click()
    expect(page).to_have_url(re.compile(f"/syncs/{first}$"))
    expect(shown.get_by_text("this one")).to_be_visible()


def test_the_mail_list_is_set_by_who_may_and_shows_in_the_activity(window: OpenWindow) -> None:
    page = window().sign_in("administrator", "/settings")
    page.get_by_label("Addresses").fill("books@halcyon.example")
    page.get_by_role("button", name="Save").click()
    auditor = window().sign_in("auditor", "/settings")
    expect(auditor.get_by_text("books@halcyon.example")).to_be_visible()
    auditor.get_by_role("link", name="Activity").click()
    expect(auditor.get_by_text("Mail list changed").first).to_be_visible()
