from dataclasses import replace

import pytest

from simulation.planted.swaps import Swap, swapped
from simulation.processes import installed
from simulation.run import run
from simulation.strikes import Kind, Schedule, Strike

LATE = [
    Schedule(strikes=(Strike(20, Kind.LATE_COMMIT, value),), is_racy=True) for value in range(97)
]


def test_the_wait_alone_keeps_a_racy_netsuite_from_booking_twice() -> None:
    with installed():
        runs = [run(schedule) for schedule in LATE]
    assert [done.failures for done in runs if done.failures] == []
    assert [done.statuses for done in runs if done.statuses != {"COMPLETED": 1}] == []
    assert sum(done.doubled for done in runs) == 0


def test_without_the_wait_what_is_booked_twice_is_found_and_never_called_completed() -> None:
    with installed():
        runs = [run(replace(schedule, is_hasty=True)) for schedule in LATE]
    assert [done.failures for done in runs if done.failures] == []
    doubled = [done for done in runs if done.doubled]
    assert len(doubled) > 30
    assert [done.statuses for done in doubled if "COMPLETED" in done.statuses] == []


VERIFYING = "period_sync.application.verifying"


@pytest.mark.parametrize(
    "swap",
    [
        Swap(
            f"{VERIFYING}:verify_journals",
            "_wait_for_doubles(turn, unread) or verify(turn, unread)",
            "verify(turn, unread)",
        ),
        Swap(f"{VERIFYING}:_ids_by_key", "b.external_id == key", "False"),
    ],
    ids=["nobody waits for a second copy", "nobody looks for a second copy"],
)
def test_a_product_that_overlooks_the_second_copy_is_caught(swap: Swap) -> None:
    with installed():
        run(Schedule())
        with swapped([swap]):
            runs = [run(replace(schedule, is_hasty=True)) for schedule in LATE]
    assert any("booked twice" in failure for done in runs for failure in done.failures)
