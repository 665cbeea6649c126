"""NetSuite at the product's port: the company in memory behaves as the simulator over HTTP."""

from datetime import date
from decimal import Decimal

import pytest

from period_sync.domain.booked import differences
from period_sync.domain.errors import NetSuiteUnauthorized, NetSuiteUnavailable
from period_sync.domain.names import NameList
from period_sync.domain.posting import Outcome, RecordType
from tests.stand_ins.companies import CLEARING, COST, Books, InMemory, OverHttp, key_of
from tests.support.netsuite_client import GMBH, OCTOBER, journal, line, sums_by_account
from tests.support.simulator import RunningSimulator

A, B, C, W = (key_of(letter) for letter in "abcw")


@pytest.fixture(params=["in memory", "over HTTP"])
def books(request: pytest.FixtureRequest) -> Books:
    if request.param == "in memory":
        return InMemory()
    simulator: RunningSimulator = request.getfixturevalue("netsuite")
    return OverHttp(simulator)


def test_a_journal_is_created_found_and_read_back(books: Books) -> None:
    answer = books.post(A)
    assert answer.outcome is Outcome.CREATED
    internal_id = answer.internal_id
    assert internal_id is not None
    found = books.netsuite.find([A, B], internal_id)
    assert (found.internal_ids, found.by_memo, found.could_see) == ({A: (internal_id,)}, {}, True)
    [booked] = books.netsuite.read([internal_id])

    assert (booked.internal_id, booked.external_id) == (internal_id, A)
    assert (booked.posting_period, booked.date) == (OCTOBER, date(2026, 10, 31))
    assert (booked.currency, booked.is_posting) == ("1", True)
    assert sums_by_account(booked) == {
        COST: (Decimal(100), Decimal(0)),
        CLEARING: (Decimal(0), Decimal(100)),
    }
    lines = (line(COST, debit="100.00"), line(CLEARING, credit="100.00"))
    assert differences(journal(*lines, external_id=A), booked) == []
    assert {lines.subsidiary for lines in booked.lines_in("1")} == {GMBH}
    assert booked.number


@pytest.mark.parametrize("again", [A, A.upper().replace("PS-", "ps-")])
def test_a_key_is_taken_once_in_whatever_case(books: Books, again: str) -> None:
    books.posted(A)
    answer = books.post(again)

    assert (answer.outcome, answer.internal_id) == (Outcome.ALREADY_EXISTS, None)
    assert books.saved() == 1


def test_a_key_is_found_as_it_was_written_only(books: Books) -> None:
    internal_id = books.posted(A)

    assert books.netsuite.find([A.upper()], internal_id).internal_ids == {}


@pytest.mark.parametrize(
    ("how", "outcome", "saved"),
    [
        ("429", Outcome.NOT_SENT, 0),
        ("500", Outcome.UNKNOWN, 0),
        ("lost", Outcome.UNKNOWN, 1),
        ("late", Outcome.UNKNOWN, 0),
        ("saved-400", Outcome.REFUSED, 1),
        ("shifted", Outcome.CREATED, 1),
    ],
)
def test_how_a_post_can_end(books: Books, how: str, outcome: Outcome, saved: int) -> None:
    books.answer_next_post(how)
    answer = books.post(A)

    assert answer.outcome is outcome
    assert books.saved() == saved
    if outcome is Outcome.REFUSED:
        assert answer.complaints


def test_what_was_saved_without_an_answer_is_found_and_taken(books: Books) -> None:
    witness = books.posted(W)
    books.answer_next_post("lost")
    books.post(A)
    found = books.netsuite.find([A], witness)

    assert list(found.internal_ids) == [A]
    assert books.post(A).outcome is Outcome.ALREADY_EXISTS


def test_a_late_commit_is_absent_until_it_is_there(books: Books) -> None:
    witness = books.posted(W)
    books.answer_next_post("late")
    books.post(A)
    assert books.saved() == 1
    books.commit_late()

    assert books.saved() == 2
    assert list(books.netsuite.find([A], witness).internal_ids) == [A]


def test_a_late_commit_comes_to_nothing_once_its_key_is_taken(books: Books) -> None:
    books.answer_next_post("late")
    books.post(A)
    books.posted(A)
    books.commit_late()

    assert books.saved() == 1


def test_a_journal_may_be_booked_in_another_period_than_it_names(books: Books) -> None:
    books.answer_next_post("shifted")
    [booked] = books.netsuite.read([books.posted(A)])

    assert booked.posting_period == "416"


def test_absence_means_something_only_if_the_witness_is_seen(books: Books) -> None:
    witness = books.posted(W)
    assert books.netsuite.find([A], witness).could_see
    assert not books.netsuite.find([A], None).could_see
    assert not books.netsuite.find([A], "987654").could_see
    books.show_nothing()
    found = books.netsuite.find([W], witness)

    assert (found.internal_ids, found.by_memo, found.could_see) == ({}, {}, False)
    assert books.netsuite.read([witness]) == []
    assert books.netsuite.any_journal() is None


