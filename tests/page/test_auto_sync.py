"""A company lets periods be posted as soon as they are handed over."""

from playwright.sync_api import expect

from tests.e2e.client import Client, path_of
from tests.page.conftest import OpenWindow
from tests.page.shown_stack import ShownStack
from tests.page.states import States
from tests.support.polling import until

POSTED_SECONDS = 60


def test_a_period_is_posted_without_anybodys_pressing(
    window: OpenWindow, states: States, stack: ShownStack, controller: Client
) -> None:
    administrator = Client(stack.origin, stack.token("administrator"))
    version = administrator.get("/v1/settings")["version"]
    listed = {"version": version, "mail_list": ["books@halcyon.example"]}
    assert administrator.call("PUT", "/v1/settings", listed).status_code == 200
    page = window().sign_in("administrator", "/settings")
    start = page.get_by_role("region", name="Start of a sync")
    start.get_by_role("button", name="Post as soon as handed over").click()
    expect(start.get_by_text("as soon as the lease system hands it over")).to_be_visible()
    shown = states.not_synced()
    path = path_of(shown.document)
    until(lambda: controller.get(path)["status"] == "COMPLETED", POSTED_SECONDS)
    start.get_by_role("button", name="Wait for a person").click()
    expect(start.get_by_text("waits until somebody presses Sync")).to_be_visible()
