import pytest

from period_sync.adapters.netsuite import journal_client, reads, transport
from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.domain.errors import NetSuiteError, NetSuiteUnavailable
from period_sync.domain.posting import Outcome, RecordType
from tests.support.netsuite_client import journal, post
from tests.support.simulator import RunningSimulator

HOSTILE = ["huge-body", "nested-json", "mistyped-json", "nan-json", "truncate-body"]


@pytest.mark.parametrize("fault", HOSTILE)
def test_a_hostile_answer_to_a_read_is_an_error_of_ours(
    netsuite: RunningSimulator, account: NetSuiteAccount, fault: str
) -> None:
    post(account)
    netsuite.add_fault(f"{fault}:route=suiteql")
    with pytest.raises(NetSuiteError):
        account.find(["ps-first"], None)
    with pytest.raises(NetSuiteError):
        account.read(["5001"])
    netsuite.clear_faults()
    assert account.find(["ps-first"], None).internal_ids


@pytest.mark.parametrize("fault", HOSTILE)
def test_a_hostile_body_beside_a_right_location_is_passed_over(
    netsuite: RunningSimulator, account: NetSuiteAccount, fault: str
) -> None:
    netsuite.add_fault(f"{fault}:route=journalEntry")
    answer = account.create(RecordType.JOURNAL, account.render(journal()))
    assert (answer.outcome, answer.internal_id) == (Outcome.CREATED, "5001")


@pytest.mark.parametrize("fault", HOSTILE)
def test_a_hostile_body_of_a_refusal_is_no_refusal_that_counts(
    netsuite: RunningSimulator, account: NetSuiteAccount, fault: str
) -> None:
    netsuite.add_fault(f"{fault}:route=journalEntry")
    answer = account.create(RecordType.JOURNAL, account.render(journal(subsidiary="999")))
    assert answer.outcome is Outcome.UNKNOWN


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "CONNECT_SECONDS", 0.2)
    monkeypatch.setattr(journal_client, "WRITE_SECONDS", 0.2)
    monkeypatch.setattr(reads, "READ_SECONDS", 0.2)


@pytest.mark.usefixtures("hurried")
def test_an_answer_that_trickles_is_cut_off(
    netsuite: RunningSimulator, account: NetSuiteAccount
) -> None:
    # Each byte comes in time, the whole would take minutes.
    netsuite.add_fault("slow-drip:wait=0.05,first=4")
    with pytest.raises(NetSuiteUnavailable):
        account.find(["ps-first"], None)
    assert account.create(RecordType.JOURNAL, account.render(journal())).outcome is Outcome.UNKNOWN
    assert account.find(["ps-first"], None).internal_ids
