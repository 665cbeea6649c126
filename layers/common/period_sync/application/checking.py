"""Checks: a person asks that NetSuite be read again now for a sync that has ended."""

from dataclasses import dataclass, replace

from period_sync.application.membership import sync_right
from period_sync.application.ports import Clock, HintQueue, Syncs, Tenants
from period_sync.domain.errors import Conflict, StaleWorker, SyncRunning
from period_sync.domain.permissions import Member
from period_sync.domain.sync import SYNC_KIND, Person, Sync
from period_sync.domain.tenant import AuditRecord
from period_sync.domain.wake_up import RESEND_AFTER

TRIES = 5
"""A worker may write at the same instant; then the check is asked for anew."""


@dataclass(frozen=True, slots=True)
class CheckSync:
    """The use-case; see `__call__`."""

    clock: Clock
    tenants: Tenants
    syncs: Syncs
    queue: HintQueue

    def __call__(self, member: Member, sync_id: str) -> Sync:
        """Let NetSuite be read again and return the sync; a second press changes nothing.

        Nothing is ever sent by it. Raises SeparationOfDuties, NotFound, or Conflict if the sync
        runs, or is not its period's current one.
        """
        by = sync_right(self.tenants, member)
        for _ in range(TRIES):
            sync = self.syncs.sync(member.tenant, sync_id)
            self._require_ended(sync)
            if sync.check_at is not None:
                return sync
            now = self.clock.now()
            asked = replace(sync.woken(now + RESEND_AFTER), check_by=by, check_at=now)
            try:
                self.syncs.wake(sync, asked, _audit(asked, by))
            except StaleWorker:
                continue
            self.queue.send(sync.tenant, SYNC_KIND, sync_id, sync.account, asked.send_no)
            return asked
        raise Conflict("Others are changing this sync. Try again.", code="BUSY")

    def _require_ended(self, sync: Sync) -> None:
        if sync.is_running:
            raise SyncRunning(
                f"Sync {sync.sync_id} runs, and reads NetSuite itself.", sync_id=sync.sync_id
            )
        if sync.successor_id is not None:
            raise Conflict(
                f"Sync {sync.successor_id} has taken this period over. Check that one.",
                code="NOT_CURRENT",
                sync_id=sync.successor_id,
            )


def _audit(sync: Sync, by: Person) -> AuditRecord:
    at = sync.check_at or sync.requested_at
    return AuditRecord(sync.tenant, at, by, "check requested", sync.sync_id, sync.found_by)
