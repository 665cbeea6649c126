"""Asks SuiteQL: bound parameters, pages of 1,000, and answers checked for their shape."""

import json
from collections.abc import Iterator, Sequence
from typing import TypeVar

from period_sync.adapters.netsuite.reads import Reads, page_of
from period_sync.domain.errors import NetSuiteMalformed

PAGE_ROWS = 1000
ROWS_MAX = 100_000
"""SuiteQL gives no more for one query (fact 86)."""
IN_LIST_MAX = 500

Row = dict[str, str]
Item = TypeVar("Item")


class SuiteQl:
    """Queries of one account."""

    def __init__(self, reads: Reads, origin: str) -> None:
        self._reads = reads
        self._url = f"{origin}/services/rest/query/v1/suiteql"

    def rows(self, query: str, parameters: Sequence[str] = ()) -> list[Row]:
        """Return all rows of a query. Raises as `each_row` does."""
        return list(self.each_row(query, parameters))

    def each_row(self, query: str, parameters: Sequence[str] = ()) -> Iterator[Row]:
        """Yield the rows of a query; a page is asked for when its first row is wanted.

        Values are text, names lower case, and columns without a value are left out (facts 87,
        88). Raises NetSuiteUnavailable, NetSuiteUnauthorized, NetSuiteRefused or
        NetSuiteMalformed.
        """
        for offset in range(0, ROWS_MAX, PAGE_ROWS):
            items, more = self._page(query, parameters, offset)
            yield from (_row(item) for item in items)
            if not more:
                return
        raise NetSuiteMalformed("NetSuite's answer has no end.", rows=ROWS_MAX)

    def _page(
        self, query: str, parameters: Sequence[str], offset: int
    ) -> tuple[list[object], bool]:
        body = json.dumps({"q": query, "params": list(parameters)}).encode()
        headers = {"Content-Type": "application/json", "Prefer": "transient"}
        url = f"{self._url}?limit={PAGE_ROWS}&offset={offset}"
        return page_of(self._reads.document("POST", url, headers, body))


def chunks(values: Sequence[Item], size: int = IN_LIST_MAX) -> Iterator[Sequence[Item]]:
    """Cut values into lists that fit behind `IN` (fact 94)."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def marks(values: Sequence[str]) -> str:
    """Write as many parameter marks as there are values."""
    return ", ".join("?" * len(values))


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
