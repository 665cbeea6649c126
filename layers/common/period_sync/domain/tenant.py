"""A tenant and its closed periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from period_sync.domain.faults import Fault
from period_sync.domain.sync import IntegrationStatus, Person


class Duties(StrEnum):
    """Whether one person may both set up the integration and post through it."""

    SEPARATE = "separate"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class DutiesRequest:
    """A tenant administrator's wish for shared duties, which another person has to confirm."""

    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Tenant:
    """One customer organisation. `sync_counter` is the number of the newest sync.

    With `duties_shared` one person may set up and post; `duties_request` asks for that. With
    `second_person` a decision takes effect only when somebody else has confirmed it. With
    `auto_sync` a period that is taken in is synced without anybody's asking. The addresses
    of `mail_list` get every mail about a result; `settings_version` rises with each change of what
    people set here, while `version` rises with every write.
    """

    tenant_id: str
    name: str
    created_at: datetime
    sync_counter: int = 0
    live_connection_id: str | None = None
    duties_shared: bool = False
    duties_request: DutiesRequest | None = None
    second_person: bool = False
    auto_sync: bool = False
    mail_list: tuple[str, ...] = ()
    settings_version: int = 1
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


@dataclass(frozen=True, slots=True)
class RefusedHandOver:
    """The latest hand-over of a period that was not taken in, and what was wrong with it.

    `fault_count` is of all faults; the first of them are kept. `mended_at` is when a hand-over of
    the period was accepted after it.
    """

    tenant: str
    entity: str
    period_id: str
    received_at: datetime
    sender: str
    fault_count: int
    faults: tuple[Fault, ...]
    mended_at: datetime | None = None
