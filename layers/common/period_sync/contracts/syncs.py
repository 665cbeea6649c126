"""Syncs as the API asks for them and tells of them, with their timelines."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from period_sync.contracts.paging import Page
from period_sync.domain.mail_state import MailState, MailStatus
from period_sync.domain.shown_sync import ShownSync
from period_sync.domain.sync import IntegrationStatus, Stage, Sync

_DOING = {
    Stage.QUEUED: "Waiting for its turn.",
    Stage.PLANNING: "Planning the journals.",
    Stage.CHECKING: "Checking names and posting periods with NetSuite.",
    Stage.POSTING: "Posting to NetSuite.",
    Stage.VERIFYING: "Reading back what NetSuite booked.",
    Stage.ENDED: "Ended.",
}


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


def doing(sync: Sync) -> str:
    """Say what is being done for a sync now, or what it waits for."""
    return sync.waiting or _DOING[sync.stage]


class Through(BaseModel):
    """Which connection a sync or a preview goes through; the live one, if none is named.

    A sync through another one is a rehearsal, and only a sandbox takes it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    connection_id: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class MailBody(_Body):
    """A mail about a result that went out.

    It could not be delivered to the addresses `undelivered`; `complained` marked it as unwanted.
    """

    status: MailStatus
    undelivered: list[str]
    complained: list[str]

    @classmethod
    def of(cls, mail: MailState) -> "MailBody":
        """Describe a mail."""
        return cls(
            status=mail.status,
            undelivered=list(mail.undelivered),
            complained=list(mail.complained),
        )


class SyncBody(_Body):
    """Integration details. Times are UTC.

    `next_look` is when NetSuite is read again for approvals, and `check_at` when a person asked
    that this be done at once, until it is.
    `journals_posted` of `journals_total` are in NetSuite. Of that total, `journals_taken_over` come
    from earlier revisions, and `reversals` reverse journals of those; the rest is new. Of
    `journals_unknown` nobody knew when the sync ended whether NetSuite has them. A retry sends the
    `journals_to_post`: neither what was booked by hand, nor what waits for a decision. A sync with
    `is_rehearsal` goes into another connection than the live one, and leaves its period's status
    alone; one with `duties_shared` was set up and posted by one person, or could have been.
    One that `can_stop` runs, and nobody has asked it to stop. One that has `stalled` runs, but has
    not moved for 15 minutes, beyond pauses and its time in the queue. One that `is_automatic` was
    asked for by the lease system, when it handed the period over. `mail` tells what became of the
    mail about its newest result; it is null until that went out, and in lists.
    """

    sync_id: str
    number: int
    entity: str
    period_id: str
    period_name: str
    revision: int
    connection_id: str
    environment: str
    account: str
    status: IntegrationStatus
    stage: Stage
    doing: str
    notice: str | None
    requested_by: str
    requested_at: datetime
    started_at: datetime | None
    transmitted_at: datetime | None
    progressed_at: datetime | None
    finished_at: datetime | None
    journals_total: int
    journals_posted: int
    journals_unknown: int
    journals_to_post: int
    journals_taken_over: int
    reversals: int
    problem_count: int
    previous_sync_id: str | None
    successor_id: str | None
    next_look: datetime | None
    check_at: datetime | None
    correlation_id: str
    decision_id: str | None
    duties_shared: bool
    is_rehearsal: bool
    is_automatic: bool
    can_stop: bool
    stalled: bool
    mail: MailBody | None

    @classmethod
    def of(cls, shown: ShownSync) -> "SyncBody":
        """Describe a sync."""
        sync, notice = shown.sync, None
        if sync.is_running:
            told = "your company's list" if sync.is_automatic else sync.requested_by.email
            notice = f"We'll e-mail {told} when it is done; you may close this page."
        fields = {name: getattr(sync, name) for name in cls.model_fields if hasattr(sync, name)}
        fields |= {"doing": doing(sync), "notice": notice}
        fields |= {"can_stop": shown.can_stop, "stalled": shown.stalled}
        fields |= {"mail": None if shown.mail is None else MailBody.of(shown.mail)}
        return cls(**(fields | {"requested_by": sync.requested_by.email}))


class SyncsBody(_Body):
    """One page of runs."""

    items: list[SyncBody]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[ShownSync]) -> "SyncsBody":
        """Describe a page."""
        items = [SyncBody.of(item) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class StepBody(_Body):
    """One line of a timeline. One about a journal names its external id and the attempt."""

    at: datetime
    step_no: int
    epoch: int
    text: str
    journal: str | None
    attempt: int | None


class TimelineBody(_Body):
    """One page of a timeline."""

    items: list[StepBody]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[object]) -> "TimelineBody":
        """Describe a page."""
        items = [StepBody.model_validate(item, from_attributes=True) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)
