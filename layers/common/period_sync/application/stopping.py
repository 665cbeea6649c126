"""Stop: a person ends a sync at its next safe point, never between an intent and its outcome.

The wish stands in a row of its own, so that it takes no claim from a worker. The worker reads it
before every POST, and whenever it lets go of the sync; one that waits is made due at once.
"""

from dataclasses import dataclass

from period_sync.application.membership import sync_right
from period_sync.application.ports import Clock, HintQueue, Syncs, Tenants
from period_sync.domain.errors import Conflict, RowChanged, StaleWorker
from period_sync.domain.permissions import Member
from period_sync.domain.sync import SYNC_KIND, Person, Stop, Sync
from period_sync.domain.tenant import AuditRecord
from period_sync.domain.wake_up import RESEND_AFTER

TRIES = 5
"""A worker may take a waiting sync up at the same instant; it reads the wish then."""


@dataclass(frozen=True, slots=True)
class StopSync:
    """The use-case; see `__call__`."""

    clock: Clock
    tenants: Tenants
    syncs: Syncs
    queue: HintQueue

    def __call__(self, member: Member, sync_id: str) -> Sync:
        """Ask a running sync to stop and return it; a second press changes nothing.

        Raises SeparationOfDuties, NotFound, or Conflict if it has ended.
        """
        by = sync_right(self.tenants, member)
        sync = self.syncs.sync(member.tenant, sync_id)
        if not sync.is_running:
            raise Conflict(
                f"Sync {sync_id} has ended; nothing is left to stop.", code="NOT_RUNNING"
            )
        self._ask(sync, by)
        for _ in range(TRIES):
            sync = self.syncs.sync(member.tenant, sync_id)
            if not sync.is_running or sync.is_held(self.clock.now()):
                return sync
            woken = sync.woken(self.clock.now() + RESEND_AFTER)
            try:
                self.syncs.wake(sync, woken)
            except StaleWorker:
                continue
            self.queue.send(
                sync.tenant,
                SYNC_KIND,
                sync_id,
                sync.account,
                woken.send_no,
                sync.correlation_id,
            )
            return woken
        return sync

    def _ask(self, sync: Sync, by: Person) -> None:
        while self.syncs.stop(sync) is None:
            now = self.clock.now()
            stop = Stop(sync.tenant, sync.sync_id, by, now)
            audit = AuditRecord(sync.tenant, now, by, "stop requested", sync.sync_id, sync.found_by)
            try:
                self.syncs.ask_to_stop(stop, audit)
            except RowChanged:
                continue
