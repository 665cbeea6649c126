import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any
from urllib.parse import quote

import pytest

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.adapters.netsuite.journal_client import JournalClient
from period_sync.domain.connection import Features
from period_sync.domain.errors import InvalidInput, NetSuiteError, NetSuiteMalformed
from period_sync.domain.journal_record import InternalId, JournalFilter, JournalRecord
from period_sync.domain.posting import RecordType, Reference
from tests.support.journals import CORPORATE, INC, LIABILITY, RETAIL, some_of_each
from tests.support.netsuite_client import COST, GMBH, open_at, open_simulator, post
from tests.support.scripted_server import http, scripted_server
from tests.support.simulator import RunningSimulator, simulator_thread

SINGLE: dict[str, dict[str, Any]] = {
    "from": {"date_from": date(2026, 11, 1)},
    "to": {"date_to": date(2026, 10, 31)},
    "subsidiary": {"subsidiary": INC},
    "other subsidiary": {"subsidiary": GMBH},
    "account": {"account": LIABILITY},
    "department": {"department": RETAIL},
    "other department": {"department": CORPORATE},
    "unapproved": {"unapproved": True},
    "reversals": {"reversals": True},
    "external id": {"external_ids": ("ps-retail",)},
    "external ids": {"external_ids": ("ps-plain", "ps-retail-waiting", "ps-rejected", "ps-none")},
    "none": {"external_ids": ()},
    "one type": {"record_types": (RecordType.ADVANCED_INTERCOMPANY,)},
    "two types": {"record_types": (RecordType.JOURNAL, RecordType.INTERCOMPANY)},
}
FILTERS: list[dict[str, Any]] = [
    {},
    *SINGLE.values(),
    *(one | other for one, other in combinations(SINGLE.values(), 2)),
    *(one | two | three for one, two, three in combinations(list(SINGLE.values())[:9], 3)),
    {
        "date_from": date(2026, 10, 1), "date_to": date(2026, 11, 1), "subsidiary": GMBH,
        "account": LIABILITY, "department": CORPORATE, "unapproved": True,
        "external_ids": ("ps-plain", "ps-retail-waiting"),
    },
    {
        "date_from": date(2026, 11, 1), "date_to": date(2026, 11, 30), "subsidiary": GMBH,
        "account": COST, "department": RETAIL, "unapproved": True, "reversals": True,
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def books() -> Iterator[tuple[JournalClient, list[JournalRecord]]]:
    with simulator_thread() as simulator:
        account = open_simulator(simulator)
        some_of_each(simulator, account)
        client = account.journals
        records = [client.get(key, of) for of, key in client.keys(JournalFilter())]
        assert len(records) == len(simulator.journals())
        yield client, [record for record in records if isinstance(record, JournalRecord)]


def holds(wanted: JournalFilter, record: JournalRecord) -> bool:
    assert record.subsidiary is not None
    assert record.approval_status is not None
    lines = [
        (
            (each.subsidiary or record.subsidiary).internal_id,
            each.account and each.account.internal_id,
            each.department and each.department.internal_id,
        )
        for each in record.lines
    ]
    asked = (wanted.subsidiary, wanted.account, wanted.department)
    return (
        (wanted.date_from is None or record.date >= wanted.date_from)
        and (wanted.date_to is None or record.date <= wanted.date_to)
        and any(all(a in {None, b} for a, b in zip(asked, found, strict=True)) for found in lines)
        and (not wanted.unapproved or record.approval_status.internal_id != "2")
        and (not wanted.reversals or record.is_reversal)
        and (wanted.external_ids is None or record.external_id in wanted.external_ids)
        and record.record_type in wanted.record_types
    )


def test_every_combination_of_conditions_lists_what_it_holds_for(
    books: tuple[JournalClient, list[JournalRecord]],
) -> None:
    client, records = books
    for conditions in FILTERS:
        wanted = JournalFilter(**conditions)
        expected = sorted(each.internal_id for each in records if holds(wanted, each))
        assert sorted(row.internal_id for row in client.rows(wanted)) == expected, wanted
        assert sorted(key.value for _, key in client.keys(wanted)) == expected, wanted


@pytest.mark.parametrize("conditions", SINGLE.values(), ids=SINGLE)
def test_every_condition_divides_the_books(
    books: tuple[JournalClient, list[JournalRecord]], conditions: dict[str, Any]
) -> None:
    client, records = books
    count = len(list(client.rows(JournalFilter(**conditions))))
    assert count < len(records) or conditions == {"subsidiary": GMBH}
    assert count > 0 or conditions == {"external_ids": ()}


def test_a_row_says_what_the_record_says(
    books: tuple[JournalClient, list[JournalRecord]],
) -> None:
    client, records = books
    rows = {row.internal_id: row for row in client.rows(JournalFilter())}
    for record in records:
        row = rows[record.internal_id]
        assert (row.record_type, row.number, row.external_id, row.date, row.memo) == (
            record.record_type, record.number, record.external_id, record.date, record.memo
        )  # fmt: skip
        assert (row.period, row.currency) == (record.posting_period, record.currency)
        assert row.period is not None
        assert row.period.name == (record.posting_period or Reference("")).name
        assert record.approval_status == Reference(row.approval_status or "")
        assert (row.is_reversal, row.reversal) == (record.is_reversal, record.reversal_entry)
        assert row.is_posting == record.is_approved
        assert row.debit == sum(line.debit or 0 for line in record.lines)
        assert set(row.subsidiaries) == {
            line.subsidiary or record.subsidiary for line in record.lines
        }


def test_rows_come_by_date(books: tuple[JournalClient, list[JournalRecord]]) -> None:
    dates = [row.date for row in books[0].rows(JournalFilter())]
    assert dates == sorted(dates)


@pytest.mark.parametrize("date_format", ["M/D/YYYY", "D.M.YYYY", "YYYY-MM-DD"])
def test_dates_are_written_as_the_user_prefers(
    netsuite: RunningSimulator, account: NetSuiteAccount, date_format: str
) -> None:
    netsuite.set_preferences(q_date_format=date_format)
    internal_id = post(account)
    account.journals._date_format = date_format
    wanted = JournalFilter(date_from=date(2026, 10, 31), date_to=date(2026, 10, 31))
    assert list(account.journals.keys(wanted)) == [(RecordType.JOURNAL, InternalId(internal_id))]


def listed(*ids: object, more: object = False) -> bytes:
    return http(200, json.dumps({"items": [{"id": each} for each in ids], "hasMore": more}))


def journals_at(origin: str) -> JournalClient:
    return open_at(origin).journals


def test_header_conditions_are_written_in_the_record_services_own_language() -> None:
    wanted = JournalFilter(
        date_from=date(2026, 10, 1), date_to=date(2026, 10, 31), unapproved=True, reversals=True,
        external_ids=("ps-a", "b c"), record_types=(RecordType.JOURNAL,),
    )  # fmt: skip
    with scripted_server(listed(7, "8")) as server:
        keys = list(journals_at(server.origin).keys(wanted))
    assert keys == [(RecordType.JOURNAL, InternalId("7")), (RecordType.JOURNAL, InternalId("8"))]
    condition = (
        'tranDate ON_OR_AFTER "10/1/2026" AND tranDate ON_OR_BEFORE "10/31/2026" AND '
        "approved IS false AND isReversal IS true AND "
        '(externalId IS "ps-a" OR externalId IS "b c")'
    )
    target = f"/journalEntry?q={quote(condition, safe='')}&limit=1000&offset=0 "
    assert target.encode() in server.requests[0]


def test_what_the_filter_language_cannot_say_is_asked_in_suiteql() -> None:
    cases = (
        {"account": COST},
        {"subsidiary": GMBH},
        {"department": RETAIL},
        {"internal_ids": ("1",)},
        {"external_ids": ('a"b',)},
    )
    with scripted_server(http(200, '{"items": [], "hasMore": false}')) as server:
        for conditions in cases:
            assert list(journals_at(server.origin).keys(JournalFilter(**conditions))) == []
    assert len(server.requests) == len(cases)
    assert all(b"/suiteql?" in request for request in server.requests)


def test_no_value_of_a_condition_stands_in_the_query() -> None:
    wanted = JournalFilter(
        date_from=date(2026, 10, 1), subsidiary="2' OR 1=1 --", external_ids=("ps' OR 'a",)
    )
    with scripted_server(http(200, '{"items": [], "hasMore": false}')) as server:
        assert list(journals_at(server.origin).rows(wanted)) == []
    body = json.loads(server.requests[0].partition(b"\r\n\r\n")[2])
    assert "OR" not in body["q"].replace("ORDER", "").replace("FOR", "")
    assert {"2' OR 1=1 --", "ps' OR 'a", "2026-10-01"} <= set(body["params"])


ROW = {
    "id": "1",
    "recordtype": "journalentry",
    "tranid": "JE1",
    "trandate": "2026-10-31",
    "posting": "T",
    "debit": "1",
}


def page(*rows: object, more: bool = False) -> bytes:
    return http(200, json.dumps({"items": rows, "hasMore": more}))


def test_a_page_is_asked_for_when_its_first_row_is_wanted() -> None:
    first = [ROW | {"id": str(number)} for number in range(1000)]
    with scripted_server(page(*first, more=True), page(ROW | {"id": "1000"})) as server:
        rows = journals_at(server.origin).rows(JournalFilter())
        assert len(server.requests) == 0
        assert [next(rows).internal_id for _ in range(999)][-1] == "998"
        assert len(server.requests) == 1
        assert [row.internal_id for row in rows] == ["999", "1000"]
    assert len(server.requests) == 2


def test_the_rows_of_a_journal_belong_together_across_pages() -> None:
    halves = [ROW | {"subsidiary": "2", "debit": "1.10"}, ROW | {"subsidiary": "3", "debit": "2"}]
    with scripted_server(page(halves[0], more=True), page(halves[1])) as server:
        (row,) = journals_at(server.origin).rows(JournalFilter())
    assert [each.internal_id for each in row.subsidiaries] == ["2", "3"]
    assert f"{row.debit}" == "3.10"


def test_keys_are_listed_page_by_page() -> None:
    first = listed(*range(1, 1001), more=True)
    with scripted_server(first, listed(1001), listed()) as server:
        keys = list(journals_at(server.origin).keys(JournalFilter()))
    assert len(keys) == 1001
    assert b"limit=1000&offset=1000 " in server.requests[1]


def test_more_ids_than_fit_into_a_request_take_several(netsuite: RunningSimulator) -> None:
    account = open_simulator(netsuite)
    post(account, external_id="ps-last")
    ids = (*(f"ps-{number}" for number in range(1100)), "ps-last")
    netsuite.reset_requests()
    wanted = JournalFilter(external_ids=ids)
    assert [row.external_id for row in account.journals.rows(wanted)] == ["ps-last"]
    assert netsuite.request_count("suiteql") == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"recordtype": "vendorbill"},
        {"recordtype": None},
        {"id": "../../../x"},
        {"id": "-1"},
        {"reversal": "x"},
        {"trandate": "31.10.2026"},
        {"debit": "one"},
        {"debit": "NaN"},
        {"debit": "1e999"},
    ],
)
def test_a_row_that_cannot_be_understood_is_malformed(changed: dict[str, Any]) -> None:
    row = {name: value for name, value in (ROW | changed).items() if value is not None}
    with scripted_server(page(row)) as server, pytest.raises(NetSuiteMalformed):
        list(journals_at(server.origin).rows(JournalFilter()))


