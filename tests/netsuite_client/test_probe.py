from datetime import UTC, date, datetime

import pytest

from period_sync.adapters.netsuite.gateway import NetSuiteAccounts
from period_sync.adapters.netsuite.probe.finding import Finding
from period_sync.adapters.netsuite.probe.opening import open_workbench
from period_sync.adapters.netsuite.probe.places import Wishes
from period_sync.adapters.netsuite.probe.run import QUESTIONS, run
from period_sync.adapters.netsuite.probe.workbench import MARK, Workbench
from period_sync.domain.errors import InvalidInput
from tests.support.clock import SetClock
from tests.support.netsuite_client import OneSecret, connection_to, secret_of
from tests.support.simulator import RunningSimulator, simulator_thread

DAY = date(2026, 10, 31)
BY_NAME = {question.name: question for question in QUESTIONS}


def bench_on(netsuite: RunningSimulator, **wishes: str) -> Workbench:
    accounts = NetSuiteAccounts(
        SetClock(), OneSecret(secret_of(netsuite.credentials)), netsuite.origin
    )
    return open_workbench(accounts, connection_to(), DAY, Wishes(**wishes))


def settle(netsuite: RunningSimulator, question: str, **wishes: str) -> Finding:
    bench = bench_on(netsuite, **wishes)
    finding = BY_NAME[question].settle(bench)
    assert list(bench.reverse_all()) == []
    return finding


SWITCHES = [
    ("create-status", {"create_status": 204}, "204"),
    ("create-status", {"create_status": 201}, "201"),
    ("create-status", {"create_status": 200}, "200"),
    ("missing-record", {"missing_is_404": True}, "404"),
    ("missing-record", {"missing_is_404": False}, "400"),
    ("upsert-location", {"upsert_location": "internal_id"}, "internal_id"),
    ("upsert-location", {"upsert_location": "external_id"}, "external_id"),
    ("upsert-lines", {"put_lines": "append"}, "append"),
    ("upsert-lines", {"put_lines": "replace"}, "replace"),
    ("create-form", {"create_form_validates": True}, "validates"),
    ("create-form", {"create_form_validates": False}, "does-not-validate"),
    ("after-submit", {"after_submit_marker": "AFTER SUBMIT", "after_submit_status": 400},
     "400-saved"),
    ("after-submit", {"after_submit_marker": "AFTER SUBMIT", "after_submit_status": 500},
     "500-saved"),
    ("after-submit", {"after_submit_marker": ""}, None),
    ("race", {"racy_external_ids": True}, "racy"),
    ("race", {"racy_external_ids": False}, "one-of-two"),
    ("reuse", {"delete_frees_external_id": True}, "freed"),
    ("reuse", {"delete_frees_external_id": False}, "kept"),
    ("duplicate", {"language": "en"}, "400"),
    ("duplicate", {"language": "de"}, "400"),
    ("union", {"union_allowed": True}, "accepted"),
    ("union", {"union_allowed": False}, "refused"),
    ("filter-dates", {"q_date_format": "M/D/YYYY"}, "M/D/YYYY"),
    ("filter-dates", {"q_date_format": "D.M.YYYY"}, "D.M.YYYY"),
    ("filter-dates", {"q_date_format": "YYYY-MM-DD"}, "YYYY-MM-DD"),
    ("closed-period", {"shut_period_code": "USER_ERROR"}, "400 USER_ERROR"),
    ("closed-period", {"shut_period_code": "CLOSED_TRAN_PRD"}, "400 CLOSED_TRAN_PRD"),
    ("unbalanced", {}, "400 USER_ERROR"),
    ("named-period", {"date_outside_period_allowed": False}, "refused"),
    ("named-period", {"date_outside_period_allowed": True}, "honoured"),
    ("lines", {"lines_max": 10_000}, "over-1000"),
    ("lines", {"lines_max": 1000}, "1000"),
    ("429", {"concurrency_limit": 100}, None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "switches", "answer"), SWITCHES)
def test_the_probe_finds_each_switch_both_ways(
    netsuite: RunningSimulator, question: str, switches: dict[str, object], answer: str | None
) -> None:
    netsuite.grant(TRAN_JOURNAL="full")
    netsuite.change_record("accountingperiod", 413, closed=True)
    netsuite.change_record("accountingperiod", 414, alllocked=True)
    netsuite.set_preferences(**switches)
    assert settle(netsuite, question).answer == answer


@pytest.mark.parametrize(("by_external_id", "answer"), [(True, "accepted"), (False, "refused")])
def test_references_by_external_id_are_tried_where_a_record_has_one(
    netsuite: RunningSimulator, *, by_external_id: bool, answer: str
) -> None:
    assert settle(netsuite, "references").answer is None
    account = bench_on(netsuite).places.debit_account
    netsuite.change_record("account", account, externalid="cost")
    netsuite.set_preferences(references_by_external_id=by_external_id)
    assert settle(netsuite, "references").answer == answer


