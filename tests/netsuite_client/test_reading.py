import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.domain.errors import NetSuiteError, NetSuiteMalformed, NetSuiteRefused
from period_sync.domain.errors import NetSuiteUnavailable as Unavailable
from period_sync.domain.names import NameList
from tests.support.netsuite_client import open_at, open_simulator, post, sums_by_account
from tests.support.scripted_server import http, scripted_server
from tests.support.simulator import RunningSimulator

READS: dict[str, Callable[[NetSuiteAccount], object]] = {
    "find": lambda account: account.find(["ps-first"], "1"),
    "read": lambda account: account.read(["1"]),
    "records": lambda account: account.records(NameList.ACCOUNT, ["6250"]),
    "all records": lambda account: account.records(NameList.SUBSIDIARY, []),
    "similar": lambda account: account.similar(NameList.ACCOUNT, ["6250"]),
    "periods": lambda account: account.accounting_periods([date(2026, 10, 31)]),
    "probe": lambda account: account.survey().rows("account"),
    "any journal": lambda account: account.any_journal(),
}
each_read = pytest.mark.parametrize("read", READS.values(), ids=READS)


def page(*items: object, more: object = False) -> bytes:
    return http(200, json.dumps({"items": items, "hasMore": more}))


@each_read
@pytest.mark.parametrize(
    "fault", ["429", "500", "503", "html502", "drop-before", "drop-after", "429:retry_after=1"]
)
def test_a_read_that_is_not_answered_is_never_an_empty_answer(
    netsuite: RunningSimulator, read: Callable[[NetSuiteAccount], object], fault: str
) -> None:
    netsuite.add_fault(fault)
    with pytest.raises(Unavailable):
        read(open_simulator(netsuite))
    assert 1 < netsuite.request_count("suiteql") <= 5


@pytest.mark.parametrize("fault", ["429", "503", "drop-after"])
def test_a_fault_that_passes_does_not_matter(netsuite: RunningSimulator, fault: str) -> None:
    account = open_simulator(netsuite)
    internal_id = post(account)
    netsuite.add_fault(f"{fault}:route=suiteql,first=2")
    assert account.find(["ps-first"], None).internal_ids == {"ps-first": (internal_id,)}


def test_an_answer_that_breaks_off_is_never_a_short_answer(netsuite: RunningSimulator) -> None:
    account = open_simulator(netsuite)
    netsuite.add_fault("truncate-body")
    with pytest.raises(NetSuiteError):
        account.find(["ps-first"], None)


def test_a_refused_query_comes_with_netsuites_words(netsuite: RunningSimulator) -> None:
    with pytest.raises(NetSuiteRefused) as refused:
        open_simulator(netsuite).survey().rows("no_such_table")
    assert refused.value.evidence["status"] == 400
    assert "no_such_table" in str(refused.value.evidence["detail"])
    assert netsuite.request_count("suiteql") == 1


def test_pages_are_read_to_the_last() -> None:
    first = [{"id": str(number), "externalid": f"ps-{number}"} for number in range(1000)]
    last = {"links": [], "id": "1000", "externalid": "ps-1000"}
    with scripted_server(page(*first, more=True), page(last)) as server:
        found = open_at(server.origin).find([f"ps-{number}" for number in (0, 1000)], None)
    assert found.internal_ids == {"ps-0": ("0",), "ps-1000": ("1000",)}
    assert [b"offset=0 " in server.requests[0], b"offset=1000 " in server.requests[1]] == [True] * 2


