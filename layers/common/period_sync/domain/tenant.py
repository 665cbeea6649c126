"""A tenant and its closed periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from period_sync.domain.sync import IntegrationStatus, Person


@dataclass(frozen=True, slots=True)
class Tenant:
    """One customer organisation. `sync_counter` is the number of the newest sync.

    With `second_person` a decision takes effect only when somebody else has confirmed it.
    """

    tenant_id: str
    name: str
    created_at: datetime
    sync_counter: int = 0
    live_connection_id: str | None = None
    duties_shared: bool = False
    second_person: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Revision:
    """One hand-over of a closed period that was taken in; immutable."""

    number: int
    digest: str
    document_key: str
    document_sha256: str
    closed_at: datetime
    closed_by: str
    received_at: datetime
    reopened_reason: str | None = None


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A closed period with its latest revision and its integration status.

    `totals` is the debit per currency, as exact decimal text.
    """

    tenant: str
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
    totals: Mapping[str, str]
    excluded: int
    status: IntegrationStatus = IntegrationStatus.NOT_SYNCED
    sync_id: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One line of the append-only trail."""

    tenant: str
    at: datetime
    by: Person
    action: str
    subject: str
    facts: Mapping[str, str]
