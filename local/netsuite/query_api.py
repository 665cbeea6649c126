"""POST /services/rest/query/v1/suiteql: statements, parameters and pages."""

from datetime import datetime, timedelta

from local.netsuite.access import forbidden_tables, shown_rows, with_shown_rows
from local.netsuite.exchange import Answer, Request, json_answer
from local.netsuite.features import visible_tables
from local.netsuite.master_data import MasterData
from local.netsuite.money import load_json
from local.netsuite.paging import page_document, read_page
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import Refusal, insufficient_permission, invalid_query, malformed
from local.netsuite.suiteql.query import Statement, View, run_statement
from local.netsuite.suiteql.refused import QueryForbidden, QueryRefused
from local.netsuite.terms import Terms


def answer_query(request: Request, master: MasterData, terms: Terms, now: datetime) -> Answer:
    """Run the statement of a request and answer one page.

    Raises:
        Refusal: the request or the statement is wrong.
    """
    if "transient" not in request.headers.get("prefer", "").replace(" ", "").split(","):
        raise malformed("The header Prefer with the value transient is required.")  # fact 84
    limit, offset = read_page(request)
    statement = _statement(request.body)
    database = master.database
    try:
        rows = run_statement(database, statement, _view(master, terms, now))
    except QueryForbidden as error:
        raise _forbidden(error, terms.preferences) from error
    except QueryRefused as error:
        raise invalid_query(str(error)) from error
    return json_answer(page_document(rows, limit, offset, request.origin + request.path))


def _view(master: MasterData, terms: Terms, now: datetime) -> View:
    preferences = terms.preferences
    tables = visible_tables(master.database.tables, preferences)
    forbidden = forbidden_tables(terms.role, tables)
    lag = timedelta(seconds=preferences.search_lag_seconds)
    shown = shown_rows(terms.role, master, lag, now)
    if preferences.forbidden_table == "empty":
        shown |= dict.fromkeys(forbidden, "0")
        forbidden = {}
    return View(
        tables,
        forbidden,
        lambda statement: with_shown_rows(statement, shown),
        preferences.union_allowed,
        preferences.null_columns == "left_out",
    )


def _forbidden(error: QueryForbidden, preferences: Preferences) -> Refusal:
    """Refuse a table that the role may not read (facts 93 and 113, unverified)."""
    if preferences.forbidden_table == "403":
        return insufficient_permission(
            f"Permission Violation: You need the '{error.permission}' permission to access this "
            "page."
        )
    return invalid_query(f"Search error occurred: Record '{error.table}' was not found.")


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
