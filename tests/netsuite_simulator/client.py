"""A minimal NetSuite client for these tests: signs, posts journals, runs SuiteQL."""

from typing import Any

import requests

from local.netsuite.money import dump_json
from tests.support.simulator import TIMEOUT_SECONDS, RunningSimulator

RECORDS = "/services/rest/record/v1/journalEntry"
QUERIES = "/services/rest/query/v1/suiteql"
# Internal ids in the packaged data.
GMBH, US, KK, CANADA = 2, 3, 4, 5
EUR, USD, JPY, CAD, GBP = 1, 2, 3, 4, 5
SEPTEMBER, OCTOBER, NOVEMBER = 413, 415, 416
RIGHT_OF_USE, CLEARING, LIABILITY, COST = 220, 227, 236, 250


def line(account: int, **values: Any) -> dict[str, Any]:
    """Return a line; references are given by their internal ids."""
    references = ("entity", "department", "class", "location")
    return {
        "account": {"id": str(account)},
        **{n: {"id": str(v)} if n in references else v for n, v in values.items()},
    }


def journal(*lines: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Return a correct body, with some members changed, or left out where they are None."""
    body = {
        "externalId": "ps-first",
        "subsidiary": {"id": str(GMBH)},
        "currency": {"id": str(EUR)},
        "tranDate": "2026-10-31",
        "postingPeriod": {"id": str(OCTOBER)},
        "memo": "Lease accounting Oct 2026",
        "line": {"items": list(lines) or [line(COST, debit=100), line(CLEARING, credit=100)]},
        **changed,
    }
    return {name: value for name, value in body.items() if value is not None}


class Client:
    """One signed session."""

    def __init__(self, simulator: RunningSimulator) -> None:
        self.simulator = simulator
        self.session = requests.Session()
        self.session.auth = simulator.auth()

    def send(self, method: str, path: str, body: str = "", **headers: str) -> requests.Response:
        """Send one request; header names are written with _ for -."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.session.request(
            method,
            self.simulator.origin + path,
            data=body.encode(),
            timeout=TIMEOUT_SECONDS,
            headers={"Content-Type": "application/json", **names},
        )

    def post(self, body: dict[str, Any], **headers: str) -> requests.Response:
        """Post a journal, by default with names checked."""
        headers.setdefault("X_NetSuite_PropertyNameValidation", "error")
        return self.send("POST", RECORDS, dump_json(body), **headers)

    def created(self, body: dict[str, Any]) -> str:
        """Post a journal that must be saved; returns its internal id."""
        answer = self.post(body)
        assert answer.status_code == 204, answer.text
        return answer.headers["Location"].rpartition("/")[2]

    def read(self, name: str, query: str = "") -> requests.Response:
        """Read a journal by internal id or eid:."""
        return self.send("GET", f"{RECORDS}/{name}{query}")

    def query(
        self, text: str, *values: object, page: str = "", prefer: str = "transient"
    ) -> requests.Response:
        """Run a statement."""
        body = dump_json({"q": text, "params": list(values)})
        return self.send("POST", QUERIES + page, body, Prefer=prefer)

    def rows(self, text: str, *values: object) -> list[dict[str, str]]:
        """Run a statement that must succeed; returns its rows without their links."""
        answer = self.query(text, *values)
        assert answer.status_code == 200, answer.text
        return [
            {name: value for name, value in item.items() if name != "links"}
            for item in answer.json()["items"]
        ]


def refusal(answer: requests.Response) -> tuple[int, str, str, str | None]:
    """Return status, code, text and place of an error in NetSuite's format."""
    assert answer.headers["Content-Type"] == "application/vnd.oracle.resource+json; type=error"
    document = answer.json()
    assert document["status"] == answer.status_code
    detail = document["o:errorDetails"][0]
    return (answer.status_code, detail["o:errorCode"], detail["detail"], detail.get("o:errorPath"))
