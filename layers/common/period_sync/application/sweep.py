"""Sends what is due. It only enqueues; it decides no outcome, with one exception.

A sync that no worker could end for four hours and a quarter is ended here, so that nobody waits
for ever.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from period_sync.application.ports import Clock, Due, DueRows, HintQueue
from period_sync.domain.errors import PeriodSyncError
from period_sync.domain.sync import SWEEPER_AFTER, SYNC_KIND
from period_sync.domain.wake_up import RESEND_AFTER

_log = logging.getLogger(__name__)
ROWS_PER_SWEEP = 200
"""What one sweep sends at most; the rest is still due a minute later."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """The use-case; see `__call__`."""

    clock: Clock
    rows: DueRows
    queue: HintQueue
    end_stuck: Callable[[Due], bool]
    measure: Callable[[int], None]

    def __call__(self) -> int:
        """Send every row whose time has come, publish the figures, and return how many it sent."""
        now = self.clock.now()
        sent = 0
        for row in self.rows.due(now, ROWS_PER_SWEEP):
            if row.kind == SYNC_KIND and self._is_stuck(row, now) and self._has_ended(row):
                continue
            raised = self.rows.raise_send_no(row, now + RESEND_AFTER)
            if raised is not None:
                self.queue.send(
                    raised.tenant,
                    raised.kind,
                    raised.item_id,
                    raised.account,
                    raised.send_no,
                    raised.correlation_id,
                )
                sent += 1
        # Last, so that trouble with figures keeps no sync waiting.
        self.measure(sent)
        return sent

    def _has_ended(self, row: Due) -> bool:
        """End a stuck sync; one that can't be ended harms no other, and is sent on."""
        try:
            return self.end_stuck(row)
        except PeriodSyncError:
            _log.exception("a stuck sync could not be ended", extra={"item_id": row.item_id})
            return False

    def _is_stuck(self, row: Due, now: datetime) -> bool:
        since = row.idle_from
        return row.is_running and since is not None and now - since >= SWEEPER_AFTER
