import pytest

from simulation.planted.bug import Bug
from simulation.planted.catalogue import BUGS
from simulation.planted.hunt import BadPlant, hunt, known_first
from simulation.planted.swaps import NoPlace, Swap, function_at, swapped
from simulation.processes import installed

AGAIN = "period_sync.domain.wake_up:may_claim"


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug) -> None:
    with installed():
        caught = hunt(bug, known_first(bug))
    assert caught is not None, f"{bug.name}: no invariant sees that {bug.breaks}"


def test_every_bug_has_a_name_of_its_own() -> None:
    assert len({bug.name for bug in BUGS}) == len(BUGS)


def test_what_is_swapped_is_as_before_afterwards() -> None:
    function = function_at(AGAIN)
    before = function.__code__
    with swapped([Swap(AGAIN, "hint.send_no > row.send_no", "True")]):
        assert function.__code__ is not before
    assert function.__code__ is before


@pytest.mark.parametrize(
    ("where", "old"),
    [
        (AGAIN, "hint.send_no > 17"),
        (AGAIN, "return False"),
        ("period_sync.domain.wake_up:may_not_claim", "True"),
        ("period_sync.domain.wake_up:Wakeable", "True"),
    ],
)
def test_a_bug_whose_place_is_gone_can_not_be_planted(where: str, old: str) -> None:
    with pytest.raises(NoPlace), swapped([Swap(where, old, "None")]):
        pass


def test_a_bug_that_stumbles_over_itself_proves_nothing() -> None:
    swap = Swap(AGAIN, "row.due_at is None or hint.send_no > row.send_no", "nothing_of_this_name")
    with installed(), pytest.raises(BadPlant, match="stumbles"):
        hunt(Bug("stumbling", "nothing", "NameError", (swap,)), [0])


def test_a_bug_that_shows_when_nothing_strikes_must_say_so() -> None:
    swap = Swap(
        "period_sync.application.ending:End._end",
        "sum(journal.is_in_netsuite for journal in own)",
        "0",
    )
    with installed(), pytest.raises(BadPlant, match="nothing strikes"):
        hunt(Bug("coarse", "nothing", "counts", (swap,)), [0])
