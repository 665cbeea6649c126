"""Asks SuiteQL: bound parameters, pages of 1,000, and answers checked for their shape."""

import json
from collections.abc import Callable, Iterator, Sequence
from http import HTTPStatus

from period_sync.adapters.netsuite.answers import complaints_of, json_object
from period_sync.adapters.netsuite.transport import Answer, NoAnswer, Transport
from period_sync.domain.errors import (
    NetSuiteMalformed,
    NetSuiteRefused,
    NetSuiteUnauthorized,
    NetSuiteUnavailable,
)

PAGE_ROWS = 1000
ROWS_MAX = 100_000
"""SuiteQL gives no more for one query (fact 86)."""
IN_LIST_MAX = 500
READ_SECONDS = 60
TRIES = 3
"""Reads change nothing, so a passing fault is tried again at once; each try is signed anew."""

Row = dict[str, str]


class SuiteQl:
    """Queries of one account."""

    def __init__(
        self,
        transport: Transport,
        origin: str,
        secret_version: str,
        pause: Callable[[float], None],
    ) -> None:
        self._transport = transport
        self._url = f"{origin}/services/rest/query/v1/suiteql"
        self._secret_version = secret_version
        self._pause = pause

    def rows(self, query: str, parameters: Sequence[str] = ()) -> list[Row]:
        """Return all rows of a query, page by page.

        Values are text, names lower case, and columns without a value are left out (facts 87,
        88). Raises NetSuiteUnavailable, NetSuiteUnauthorized, NetSuiteRefused or
        NetSuiteMalformed.
        """
        rows: list[Row] = []
        for offset in range(0, ROWS_MAX, PAGE_ROWS):
            page = self._page(query, parameters, offset)
            rows += page[0]
            if not page[1]:
                return rows
        raise NetSuiteMalformed("NetSuite's answer has no end.", rows=len(rows))

    def _page(self, query: str, parameters: Sequence[str], offset: int) -> tuple[list[Row], bool]:
        body = json.dumps({"q": query, "params": list(parameters)}).encode()
        headers = {"Content-Type": "application/json", "Prefer": "transient"}
        url = f"{self._url}?limit={PAGE_ROWS}&offset={offset}"
        for attempt in range(TRIES):
            answer = self._transport.ask(url, body, headers, READ_SECONDS)
            if not _passing(answer):
                break
            if attempt + 1 < TRIES:
                self._pause(0.5 * 4**attempt)
        return self._read(answer)

    def _read(self, answer: Answer | NoAnswer) -> tuple[list[Row], bool]:
        if isinstance(answer, NoAnswer):
            raise NetSuiteUnavailable("NetSuite does not answer.", reason=answer.reason)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise NetSuiteUnauthorized(self._secret_version)
        if _passing(answer):
            raise NetSuiteUnavailable("NetSuite has no time for us.", status=answer.status)
        complaints = complaints_of(answer)
        if answer.status != HTTPStatus.OK:
            if not complaints:
                raise NetSuiteUnavailable(
                    f"NetSuite answered {answer.status} in no format of its own.",
                    status=answer.status,
                )
            detail = "; ".join(complaint.detail for complaint in complaints)
            raise NetSuiteRefused(
                f"NetSuite refused a query: {detail}", status=answer.status, detail=detail
            )
        value = json_object(answer.body)
        items, more = value.get("items"), value.get("hasMore")
        if not answer.is_whole or not isinstance(items, list) or not isinstance(more, bool):
            raise NetSuiteMalformed("NetSuite's answer to a query is not whole.")
        return [_row(item) for item in items], more


def chunks(values: Sequence[str], size: int = IN_LIST_MAX) -> Iterator[Sequence[str]]:
    """Cut values into lists that fit behind `IN` (fact 94)."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def marks(values: Sequence[str]) -> str:
    """Write as many parameter marks as there are values."""
    return ", ".join("?" * len(values))


def _passing(answer: Answer | NoAnswer) -> bool:
    """Whether a read may succeed when it is repeated."""
    if isinstance(answer, NoAnswer):
        return True
    passing = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
    return answer.status in passing or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _row(item: object) -> Row:
    if not isinstance(item, dict):
        raise NetSuiteMalformed("A row of NetSuite's answer is no object.")
    row: Row = {}
    for name, value in item.items():
        # Whether a column without a value is left out or null nobody has verified (fact 88).
        if name == "links" or value is None:
            continue
        if not isinstance(value, str):
            raise NetSuiteMalformed(f"The column {name} of NetSuite's answer is no text.")
        row[name] = value
    return row
