"""POST /services/rest/query/v1/suiteql: statements, parameters and pages."""

from local.netsuite.database import Database
from local.netsuite.exchange import Answer, Request, json_answer
from local.netsuite.features import visible_tables
from local.netsuite.money import load_json
from local.netsuite.paging import page_document, read_page
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import invalid_query, malformed
from local.netsuite.suiteql.query import Statement, run_statement
from local.netsuite.suiteql.refused import QueryRefused


def answer_query(request: Request, database: Database, preferences: Preferences) -> Answer:
    """Run the statement of a request and answer one page.

    Raises:
        Refusal: the request or the statement is wrong.
    """
    if "transient" not in request.headers.get("prefer", "").replace(" ", "").split(","):
        raise malformed("The header Prefer with the value transient is required.")  # fact 84
    limit, offset = read_page(request)
    statement = _statement(request.body)
    tables = visible_tables(database.tables, preferences)
    try:
        rows = run_statement(database, statement, tables, union_allowed=preferences.union_allowed)
    except QueryRefused as error:
        raise invalid_query(str(error)) from error
    return json_answer(page_document(rows, limit, offset, request.origin + request.path))


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
