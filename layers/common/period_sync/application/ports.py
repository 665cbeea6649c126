"""What the use-cases need of the outside, as protocols; adapters fulfil them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from period_sync.domain.account_features import JournalFields
from period_sync.domain.accounting_periods import AccountingPeriod
from period_sync.domain.booked import BookedJournal
from period_sync.domain.connection import Connection, ConnectionTest, Features
from period_sync.domain.document import Document
from period_sync.domain.journal import Journal
from period_sync.domain.journal_record import (
    ChangeAnswer,
    JournalFilter,
    JournalKey,
    JournalRecord,
    JournalRow,
    NotShown,
)
from period_sync.domain.names import NameList, Record
from period_sync.domain.permissions import Member
from period_sync.domain.posting import JournalToPost, PostAnswer, RecordType
from period_sync.domain.sync import IntegrationStatus, StoredObject, Sync
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, Revision, Tenant

Item = TypeVar("Item")


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""

    def pause(self, seconds: float) -> None:
        """Wait; for waits of at most 20 seconds."""


class Tenants(Protocol):
    """Tenants and who belongs to them."""

    def tenant(self, tenant_id: str) -> Tenant:
        """Read a tenant. Raises NotFound."""

    def tenants(self) -> list[Tenant]:
        """Read all tenants, by id; for operators only, as it reads the whole table."""

    def create_tenant(self, tenant: Tenant, source: tuple[str, str], audit: AuditRecord) -> None:
        """Create a tenant and register its (AWS account, event source). Raises Conflict."""

    def tenant_of_source(self, aws_account: str, source: str) -> str:
        """Return the tenant for which an event source is registered. Raises NotFound."""

    def memberships(self, subject: str) -> list[Member]:
        """Read all memberships of a subject, consistently."""

    def add_member(self, member: Member, audit: AuditRecord) -> None:
        """Create or replace a membership."""


class Audit(Protocol):
    """The append-only trail, for what changes no row of ours."""

    def append(self, record: AuditRecord) -> None:
        """Add one line."""


class Connections(Protocol):
    """Connections to NetSuite and their tests."""

    def connection(self, tenant: str, connection_id: str) -> Connection:
        """Read a connection. Raises NotFound."""

    def connections(self, tenant: str) -> list[Connection]:
        """Read all connections of a tenant."""

    def add_connection(self, connection: Connection, audit: AuditRecord) -> None:
        """Create a connection. Raises Conflict if it exists or the account is taken."""

    def save_connection(
        self, old: Connection, new: Connection, audit: AuditRecord | None = None
    ) -> None:
        """Replace `old` by `new`. Raises RowChanged if it changed meanwhile."""

    def make_live(
        self, tenant: Tenant, old: Connection, new: Connection, audit: AuditRecord
    ) -> None:
        """Make a connection the tenant's live one. Raises RowChanged."""

    def add_test(self, connection: Connection, test: ConnectionTest, audit: AuditRecord) -> None:
        """Record a test that is due. Raises RowChanged if the connection changed."""

    def test(self, tenant: str, test_id: str) -> ConnectionTest:
        """Read a test. Raises NotFound."""

    def save_test(self, old: ConnectionTest, new: ConnectionTest) -> None:
        """Replace `old` by `new`. Raises StaleWorker if it changed meanwhile."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list and the opaque cursor of the next, if there is one."""

    items: Sequence[Item]
    next_cursor: str | None


class Periods(Protocol):
    """Closed periods and their revisions."""

    def period(self, tenant: str, entity: str, period_id: str) -> ClosedPeriod:
        """Read a closed period. Raises NotFound."""

    def find_period(self, tenant: str, entity: str, period_id: str) -> ClosedPeriod | None:
        """Read a closed period, if there is one."""

    def periods(
        self, tenant: str, status: IntegrationStatus | None, limit: int, cursor: str | None
    ) -> "Page[ClosedPeriod]":
        """List closed periods, newest first."""

    def revisions(self, tenant: str, entity: str, period_id: str) -> list[Revision]:
        """Read all revisions of a period, oldest first."""

    def take_in(
        self,
        old: ClosedPeriod | None,
        new: ClosedPeriod,
        revision: Revision,
        audit: AuditRecord,
    ) -> None:
        """Record a new revision. Raises RowChanged if the period changed meanwhile."""


@dataclass(frozen=True, slots=True)
class AccountPeriod:
    """A period in one NetSuite account: its current sync, and the plan that is in force.

    `sent` tells that a journal which that plan added was sent; from then on it is never replaced.
    """

    tenant: str
    account: str
    entity: str
    period_id: str
    sync_id: str
    is_running: bool
    plan: StoredObject | None = None
    plan_revision: int = 0
    sent: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a sync's timeline: what happened, in plain words."""

    at: datetime
    step_no: int
    epoch: int
    text: str


