"""Calls the product over HTTP, and hands periods over as the lease system does."""

import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from local.stack import Stack
from tests.support.polling import until

SAMPLE = Path(__file__).parents[2] / "samples" / "period-2026-10.json"
TIMEOUT_SECONDS = 30
_numbers = itertools.count(1)


class Client:
    """One person, or nobody, at the product's address."""

    def __init__(self, origin: str, token: str | None) -> None:
        self._origin = origin
        self._session = requests.Session()
        if token is not None:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, body: object = None) -> requests.Response:
        """Send one request."""
        return self._session.request(
            method, f"{self._origin}{path}", json=body, timeout=TIMEOUT_SECONDS
        )

    def get(self, path: str) -> Any:
        """Read what must be there."""
        answer = self.call("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def finished(self, sync_id: str, seconds: float = 60) -> Any:
        """Wait until a sync has ended."""

        def look() -> Any:
            sync = self.get(f"/v1/syncs/{sync_id}")
            return None if sync["status"] == "IN_PROGRESS" else sync

        return until(look, seconds)


def new_document() -> dict[str, Any]:
    """The sample under an entity and with leases of its own, so that tests don't meet."""
    document: dict[str, Any] = json.loads(SAMPLE.read_text())
    number = next(_numbers)
    for entry in document["entries"]:
        for line in entry["lines"]:
            line["lease_id"] = f"{number}-{line['lease_id']}"
    return document | {"entity": f"halcyon-{number}"}


def path_of(document: Mapping[str, Any]) -> str:
    """The address of a document's period."""
    return f"/v1/periods/{document['entity']}/{document['period_id']}"


def put_event(stack: Stack, document: Mapping[str, Any]) -> None:
    """Put PeriodClosed on the event bus."""
    stack.aws.events.put_events(
        Entries=[
            {
                "EventBusName": stack.outputs["EventBusName"],
                "Source": "lease.halcyon",
                "DetailType": "PeriodClosed",
                "Detail": json.dumps({"document": document}),
            }
        ]
    )


def hand_over(stack: Stack, client: Client, document: Mapping[str, Any]) -> None:
    """Put PeriodClosed on the event bus, and wait until the period is there."""
    put_event(stack, document)
    until(lambda: client.call("GET", path_of(document)).status_code == 200)
