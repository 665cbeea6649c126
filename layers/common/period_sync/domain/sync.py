"""A sync: one run that brings a plan into NetSuite; its stages, claim and who asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

SYNC_KIND = "sync"
"""The kind of a hint that asks to look at a sync."""
NO_PROGRESS_FOR = timedelta(hours=4)
"""How long a sync that has begun may go without progress before a worker ends it."""
SWEEPER_AFTER = NO_PROGRESS_FOR + timedelta(minutes=15)
"""When the sweeper ends a sync that no worker could end."""


USUAL_IN_QUEUE = timedelta(minutes=10)
"""What the sweeper and the queue take when nobody stands ahead."""
LOOK_HOURLY_FOR = timedelta(days=1)
"""How long after its end a sync that awaits approval is looked at each hour."""
EACH_HOUR, EACH_DAY = timedelta(hours=1), timedelta(days=1)


class IntegrationStatus(StrEnum):
    """What a period's integration column says; a sync has all but the first."""

    NOT_SYNCED = "NOT_SYNCED"
    IN_PROGRESS = "IN_PROGRESS"
    AWAITING_APPROVAL = "AWAITING_APPROVAL"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


class Stage(StrEnum):
    """The recovery point of a sync: a worker that takes it over goes on from here."""

    QUEUED = "QUEUED"
    PLANNING = "PLANNING"
    CHECKING = "CHECKING"
    POSTING = "POSTING"
    VERIFYING = "VERIFYING"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True)
class Person:
    """Who did something: the token's subject, and the e-mail address of the membership."""

    subject: str
    email: str


