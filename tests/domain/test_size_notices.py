from period_sync.domain.plan import Plan, PlannedJournal
from period_sync.domain.size_notices import check_sizes


def plan(*lines: int, summary_mode: bool = False) -> Plan:
    journals = [
        PlannedJournal(n, f"ps-{n}", f"E-{n}", 1, 1, 1, 0, tuple((i,) for i in range(count)))
        for n, count in enumerate(lines, start=1)
    ]
    return Plan("1234567", "halcyon", "2026-10", 1, 10_000, summary_mode, tuple(journals))


def codes(found: Plan) -> list[str]:
    return [problem.code for problem in check_sizes(found)]


def test_journals_that_netsuites_page_can_edit_need_no_notice() -> None:
    assert codes(plan(2, 1000)) == []


def test_a_journal_too_long_for_netsuites_page_is_named() -> None:
    (notice,) = check_sizes(plan(2, 1001))
    assert (notice.code, notice.facts["entry"], notice.blocks) == ("SIZE-02", "E-2", False)


def test_a_period_of_very_many_lines_is_worth_a_notice_unless_it_is_summed_up() -> None:
    assert codes(plan(*[1000] * 10)) == ["SIZE-03"]
    assert codes(plan(*[1000] * 10, summary_mode=True)) == []
    assert codes(plan(*[1000] * 9, 999)) == []
