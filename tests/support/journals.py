"""Journals of every kind in a simulator, for tests of lists and records."""

from datetime import date
from typing import Any

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from period_sync.domain.posting import JournalToPost, RecordType
from tests.support.netsuite_client import CLEARING, COST, GMBH, journal, line, post
from tests.support.simulator import RunningSimulator

INC = "3"
CORPORATE, RETAIL = "11", "15"
LIABILITY = "230"
NOVEMBER = "416"


def intercompany(record_type: RecordType, **changed: Any) -> JournalToPost:
    """Return a journal between two subsidiaries, each of them balanced."""
    lines = [
        line(account, **{side: "50.00"}, subsidiary=subsidiary, department=CORPORATE)
        for subsidiary in (GMBH, INC)
        for account, side in ((COST, "debit"), (CLEARING, "credit"))
    ]
    to = INC if record_type is RecordType.INTERCOMPANY else None
    values = {"external_id": f"ps-{record_type.lower()}", "to_subsidiary": to, **changed}
    return journal(*lines, record_type=record_type, **values)


def created(account: NetSuiteAccount, wanted: JournalToPost) -> str:
    """Create a journal of any type, which must be taken; returns its internal id."""
    answer = account.journals.create(wanted.record_type, wanted)
    assert answer.internal_id is not None, answer
    return answer.internal_id


def some_of_each(simulator: RunningSimulator, account: NetSuiteAccount) -> None:
    """Fill the books so that every condition of a filter divides them."""
    post(account, external_id="ps-plain")
    post(account, external_id="ps-turned", reversal_date=date(2026, 11, 1))
    november = {"date": date(2026, 11, 30), "posting_period": NOVEMBER}
    post(account, external_id="ps-november", **november)
    retail = [
        line(COST, debit="12.50", department=RETAIL),
        line(LIABILITY, credit="12.50", department=CORPORATE),
    ]
    post(account, *retail, external_id="ps-retail")
    post(account, *retail, external_id="ps-retail-turned", reversal_date=date(2026, 11, 30))
    for record_type in (RecordType.INTERCOMPANY, RecordType.ADVANCED_INTERCOMPANY):
        created(account, intercompany(record_type))
    simulator.set_preferences(require_approvals=True)
    post(account, external_id="ps-waiting")
    post(account, *retail, external_id="ps-retail-waiting", reversal_date=date(2026, 11, 1))
    rejected = post(account, external_id="ps-rejected", **november)
    simulator.change_journal(rejected, approvalstatus="3")
    simulator.set_preferences(require_approvals=False)
