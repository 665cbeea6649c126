"""Previews: rows that need work until they have ended."""

from typing import Protocol

from period_sync.domain.preview import Preview
from period_sync.domain.tenant import AuditRecord


class Previews(Protocol):
    """Previews of a tenant's periods. Every write is conditional."""

    def preview(self, tenant: str, preview_id: str) -> Preview:
        """Read a preview. Raises NotFound."""

    def latest(self, tenant: str, entity: str, period_id: str) -> Preview | None:
        """Read the newest preview of a period, if there is one."""

    def taken(self, tenant: str) -> int:
        """Read how many previews a tenant has asked for."""

    def add(self, preview: Preview, taken: int, audit: AuditRecord) -> None:
        """Record a preview that is due, as the newest of its period.

        Raises RowChanged if more than `taken` were asked for meanwhile.
        """

    def save(self, old: Preview, new: Preview) -> None:
        """Replace `old` by `new`. Raises StaleWorker if it changed meanwhile."""
