"""A preview: what a sync would book, and every problem it would meet, with nothing sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from period_sync.domain.sync import Person, StoredObject

PREVIEW_KIND = "preview"
"""The kind of a hint that asks for work on a preview."""


class PreviewStatus(StrEnum):
    """Where a preview stands. `FAILED`: it could not be made, and its problems say why."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Preview:
    """One preview of one revision, under the same wake-up rule as a sync. Instants are aware UTC.

    `waiting` says what one that no worker holds waits for. Of the `journals_total` that are wanted
    in NetSuite, `stands` are there already, and `posts` are what a sync would post now: none, if
    anything stops it before. `totals` is the debit of all that are wanted, per currency, as exact
    text. `problem_count` counts what blocks, `notice_count` what does not.
    """

    tenant: str
    preview_id: str
    entity: str
    period_id: str
    period_name: str
    revision: int
    connection_id: str
    environment: str
    account: str
    requested_by: Person
    requested_at: datetime
    status: PreviewStatus = PreviewStatus.QUEUED
    version: int = 1
    epoch: int = 0
    send_no: int = 1
    due_at: datetime | None = None
    claimed_send_no: int = 0
    claim_message_id: str | None = None
    waiting: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    journals: StoredObject | None = None
    problems: StoredObject | None = None
    journals_total: int = 0
    totals: Mapping[str, str] = field(default_factory=dict)
    problem_count: int = 0
    notice_count: int = 0
    posts: int = 0
    stands: int = 0
    correlation_id: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.status in {PreviewStatus.QUEUED, PreviewStatus.RUNNING}


def preview_id_of(tenant: str, number: int) -> str:
    """Return the id of a tenant's preview, apart from those of its syncs."""
    return f"{tenant}-p{number}"
