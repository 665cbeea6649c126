"""Every problem is told in whole sentences, from the facts that the code which raises it gives."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from period_sync.application.ending import End
from period_sync.application.frozen import read_problems, write_problems
from period_sync.application.giving_up import NO_PROGRESS, give_up
from period_sync.application.trying import not_made
from period_sync.domain.accounting_periods import AccountingPeriod, choose_periods
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.matching import resolve
from period_sync.domain.names import NameList, Record, usages_of, wanted_names
from period_sync.domain.problems import Place, Problem
from period_sync.domain.sync import Person, Stage, StoredObject, Sync
from tests.support.clock import SetClock
from tests.support.documents import OCTOBER, a_document, a_line, an_entry

SYNC = Sync(
    "halcyon", "halcyon-1", 1, "halcyon", "2026-10", 1, "Oct 2026", "main", "production",
    "1234567", Person("s", "c@halcyon.example"), datetime(2026, 11, 3, tzinfo=UTC),
    stage=Stage.POSTING, plan=StoredObject("plan", "0" * 64), plan_revision=1,
)  # fmt: skip


@dataclass
class Records:
    """Stands for all that the end of a sync reads and writes."""

    rows: list[Journal] = field(default_factory=list)
    stored: bytes = b"[]"
    notices: bytes = b"[]"

    def journals(self, _: Sync) -> list[Journal]:
        return self.rows

    def put(self, key: str, body: bytes) -> StoredObject:
        self.stored = body
        return StoredObject(key, "0" * 64)

    def get(self, _: StoredObject) -> bytes:
        return self.notices

    def nothing(self, *_: object) -> None:
        pass

    end = mark = publish = nothing


def end_with(records: Records) -> End:
    stand_in = cast(Any, records)
    return End(SetClock(), stand_in, stand_in, stand_in)


def journal(status: JournalStatus, **known: Any) -> Journal:
    return Journal(1, "ps-key", "E-1", 1, 1, 1, "GmbH", "EUR", "10", 2, status, **known)


def ended(status: JournalStatus, **known: Any) -> list[Problem]:
    records = Records([journal(status, **known)])
    end_with(records)(SYNC)
    return read_problems(records.stored)


def refused(words: str) -> Problem:
    facts = {"entry": "E-1", "detail": words, "at": "2026-11-03 09:00:00 UTC", "error_id": "none"}
    return Problem("NS-01", facts, (Place("E-1"),))


def given_up() -> list[Problem]:
    records = Records()
    give_up(end_with(records), SYNC, NO_PROGRESS)
    return read_problems(records.stored)


def period(*, closed: bool) -> list[Problem]:
    found = AccountingPeriod("1", "Oct", *OCTOBER, is_closed=closed, is_locked=not closed)
    return choose_periods(a_document(), [found], {"Halcyon GmbH": None})[1]


def named(name: str, **changed: Any) -> Record:
    return Record("7", frozenset({name}), name, **changed)


def unresolved(**lists: list[Record]) -> list[Problem]:
    """Look every kind of name up in lists that are empty unless given."""
    lines = (a_line(debit="1", department="D", counterparty="V"), a_line(credit="1"))
    records = {NameList[name]: found for name, found in lists.items()}
    document = a_document(an_entry(*lines))
    return resolve(wanted_names(document, usages_of(document)), records)[1]


ELSEWHERE = frozenset({"9"})
RAISED: dict[str, Callable[[], list[Problem]]] = {
    "CONN-01": lambda: [Problem("CONN-01", {"account": "1234567"})],
    "CONN-08": lambda: [Problem("CONN-08", {"asked": "1234567", "found": "7654321"})],
    "OPS-01": given_up,
    "OPS-02": lambda: [Problem("OPS-02", {"detail": "no secret"})],
    "OPS-05": lambda: [not_made("NetSuite can't be asked now")],
    "PERM-01": lambda: [Problem("PERM-01", {"list": "account records"})],
    "MAP-01": unresolved,
    "MAP-02": unresolved,
    "MAP-03": lambda: unresolved(
        SUBSIDIARY=[named("Halcyon GmbH")], ACCOUNT=[named("6250", subsidiaries=ELSEWHERE)]
    ),
    "MAP-04": lambda: unresolved(ACCOUNT=[named("6250", is_summary=True)]),
    "MAP-06": unresolved,
    "MAP-08": unresolved,
    "MAP-09": unresolved,
    "PER-01": lambda: period(closed=True),
    "PER-02": lambda: period(closed=False),
    "PER-05": lambda: choose_periods(a_document(), [], {"Halcyon GmbH": None})[1],
    "SIZE-01": lambda: [Problem("SIZE-01", {"entry": "E-1", "lines": "3", "limit": "2"})],
    "DUP-02": lambda: ended(JournalStatus.SENT),
    "NS-01": lambda: ended(
        JournalStatus.REFUSED, refusal_stands=True, refusals=(refused("Missing: {Class}"),)
    ),
    "POST-05": lambda: ended(JournalStatus.DIFFERS, number="JE-1", findings="currency: {x}"),
    "POST-06": lambda: ended(JournalStatus.UNKNOWN, internal_id="1001"),
}


@pytest.mark.parametrize("code", RAISED)
def test_the_facts_of_a_raised_problem_fill_its_title_and_steps(code: str) -> None:
    raised = [problem for problem in RAISED[code]() if problem.code == code]
    assert raised
    for problem in raised:
        assert problem.title
        assert all(problem.steps)
        assert "not recorded" not in problem.title + "".join(problem.steps)


@pytest.mark.parametrize("status", [JournalStatus.DIFFERS, JournalStatus.UNKNOWN])
def test_a_journal_of_which_nothing_more_is_known_is_told_all_the_same(
    status: JournalStatus,
) -> None:
    (problem,) = ended(status)
    assert problem.title
    assert all(problem.steps)


def test_words_of_netsuite_with_braces_are_told_as_they_came() -> None:
    (problem,) = ended(
        JournalStatus.REFUSED, refusal_stands=True, refusals=(refused("Missing {field} {0!r} {"),)
    )
    assert any("Missing {field} {0!r} {" in step for step in problem.steps)


VERIFIED = {"verified_by": "halcyon-1", "number": "JE-1", "internal_id": "5001"}


def test_what_a_script_changed_and_may_is_a_notice_and_completes_the_sync() -> None:
    row = journal(JournalStatus.POSTED, findings="department: sent none, booked 13", **VERIFIED)
    records = Records([row])
    sync = end_with(records)(SYNC)
    assert (sync.status, sync.problem_count) == ("COMPLETED", 0)
    (notice,) = read_problems(records.stored)
    assert (notice.code, notice.blocks) == ("POST-07", False)


def test_notices_of_the_checks_are_stored_with_the_result_and_stop_nothing() -> None:
    notice = Problem("CONN-07", {"account": "1234567"})
    row = journal(JournalStatus.POSTED, **VERIFIED)
    records = Records([row], notices=write_problems((notice,)))
    sync = end_with(records)(replace(SYNC, notices=StoredObject("notices", "0" * 64)))
    assert (sync.status, sync.problem_count) == ("COMPLETED", 0)
    assert read_problems(records.stored) == [notice]


def test_notices_do_not_hide_that_a_sync_failed() -> None:
    notice = Problem("CONN-07", {"account": "1234567"})
    records = Records([journal(JournalStatus.SENT)], notices=write_problems((notice,)))
    sync = end_with(records)(replace(SYNC, notices=StoredObject("notices", "0" * 64)))
    assert (sync.status, sync.problem_count) == ("FAILED", 1)
    assert [problem.code for problem in read_problems(records.stored)] == ["DUP-02", "CONN-07"]


def test_a_journal_in_another_period_is_named_as_that() -> None:
    (problem,) = ended(
        JournalStatus.DIFFERS, number="JE-1", findings="posting period", shifted_to="416"
    )
    assert problem.code == "PER-03"


def test_a_pending_journal_that_a_script_changed_has_two_notices() -> None:
    found = ended(JournalStatus.PENDING_APPROVAL, findings="class: sent none, booked 31")
    assert [problem.code for problem in found] == ["POST-07", "APP-01"]