@pytest.mark.parametrize(("by_rest", "answer"), [(True, "created"), (False, "refused")])
def test_intercompany_journals_are_tried_where_a_second_subsidiary_is_named(
    netsuite: RunningSimulator, *, by_rest: bool, answer: str
) -> None:
    assert settle(netsuite, "intercompany").answer is None
    netsuite.set_preferences(advanced_intercompany_by_rest=by_rest)
    finding = settle(netsuite, "intercompany", other_subsidiary="Halcyon US Inc.")
    assert finding.answer == answer
    assert finding.settings == {"intercompany": "advanced" if by_rest else "none"}


@pytest.mark.parametrize(("seconds", "answer"), [(0, "at-once"), (5, "later"), (600, "not-seen")])
def test_the_time_until_a_journal_can_be_seen_is_measured(seconds: int, answer: str) -> None:
    clock = SetClock(datetime.now(UTC))
    with simulator_thread(preferences={"search_lag_seconds": seconds}, clock=clock.now) as netsuite:
        accounts = NetSuiteAccounts(
            clock, OneSecret(secret_of(netsuite.credentials)), netsuite.origin
        )
        bench = open_workbench(accounts, connection_to(), DAY, Wishes())
        assert BY_NAME["visibility"].settle(bench).answer == answer


@pytest.mark.parametrize("retry_after", [None, 3])
def test_a_429_is_provoked_and_read(retry_after: int | None) -> None:
    fault = "429:every=2" + (f",retry_after={retry_after}" if retry_after else "")
    with simulator_thread() as netsuite:
        bench = bench_on(netsuite)
        netsuite.add_fault(fault)
        found = BY_NAME["429"].settle(bench)
    assert found.answer == ("says-when" if retry_after else "does-not-say")


def test_a_locked_period_and_a_closed_one_are_told_apart(netsuite: RunningSimulator) -> None:
    assert settle(netsuite, "locked-period").answer == "400 USER_ERROR"
    for month in range(403, 417):
        netsuite.change_record("accountingperiod", month, alllocked=False, closed=False)
    assert settle(netsuite, "locked-period").answer is None
    assert settle(netsuite, "closed-period").answer is None


@pytest.mark.parametrize("question", ["upsert-location", "upsert-lines", "reuse"])
def test_what_the_role_may_not_do_stays_open(netsuite: RunningSimulator, question: str) -> None:
    finding = settle(netsuite, question)
    assert finding.answer is None
    assert "permission" in finding.meaning


@pytest.mark.parametrize("level", ["create", "full"])
def test_the_whole_probe_leaves_books_that_net_to_nothing(
    netsuite: RunningSimulator, level: str
) -> None:
    netsuite.grant(TRAN_JOURNAL=level)
    bench = bench_on(netsuite, other_subsidiary="Halcyon US Inc.")
    asked: list[str] = []
    settled = list(run(bench, lambda question: asked.append(question.name)))
    assert asked == [item.question.name for item in settled] == list(BY_NAME)
    assert list(bench.reverse_all()) == []
    journals = netsuite.journals()
    assert len(journals) > 10
    assert all(journal["memo"].startswith(MARK) for journal in journals)
    sums: dict[str, int] = {}
    for journal in journals:
        for line in journal["lines"]:
            cents = round(float(line["debit"] or 0) * 100) - round(float(line["credit"] or 0) * 100)
            sums[line["account"]] = sums.get(line["account"], 0) + cents
    assert set(sums.values()) == {0}


def test_what_netsuite_does_not_answer_stays_open(netsuite: RunningSimulator) -> None:
    bench = bench_on(netsuite)
    netsuite.add_fault("drop-before")
    findings = [item.finding for item in run(bench, lambda _: None)]
    assert {finding.answer for finding in findings} == {None}
    assert all(finding.meaning for finding in findings)


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"subsidiary": "Nobody"}, "subsidiary"),
        ({"other_subsidiary": "Nobody"}, "subsidiary"),
        ({"debit_account": "0"}, "debit_account"),
        ({"credit_account": "0"}, "credit_account"),
    ],
)
def test_a_place_that_does_not_exist_is_named_with_its_option(
    netsuite: RunningSimulator, wishes: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        bench_on(netsuite, **wishes)
    assert refused.value.evidence["field"] == field


def test_a_day_in_no_open_period_is_refused(netsuite: RunningSimulator) -> None:
    netsuite.change_record("accountingperiod", 415, closed=True)
    with pytest.raises(InvalidInput, match="--date"):
        bench_on(netsuite)
