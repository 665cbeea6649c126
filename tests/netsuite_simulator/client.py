"""A minimal NetSuite client for these tests: signs, posts journals, runs SuiteQL."""

from typing import Any
from urllib.parse import quote

import requests

from local.netsuite.money import dump_json, load_json
from tests.support.simulator import TIMEOUT_SECONDS, RunningSimulator

RECORD_ROOT = "/services/rest/record/v1/"
RECORDS = f"{RECORD_ROOT}journalEntry"
PAIR, ADVANCED = "intercompanyJournalEntry", "advIntercompanyJournalEntry"
QUERIES = "/services/rest/query/v1/suiteql"
# A role that may do everything with journals, not only post them.
EDITOR = {"permissions": {"TRAN_JOURNAL": "full"}}
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


def part(account: int, subsidiary: int | None, **values: Any) -> dict[str, Any]:
    reference = {} if subsidiary is None else {"lineSubsidiary": {"id": str(subsidiary)}}
    return {**line(account, **values), **reference}


def pair(*lines: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Return a journal between GmbH and US Inc. in euros."""
    usual = [
        part(COST, GMBH, debit=100),
        part(CLEARING, GMBH, credit=100),
        part(CLEARING, US, debit=100),
        part(COST, US, credit=100),
    ]
    return journal(*(lines or usual), **{"toSubsidiary": {"id": str(US)}, **changed})


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

    def post(
        self, body: dict[str, Any], record: str = "journalEntry", **headers: str
    ) -> requests.Response:
        """Post a journal, by default with names checked."""
        return self.write("POST", f"{RECORD_ROOT}{record}", body, **headers)

    def patch(self, name: str, body: dict[str, Any], query: str = "") -> requests.Response:
        """Change a journal by internal id or eid:, with names checked."""
        return self.write("PATCH", f"{RECORDS}/{name}{query}", body)

    def put(self, name: str, body: dict[str, Any], query: str = "") -> requests.Response:
        """Upsert a journal by eid:, with names checked."""
        return self.write("PUT", f"{RECORDS}/{name}{query}", body)

    def delete(self, name: str, body: str = "") -> requests.Response:
        """Delete a journal by internal id or eid:."""
        return self.send("DELETE", f"{RECORDS}/{name}", body)

    def write(
        self, method: str, path: str, body: dict[str, Any], **headers: str
    ) -> requests.Response:
        """Send a body, by default with names checked."""
        headers.setdefault("X_NetSuite_PropertyNameValidation", "error")
        return self.send(method, path, dump_json(body), **headers)

    def created(self, body: dict[str, Any], record: str = "journalEntry") -> str:
        """Post a journal that must be saved; returns its internal id."""
        answer = self.post(body, record)
        assert answer.status_code == 204, answer.text
        return answer.headers["Location"].rpartition("/")[2]

    def read(self, name: str, query: str = "") -> requests.Response:
        """Read a journal by internal id or eid:."""
        return self.send("GET", f"{RECORDS}/{name}{query}")

    def lines(self, name: str, record: str = "journalEntry") -> list[dict[str, Any]]:
        """Return the lines of a journal, amounts as exact numbers."""
        path = f"{RECORD_ROOT}{record}/{name}?expandSubResources=true"
        document: Any = load_json(self.send("GET", path).text)
        return list(document["line"]["items"])

    def found(self, condition: str | None, record: str = "journalEntry") -> list[str]:
        """Return the internal ids of the journals that a filter selects."""
        query = "" if condition is None else f"?q={quote(condition, safe='')}"
        answer = self.send("GET", f"{RECORD_ROOT}{record}{query}")
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json()["items"]]

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
