from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

import pytest

from period_sync.domain.errors import ImpossibleState
from period_sync.domain.journal import IN_DOUBT, IN_NETSUITE, JournalStatus, require_transition
from period_sync.domain.sync import Stage, require_stage

S = JournalStatus
State = TypeVar("State", bound=StrEnum)


def allows(check: Callable[[State, State], None], old: State, new: State) -> bool:
    try:
        check(old, new)
    except ImpossibleState:
        return False
    return True


def reachable(
    check: Callable[[State, State], None],
    start: State,
    states: Iterable[State],
    avoiding: Iterable[State] = (),
) -> set[State]:
    found, new = {start}, {start}
    while new:
        new = {
            state
            for state in states
            if state not in {*found, *avoiding} and any(allows(check, old, state) for old in new)
        }
        found |= new
    return found


def test_every_journal_status_can_be_reached_from_a_planned_one() -> None:
    assert reachable(require_transition, S.PLANNED, S) == set(S)


@pytest.mark.parametrize("status", S)
def test_a_journal_can_still_be_found_in_netsuite_from_any_status(status: JournalStatus) -> None:
    assert S.POSTED in reachable(require_transition, status, S)


@pytest.mark.parametrize("status", IN_NETSUITE)
def test_what_is_in_netsuite_is_never_sent_again_unless_it_vanished(status: JournalStatus) -> None:
    later = reachable(require_transition, status, S, avoiding=[S.UNKNOWN])
    assert not later & {S.PLANNED, S.SENT, S.REFUSED}


@pytest.mark.parametrize("status", IN_DOUBT)
def test_what_is_in_doubt_is_not_sent_again_before_it_is_settled(status: JournalStatus) -> None:
    assert not allows(require_transition, status, S.SENT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (S.PLANNED, S.REFUSED),
        (S.PLANNED, S.UNKNOWN),
        (S.PLANNED, S.DIFFERS),
        (S.UNKNOWN, S.SENT),
        (S.REFUSED, S.PLANNED),
        (S.POSTED, S.PLANNED),
        (S.POSTED, S.REFUSED),
        (S.PENDING_APPROVAL, S.SENT),
        (S.DIFFERS, S.PLANNED),
    ],
)
def test_an_impossible_step_of_a_journal_stops_loudly(
    old: JournalStatus, new: JournalStatus
) -> None:
    with pytest.raises(ImpossibleState, match=f"from {old} to {new}"):
        require_transition(old, new)


def test_every_stage_can_be_reached_from_the_queue() -> None:
    assert reachable(require_stage, Stage.QUEUED, Stage) == set(Stage)


@pytest.mark.parametrize("stage", set(Stage) - {Stage.QUEUED})
def test_a_sync_that_has_begun_can_be_ended_at_any_stage(stage: Stage) -> None:
    require_stage(stage, Stage.ENDED)


@pytest.mark.parametrize("stage", set(Stage) - {Stage.ENDED})
def test_an_ended_sync_never_goes_on(stage: Stage) -> None:
    with pytest.raises(ImpossibleState):
        require_stage(Stage.ENDED, stage)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Stage.QUEUED, Stage.POSTING),
        (Stage.PLANNING, Stage.POSTING),
        (Stage.CHECKING, Stage.VERIFYING),
        (Stage.CHECKING, Stage.PLANNING),
        (Stage.POSTING, Stage.CHECKING),
    ],
)
def test_nothing_is_posted_unchecked_or_ended_unread(old: Stage, new: Stage) -> None:
    with pytest.raises(ImpossibleState, match=f"from {old} to {new}"):
        require_stage(old, new)