def test_the_record_service_knows_a_key_although_queries_show_nothing(books: Books) -> None:
    internal_id = books.posted(A)
    books.show_nothing()

    assert books.netsuite.by_external_id(RecordType.JOURNAL, A) == internal_id
    assert books.netsuite.by_external_id(RecordType.JOURNAL, B) is None


def test_a_journal_whose_external_id_was_overwritten_is_found_by_its_memo(books: Books) -> None:
    internal_id = books.posted(A)
    books.rename(internal_id, "imported-1")
    found = books.netsuite.find([A], internal_id)
    assert (found.internal_ids, found.by_memo) == ({}, {A: (internal_id,)})
    [booked] = books.netsuite.read([internal_id])
    assert booked.external_id == "imported-1"
    # Another journal can take the key now, and both are shown.
    second = books.posted(A)
    found = books.netsuite.find([A], internal_id)

    assert (found.internal_ids, found.by_memo) == ({A: (second,)}, {A: (internal_id,)})


def test_a_memo_says_nothing_on_a_journal_that_has_another_key_of_ours(books: Books) -> None:
    internal_id = books.posted(A)
    books.rename(internal_id, B)
    found = books.netsuite.find([A, B], internal_id)

    assert (found.internal_ids, found.by_memo) == ({B: (internal_id,)}, {})


def test_journals_are_read_by_their_keys_too(books: Books) -> None:
    first, second = books.posted(A), books.posted(B)
    booked = books.netsuite.read([first], [B, C])

    assert {journal.internal_id for journal in booked} == {first, second}


def test_a_deleted_journal_is_gone_and_frees_its_key(books: Books) -> None:
    witness, internal_id = books.posted(W), books.posted(A)
    books.delete(internal_id)
    found = books.netsuite.find([A], witness)
    assert (found.internal_ids, found.by_memo, found.could_see) == ({}, {}, True)
    assert books.netsuite.read([internal_id]) == []
    assert books.netsuite.by_external_id(RecordType.JOURNAL, A) is None

    assert books.posted(A) != internal_id


def test_approval_leads_to_the_ledger_and_rejection_does_not(books: Books) -> None:
    books.need_approvals()
    one, two = books.posted(A), books.posted(B)

    def read(internal_id: str) -> tuple[bool, str | None]:
        [booked] = books.netsuite.read([internal_id])
        return booked.is_posting, booked.approval_status

    assert read(one) == read(two) == (False, "1")
    books.approve(one)
    books.reject(two)

    assert (read(one), read(two)) == ((True, "2"), (False, "3"))


def test_what_is_down_takes_nothing_and_shows_nothing(books: Books) -> None:
    books.be_down()
    assert books.post(A).outcome is Outcome.UNKNOWN
    with pytest.raises(NetSuiteUnavailable):
        books.netsuite.find([A], None)
    with pytest.raises(NetSuiteUnavailable):
        books.netsuite.records(NameList.ACCOUNT, ["6200"])

    assert books.saved() == 0


def test_wrong_keys_open_nothing(books: Books) -> None:
    refused = books.with_wrong_keys()
    answer = refused.create(RecordType.JOURNAL, books.body(A))
    with pytest.raises(NetSuiteUnauthorized):
        refused.find([A], None)

    assert answer.outcome is Outcome.UNAUTHORIZED
    assert not refused.renew_login()
    assert books.saved() == 0


def test_names_are_found_as_they_are_and_others_not(books: Books) -> None:
    netsuite = books.netsuite
    accounts = netsuite.records(NameList.ACCOUNT, ["6200", "2010", "0815"])
    assert {(a.internal_id, "6200" in a.keys, "2010" in a.keys) for a in accounts} == {
        ("250", True, False),
        ("227", False, True),
    }
    subsidiaries = netsuite.records(NameList.SUBSIDIARY, ["Halcyon GmbH"])
    assert [s.internal_id for s in subsidiaries if "Halcyon GmbH" in s.keys] == [GMBH]
    [euro] = netsuite.records(NameList.CURRENCY, ["EUR"])

    assert (euro.internal_id, euro.decimals) == ("1", 2)


def test_the_period_of_a_day_is_found(books: Books) -> None:
    [period] = books.netsuite.accounting_periods([date(2026, 10, 31)])

    assert (period.internal_id, period.start, period.end) == (
        OCTOBER,
        date(2026, 10, 1),
        date(2026, 10, 31),
    )
    assert not period.is_closed
    assert not period.is_locked


def test_a_new_company_has_no_journal_to_witness(books: Books) -> None:
    assert books.netsuite.any_journal() is None
    internal_id = books.posted(A)

    assert books.netsuite.any_journal() == internal_id
