import pytest

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.domain.errors import NetSuiteError
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
