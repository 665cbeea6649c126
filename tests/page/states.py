"""Brings periods into each state that the page shows, as people and NetSuite do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from local.seeding import CONNECTION, TENANT
from local.stack import Stack
from local.web import SECONDS, session
from tests.e2e.client import Client, hand_over, new_document, path_of
from tests.support.polling import until

UNKNOWN_NAMES = {"department": "R&D-West", "class": "Kiosks", "location": "Graz"}
"""Names that NetSuite has not, by the field of the lines that bear them."""


@dataclass(frozen=True)
class Shown:
    """A period on the page; `sync_id` is empty while nobody has pressed Sync."""

    document: dict[str, Any]
    sync_id: str = ""

    @property
    def entity(self) -> str:
        """What no other period has."""
        return str(self.document["entity"])

    @property
    def details(self) -> str:
        """The address of the integration details."""
        return f"/syncs/{self.sync_id}"


class States:
    """Makes periods, each under an entity and with leases of its own."""

    def __init__(self, stack: Stack, controller: Client) -> None:
        self._stack = stack
        self._controller = controller

    def not_synced(self, *, names: dict[str, str] | None = None) -> Shown:
        """A period that was handed over; `names` replace those of its first entry's lines."""
        document = new_document()
        for line in document["entries"][0]["lines"]:
            line.update(names or {})
        hand_over(self._stack, self._controller, document)
        return Shown(document)

    def completed(self) -> Shown:
        """A period that is in NetSuite, all of it in the ledger."""
        return self._ended(self.not_synced(), "COMPLETED")

    def failed(self) -> Shown:
        """A period of which nothing was posted: three names are unknown to NetSuite."""
        return self.failed_with(UNKNOWN_NAMES)

    def failed_with(self, names: dict[str, str]) -> Shown:
        """A period of which nothing was posted, because NetSuite has not these names."""
        return self._ended(self.not_synced(names=names), "FAILED")

    def awaiting_approval(self) -> Shown:
        """A period that is in NetSuite, where somebody has to approve it."""
        with self._preference("require_approvals"):
            return self._ended(self.not_synced(), "AWAITING_APPROVAL")

    @contextmanager
    def in_progress(self) -> Iterator[Shown]:
        """A period whose sync waits for the end of a pause, which the end of the block is."""
        shown = self.not_synced()
        self._stack.operate("pause", TENANT, CONNECTION, "--reason", "The ledger is being counted")
        try:
            pressed = self.press_sync(shown)
            until(lambda: "Paused" in self._sync(pressed)["doing"], seconds=60)
            yield pressed
        finally:
            self._stack.operate("resume", TENANT, CONNECTION)
        self._controller.finished(pressed.sync_id)

    def press_sync(self, shown: Shown) -> Shown:
        """Ask for a sync by the API, and return at once."""
        answer = self._controller.call("POST", f"{path_of(shown.document)}/syncs")
        assert answer.status_code == 202, answer.text
        return Shown(shown.document, answer.json()["sync_id"])

    def let_netsuite(self, fault: str) -> None:
        """Let NetSuite misbehave, as in `delay:wait=8,first=1`."""
        self._steer("POST", "faults", {"fault": fault})

    def add_to_netsuite(self, field: str, name: str) -> None:
        """Create a department, class or location, as NetSuite's administrator does."""
        record = {"name": name, "fullname": name, "subsidiary": [1, 2, 3, 4, 5]}
        self._steer("POST", "records", {"table": field, "record": record})

    def grant(self, permission: str, level: str) -> None:
        """Let NetSuite's administrator give the integration's role a permission, or `none`."""
        self._steer("PATCH", "role", {"permissions": {permission: level}})

    def _ended(self, shown: Shown, status: str) -> Shown:
        pressed = self.press_sync(shown)
        sync = self._controller.finished(pressed.sync_id)
        assert sync["status"] == status, sync
        return pressed

    def _sync(self, shown: Shown) -> Any:
        return self._controller.get(f"/v1/syncs/{shown.sync_id}")

    @contextmanager
    def _preference(self, name: str) -> Iterator[None]:
        self._steer("PATCH", "preferences", {name: True})
        try:
            yield
        finally:
            self._steer("PATCH", "preferences", {name: False})

    def _steer(self, method: str, name: str, body: object) -> None:
        address = f"{self._stack.netsuite_origin}/simulator/{name}"
        answer = session().request(method, address, json=body, timeout=SECONDS)
        assert answer.ok, answer.text
