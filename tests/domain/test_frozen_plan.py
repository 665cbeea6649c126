import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from period_sync.application.frozen_plan import read_plan, write_plan
from period_sync.domain.plan import Origin, Plan, PlannedJournal, Reversed


def plan_of(*lines: tuple[int, ...]) -> Plan:
    journal = PlannedJournal(1, "ps-a", "E-1", 1, 1, 1, 0, lines)
    return Plan("1", "halcyon", "2026-10", 1, 1000, summary_mode=True, journals=(journal,))


def written(plan: Plan) -> object:
    return json.loads(write_plan(plan))["journals"][0]["lines"]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=60))
def test_a_plan_is_read_as_it_was_written(kinds: list[int]) -> None:
    groups: dict[int, list[int]] = {}
    for position, kind in enumerate(kinds):
        groups.setdefault(kind, []).append(position)
    plan = plan_of(*map(tuple, groups.values()))
    assert read_plan(write_plan(plan)) == plan


def test_lines_that_are_posted_one_by_one_are_one_run() -> None:
    assert written(plan_of(*((index,) for index in range(1000)))) == [[0, 999, 1]]


def test_a_line_that_stands_for_several_is_a_list_of_runs() -> None:
    summed = plan_of(tuple(range(0, 900, 3)), tuple(range(1, 900, 3)), (2,))
    assert written(summed) == [[[0, 897, 3]], [[1, 898, 3]], [2, 2, 1]]


def test_what_a_reversal_mirrors_and_where_a_journal_comes_from_are_kept() -> None:
    plan = plan_of((0,), (1,))
    [entry] = plan.journals
    taken = replace(entry, origin=Origin("5f" * 32, 7))
    mirrored = Reversed("ps-a", 1, "1001", "JE7", Decimal("1.0750"), "IFRS")
    mirror = replace(entry, external_id="ps-b", revision=2, reverses=mirrored)
    corrected = replace(plan, journals=(entry, taken, mirror))
    assert read_plan(write_plan(corrected)) == corrected
    assert "reverses" not in json.loads(write_plan(plan))["journals"][0]
