import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.adapters.netsuite.journal_document import read_journal
from period_sync.domain.errors import PeriodSyncError
from period_sync.domain.journal_record import (
    ChangeAnswer,
    ChangeOutcome,
    ExternalId,
    InternalId,
    JournalFilter,
    JournalRecord,
    JournalRow,
    NotShown,
)
from period_sync.domain.posting import Outcome, PostAnswer, RecordType
from tests.support.netsuite_client import journal, open_at
from tests.support.scripted_server import http, scripted_server

ROW = JournalRow(
    RecordType.JOURNAL, "7", "JE7", "by-hand", date(2026, 10, 31), None, (), None, "", False, "1",
    False, None, Decimal(100),
)  # fmt: skip
KEY = InternalId("7")
OPERATIONS: dict[str, Callable[[NetSuiteAccount], object]] = {
    "create": lambda to: to.journals.create(RecordType.JOURNAL, journal()),
    "get": lambda to: to.journals.get(KEY),
    "get by external id": lambda to: to.journals.get(ExternalId("ps-first")),
    "get by an odd external id": lambda to: to.journals.get(ExternalId("a b/c")),
    "rows": lambda to: list(to.journals.rows(JournalFilter())),
    "keys": lambda to: list(to.journals.keys(JournalFilter())),
    "keys by account": lambda to: list(to.journals.keys(JournalFilter(account="250"))),
    "find": lambda to: to.journals.find(KEY),
    "update": lambda to: to.journals.update(KEY, {"memo": "m"}),
    "replace lines": lambda to: to.journals.update(KEY, {}, journal().lines),
    "delete": lambda to: to.journals.delete(ROW, "why"),
}
WRITES = {"create", "update", "replace lines"}
TYPED = (
    PostAnswer, ChangeAnswer, JournalRecord, JournalRow, NotShown, list, type(None)
)  # fmt: skip
TARGET = re.compile(rb"(GET|POST|PATCH|DELETE) /services/rest/(record|query)/v1/[^ ]+ HTTP/1.1\r\n")
each_operation = pytest.mark.parametrize("operation", OPERATIONS)
fuzzed = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _made_of(operation: str, origin: str) -> object:
    try:
        return OPERATIONS[operation](open_at(origin))
    except PeriodSyncError as error:
        return error


def met(operation: str, *answers: bytes) -> object:
    """Return what the operation made of the answers: a typed result or an error of our tree."""
    with scripted_server(http(204)) as elsewhere:
        told = [answer.replace(b"{elsewhere}", elsewhere.origin.encode()) for answer in answers]
        with scripted_server(*told) as server:
            result = _made_of(operation, server.origin)
    assert isinstance(result, (*TYPED, PeriodSyncError))
    assert elsewhere.connections == 0
    assert all(TARGET.match(request) for request in server.requests)
    assert len(server.requests) == 1 or operation not in WRITES
    return result


PAGES = {
    "50 MB": http(200, b'{"items": [], "hasMore": false, "x": "' + b"x" * 50_000_000 + b'"}'),
    "50 MB of spaces": http(200, b" " * 50_000_000 + b'{"items": [], "hasMore": false}'),
    "brackets": http(200, "[" * 100_000),
    "brackets that end": http(200, "[" * 100_000 + "]" * 100_000),
    "objects in objects": http(200, '{"a":' * 100_000 + "1" + "}" * 100_000),
    "NaN": http(200, '{"items": [], "hasMore": NaN}'),
    "Infinity": http(200, '{"id": "7", "tranDate": "2026-10-31", "exchangeRate": -Infinity}'),
    "a huge integer": http(200, '{"items": [], "hasMore": false, "count": ' + "9" * 100_000 + "}"),
    "a huge exponent": http(200, '{"items": [{"id": 1e999999999999999999}], "hasMore": false}'),
    "a huge number": http(200, '{"id": 1e400, "items": [{"id": 1e400}], "hasMore": false}'),
    "a name twice": http(200, '{"hasMore": true, "items": [], "hasMore": false, "items": null}'),
    "no UTF-8": http(200, b'{"items": ["\xff\xfe"], "hasMore": false}'),
    "a lone surrogate": http(200, '{"items": [{"id": "\\ud800"}], "hasMore": false}'),
    "HTML": http(200, "<html>Sign in</html>", Content_Type="text/html"),
    "a wrong type": http(200, '{"items": [], "hasMore": false}', Content_Type="image/png"),
    "no type": http(200, "null"),
    "a wrong encoding": http(200, "{}", Content_Encoding="gzip"),
    "another length": b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{}",
    "a negative length": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
    "broken chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}",
    "endless headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n{}",
    "a long header": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n{}",
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n",
    "nothing": b"",
    "continue": b"HTTP/1.1 100 Continue\r\n\r\n",
    "status 999": b"HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n",
    "another version": b"HTTP/9.9 200 OK\r\n\r\n{}",
    "a redirect": http(302, Location="{origin}/elsewhere"),
    "a redirect elsewhere": http(307, Location="{elsewhere}/services/rest/record/v1/x/1"),
    "a redirect to a file": http(301, Location="file:///etc/passwd"),
    "a redirect that is none": http(302, Location="http://["),
    "errors as text": http(400, '{"o:errorDetails": "no"}'),
    "errors of errors": http(404, '{"o:errorDetails": [[{"o:errorCode": {"a": 1}}], null, 7]}'),
    "a refusal in numbers": http(400, '{"o:errorDetails": [{"o:errorCode": 7, "detail": [1]}]}'),
    "a cookie": http(200, "{}", Set_Cookie="a=b; Domain=.com; Path=/"),
}  # fmt: skip