class Syncs(Protocol):
    """Syncs, their journals and timelines. Every write is conditional."""

    def sync(self, tenant: str, sync_id: str) -> Sync:
        """Read a sync. Raises NotFound."""

    def account_period(
        self, tenant: str, account: str, entity: str, period_id: str
    ) -> AccountPeriod | None:
        """Read what is current for a period in an account."""

    def create(  # noqa: PLR0913
        self,
        sync: Sync,
        tenant: Tenant,
        connection: Connection,
        period: ClosedPeriod,
        before: AccountPeriod | None,
        audit: AuditRecord,
    ) -> None:
        """Record a new sync that is due, as the current one of its period.

        One transaction with conditions on everything it was decided from. Raises RowChanged if any
        of it changed meanwhile.
        """

    def claim(self, old: Sync, new: Sync, step: str) -> None:
        """Take a sync with a new epoch. Raises StaleWorker if it changed meanwhile."""

    def advance(
        self,
        old: Sync,
        new: Sync,
        step: str | None = None,
        changes: Sequence[tuple[Journal, Journal]] = (),
        account_period: tuple[AccountPeriod, AccountPeriod] | None = None,
    ) -> None:
        """Replace `old` by `new`, with its journals and one timeline line, in one transaction.

        Raises StaleWorker if the sync or a journal changed meanwhile, Conflict if an internal id
        already belongs to another journal.
        """

    def add_journals(self, sync: Sync, journals: Sequence[Journal]) -> None:
        """Create the rows of planned journals that have none. Raises StaleWorker."""

    def journals(self, sync: Sync) -> list[Journal]:
        """Read all journals of a sync's plan, in the plan's order."""

    def journals_page(self, sync: Sync, limit: int, cursor: str | None) -> "Page[Journal]":
        """List the journals of a sync's plan."""

    def end(self, old: Sync, new: Sync, step: str, audit: AuditRecord) -> None:
        """Write the final state, the period's status, the audit record and the unsent result.

        One transaction. Raises StaleWorker.
        """

    def mark(self, old: Sync, new: Sync) -> None:
        """Record that a result was published. Raises StaleWorker."""

    def was_mailed(self, sync: Sync, result_no: int) -> bool:
        """Whether a result's mail is recorded as sent."""

    def mark_mailed(self, sync: Sync, result_no: int) -> None:
        """Record that a result was mailed; once recorded it stays so."""

    def syncs_of_period(
        self, tenant: str, entity: str, period_id: str, limit: int, cursor: str | None
    ) -> "Page[Sync]":
        """List all runs of a period, newest first."""

    def timeline(self, sync: Sync, limit: int, cursor: str | None) -> "Page[Step]":
        """List a sync's steps, oldest first."""


class Objects(Protocol):
    """Objects that are written once: documents, plans, evidence."""

    def put(self, key: str, body: bytes) -> StoredObject:
        """Store a new object, or accept an equal one that is there. Raises Conflict if other."""

    def get(self, stored: StoredObject) -> bytes:
        """Read an object. Raises ImpossibleState if its content has another hash."""


class Documents(Protocol):
    """How a stored document is read."""

    def read(self, body: bytes) -> Document:
        """Parse and check a document. Raises InvalidDocument."""


class HintQueue(Protocol):
    """The queue that wakes the poster."""

    def send(self, tenant: str, kind: str, item_id: str, account: str, send_no: int) -> None:
        """Send a hint; `account` is its group. Raises nothing that the sweeper can't make good."""


@dataclass(frozen=True, slots=True)
class Due:
    """A row whose time has come."""

    tenant: str
    kind: str
    item_id: str
    account: str
    send_no: int
    version: int
    is_running: bool
    progressed_at: datetime | None


class DueRows(Protocol):
    """The rows that need work, for the sweeper."""

    def due(self, now: datetime, limit: int) -> list[Due]:
        """Find rows whose `due_at` has passed, oldest first."""

    def raise_send_no(self, row: Due, next_due_at: datetime) -> Due | None:
        """Raise `send_no` and move `due_at`, or return None if the row changed meanwhile."""


class Results(Protocol):
    """Where results are announced."""

    def publish(self, tenant: str, sync_id: str, result_no: int, status: str) -> None:
        """Announce a result."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, in both forms."""

    to: str
    subject: str
    text: str
    html: str


class Mailer(Protocol):
    """How mails go out."""

    def send(self, mail: Mail) -> str:
        """Send a mail and return the provider's message id."""


