from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

import pytest

from period_sync.domain.errors import ImpossibleState
from period_sync.domain.journal import IN_DOUBT, IN_NETSUITE, JournalStatus
from period_sync.domain.sync import IntegrationStatus, Stage
from period_sync.domain.transitions import (
    JOURNALS,
    STAGES,
    STATUSES,
    Actor,
    require_stage,
    require_status,
    require_transition,
)

S = JournalStatus
State = TypeVar("State", bound=StrEnum)
SENT_AGAIN = {S.PLANNED, S.SENT, S.REFUSED}


def in_any_stage(old: JournalStatus, new: JournalStatus, *, decided: bool = False) -> None:
    for stage in Stage:
        try:
            return require_transition(old, new, stage, decided=decided)
        except ImpossibleState as error:
            refused = error
    raise refused


def with_a_decision(old: JournalStatus, new: JournalStatus) -> None:
    in_any_stage(old, new, decided=True)


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


def test_the_table_knows_every_state() -> None:
    assert set(STAGES) == set(Stage)
    assert set(STATUSES) == set(IntegrationStatus) - {IntegrationStatus.NOT_SYNCED}
    assert set(JOURNALS) == set(S)


def test_every_journal_status_can_be_reached_from_a_planned_one() -> None:
    assert reachable(with_a_decision, S.PLANNED, S) == set(S)
    assert reachable(in_any_stage, S.PLANNED, S) == set(S) - {S.BOOKED_BY_HAND}


@pytest.mark.parametrize("status", [S.REJECTED, S.DELETED])
def test_what_is_gone_is_planned_anew_or_settled_only_by_a_decision(status: JournalStatus) -> None:
    for new in (S.PLANNED, S.BOOKED_BY_HAND):
        with_a_decision(status, new)
        with pytest.raises(ImpossibleState, match="without a decision"):
            require_transition(status, new, Stage.CHECKING)


def test_what_was_booked_by_hand_stays_so() -> None:
    assert reachable(with_a_decision, S.BOOKED_BY_HAND, S) == {S.BOOKED_BY_HAND}


@pytest.mark.parametrize("status", set(S) - {S.BOOKED_BY_HAND})
def test_a_journal_can_still_be_found_in_netsuite_from_any_status(status: JournalStatus) -> None:
    assert S.POSTED in reachable(in_any_stage, status, S)


@pytest.mark.parametrize("status", IN_NETSUITE)
def test_what_is_in_netsuite_is_never_sent_again_unless_it_vanished(status: JournalStatus) -> None:
    later = reachable(in_any_stage, status, S, avoiding=[S.UNKNOWN])
    assert not later & SENT_AGAIN


@pytest.mark.parametrize("status", [S.REJECTED, S.DELETED])
def test_what_was_rejected_or_deleted_is_never_sent_again_by_itself(status: JournalStatus) -> None:
    later = reachable(in_any_stage, status, S, avoiding=[S.UNKNOWN])
    assert not later & SENT_AGAIN


@pytest.mark.parametrize("stage", set(Stage) - {Stage.POSTING})
@pytest.mark.parametrize("status", S)
def test_a_journal_is_sent_in_no_stage_but_posting(status: JournalStatus, stage: Stage) -> None:
    assert status is S.SENT or not allows(
        lambda old, new: require_transition(old, new, stage), status, S.SENT
    )


def test_a_sync_that_has_ended_may_only_change_by_reading() -> None:
    changes = {
        (old, new) for old, row in JOURNALS.items() for new, at in row.items() if Stage.ENDED in at
    }
    assert not [new for _, new in changes if new is S.SENT]
    assert {old for old, new in changes if new is S.PLANNED} == {S.UNKNOWN}


def test_the_sweeper_ends_syncs_as_failed_and_does_nothing_else() -> None:
    may = {new for row in STATUSES.values() for new, by in row.items() if Actor.SWEEPER in by}
    assert may == {IntegrationStatus.FAILED}
    stages = {new for row in STAGES.values() for new, by in row.items() if Actor.SWEEPER in by}
    assert stages == {Stage.ENDED}


def test_the_sweeper_can_not_complete_a_sync() -> None:
    with pytest.raises(ImpossibleState, match="the sweeper"):
        require_status(IntegrationStatus.IN_PROGRESS, IntegrationStatus.COMPLETED, Actor.SWEEPER)


@pytest.mark.parametrize("status", IN_DOUBT)
def test_what_is_in_doubt_is_not_sent_again_before_it_is_settled(status: JournalStatus) -> None:
    assert not allows(in_any_stage, status, S.SENT)


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
        in_any_stage(old, new)


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