MALFORMED = {
    "no JSON": http(200, "<html></html>"),
    "empty": http(200, ""),
    "a list": http(200, "[]"),
    "cut JSON": http(200, '{"items": [], "hasMore": fal'),
    "no hasMore": http(200, '{"items": []}'),
    "hasMore as text": page(more="false"),
    "no items": http(200, '{"hasMore": false}'),
    "items as an object": http(200, '{"items": {}, "hasMore": false}'),
    "a row as text": page("row"),
    "a row as a list": page(["id", "1"]),
    "a number": page({"id": 1}),
    "a flag": page({"id": True}),
    "a list in a column": page({"id": ["1"]}),
    "an object in a column": page({"id": {"value": "1"}}),
    "deep nesting": http(200, '{"items": ' + "[" * 50_000),
    "deep nesting that ends": http(200, "[" * 50_000 + "]" * 50_000),
    "no UTF-8": http(200, b'{"items": [{"id": "\xff"}], "hasMore": false}'),
    "a number of many digits": http(200, '{"items": [' + "9" * 5000 + '], "hasMore": false}'),
    "too long": http(200, b'{"items": [], "hasMore": false}' + b" " * (33 * 1024 * 1024)),
    "no content": http(204),
    "see other": http(303, Location="/elsewhere"),
    "an unknown refusal": http(400, "no"),
    "forbidden by a gateway": http(403, "<html></html>"),
}  # fmt: skip


@pytest.mark.parametrize("answer", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_answer_is_an_error_of_ours_and_never_nothing(answer: bytes) -> None:
    with scripted_server(answer) as server, pytest.raises(NetSuiteError):
        open_at(server.origin).find(["ps-first"], "1")


def test_pages_without_end_are_an_error() -> None:
    with scripted_server(page(more=True)) as server, pytest.raises(NetSuiteMalformed):
        open_at(server.origin).find(["ps-first"], "1")
    assert len(server.requests) == 100


ROW = {
    "id": "1",
    "tranid": "JE1",
    "trandate": "2026-10-31",
    "postingperiod": "415",
    "posting": "T",
    "currency": "1",
    "subsidiary": "2",
    "accountingbook": "1",
    "account": "250",
    "debit": "1",
    "lines": "2",
}


@pytest.mark.parametrize(
    "changed",
    [
        {"trandate": "31.10.2026"},
        {"trandate": ""},
        {"lines": "two"},
        {"lines": ""},
        {"debit": "1,00"},
        {"credit": ""},
        {"account": None},
        {"currency": None},
        {"id": None},
    ],
)
def test_a_journal_that_cannot_be_understood_is_not_read_in_part(changed: dict[str, Any]) -> None:
    row = {name: value for name, value in (ROW | changed).items() if value is not None}
    with scripted_server(page(row)) as server, pytest.raises(NetSuiteMalformed):
        open_at(server.origin).read(["1"])


def test_the_rows_of_one_journal_are_added_up() -> None:
    rows = [ROW, ROW | {"subsidiary": "3", "debit": "0.50", "credit": "7"}, ROW | {"credit": "1"}]
    with scripted_server(page(*rows)) as server:
        (booked,) = open_at(server.origin).read(["1"])
    assert sums_by_account(booked) == {"250": (Decimal("2.50"), Decimal(8))}
    assert {lines.subsidiary for lines in booked.lines_in("1")} == {"2", "3"}
    assert sum(lines.lines for lines in booked.lines_in("1")) == 6


@pytest.mark.parametrize(
    ("read", "row"),
    [
        ("records", {"id": "1"}),
        ("records", {"acctnumber": "6250"}),
        ("all records", {"id": "1"}),
        ("periods", {"id": "1", "periodname": "Oct", "startdate": "soon", "enddate": "later"}),
        ("periods", {"id": "1", "periodname": "Oct", "startdate": "2026-10-01"}),
    ],
)
def test_a_row_without_what_it_must_have_is_malformed(read: str, row: dict[str, str]) -> None:
    with scripted_server(page(row)) as server, pytest.raises(NetSuiteMalformed):
        READS[read](open_at(server.origin))


def test_a_currency_without_a_precision_is_malformed() -> None:
    row = {"id": "1", "symbol": "EUR", "currencyprecision": "two"}
    with scripted_server(page(row)) as server, pytest.raises(NetSuiteMalformed):
        open_at(server.origin).records(NameList.CURRENCY, ["EUR"])
