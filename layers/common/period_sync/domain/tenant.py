"""A tenant, its connections to NetSuite, and its closed periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from period_sync.domain.sync import IntegrationStatus, Person

LINE_LIMIT = 1000
"""Lines per journal: what the page of NetSuite can still edit (fact 144)."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """One customer organisation. `sync_counter` is the number of the newest sync."""

    tenant_id: str
    name: str
    created_at: datetime
    sync_counter: int = 0
    live_connection_id: str | None = None
    duties_shared: bool = False
    version: int = 1


class Environment(StrEnum):
    """What kind of NetSuite account a connection leads to."""

    SANDBOX = "sandbox"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Connection:
    """A tenant's link to one NetSuite account. `account` is canonical.

    `passed_secret_version` is the secret's version that last passed a connection test, and
    `refused_secret_version` the one that NetSuite refused: nobody logs in with it again until a
    test passes (fact 15). `witness` is the internal id of a journal that a look-up must see.
    """

    tenant: str
    connection_id: str
    environment: Environment
    account: str
    created_at: datetime
    line_limit: int = LINE_LIMIT
    go_live: date | None = None
    tests: int = 0
    passed_at: datetime | None = None
    passed_secret_version: str | None = None
    refused_secret_version: str | None = None
    witness: str | None = None
    version: int = 1


class TestStatus(StrEnum):
    """Where a connection test stands."""

    RUNNING = "RUNNING"
    PASSED = "PASSED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Probe:
    """What a connection test saw of one list: how many rows (at most a few), or why none."""

    list: str
    passed: bool
    finding: str


@dataclass(frozen=True, slots=True)
class ConnectionTest:
    """One test of a connection; queued like a sync, under the same wake-up rule."""

    tenant: str
    connection_id: str
    test_id: str
    account: str
    requested_at: datetime
    status: TestStatus = TestStatus.RUNNING
    version: int = 1
    epoch: int = 0
    send_no: int = 1
    due_at: datetime | None = None
    claimed_send_no: int = 0
    claim_message_id: str | None = None
    finished_at: datetime | None = None
    probes: tuple[Probe, ...] = ()


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
