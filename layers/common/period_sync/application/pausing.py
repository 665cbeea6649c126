"""Pause and resume: an operator keeps journals from being sent; what was sent is settled still.

What is paused is read before every POST. A sync that comes to one waits, and is not given up
meanwhile: only time that is not paused counts towards that.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from period_sync.application.phase_result import Wait
from period_sync.application.ports import (
    Clock,
    Connections,
    Due,
    DueRows,
    HintQueue,
    Pauses,
    Tenants,
)
from period_sync.application.turn import Turn
from period_sync.domain.errors import RowChanged
from period_sync.domain.pause import Pause, Paused
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord
from period_sync.domain.wake_up import RESEND_AFTER

LOOK_AGAIN_SECONDS = 900
"""When a paused sync looks again by itself, should the operator's `resume` not reach it."""
TRIES = 5


def wait_while_paused(turn: Turn) -> Wait | None:
    """Keep a journal from being sent while an operator wants that; one read, before every POST."""
    pause = turn.ports.pauses.paused().pause_of(turn.sync.tenant, turn.sync.connection_id)
    return None if pause is None else Wait(LOOK_AGAIN_SECONDS, str(pause), is_paused=True)


@dataclass(frozen=True, slots=True)
class Pausing:
    """The operator's use-cases. `by` is who pauses and resumes, for the audit trail."""

    clock: Clock
    tenants: Tenants
    connections: Connections
    pauses: Pauses
    rows: DueRows
    queue: HintQueue
    by: Person

    def pause(self, tenant: str, connection_id: str, reason: str) -> Paused:
        """Pause a connection. Raises NotFound, InvalidInput or Conflict."""
        self.connections.connection(tenant, connection_id)
        pause = Pause(self.by, self.clock.now(), reason)
        place = f"{tenant}/{connection_id}"
        audit = self._audit(tenant, "connection paused", connection_id, reason=reason)
        return self._change(lambda paused: paused.having(place, pause), [audit])

    def pause_all(self, reason: str) -> Paused:
        """Pause every connection of every tenant, later ones too. Raises InvalidInput."""
        pause = Pause(self.by, self.clock.now(), reason)
        audits = self._for_all("all connections paused", reason=reason)
        return self._change(lambda paused: paused.having(None, pause), audits)

    def resume(self, tenant: str, connection_id: str) -> int:
        """Take a connection's own pause back, and send what waited for it; return how many.

        Repeating it is safe. Raises NotFound.
        """
        self.connections.connection(tenant, connection_id)
        place = f"{tenant}/{connection_id}"
        audit = self._audit(tenant, "connection resumed", connection_id)
        return self._wake(self._change(lambda paused: paused.without(place), [audit]))

    def resume_all(self) -> int:
        """Take the pause of everything back; connections paused one by one stay paused."""
        audits = self._for_all("all connections resumed")
        return self._wake(self._change(lambda paused: paused.without(None), audits))

    def paused(self) -> Paused:
        """Tell what is paused."""
        return self.pauses.paused()

    def _change(self, change: Callable[[Paused], Paused], audits: Iterable[AuditRecord]) -> Paused:
        tries_left, lines = TRIES, tuple(audits)
        while True:
            old = self.pauses.paused()
            new = change(old)
            try:
                self.pauses.change(old, new, lines)
            except RowChanged:
                tries_left -= 1
                if not tries_left:
                    raise
            else:
                return new

    def _wake(self, paused: Paused) -> int:
        """Send every sync that waits for a pause which holds no more."""
        return sum(self._send(row) for row in self.rows.paused() if not _holds(paused, row))

    def _send(self, row: Due) -> bool:
        raised = self.rows.raise_send_no(row, self.clock.now() + RESEND_AFTER)
        if raised is None:
            # A worker took it meanwhile, and reads anew what is paused.
            return False
        self.queue.send(
            raised.tenant,
            raised.kind,
            raised.item_id,
            raised.account,
            raised.send_no,
            raised.correlation_id,
        )
        return True

    def _for_all(self, action: str, **facts: str) -> list[AuditRecord]:
        return [
            self._audit(tenant.tenant_id, action, "all connections", **facts)
            for tenant in self.tenants.tenants()
        ]

    def _audit(self, tenant: str, action: str, subject: str, **facts: str) -> AuditRecord:
        return AuditRecord(tenant, self.clock.now(), self.by, action, subject, facts)


def _holds(paused: Paused, row: Due) -> bool:
    return paused.pause_of(row.tenant, row.connection_id or "") is not None