@dataclass(frozen=True, slots=True)
class StoredObject:
    """Where a frozen object lies, and its SHA-256, checked at every read."""

    key: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Sync:
    """One run, numbered per tenant without gaps. Instants are aware UTC.

    `due_at` and `send_no` belong to the wake-up rule: a message is only a hint, and a row with
    `due_at` in the past is sent again. `epoch` fences workers: each claim raises it, and a write
    with an older one changes nothing. `version` rises with every write, `step_no` with every line
    of the timeline, the last of which was written at `stepped_at`. `waiting` says what a
    sync that no worker holds waits for. `notices` are what the checks found that blocks nothing;
    `problems` holds them too once the sync has ended, and `problem_count` leaves them out.
    `stopped_by` holds the problems that ended it before its journals could say how it went.
    `successor_id` names the sync that took its period over; nobody looks at this one any more.
    `looked_at` is when NetSuite was last read for approvals after the end.
    `check_by` asked at `check_at` that NetSuite be read again, which is still to be done.
    `decision_id` names the decision that started it, which takes effect in it.
    `plan_revision` is what `plan` was made for: until a later revision is planned, that of the one
    before. `journals_total` counts what the plan wants in NetSuite: of it `journals_taken_over`
    come from earlier revisions, and `reversals` reverse journals of those. `journals_unknown` are
    those, of earlier revisions too, of which nobody knew at the end whether NetSuite has them, and
    `journals_to_post` those of the plan that a retry would send.
    `gave_up_send_no` names the send whose message went to the dead-letter queue: when it comes
    back, an operator redrove it. `paused_at` is when a worker last came to a POST and found the
    connection paused; `excused_seconds` is how much of the time since the last progress was
    paused, or spent behind others in the queue; `waits_until` is when the last wait ended.
    `is_rehearsal` is set if it goes into another connection than the live one: it never changes
    its period's status. With `duties_shared` it was asked for while one person could set up and
    post. One that `is_automatic` was asked for by the lease system, when it handed the period over.
    `correlation_id` is that of the request which made the sync; it is in messages, logs and
    memos.
    """

    tenant: str
    sync_id: str
    number: int
    entity: str
    period_id: str
    revision: int
    period_name: str
    connection_id: str
    environment: str
    account: str
    requested_by: Person
    requested_at: datetime
    status: IntegrationStatus = IntegrationStatus.IN_PROGRESS
    stage: Stage = Stage.QUEUED
    version: int = 1
    step_no: int = 1
    stepped_at: datetime | None = None
    epoch: int = 0
    send_no: int = 1
    due_at: datetime | None = None
    claimed_send_no: int = 0
    claim_message_id: str | None = None
    waiting: str | None = None
    plan: StoredObject | None = None
    resolution: StoredObject | None = None
    notices: StoredObject | None = None
    problems: StoredObject | None = None
    problem_count: int = 0
    plan_revision: int = 0
    journals_total: int = 0
    journals_posted: int = 0
    journals_unknown: int = 0
    journals_to_post: int = 0
    journals_taken_over: int = 0
    reversals: int = 0
    started_at: datetime | None = None
    transmitted_at: datetime | None = None
    progressed_at: datetime | None = None
    finished_at: datetime | None = None
    paused_at: datetime | None = None
    excused_seconds: int = 0
    waits_until: datetime | None = None
    previous_sync_id: str | None = None
    decision_id: str | None = None
    is_rehearsal: bool = False
    result_no: int = 0
    announced_result_no: int = 0
    gave_up_send_no: int | None = None
    stopped_by: StoredObject | None = None
    successor_id: str | None = None
    check_by: Person | None = None
    check_at: datetime | None = None
    looked_at: datetime | None = None
    correlation_id: str = ""
    duties_shared: bool = False
    is_automatic: bool = False

    @property
    def found_by(self) -> Mapping[str, str]:
        """What a line of the audit trail about the sync is found by."""
        period = f"{self.entity}/{self.period_id}"
        return {"period": period, "sync": self.sync_id, "account": self.account}

    @property
    def is_planned(self) -> bool:
        """Whether its plan is of its own revision, and not the one that stands before it."""
        return self.plan is not None and self.plan_revision == self.revision

    @property
    def is_running(self) -> bool:
        """Whether the sync has not ended."""
        return self.stage is not Stage.ENDED

    def is_held(self, now: datetime) -> bool:
        """Whether a worker works on it, as far as can be told: one that died holds it a while."""
        return self.claim_message_id is not None and self.due_at is not None and self.due_at > now

    @property
    def next_look(self) -> datetime | None:
        """When NetSuite is read again for approvals, after the last time or the end; or None.

        Each hour on the first day, and each day from then on.
        """
        if self.status is not IntegrationStatus.AWAITING_APPROVAL or self.successor_id is not None:
            return None
        since = self.finished_at or self.requested_at
        last = self.looked_at or since
        return last + (EACH_HOUR if last - since < LOOK_HOURLY_FOR else EACH_DAY)

    def woken(self, due_at: datetime) -> "Sync":
        """The sync with its next send; `due_at` is when that is repeated if it is lost."""
        return replace(self, version=self.version + 1, send_no=self.send_no + 1, due_at=due_at)

    @property
    def idle_from(self) -> datetime | None:
        """The instant from which lack of progress counts; None while it does not.

        It does not before a sync's first turn, nor while the sync waits for the end of a pause;
        and neither does what it spent behind others in the queue.
        """
        if self.progressed_at is None or self.paused_at is not None:
            return None
        return self.progressed_at + timedelta(seconds=self.excused_seconds)

    def queued_for(self, now: datetime) -> timedelta:
        """How long a sync that a worker let go has stood in the queue, beyond what is usual."""
        if self.waits_until is None:
            return timedelta()
        return max(now - self.waits_until - USUAL_IN_QUEUE, timedelta())

    @property
    def is_queued(self) -> bool:
        """Whether a hint was sent that no worker has taken up yet."""
        return self.send_no > self.claimed_send_no

    @property
    def is_unannounced(self) -> bool:
        """Whether a result was recorded that has not been published."""
        return self.announced_result_no < self.result_no


@dataclass(frozen=True, slots=True)
class Stop:
    """A person's wish that a sync end at its next safe point."""

    tenant: str
    sync_id: str
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Hint:
    """A message of the queue: it asks to look at a row, and proves nothing.

    `receive_count` is SQS's ApproximateReceiveCount: how often this message was handed out.
    """

    tenant: str
    kind: str
    item_id: str
    send_no: int
    message_id: str
    receive_count: int
    correlation_id: str | None = None


def sync_id_of(tenant: str, number: int) -> str:
    """Return the id of a tenant's sync: readable, unique, and the same in any replay."""
    return f"{tenant}-{number}"
