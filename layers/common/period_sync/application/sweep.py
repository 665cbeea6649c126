"""Sends what is due. It only enqueues; it never decides an outcome."""

from dataclasses import dataclass

from period_sync.application.ports import Clock, DueRows, HintQueue
from period_sync.domain.wake_up import RESEND_AFTER

ROWS_PER_SWEEP = 200
"""What one sweep sends at most; the rest is still due a minute later."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """The use-case; see `__call__`."""

    clock: Clock
    rows: DueRows
    queue: HintQueue

    def __call__(self) -> int:
        """Send every row whose time has come, and return how many."""
        now = self.clock.now()
        sent = 0
        for row in self.rows.due(now, ROWS_PER_SWEEP):
            raised = self.rows.raise_send_no(row, now + RESEND_AFTER)
            if raised is not None:
                self.queue.send(
                    raised.tenant, raised.kind, raised.item_id, raised.account, raised.send_no
                )
                sent += 1
        return sent
