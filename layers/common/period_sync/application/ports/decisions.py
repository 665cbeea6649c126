"""Where decisions are kept."""

from typing import Protocol

from period_sync.domain.decisions import Decided
from period_sync.domain.tenant import AuditRecord


class Decisions(Protocol):
    """Decisions about failed syncs. Every write is conditional."""

    def decision(self, tenant: str, decision_id: str) -> Decided:
        """Read a decision. Raises NotFound."""

    def decisions_of(self, tenant: str, sync_id: str) -> list[Decided]:
        """Read all decisions about a sync, in their order."""

    def propose(self, decided: Decided, audit: AuditRecord) -> None:
        """Record a decision that waits for a second person. Raises RowChanged if its id is taken.

        One that needs none, or is confirmed, is written together with the retry that it starts.
        """
