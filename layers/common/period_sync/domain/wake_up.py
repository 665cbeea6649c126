"""The one wake-up rule: which hint may be acted on, and when a row is due again.

A row that needs work has `due_at`, `send_no` and `epoch`. A message is only a hint: it names the
row and the `send_no` it was sent under. The sender moves `due_at` ahead in the same write that
raises `send_no`; so a fresh send is told from a row that waits by whether it was claimed before.
"""

from datetime import datetime, timedelta
from typing import Protocol

from period_sync.domain.sync import Hint

RESEND_AFTER = timedelta(minutes=10)
"""A send or a claim that comes to nothing is repeated after this long."""


class Wakeable(Protocol):
    """A row that can be woken."""

    @property
    def send_no(self) -> int:
        """How often the row was sent; the newest send is the only one that counts."""

    @property
    def claimed_send_no(self) -> int:
        """The newest send that a worker took up."""

    @property
    def claim_message_id(self) -> str | None:
        """The message of the worker that holds the row; None once it let go."""

    @property
    def due_at(self) -> datetime | None:
        """When the row is to be sent again; None when it needs no work."""


def may_claim(row: Wakeable, hint: Hint, now: datetime) -> bool:
    """Whether `hint` may take up `row` at `now`.

    Yes for a send that nobody took up, even if a newer one follows: behind a long queue that one
    stands at its end. Yes for a redelivery of the very message that holds the row (its worker
    died: SQS hides a message longer than a worker can live), and for a row that is due. A send
    before the one taken up, a row that waits, and one that needs no work are left alone.
    """
    if row.due_at is None or hint.send_no > row.send_no:
        return False
    if hint.send_no > row.claimed_send_no:
        return True
    if hint.send_no < row.send_no:
        return False
    return row.claim_message_id == hint.message_id or row.due_at <= now
