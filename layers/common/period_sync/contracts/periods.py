"""What is answered about closed periods."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from period_sync.contracts.previews import PreviewBody
from period_sync.contracts.syncs import doing
from period_sync.domain.connection import Connection, Environment
from period_sync.domain.period_list import Listed, PeriodsPage
from period_sync.domain.preview import Preview
from period_sync.domain.sync import IntegrationStatus, Stage, Sync
from period_sync.domain.tenant import ClosedPeriod, Revision


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


class SyncSummaryBody(_Body):
    """The current sync of a period, as its integration column needs it. Times are UTC."""

    sync_id: str
    number: int
    status: IntegrationStatus
    stage: Stage
    doing: str
    environment: Environment
    account: str
    requested_by: str
    requested_at: datetime
    transmitted_at: datetime | None
    progressed_at: datetime | None
    finished_at: datetime | None
    journals_total: int
    journals_posted: int
    journals_unknown: int
    problem_count: int

    @classmethod
    def of(cls, sync: Sync) -> "SyncSummaryBody":
        """Describe a sync in short."""
        fields = {name: getattr(sync, name) for name in cls.model_fields if hasattr(sync, name)}
        return cls(**(fields | {"doing": doing(sync), "requested_by": sync.requested_by.email}))


class DestinationBody(_Body):
    """The live connection: where syncs go. Periods that end before `go_live` can't be synced."""

    connection_id: str
    account: str
    environment: Environment
    go_live: date | None

    @classmethod
    def of(cls, connection: Connection | None) -> "DestinationBody | None":
        """Describe a connection, if there is one."""
        if connection is None:
            return None
        return cls.model_validate(connection, from_attributes=True)


class PeriodBody(_Body):
    """A closed period. `totals` is the debit per currency, as exact text."""

    entity: str
    period_id: str
    name: str
    start_date: date
    end_date: date
    closed_at: datetime
    closed_by: str
    revision: int
    entries: int
    lines: int
    leases: int
    totals: dict[str, str]
    excluded: int
    status: IntegrationStatus
    sync_id: str | None

    @classmethod
    def of(cls, period: ClosedPeriod) -> "PeriodBody":
        """Describe a closed period."""
        return cls.model_validate(period, from_attributes=True)


class ListedPeriodBody(PeriodBody):
    """A closed period with its current sync. One `before_go_live` is not for Period Sync."""

    sync: SyncSummaryBody | None
    before_go_live: bool

    @classmethod
    def listed(cls, listed: Listed) -> "ListedPeriodBody":
        """Describe a closed period and what became of it."""
        return cls(**_listed(listed))


class PeriodsBody(_Body):
    """One page of closed periods.

    `counts` tells how many periods of each status the tenant has, whatever is asked for.
    """

    items: list[ListedPeriodBody]
    next_cursor: str | None
    counts: Mapping[IntegrationStatus, int]
    destination: DestinationBody | None

    @classmethod
    def of(cls, page: PeriodsPage) -> "PeriodsBody":
        """Describe a page."""
        return cls(
            items=[ListedPeriodBody.listed(item) for item in page.items],
            next_cursor=page.next_cursor,
            counts=page.counts,
            destination=DestinationBody.of(page.destination),
        )


class RevisionBody(_Body):
    """One hand-over that was taken in."""

    number: int
    closed_at: datetime
    closed_by: str
    received_at: datetime
    reopened_reason: str | None
    document_sha256: str


class PeriodDetailBody(ListedPeriodBody):
    """A closed period with its revisions, and the newest preview of the latest one."""

    destination: DestinationBody | None
    revisions: list[RevisionBody]
    preview: PreviewBody | None

    @classmethod
    def of_one(
        cls,
        listed: Listed,
        destination: Connection | None,
        revisions: list[Revision],
        preview: Preview | None,
    ) -> "PeriodDetailBody":
        """Describe a closed period, where it goes, its revisions and a preview."""
        return cls(
            **_listed(listed),
            destination=DestinationBody.of(destination),
            revisions=[RevisionBody.model_validate(r, from_attributes=True) for r in revisions],
            preview=None if preview is None else PreviewBody.of(preview),
        )


class TakenInBody(_Body):
    """What became of a hand-over."""

    period: PeriodBody
    revision: int
    is_new: bool


def _listed(listed: Listed) -> dict[str, Any]:
    sync = None if listed.sync is None else SyncSummaryBody.of(listed.sync)
    return PeriodBody.of(listed.period).model_dump() | {
        "sync": sync,
        "before_go_live": listed.is_before_go_live,
    }
