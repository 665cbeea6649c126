"""POST /services/rest/query/v1/suiteql: statements, parameters and pages."""

from local.netsuite.database import Database
from local.netsuite.exchange import Answer, Request, json_answer
from local.netsuite.money import load_json
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import invalid_parameter, invalid_query, malformed
from local.netsuite.suiteql.query import Statement, run_statement
from local.netsuite.suiteql.refused import QueryRefused

PAGE_MAX = 1000  # fact 86


def answer_query(request: Request, database: Database, preferences: Preferences) -> Answer:
    """Run the statement of a request and answer one page.

    Raises:
        Refusal: the request or the statement is wrong.
    """
    if "transient" not in request.headers.get("prefer", "").replace(" ", "").split(","):
        raise malformed("The header Prefer with the value transient is required.")  # fact 84
    limit, offset = _page(request)
    statement = _statement(request.body)
    try:
        rows = run_statement(database, statement, union_allowed=preferences.union_allowed)
    except QueryRefused as error:
        raise invalid_query(str(error)) from error
    return json_answer(page_document(rows, limit, offset, request.origin + request.path))


def page_document(
    rows: list[dict[str, str]], limit: int, offset: int, address: str
) -> dict[str, object]:
    """Return one page of the rows in NetSuite's shape (fact 87)."""
    items = [{"links": [], **row} for row in rows[offset : offset + limit]]
    has_more = offset + limit < len(rows)
    pages = {"self": offset}
    if has_more:
        pages |= {"next": offset + limit, "last": (len(rows) - 1) // limit * limit}
    if offset:
        pages |= {"first": 0, "previous": max(0, offset - limit)}
    return {
        "links": [
            {"rel": relation, "href": f"{address}?limit={limit}&offset={start}"}
            for relation, start in pages.items()
        ],
        "count": len(items),
        "hasMore": has_more,
        "items": items,
        "offset": offset,
        "totalResults": len(rows),
    }


def _page(request: Request) -> tuple[int, int]:
    limit = _whole(request, "limit", PAGE_MAX)
    offset = _whole(request, "offset", 0)
    if not 1 <= limit <= PAGE_MAX:
        raise invalid_parameter("limit", f"The limit must be between 1 and {PAGE_MAX}.")
    if offset % limit:
        raise invalid_parameter("offset", "The offset must be a multiple of the limit.")
    return limit, offset


def _whole(request: Request, name: str, default: int) -> int:
    text = request.parameter(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()):
        raise invalid_parameter(name, f"Invalid value for the parameter {name}: {text}")
    return int(text)


def _statement(content: bytes) -> Statement:
    try:
        document = load_json(content)
    except ValueError as error:
        raise malformed(f"Invalid JSON in the request body: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("q"), str):
        raise malformed('The request body must be an object with the query in "q".')
    values = document.get("params", [])
    if set(document) - {"q", "params"} or not isinstance(values, list):
        raise malformed('The request body may hold "q" and a list "params" only.')
    return Statement(document["q"], values)
