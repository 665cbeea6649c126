"""Syncs, and what changes them; every write is fenced by the sync's version and epoch."""

from collections.abc import Sequence
from dataclasses import replace

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.connections import connection_check
from period_sync.adapters.dynamodb.evidence import evidence_put
from period_sync.adapters.dynamodb.new_syncs import period_started, retired, taken
from period_sync.adapters.dynamodb.periods import period_put
from period_sync.adapters.dynamodb.posting_guards import guard_writes
from period_sync.adapters.dynamodb.result_mails import ResultMails
from period_sync.adapters.dynamodb.rows import audit_put, item_of, replacing, row_of
from period_sync.adapters.dynamodb.sync_items import (
    account_period_put,
    fenced,
    result_puts,
    step_put,
    sync_item,
    sync_put,
)
from period_sync.adapters.dynamodb.sync_journals import (
    SyncJournals,
    internal_id_put,
    journal_put,
)
from period_sync.adapters.dynamodb.sync_reads import SyncReads
from period_sync.adapters.dynamodb.table import Check, Put
from period_sync.application.ports import AccountPeriod, Guards
from period_sync.domain.connection import Connection
from period_sync.domain.decisions import Taking
from period_sync.domain.errors import ImpossibleState, InternalIdTaken, RowChanged, StaleWorker
from period_sync.domain.evidence import Evidence
from period_sync.domain.journal import Journal
from period_sync.domain.sync import Stop, Sync
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, Tenant


class DynamoSyncs(SyncReads, SyncJournals, ResultMails):
    """Fulfils `Syncs`."""

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
        row = AccountPeriod(
            tenant=sync.tenant,
            account=sync.account,
            entity=sync.entity,
            period_id=sync.period_id,
            sync_id=sync.sync_id,
            is_running=True,
        )
        if before is not None:
            row = replace(before, sync_id=sync.sync_id, is_running=True, version=before.version + 1)
        counted = replace(tenant, sync_counter=sync.number, version=tenant.version + 1)
        self._table.transact(
            Put(sync_item(sync)),
            Put(item_of(counted, keys.tenant(tenant.tenant_id)), **replacing(tenant.version)),
            account_period_put(before, row),
            period_started(period, sync),
            connection_check(connection),
            *retired(predecessor, sync),
            step_put(sync, "Requested." if taking is None else f"Requested. {taking.after.told}"),
            audit_put(audit),
            *([] if taking is None else taken(sync, taking)),
        )

    def claim(self, old: Sync, new: Sync, step: str) -> None:
        """Take a sync. Raises StaleWorker."""
        fenced(self._table, sync_put(old, new), step_put(new, step))

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
        writes: list[Put | Check] = [sync_put(old, new), *result_puts(old, new)]
        if step is not None:
            writes.append(step_put(new, step, [after for _, after in changes]))
        for before, after in changes:
            writes.append(journal_put(new, before, after))
            if after.internal_id is not None and after.internal_id != before.internal_id:
                writes.append(internal_id_put(new, after))
        writes += [evidence_put(new, piece) for piece in evidence]
        if account_period is not None:
            writes.append(account_period_put(*account_period))
        if guards is not None:
            writes += guard_writes(new, guards)
        try:
            self._table.transact(*writes)
        except RowChanged as error:
            self._explain(new, [after for _, after in changes])
            if guards is not None and self._holds(old):
                raise
            raise StaleWorker("Another worker goes on with this sync.") from error

    def end(self, old: Sync, new: Sync, step: str, audit: AuditRecord) -> None:
        """Write the final state and everything that goes with it. Raises StaleWorker."""
        row = self.account_period(new.tenant, new.account, new.entity, new.period_id)
        period_item = self._table.get(keys.period(new.tenant, new.entity, new.period_id))
        if row is None or period_item is None:
            raise ImpossibleState("bug: a sync ends of a period that there is not")
        if row.sync_id != new.sync_id:
            self._require_retired(old)
        period = row_of(ClosedPeriod, period_item)
        # A revision that was handed over after the end has a status of its own.
        is_of_period = (period.sync_id, period.revision) == (new.sync_id, new.revision)
        ended = replace(period, status=new.status, version=period.version + 1)
        ended_row = replace(
            row, is_running=False, ended_at=new.finished_at, version=row.version + 1
        )
        fenced(
            self._table,
            sync_put(old, new),
            step_put(new, step),
            account_period_put(row, ended_row),
            *([period_put(period, ended)] if is_of_period else []),
            audit_put(audit),
            *result_puts(old, new),
        )

    def mark(self, old: Sync, new: Sync) -> None:
        """Record that a result was published. Raises StaleWorker."""
        fenced(self._table, sync_put(old, new))

    def ask_to_stop(self, stop: Stop, audit: AuditRecord) -> None:
        """Record that a sync is to stop, in a row that no worker's write depends on."""
        put = Put(item_of(stop, keys.stop(stop.tenant, stop.sync_id)))
        self._table.transact(put, audit_put(audit))

    def wake(self, old: Sync, new: Sync, audit: AuditRecord | None = None) -> None:
        """Make a sync due. Raises StaleWorker."""
        audits = [] if audit is None else [audit_put(audit)]
        fenced(self._table, sync_put(old, new), *audits)

    def _require_retired(self, sync: Sync) -> None:
        """Tell a sync that another has taken the period over from; anything else is a bug."""
        if self.sync(sync.tenant, sync.sync_id).successor_id is not None:
            raise StaleWorker("Another sync has taken this period over.")
        raise ImpossibleState("bug: a sync ends that is not its period's current one")

    def _holds(self, sync: Sync) -> bool:
        """Whether a sync is as its worker knows it."""
        found = self.sync(sync.tenant, sync.sync_id)
        return (found.version, found.epoch) == (sync.version, sync.epoch)

    def _explain(self, sync: Sync, journals: Sequence[Journal]) -> None:
        """Tell a lost claim from an internal id that another journal has."""
        for journal in journals:
            if journal.internal_id is None:
                continue
            item = self._table.get(keys.internal_id(sync.tenant, sync.account, journal.internal_id))
            if item is not None and item["external_id"] != journal.external_id:
                raise InternalIdTaken(
                    f"Internal id {journal.internal_id} belongs to another journal.",
                    internal_id=journal.internal_id,
                    entry=journal.entry_id,
                )
