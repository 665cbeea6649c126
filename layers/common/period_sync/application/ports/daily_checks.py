"""The daily checks of connections, and who is told of what they see."""

from typing import Protocol

from period_sync.domain.daily_check import DailyCheck
from period_sync.domain.tenant import AuditRecord


class DailyChecks(Protocol):
    """One row for each connection in use; it needs work once a day."""

    def daily_check(self, tenant: str, connection_id: str) -> DailyCheck | None:
        """Read the daily check of a connection; there is none before its first passed test."""

    def save_daily_check(self, new: DailyCheck, audit: AuditRecord | None = None) -> None:
        """Write a new one, or replace the version before it.

        Raises RowChanged if it changed meanwhile.
        """


class Notices(Protocol):
    """Where mails about connections are asked for."""

    def publish(self, tenant: str, connection_id: str, notice_no: int) -> None:
        """Ask for a mail. Fails if that can't be done now."""
