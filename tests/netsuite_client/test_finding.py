from datetime import date
from decimal import Decimal

import pytest

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.domain.booked import differences, overwritten_id
from period_sync.domain.posting import RecordType
from tests.support.netsuite_client import (
    CLEARING,
    COST,
    JPY,
    KK,
    journal,
    line,
    post,
    sums_by_account,
)
from tests.support.simulator import RunningSimulator


def test_journals_are_found_by_their_external_ids(account: NetSuiteAccount) -> None:
    first, second = post(account, external_id="ps-a"), post(account, external_id="ps-b")
    found = account.find(["ps-a", "ps-b", "ps-c"], first)
    assert found.internal_ids == {"ps-a": (first,), "ps-b": (second,)}
    assert found.could_see


def test_only_a_witness_that_is_seen_makes_absence_mean_something(
    account: NetSuiteAccount,
) -> None:
    witness = post(account)
    assert account.find(["ps-absent"], witness).could_see
    assert not account.find(["ps-absent"], None).could_see
    assert not account.find(["ps-absent"], "987654").could_see


def test_the_witness_is_not_taken_for_what_is_looked_for(account: NetSuiteAccount) -> None:
    witness = post(account)
    assert account.find(["ps-absent"], witness).internal_ids == {}


def test_a_role_that_may_not_see_journals_cannot_see(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    witness = post(account)
    netsuite.add_fault("hide-rows")
    found = account.find(["ps-first"], witness)
    assert (found.internal_ids, found.could_see) == ({}, False)
    assert account.read([witness]) == []


def test_one_blind_query_among_several_makes_the_whole_look_up_blind(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    witness = post(account)
    netsuite.add_fault("hide-rows:route=suiteql,nth=2")
    found = account.find([f"ps-{n}" for n in range(1200)] + ["ps-first"], witness)
    assert found.internal_ids == {"ps-first": (witness,)}
    assert not found.could_see


@pytest.mark.parametrize(("wanted", "queries"), [(500, 1), (501, 2), (1000, 2), (1001, 3)])
def test_500_external_ids_go_into_a_query(
    account: NetSuiteAccount, netsuite: RunningSimulator, wanted: int, queries: int
) -> None:
    witness = post(account)
    netsuite.reset_requests()
    names = [f"ps-{number}" for number in range(wanted - 1)]
    assert account.find([*names, "ps-first"], witness).internal_ids == {"ps-first": (witness,)}
    assert netsuite.request_count("suiteql") == queries


def test_a_journal_saved_by_a_post_without_an_answer_is_found(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    witness = post(account, external_id="ps-witness")
    netsuite.add_fault("drop-after:route=journalEntry")
    account.create(RecordType.JOURNAL, account.render(journal()))
    assert set(account.find(["ps-first"], witness).internal_ids) == {"ps-first"}


def test_a_journal_is_read_back_as_it_was_sent(account: NetSuiteAccount) -> None:
    sent = journal(
        line(COST, debit="60.10", department="13", location="54"),
        line(COST, debit="40"),
        line(CLEARING, credit="100.10", memo="Köln 東京"),
        memo="Leasing · Büro Köln 東京",
    )
    internal_id = post(account, *sent.lines, memo=sent.memo)
    (booked,) = account.read([internal_id])
    assert differences(sent, booked) == []
    assert booked.internal_id == internal_id
    assert (booked.number, booked.external_id) == ("JE1001", "ps-first")
    assert sum(lines.lines for lines in booked.lines_in("1")) == 3
    assert (booked.date, booked.posting_period) == (date(2026, 10, 31), "415")
    assert ({lines.subsidiary for lines in booked.lines_in("1")}, booked.currency) == ({"2"}, "1")
    assert booked.is_posting
    assert sums_by_account(booked) == {
        COST: (Decimal("100.10"), Decimal(0)),
        CLEARING: (Decimal(0), Decimal("100.10")),
    }


@pytest.mark.parametrize(
    ("amount", "books"),
    [
        ("9999999999999999.99", {}),
        ("0.01", {}),
        ("999999999999999999", {"subsidiary": KK, "currency": JPY}),
        ("123456789012345678", {"subsidiary": KK, "currency": JPY}),
    ],
)
def test_amounts_of_eighteen_digits_come_back_to_the_last(
    account: NetSuiteAccount, amount: str, books: dict[str, str]
) -> None:
    lines = (line(COST, debit=amount), line(CLEARING, credit=amount))
    (booked,) = account.read([post(account, *lines, **books)])
    assert sums_by_account(booked)[COST][0] == Decimal(amount)
    assert sums_by_account(booked)[CLEARING][1] == Decimal(amount)


def test_both_sides_of_one_account_are_kept_apart(account: NetSuiteAccount) -> None:
    lines = (line(COST, debit="5.00"), line(COST, credit="3.00"), line(CLEARING, credit="2.00"))
    (booked,) = account.read([post(account, *lines)])
    assert sums_by_account(booked)[COST] == (Decimal(5), Decimal(3))


def test_journals_are_told_apart_and_those_that_are_gone_are_left_out(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    ids = [post(account, external_id=f"ps-{number}") for number in range(3)]
    netsuite.delete_journal(ids[1])
    booked = account.read([*ids, "987654"])
    assert {item.internal_id: item.external_id for item in booked} == {
        ids[0]: "ps-0", ids[2]: "ps-2",
    }  # fmt: skip


def test_a_journal_that_awaits_approval_is_not_posting(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    netsuite.set_preferences(require_approvals=True)
    (booked,) = account.read([post(account)])
    assert not booked.is_posting
    assert sum(lines.lines for lines in booked.lines_in("1")) == 2
    assert sums_by_account(booked)[COST][0] == Decimal(100)


def test_a_period_that_netsuite_shifted_is_seen(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    netsuite.add_fault("shift-period")
    (booked,) = account.read([post(account)])
    assert differences(journal(), booked) == ["posting period: sent 415, booked 416"]


def test_an_external_id_that_was_overwritten_is_seen(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    internal_id = post(account)
    netsuite.change_journal(internal_id, externalid="imported-7")
    (booked,) = account.read([internal_id])
    assert differences(journal(), booked) == []
    assert overwritten_id(journal(), booked) == "imported-7"
    assert account.find(["ps-first"], internal_id).internal_ids == {}


def test_500_journals_are_read_in_one_query(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    internal_id = post(account)
    netsuite.reset_requests()
    assert len(account.read([internal_id, *map(str, range(5000, 5501))])) == 1
    assert netsuite.request_count("suiteql") == 2


KEY, OTHER_KEY = "ps-" + "a" * 52, "ps-" + "b" * 52


def test_journals_are_found_by_the_key_at_the_end_of_their_memo(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    marked = post(account, external_id=KEY, memo=f"Lease · {KEY}")
    assert account.find([KEY], marked).by_memo == {}
    netsuite.change_journal(marked, externalid="imported-7")
    found = account.find([KEY, OTHER_KEY], marked)
    assert (found.internal_ids, found.by_memo) == ({}, {KEY: (marked,)})


def test_a_memo_counts_neither_on_a_reversal_nor_beside_another_key_of_ours(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    reversed_one = post(account, external_id="x", memo=KEY, reversal_date=date(2026, 11, 30))
    post(account, external_id=OTHER_KEY, memo=KEY)
    assert len(netsuite.journals()) == 3
    assert account.find([KEY], reversed_one).by_memo == {KEY: (reversed_one,)}


def test_all_that_bear_a_key_are_named_the_oldest_first(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    ids = [post(account, external_id=f"x-{n}", memo=KEY) for n in range(3)]
    for internal_id in ids[1:]:
        netsuite.change_journal(internal_id, externalid=KEY)
    found = account.find([KEY], ids[0])
    assert (found.internal_ids, found.by_memo) == ({KEY: tuple(ids[1:])}, {KEY: (ids[0],)})


def test_a_read_shows_whatever_else_bears_the_external_ids(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    first, second = post(account, external_id="ps-a"), post(account, external_id="ps-b")
    netsuite.change_journal(second, externalid="ps-a")
    assert [j.internal_id for j in account.read([first])] == [first]
    netsuite.reset_requests()
    assert [j.internal_id for j in account.read([first], ["ps-a"])] == [first, second]
    assert netsuite.request_count("suiteql") == 1


def test_the_record_service_finds_by_external_id_what_the_role_may_open(
    account: NetSuiteAccount, netsuite: RunningSimulator
) -> None:
    internal_id = post(account, external_id=KEY)
    netsuite.grant(TRAN_JOURNAL="full")
    assert account.by_external_id(RecordType.JOURNAL, KEY) == internal_id
    assert account.by_external_id(RecordType.JOURNAL, OTHER_KEY) is None
    netsuite.grant(TRAN_JOURNAL="create")
    netsuite.set_preferences(read_needs_edit=True)
    assert account.by_external_id(RecordType.JOURNAL, KEY) is None