@pytest.mark.parametrize("key", [None, "x", "-1", "1/2", True, 1.5, [], {"id": 1}, "9" * 30])
def test_a_key_that_is_no_internal_id_is_malformed(key: object) -> None:
    with scripted_server(listed(key)) as server, pytest.raises(NetSuiteMalformed):
        list(journals_at(server.origin).keys(JournalFilter()))


@pytest.mark.parametrize("fault", ["429", "503", "drop-after", "truncate-body", "html502"])
@pytest.mark.parametrize("ask", ["rows", "keys"])
def test_a_list_that_is_not_answered_is_never_an_empty_list(
    netsuite: RunningSimulator, ask: str, fault: str
) -> None:
    netsuite.add_fault(fault)
    with pytest.raises(NetSuiteError):
        list(getattr(open_simulator(netsuite).journals, ask)(JournalFilter()))


@pytest.mark.parametrize(
    ("feature", "condition"), [("one_world", "subsidiary"), ("departments", "department")]
)
def test_what_the_account_does_not_have_is_neither_asked_for_nor_a_condition(
    feature: str, condition: str
) -> None:
    with simulator_thread(preferences={feature: False}) as simulator:
        account = open_simulator(simulator)
        features: Any = {feature: False}
        account.journals._features = replace(Features(), **features)
        assert list(account.journals.rows(JournalFilter())) == []
        asked: Any = {condition: "2"}
        with pytest.raises(InvalidInput):
            list(account.journals.rows(JournalFilter(**asked)))
