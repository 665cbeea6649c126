from datetime import date

import pytest

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.domain.names import NameList, Record
from tests.support.simulator import RunningSimulator


def ids(records: list[Record]) -> set[str]:
    return {record.internal_id for record in records}


def test_records_are_read_by_internal_id_beside_their_names(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    netsuite.reset_requests()
    assert ids(account.records(NameList.DEPARTMENT, ["Logistics"], ["14", "999"])) == {"13", "14"}
    assert ids(account.records(NameList.CURRENCY, [], ["3"])) == {"3"}
    assert ids(account.records(NameList.ACCOUNT, [], ["201"])) == {"201"}
    assert netsuite.request_count() == 3


@pytest.mark.parametrize(
    ("name_list", "names", "expected"),
    [
        (NameList.DEPARTMENT, ["Logistics"], {"13"}),
        (NameList.DEPARTMENT, ["R&D"], {"14"}),
        (NameList.DEPARTMENT, ["Field Service"], {"17", "18"}),
        (NameList.DEPARTMENT, ["Logistics : Field Service"], {"18"}),
        (NameList.DEPARTMENT, ["Customer Care : Field Service", "Retail"], {"17", "15", "16"}),
        (NameList.LOCATION, ["Köln", "Tokyo 東京", "Montréal"], {"54", "57", "58"}),
        (NameList.LOCATION, ["Köln : Hall 1"], {"60"}),
        (NameList.LOCATION, ["Hall 1"], {"60", "61"}),
        (NameList.CLASS, ["Stores : Pop-up stores"], {"35"}),
        (
            NameList.COUNTERPARTY,
            ["V1003 東都不動産株式会社", "C2001 Café Morgenrot"],
            {"703", "751"},
        ),
        (NameList.CURRENCY, ["EUR", "JPY", "XXX"], {"1", "3"}),
        (NameList.ACCOUNT, ["1000", "nobody"], {"201"}),
        (NameList.DEPARTMENT, ["logistics ", "' OR 1=1 --", "%", "?", "a : b"], set()),
    ],
)
def test_records_are_read_by_name_or_path(
    account: NetSuiteAccount,
    netsuite: RunningSimulator,
    name_list: NameList,
    names: list[str],
    expected: set[str],
) -> None:
    assert ids(account.records(name_list, names)) == expected
    assert netsuite.request_count("suiteql") == 1


@pytest.mark.parametrize("name", ["O'Brien", 'the "Hub"', "50 % ?", "a\\b", "x; --", "\U0001f3e2"])
def test_names_with_signs_of_sql_are_only_names(
    account: NetSuiteAccount, netsuite: RunningSimulator, name: str
) -> None:
    added = netsuite.add_record("department", name=name)
    assert ids(account.records(NameList.DEPARTMENT, [name])) == {str(added)}


def test_a_record_answers_to_its_name_and_its_path(account: NetSuiteAccount) -> None:
    (record,) = account.records(NameList.LOCATION, ["Köln : Hall 1"])
    assert record.keys == {"Hall 1", "Köln : Hall 1"}
    assert record.path == "Köln : Hall 1"
    assert record.subsidiaries == {"2"}
    assert not record.is_inactive


def test_subsidiaries_are_all_read_with_their_tree(account: NetSuiteAccount) -> None:
    found = {record.internal_id: record for record in account.records(NameList.SUBSIDIARY, [])}
    assert set(found) == {"1", "2", "3", "4", "5", "6", "7"}
    assert (found["1"].parent, found["2"].parent) == (None, "1")
    assert [key for key, record in found.items() if record.is_elimination] == ["6"]
    assert [key for key, record in found.items() if record.is_inactive] == ["7"]
    assert "Halcyon K.K." in found["4"].keys


def test_what_forbids_an_account_is_read(account: NetSuiteAccount) -> None:
    cash, bank = sorted(
        account.records(NameList.ACCOUNT, ["1000", "1010"]), key=lambda record: record.internal_id
    )
    assert (cash.is_summary, cash.include_children) == (True, True)
    assert (bank.is_summary, bank.include_children) == (False, False)
    assert (sorted(cash.subsidiaries), sorted(bank.subsidiaries)) == (["1"], ["1", "2"])
    assert (cash.currency, bank.currency) == (None, "1")


def test_the_decimals_of_currencies_are_read(account: NetSuiteAccount) -> None:
    records = account.records(NameList.CURRENCY, ["EUR", "JPY", "CHF"])
    found = {record.internal_id: (record.decimals, record.is_inactive) for record in records}
    assert found == {"1": (2, False), "3": (0, False), "6": (2, True)}


@pytest.mark.parametrize(("count", "queries"), [(1, 1), (500, 1), (501, 2), (1201, 3)])
def test_500_names_go_into_a_query_and_none_is_lost(
    account: NetSuiteAccount, netsuite: RunningSimulator, count: int, queries: int
) -> None:
    names = [f"nobody {number}" for number in range(count - 1)]
    assert ids(account.records(NameList.DEPARTMENT, [*names, "Logistics"])) == {"13"}
    assert netsuite.request_count("suiteql") == queries


def test_names_and_paths_of_one_list_share_its_queries(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    names = [name for n in range(250) for name in (f"nobody {n}", f"No : Body {n}")]
    assert account.records(NameList.DEPARTMENT, names) == []
    assert netsuite.request_count("suiteql") == 1


def test_a_record_that_two_queries_show_is_one_record(account: NetSuiteAccount) -> None:
    names = ["Field Service", *(f"nobody {n}" for n in range(500)), "Logistics : Field Service"]
    assert sorted(ids(account.records(NameList.DEPARTMENT, names))) == ["17", "18"]
    assert len(account.records(NameList.DEPARTMENT, names)) == 2


def test_only_the_base_periods_that_hold_the_dates_are_read(account: NetSuiteAccount) -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31)]
    found = account.accounting_periods(days)
    assert [(period.internal_id, period.start, period.end) for period in found] == [
        ("413", date(2026, 9, 1), date(2026, 9, 30)),
        ("415", date(2026, 10, 1), date(2026, 10, 31)),
    ]


@pytest.mark.parametrize(
    "kind",
    [
        {"isquarter": True},
        {"isyear": True},
        {"isadjust": True},
        {"isinactive": True},
        {"isposting": False},
    ],
)
def test_a_period_that_is_no_base_period_is_not_read(
    account: NetSuiteAccount, netsuite: RunningSimulator, kind: dict[str, bool]
) -> None:
    dates = {"startdate": "2026-10-01", "enddate": "2026-10-31"}
    netsuite.add_record("accountingperiod", periodname="Other", **dates, **kind)
    found = account.accounting_periods([date(2026, 10, 31)])
    assert [period.name for period in found] == ["Oct 2026"]


@pytest.mark.parametrize(
    ("changes", "closed", "locked"),
    [({}, False, False), ({"closed": True}, True, False), ({"alllocked": True}, False, True)],
)
def test_shut_periods_are_read_as_such(
    account: NetSuiteAccount,
    netsuite: RunningSimulator,
    changes: dict[str, bool],
    closed: bool,
    locked: bool,
) -> None:
    if changes:
        netsuite.change_record("accountingperiod", "415", **changes)
    (october,) = account.accounting_periods([date(2026, 10, 31)])
    assert (october.name, october.is_closed, october.is_locked) == ("Oct 2026", closed, locked)
