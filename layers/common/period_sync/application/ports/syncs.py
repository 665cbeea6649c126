"""Syncs, their journals and their timelines; what is current for a period in an account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from period_sync.application.ports.paging import Page
from period_sync.application.ports.results import Sent
from period_sync.domain.connection import Connection
from period_sync.domain.decisions import Taking
from period_sync.domain.evidence import Evidence
from period_sync.domain.journal import Journal
from period_sync.domain.overlaps import Footprint
from period_sync.domain.sync import Stop, StoredObject, Sync
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, Tenant


@dataclass(frozen=True, slots=True)
class AccountPeriod:
    """A period in one NetSuite account: its current sync, and the plan that is in force.

    `sent` tells that a journal which that plan added was sent; from then on it is never replaced.
    `takes_over` tells that it holds journals of earlier plans.
    `ended_at` is when its last sync ended.
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
    takes_over: bool = False
    ended_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Guards:
    """What must still be so when a sync begins to post; it is checked in that transaction.

    Its connection is the tenant's live one and as it was read, the sync is its period's current
    one and of its latest revision, and no footprint was added after `footprints_taken`. Its own
    is then added.
    """

    connection: Connection
    footprint: Footprint
    footprints_taken: int


@dataclass(frozen=True, slots=True)
class Mailing:
    """What is recorded of the mail of a result, and of its period's mails.

    `first_mail` is the Message-ID of the first mail about the period, whatever its sync. `refused`
    are the addresses that it was refused outright.
    """

    is_sent: bool
    first_mail: str | None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a sync's timeline: what happened, in plain words.

    A line about one journal names its external id, and which attempt to send it this was.
    """

    at: datetime
    step_no: int
    epoch: int
    text: str
    journal: str | None = None
    attempt: int | None = None


class Syncs(Protocol):
    """Syncs, their journals and timelines. Every write is conditional."""

    def sync(self, tenant: str, sync_id: str) -> Sync:
        """Read a sync. Raises NotFound."""

    def syncs(self, tenant: str, sync_ids: Sequence[str]) -> Mapping[str, Sync]:
        """Read several syncs by their ids; what isn't there is left out."""

    def account_period(
        self, tenant: str, account: str, entity: str, period_id: str
    ) -> AccountPeriod | None:
        """Read what is current for a period in an account."""

    def others_moved_at(self, sync: Sync) -> datetime | None:
        """When another sync of the same account last made progress or ended, if one did."""

    def create(  # noqa: PLR0913
        self,
        sync: Sync,
        tenant: Tenant,
        connection: Connection,
        period: ClosedPeriod,
        before: AccountPeriod | None,
        predecessor: Sync | None,
        audit: AuditRecord,
        taking: Taking | None = None,
    ) -> None:
        """Record a new sync that is due, as the current one of its period.

        One transaction with conditions on everything it was decided from. The `predecessor` that
        it takes the period over from can change nothing any more, and is followed no longer.
        With `taking` a decision is used up by it. Raises RowChanged if any of it changed
        meanwhile.
        """

    def claim(self, old: Sync, new: Sync, step: str) -> None:
        """Take a sync with a new epoch. Raises StaleWorker if it changed meanwhile."""

    def advance(  # noqa: PLR0913
        self,
        old: Sync,
        new: Sync,
        step: str | None = None,
        changes: Sequence[tuple[Journal, Journal]] = (),
        account_period: tuple[AccountPeriod, AccountPeriod] | None = None,
        guards: Guards | None = None,
        evidence: Sequence[Evidence] = (),
    ) -> None:
        """Replace `old` by `new`, with its journals and one timeline line, in one transaction.

        It names the `evidence` that was stored of this step.
        Raises StaleWorker if the sync or a journal changed meanwhile, RowChanged if only a guard
        no longer holds, InternalIdTaken if an internal id already belongs to another journal.
        """

    def add_journals(self, sync: Sync, journals: Sequence[Journal]) -> None:
        """Create the rows of planned journals that have none. Raises StaleWorker."""

    def journals(self, sync: Sync) -> list[Journal]:
        """Read all journals of a sync's plan, in the plan's order."""

    def journals_page(self, sync: Sync, limit: int, cursor: str | None) -> Page[Journal]:
        """List the journals of a sync's plan."""

    def end(self, old: Sync, new: Sync, step: str, audit: AuditRecord) -> None:
        """Write the final state, the period's status, the audit record and the unsent result.

        One transaction. Raises StaleWorker.
        """

    def mark(self, old: Sync, new: Sync) -> None:
        """Record that a result was published. Raises StaleWorker."""

    def stop(self, sync: Sync) -> Stop | None:
        """Read, consistently, whether a person asked a sync to stop."""

    def asked_to_stop(self, syncs: Sequence[Sync]) -> frozenset[str]:
        """Read, consistently, which of several syncs of a tenant people asked to stop: their ids.

        There may be none; at most a page of them.
        """

    def ask_to_stop(self, stop: Stop, audit: AuditRecord) -> None:
        """Record that a sync is to stop. Raises RowChanged if somebody asked before."""

    def wake(self, old: Sync, new: Sync, audit: AuditRecord | None = None) -> None:
        """Make a sync due that no worker holds. Raises StaleWorker if it changed meanwhile."""

    def mailing(self, sync: Sync, result_no: int) -> Mailing:
        """Read, consistently, what is recorded of a result's mail and of its period's mails."""

    def mark_mailed(
        self, sync: Sync, result_no: int, sent: Sent, *, is_first: bool = False
    ) -> None:
        """Record that a result was mailed, and who was refused; once recorded it stays so.

        With `is_first` later mails about its period join its thread, unless another was faster.
        """

    def syncs_of_period(
        self, tenant: str, entity: str, period_id: str, limit: int, cursor: str | None
    ) -> Page[Sync]:
        """List all runs of a period, newest first."""

    def timeline(self, sync: Sync, limit: int, cursor: str | None) -> Page[Step]:
        """List a sync's steps, oldest first."""
