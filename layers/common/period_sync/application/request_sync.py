"""Records a sync, once however often it is asked for, and wakes the poster."""

from dataclasses import dataclass, replace

from period_sync.application.live_connection import connection_for
from period_sync.application.membership import sync_right
from period_sync.application.new_sync import new_sync, taking_over
from period_sync.application.ports import Clock, Connections, HintQueue, Periods, Syncs, Tenants
from period_sync.domain.connection import Connection, Environment
from period_sync.domain.decisions import Decided, Taking
from period_sync.domain.errors import Conflict, RowChanged
from period_sync.domain.permissions import Member
from period_sync.domain.sync import SYNC_KIND, IntegrationStatus, Person, Sync
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, Duties

TRIES = 5
"""Each of several people who press at the same instant decides anew from what the first wrote."""


@dataclass(frozen=True, slots=True)
class RequestSync:
    """Sync, Retry, and both as a rehearsal."""

    clock: Clock
    tenants: Tenants
    connections: Connections
    periods: Periods
    syncs: Syncs
    queue: HintQueue

    def request(
        self,
        member: Member,
        entity: str,
        period_id: str,
        connection_id: str | None = None,
        *,
        correlation_id: str,
    ) -> Sync:
        """Return the sync that runs for a period, a new one if none does.

        It goes through the live connection, or as a rehearsal into the sandbox that is named.
        Raises SeparationOfDuties, NotFound, or Conflict with a code that says what stands in the
        way.
        """
        by = sync_right(self.tenants, member)
        return self._decide(
            by, member.tenant, entity, period_id, correlation_id, None, connection_id=connection_id
        )

    def request_for_machine(
        self, by: Person, tenant: str, entity: str, period_id: str, *, correlation_id: str
    ) -> Sync:
        """Return the sync that runs for a period, a new one, marked as automatic, if none does.

        Raises NotFound, or Conflict with a code that says what stands in the way.
        """
        return self._decide(by, tenant, entity, period_id, correlation_id, None, is_automatic=True)

    def retry(self, member: Member, sync_id: str, *, correlation_id: str) -> Sync:
        """Return the sync that continues a failed one; it posts only what is missing.

        A second press answers the same. Raises Conflict unless `sync_id` is the period's current
        sync and has failed.
        """
        by = sync_right(self.tenants, member)
        failed = self.syncs.sync(member.tenant, sync_id)
        return self._decide(
            by, member.tenant, failed.entity, failed.period_id, correlation_id, failed
        )

    def require_retriable(self, sync: Sync) -> None:
        """Raise Conflict unless a sync has failed and is its period's current one."""
        before = self.syncs.account_period(sync.tenant, sync.account, sync.entity, sync.period_id)
        if sync.status is IntegrationStatus.FAILED and before and before.sync_id == sync.sync_id:
            return
        raise Conflict(
            f"Sync {sync.sync_id} is not its period's current sync, or has not failed.",
            code="NOT_CURRENT",
            sync_id=before and before.sync_id,
        )

    def retry_by_decision(
        self, by: Person, failed: Sync, taking: Taking, *, correlation_id: str
    ) -> Decided:
        """Start the retry in which a decision takes effect, and return the decision as it is then.

        Raises Conflict unless `failed` is the period's current sync and has failed, RowChanged if
        somebody else has taken the decision's id.
        """
        self.require_retriable(failed)
        sync = self._decide(
            by, failed.tenant, failed.entity, failed.period_id, correlation_id, failed, taking
        )
        if sync.decision_id != taking.after.decision_id:
            raise Conflict(
                f"Sync {sync.sync_id} runs already.", code="NOT_CURRENT", sync_id=sync.sync_id
            )
        return taking.taken_by(sync)

    def redrive(self, failed: Sync) -> Sync | None:
        """Retry a sync that was given up, for whoever asked for it; None if that was done."""
        before = self.syncs.account_period(
            failed.tenant, failed.account, failed.entity, failed.period_id
        )
        if before is None or before.sync_id != failed.sync_id:
            return None
        try:
            return self._decide(
                failed.requested_by,
                failed.tenant,
                failed.entity,
                failed.period_id,
                failed.correlation_id,
                failed,
                is_automatic=failed.is_automatic,
            )
        except Conflict:
            return None

    def _decide(  # noqa: PLR0913
        self,
        by: Person,
        tenant_id: str,
        entity: str,
        period_id: str,
        correlation_id: str,
        retry_of: Sync | None,
        taking: Taking | None = None,
        connection_id: str | None = None,
        *,
        is_automatic: bool = False,
    ) -> Sync:
        if retry_of is not None and retry_of.is_rehearsal:
            connection_id = retry_of.connection_id
        for _ in range(TRIES):
            tenant = self.tenants.tenant(tenant_id)
            period = self.periods.period(tenant_id, entity, period_id)
            connection = connection_for(self.connections, tenant, connection_id)
            before = self.syncs.account_period(tenant_id, connection.account, entity, period_id)
            current = None if before is None else self.syncs.sync(tenant_id, before.sync_id)
            is_rehearsal = connection.connection_id != tenant.live_connection_id
            running = _running(_Standing.of(period, current, is_rehearsal), current, retry_of)
            if running is not None:
                return running
            if is_rehearsal:
                _require_sandbox(connection)
            else:
                _require_live_by(connection, period)
            sync = new_sync(by, tenant, period, connection, self.clock.now(), retry_of)
            sync = replace(
                taking_over(sync, before, retry_of),
                correlation_id=correlation_id,
                is_automatic=is_automatic,
                decision_id=None if taking is None else taking.after.decision_id,
            )
            audit = _audit(sync)
            try:
                self.syncs.create(sync, tenant, connection, period, before, current, audit, taking)
            except RowChanged:
                continue
            self.queue.send(
                sync.tenant,
                SYNC_KIND,
                sync.sync_id,
                sync.account,
                sync.send_no,
                correlation_id,
            )
            return sync
        raise Conflict("Others are changing this period. Try again.", code="BUSY")