@each_operation
@pytest.mark.parametrize("answer", PAGES.values(), ids=PAGES)
def test_whatever_comes_back_is_a_result_or_an_error_of_ours(operation: str, answer: bytes) -> None:
    result = met(operation, answer)
    if isinstance(result, PostAnswer):
        assert result.outcome not in {Outcome.CREATED, Outcome.NOT_SENT}
    assert not isinstance(result, JournalRecord)


LOCATIONS = [
    "{elsewhere}/services/rest/record/v1/journalEntry/7",
    "https://evil.example/services/rest/record/v1/journalEntry/7",
    "{origin}:80/services/rest/record/v1/journalEntry/7",
    "{origin}@evil.example/services/rest/record/v1/journalEntry/7",
    "{origin}/services/rest/record/v1/journalEntry/7#x",
    "{origin}/services/rest/record/v1/journalEntry/7%00",
    "{origin}/services/rest/record/v1//journalEntry/7",
    "{origin}/services/rest/record/v1/journalEntry/\t7",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("location", LOCATIONS)
def test_no_location_leads_to_another_host_or_record(location: str) -> None:
    for operation in OPERATIONS:
        result = met(operation, http(201, "{}", Location=location))
        if isinstance(result, PostAnswer):
            assert (result.outcome, result.internal_id) == (Outcome.UNKNOWN, None)
        if isinstance(result, ChangeAnswer):
            assert result.outcome is ChangeOutcome.UNKNOWN


leaves: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
    | st.sampled_from(["7", "2026-10-31", "2026-10-31T10:00:00Z", "journalentry", "T", "1e5", "-1"])
)  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "refName", "items", "links", "hasMore"]), inner, max_size=3
    ),
    max_leaves=6,
)  # fmt: skip
HEADER = [
    "id", "tranId", "externalId", "tranDate", "postingPeriod", "subsidiary", "currency", "memo",
    "exchangeRate", "approved", "approvalStatus", "isReversal", "reversalEntry", "createdDate",
    "class", "custbody_x", "line", "items", "hasMore", "totalResults",
]  # fmt: skip
LINE = ["line", "account", "debit", "credit", "memo", "eliminate", "lineFxRate", "custcol_x"]
lines = st.lists(values | st.dictionaries(st.sampled_from(LINE), values, max_size=5), max_size=3)
records = st.builds(
    lambda some, items, total: {"id": "7", "tranDate": "2026-10-31", "line": {"items": items}}
    | some | total,
    st.dictionaries(st.sampled_from(HEADER), values, max_size=4),
    lines,
    st.just({}) | st.just({"hasMore": False}),
)  # fmt: skip
COLUMNS = [
    "id", "recordtype", "tranid", "externalid", "trandate", "postingperiod", "postingperiodname",
    "posting", "approvalstatus", "isreversal", "reversal", "subsidiary", "currency", "debit",
    "memo", "closed", "periodname",
]  # fmt: skip
GOOD_ROW = {"id": "7", "recordtype": "journalentry", "trandate": "2026-10-31"}
rows = st.builds(
    lambda some: GOOD_ROW | some, st.dictionaries(st.sampled_from(COLUMNS), values, max_size=3)
)
pages = st.fixed_dictionaries(
    {"items": st.lists(rows | values, max_size=3), "hasMore": st.just(False) | values}
)


@settings(max_examples=400, deadline=None)
@given(records)
def test_a_record_of_any_shape_is_read_or_malformed(record: dict[str, Any]) -> None:
    parsed = json.loads(json.dumps(record), parse_float=Decimal)
    try:
        result = read_journal(parsed, RecordType.JOURNAL)
    except PeriodSyncError:
        return
    assert result.internal_id.isdigit()


@each_operation
@fuzzed
@given(document=records | pages | values, status=st.sampled_from([200, 200, 200, 400, 404]))
def test_json_of_any_shape_is_a_result_or_an_error_of_ours(
    operation: str, document: object, status: int
) -> None:
    met(operation, http(status, json.dumps(document)))


@each_operation
@fuzzed
@given(answer=st.binary(max_size=300), is_http=st.booleans())
def test_bytes_of_any_kind_are_a_result_or_an_error_of_ours(
    operation: str, answer: bytes, is_http: bool
) -> None:
    met(operation, http(200, answer) if is_http else answer)


@fuzzed
@given(st.text(max_size=40))
def test_no_key_reaches_beyond_its_record(key: str) -> None:
    for kind in (InternalId, ExternalId):
        answer = http(404, '{"o:errorDetails": [{"o:errorCode": "X"}]}')
        with scripted_server(answer) as server, suppress(PeriodSyncError):
            open_at(server.origin).journals.get(kind(key))
        for request in server.requests:
            target = request.split(b" ")[1]
            path = target.partition(b"?")[0]
            # An external id that no URL can hold is bound to a query instead.
            if path != b"/services/rest/query/v1/suiteql":
                record = path.removeprefix(b"/services/rest/record/v1/journalEntry")
                assert re.fullmatch(rb"(/(eid:)?[A-Za-z0-9_-]+)?", record), target
