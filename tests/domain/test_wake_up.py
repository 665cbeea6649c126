from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from period_sync.domain.sync import Hint
from period_sync.domain.wake_up import may_claim

NOW = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(minutes=10), NOW - timedelta(seconds=1)


@dataclass(frozen=True)
class Row:
    send_no: int = 3
    claimed_send_no: int = 2
    claim_message_id: str | None = None
    due_at: datetime | None = LATER


HINT = Hint("halcyon", "sync", "halcyon-1", send_no=3, message_id="m-3", receive_count=1)
FRESH = Row()
HELD = Row(claimed_send_no=3, claim_message_id="m-3")
WAITING = Row(claimed_send_no=3)


def test_a_send_that_nobody_took_up_may_be_claimed_though_it_is_due_again_later() -> None:
    assert may_claim(FRESH, HINT, NOW)


def test_the_message_that_holds_the_row_may_claim_it_again_when_it_is_delivered_again() -> None:
    assert may_claim(HELD, replace(HINT, receive_count=2), NOW)


def test_another_message_of_the_same_send_may_not_take_a_held_row() -> None:
    assert not may_claim(HELD, replace(HINT, message_id="m-4"), NOW)


@pytest.mark.parametrize("due_at", [EARLIER, NOW])
def test_a_held_row_whose_time_has_come_may_be_taken_by_any_message(due_at: datetime) -> None:
    row = replace(HELD, due_at=due_at)
    assert may_claim(row, replace(HINT, message_id="m-4"), NOW)


def test_a_row_that_waits_is_left_alone_even_by_the_message_that_held_it() -> None:
    assert not may_claim(WAITING, replace(HINT, receive_count=2), NOW)


def test_a_row_that_waits_may_be_claimed_once_it_is_due() -> None:
    assert may_claim(replace(WAITING, due_at=NOW), HINT, NOW)


@pytest.mark.parametrize("row", [FRESH, HELD, replace(WAITING, due_at=EARLIER)])
@pytest.mark.parametrize("send_no", [1, 2, 4])
def test_only_the_newest_send_counts(row: Row, send_no: int) -> None:
    assert not may_claim(row, replace(HINT, send_no=send_no), NOW)


@pytest.mark.parametrize("row", [FRESH, HELD, WAITING])
def test_a_row_that_needs_no_work_is_never_claimed(row: Row) -> None:
    assert not may_claim(replace(row, due_at=None), HINT, NOW)


def test_a_send_that_was_passed_over_by_a_newer_one_may_be_claimed() -> None:
    assert may_claim(replace(FRESH, send_no=4), HINT, NOW)
