"""Starts the sync of a period that was taken in, where the company wants that."""

from dataclasses import dataclass

from period_sync.application.ports import Audit, Clock, Tenants
from period_sync.application.request_sync import RequestSync
from period_sync.application.take_in_period import TakenIn
from period_sync.domain.errors import Conflict
from period_sync.domain.sync import IntegrationStatus, Person
from period_sync.domain.tenant import AuditRecord


@dataclass(frozen=True, slots=True)
class AutoSync:
    """The use-case; see `__call__`."""

    clock: Clock
    tenants: Tenants
    syncing: RequestSync
    audit: Audit

    def __call__(self, taken: TakenIn, by: Person, *, correlation_id: str) -> None:
        """Ask for a sync in the name of whoever handed the period over, the lease system.

        A hand-over that comes again does so too while nothing was sent, as the first one may have
        died in between. What stands in the way is put on the trail: the period was taken in, and
        a person can press Sync.
        """
        period = taken.period
        if period.status is not IntegrationStatus.NOT_SYNCED or taken.revision != period.revision:
            return
        if not self.tenants.tenant(period.tenant).auto_sync:
            return
        try:
            self.syncing.request_for_machine(
                by, period.tenant, period.entity, period.period_id, correlation_id=correlation_id
            )
        except Conflict as error:
            about = f"{period.entity}/{period.period_id}"
            facts = {"period": about, "code": error.code, "reason": error.message}
            now = self.clock.now()
            self.audit.append(
                AuditRecord(period.tenant, now, by, "automatic sync not started", about, facts)
            )
