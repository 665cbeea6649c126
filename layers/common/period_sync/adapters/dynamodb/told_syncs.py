"""Syncs whose every transition is told once, after the write that makes it true."""

from collections.abc import Sequence

from period_sync.adapters.dynamodb.syncs import DynamoSyncs
from period_sync.adapters.dynamodb.table import StateTable
from period_sync.application.ports import AccountPeriod, Guards, Happenings, Sent
from period_sync.domain.connection import Connection
from period_sync.domain.decisions import Taking
from period_sync.domain.evidence import Evidence
from period_sync.domain.happening import happenings, mailed, requested, retired
from period_sync.domain.journal import Journal
from period_sync.domain.sync import Sync
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, Tenant


class ToldSyncs(DynamoSyncs):
    """Fulfils `Syncs`. A write that changes a sync or a journal has its place here."""

    def __init__(self, table: StateTable, told: Happenings) -> None:
        super().__init__(table)
        self._told = told

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
        """Record a new sync. Raises RowChanged if anything it was decided from changed."""
        super().create(sync, tenant, connection, period, before, predecessor, audit, taking)
        self._told.tell(requested(sync))
        if predecessor is not None:
            self._told.tell(retired(predecessor, sync))

    def claim(self, old: Sync, new: Sync, step: str) -> None:
        """Take a sync. Raises StaleWorker."""
        super().claim(old, new, step)
        self._tell(old, new)

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
        """Replace a sync with its journals. Raises StaleWorker, RowChanged or InternalIdTaken."""
        super().advance(old, new, step, changes, account_period, guards, evidence)
        self._tell(old, new, changes)

    def end(self, old: Sync, new: Sync, step: str, audit: AuditRecord) -> None:
        """Write the final state and everything that goes with it. Raises StaleWorker."""
        super().end(old, new, step, audit)
        self._tell(old, new)

    def mark(self, old: Sync, new: Sync) -> None:
        """Record that a result was published. Raises StaleWorker."""
        super().mark(old, new)
        self._tell(old, new)

    def wake(self, old: Sync, new: Sync, audit: AuditRecord | None = None) -> None:
        """Make a sync due. Raises StaleWorker."""
        super().wake(old, new, audit)
        self._tell(old, new)

    def mark_mailed(
        self, sync: Sync, result_no: int, sent: Sent, *, is_first: bool = False
    ) -> None:
        """Record that a result was mailed, and the first mail of its period, in one write."""
        super().mark_mailed(sync, result_no, sent, is_first=is_first)
        self._told.tell(mailed(sync, result_no, len(sent.refused)))

    def _tell(self, old: Sync, new: Sync, changes: Sequence[tuple[Journal, Journal]] = ()) -> None:
        for happening in happenings(old, new, changes):
            self._told.tell(happening)