class NetSuite(Protocol):
    """One NetSuite account, through one connection. Reads raise NetSuiteError's subclasses."""

    @property
    def secret_version(self) -> str:
        """The version of the secret that this speaks with."""

    def log_in(self) -> None:
        """Have at hand what the next request needs to be let in, so that a POST is all it takes.

        Raises NetSuiteUnauthorized if the credentials are refused, or another NetSuiteError.
        """

    def renew_login(self) -> bool:
        """After a 401, tell whether one more try with the same secret makes sense; once it may."""

    def records(self, name_list: NameList, names: Sequence[str]) -> list[Record]:
        """Read the records that may answer to `names`; all of them for subsidiaries."""

    def similar(self, name_list: NameList, names: Sequence[str]) -> list[Record]:
        """Read records that may be meant by `names`; none only if the list shows none at all."""

    def accounting_periods(self, days: Sequence[date]) -> list[AccountingPeriod]:
        """Read the base periods that hold any of the dates."""

    def find(self, external_ids: Sequence[str], witness: str | None) -> "Found":
        """Look journals up by external id."""

    def render(self, journal: JournalToPost) -> bytes:
        """Write the exact body of a POST."""

    def create(self, record_type: RecordType, body: bytes) -> PostAnswer:
        """POST a journal once; every ending is an answer, none an exception."""

    def read(self, internal_ids: Sequence[str]) -> list[BookedJournal]:
        """Read journals from the ledger; those that can't be seen are left out."""

    def reversals(self, originals: Sequence[BookedJournal]) -> Mapping[str, BookedJournal]:
        """Read the reversals of journals, by the internal ids of the originals."""

    @property
    def journals(self) -> "Journals":
        """The journals of the account, ours and others, for operators."""

    def survey(self) -> "Survey":
        """Return what a connection test asks."""

    def any_journal(self) -> str | None:
        """Return the internal id of some journal that can be seen, if there is one."""


@dataclass(frozen=True, slots=True)
class AccountingBook:
    """One active accounting book of an account with several."""

    internal_id: str
    name: str
    is_primary: bool


class Survey(Protocol):
    """What a connection test asks of an account. Each raises NetSuiteError's subclasses."""

    def rows(self, table: str) -> int:
        """Ask a list for a row or two and return how many it showed."""

    def journal_fields(self) -> JournalFields:
        """Read which fields journals have in this account."""

    def books(self) -> list[AccountingBook]:
        """Read the active accounting books."""

    def calendars(self) -> int:
        """Count the fiscal calendars that subsidiaries and periods have."""

    def read_restrictions(self, features: Features) -> None:
        """Read the columns of accounts that restrict them to a classification."""

    def read_limits(self, features: Features) -> None:
        """Read the columns of counterparties that tie them to subsidiaries and a currency."""

    def try_creating(self, features: Features) -> None:
        """Ask for the form of a new journal, which saves nothing."""

    def any_journal(self) -> str | None:
        """Return the internal id of some journal that can be seen, if there is one."""


class Journals(Protocol):
    """The journals of one NetSuite account. Reads raise NetSuiteError's subclasses."""

    def get(
        self, key: JournalKey, record_type: RecordType = RecordType.JOURNAL
    ) -> JournalRecord | NotShown:
        """Read a journal whole."""

    def rows(self, wanted: JournalFilter) -> Iterator[JournalRow]:
        """List journals, page by page as they are consumed."""

    def find(self, key: JournalKey) -> JournalRow | None:
        """Look a journal of any type up; None says only that none is shown."""

    def delete(self, journal: JournalRow, reason: str) -> ChangeAnswer:
        """Delete a journal, once. Raises Conflict in a closed or locked period."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up saw: internal ids by external id, and whether it could see at all.

    `could_see` is false when the witness, a journal known to be there, was missing too: then
    absence means nothing.
    """

    internal_ids: Mapping[str, str]
    could_see: bool


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A stored secret and its version. It has no `repr`, so that it can't slip into a log."""

    value: object
    version: str


class Secrets(Protocol):
    """Where secrets are kept."""

    def netsuite_secret(self, tenant: str, connection_id: str, *, fresh: bool) -> Secret:
        """Read a connection's secret, `fresh` or kept for a while. Raises ConfigurationError."""


class NetSuites(Protocol):
    """How a connection becomes a NetSuite to speak to."""

    def open(self, connection: Connection, *, fresh: bool = False) -> NetSuite:
        """Read the secret and prepare one fresh HTTP connection.

        `fresh` reads the secret anew. Raises ConfigurationError, or NetSuiteUnauthorized if this
        version of the secret was refused before.
        """
