"""Who audits, or leaves, takes along everything that was posted through a connection."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Page, Route, expect

from local.seeding import CONNECTION
from tests.e2e.client import Client, path_of
from tests.page.conftest import OpenWindow
from tests.page.shown_stack import ShownStack
from tests.page.states import States
from tests.page.window import settle, violations

MAIN = f"/connections/{CONNECTION}"
EXPORT = "Export everything posted through it"
MADE_MILLISECONDS = 120_000
Rows = list[dict[str, str]]


def exported(page: Page, to: Path) -> zipfile.ZipFile:
    """Press the button, and open what is downloaded."""
    with page.expect_download(timeout=MADE_MILLISECONDS) as coming:
        page.get_by_role("button", name=EXPORT).click()
    assert re.fullmatch(
        r"period-sync-main-\w+-\d{4}-\d{2}-\d{2}\.zip", coming.value.suggested_filename
    )
    coming.value.save_as(to)
    return zipfile.ZipFile(to)


def rows(archive: zipfile.ZipFile, name: str) -> Rows:
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def ledger(stack: ShownStack) -> dict[str, dict[str, Any]]:
    """NetSuite's journals by their external ids."""
    answer = requests.get(f"{stack.netsuite_origin}/simulator/journals", timeout=10)
    return {row["externalid"]: row for row in answer.json()}


def test_all_that_was_posted_is_in_one_file(
    window: OpenWindow, states: States, stack: ShownStack, controller: Client, tmp_path: Path
) -> None:
    shown, failed = states.completed(), states.failed()
    page = window().sign_in("auditor", MAIN)
    archive = exported(page, tmp_path / "all.zip")
    expect(page.get_by_text(re.compile(r"^Saved: \d+ periods"))).to_be_visible()
    assert archive.testzip() is None

    told = json.loads(archive.read("connection.json"))
    connection = controller.get(f"/v1{MAIN}")
    assert (told["account"], told["go_live"]) == (connection["account"], connection["go_live"])
    periods = {(row["entity"], row["period"]): row for row in rows(archive, "periods.csv")}
    for one in (shown, failed):
        period = controller.get(path_of(one.document))
        assert (
            periods[one.entity, "2026-10"]["document SHA-256"]
            == (period["revisions"][0]["document_sha256"])
        )
    syncs = {row["sync"]: row for row in rows(archive, "syncs.csv")}
    assert syncs[shown.sync_id]["status"] == "COMPLETED"
    assert syncs[shown.sync_id]["rehearsal"] == "no"
    assert syncs[failed.sync_id]["status"] == "FAILED"

    ours = [row for row in rows(archive, "journals.csv") if row["entity"] == shown.entity]
    said = controller.get(f"/v1/syncs/{shown.sync_id}/journals")["items"]
    booked = ledger(stack)
    assert [row["external id"] for row in ours] == [journal["external_id"] for journal in said]
    for row in ours:
        in_netsuite = booked[row["external id"]]
        assert row["internal id"] == f"{in_netsuite['id']}"
        assert row["number"] == in_netsuite["tranid"]
        assert row["asked for by"] == "controller@halcyon.example"
        sent, *_, read = json.loads(archive.read(f"evidence/{row['external id']}/1.json"))
        assert len(json.loads(sent["content"]["body"])["line"]["items"]) == int(row["lines"])
        assert read["kind"] == "read-back"
        assert read["content"]["internal_id"] == row["internal id"]
    unsent = [row for row in rows(archive, "journals.csv") if row["entity"] == failed.entity]
    assert {row["state"] for row in unsent} == {"Not sent"}
    assert shown.sync_id in {row["sync"] for row in rows(archive, "audit.csv")}


def test_who_off_boards_exports_before_revoking_and_without_the_audit_trail(
    window: OpenWindow, states: States, tmp_path: Path
) -> None:
    states.completed()
    page = window().sign_in("administrator", MAIN)
    expect(page.get_by_text("Export everything posted through it first")).to_be_visible()
    archive = exported(page, tmp_path / "all.zip")
    assert "audit.csv" not in archive.namelist()
    assert "audit.csv is left out" in archive.read("README.txt").decode()
    settle(page)
    assert violations(page) == []


def test_it_tells_how_far_it_is_and_can_be_cancelled(window: OpenWindow, states: States) -> None:
    states.completed()
    page = window().sign_in("auditor", MAIN)

    def never_answer(route: Route) -> None:
        """Let the page wait for it."""

    page.route(re.compile("/evidence"), never_answer)
    page.get_by_role("button", name=EXPORT).click()
    expect(page.get_by_text(re.compile(r"^Period \d+ of \d+; "))).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    expect(page.get_by_role("button", name=EXPORT)).to_be_enabled()
    expect(page.get_by_text("Nothing was saved")).to_have_count(0)


def test_evidence_that_cannot_be_read_is_named_and_nothing_is_saved(
    window: OpenWindow, states: States
) -> None:
    states.completed()
    page = window().sign_in("auditor", MAIN)
    refused = {"code": "FORBIDDEN", "detail": "Not for you."}
    page.route(re.compile("/evidence"), lambda route: route.fulfill(status=403, json=refused))
    page.get_by_role("button", name=EXPORT).click()
    alert = page.get_by_role("alert").filter(has_text="Nothing was saved")
    expect(alert).to_contain_text(re.compile(r"The evidence of journal ps-\w+ .*Not for you\."))
    assert violations(page) == []


def test_who_may_not_read_the_evidence_has_no_button(window: OpenWindow) -> None:
    page = window().sign_in("controller", MAIN)
    expect(page.get_by_role("heading", level=1)).to_have_text("Connection main")
    expect(page.get_by_role("button", name=EXPORT)).to_have_count(0)