@dataclass(frozen=True, slots=True)
class _Standing:
    """How far a period has come: in the live connection, or in that of a rehearsal."""

    name: str
    status: IntegrationStatus
    sync_id: str | None

    @classmethod
    def of(cls, period: ClosedPeriod, current: Sync | None, is_rehearsal: bool) -> "_Standing":  # noqa: FBT001
        """Read it from the period, or for a rehearsal from the last one of this revision."""
        if not is_rehearsal:
            return cls(period.name, period.status, period.sync_id)
        if current is None or current.revision != period.revision:
            return cls(period.name, IntegrationStatus.NOT_SYNCED, None)
        return cls(period.name, current.status, current.sync_id)


def _running(stands: _Standing, current: Sync | None, retry_of: Sync | None) -> Sync | None:
    """Return the sync that runs already; raise if the period's state allows no new one."""
    if retry_of is not None and (current is None or not _continues(current, retry_of)):
        raise Conflict(
            f"Sync {retry_of.sync_id} is not the period's current sync.",
            code="NOT_CURRENT",
            sync_id=stands.sync_id,
        )
    awaits_approval = stands.status is IntegrationStatus.AWAITING_APPROVAL
    if current is not None and (current.is_running or awaits_approval):
        return current
    if stands.status is IntegrationStatus.COMPLETED:
        raise Conflict(
            f"{stands.name} is in NetSuite already.",
            code="ALREADY_COMPLETED",
            sync_id=stands.sync_id,
        )
    if retry_of is None and stands.status is IntegrationStatus.FAILED:
        raise Conflict(
            f"Sync {stands.sync_id} has failed. Retry that one; it posts only what is missing.",
            code="RETRY_INSTEAD",
            sync_id=stands.sync_id,
        )
    return None


def _continues(current: Sync, retry_of: Sync) -> bool:
    """Whether the current sync is the failed one, or the retry of it that somebody pressed."""
    if current.is_running and current.previous_sync_id == retry_of.sync_id:
        return True
    return current.sync_id == retry_of.sync_id


def _require_sandbox(connection: Connection) -> None:
    if connection.environment is Environment.PRODUCTION:
        raise Conflict(
            f"Connection {connection.connection_id} leads to a production account and is not live. "
            "Rehearse in a sandbox; a preview shows what would be booked here, and sends nothing.",
            code="REHEARSAL_INTO_PRODUCTION",
        )


def _require_live_by(connection: Connection, period: ClosedPeriod) -> None:
    if connection.is_before_go_live(period.end_date):
        raise Conflict(
            f"{period.name} ends before the connection's go-live date "
            f"({connection.go_live or 'not set'}); it was not booked by Period Sync.",
            code="BEFORE_GO_LIVE",
        )


def _audit(sync: Sync) -> AuditRecord:
    return AuditRecord(
        tenant=sync.tenant,
        at=sync.requested_at,
        by=sync.requested_by,
        action="retry requested" if sync.previous_sync_id else "sync requested",
        subject=sync.sync_id,
        facts={
            **sync.found_by,
            "revision": str(sync.revision),
            "connection": sync.connection_id,
            **({"duties": Duties.SHARED} if sync.duties_shared else {}),
            **({"started": "by itself"} if sync.is_automatic else {}),
        },
    )
