"""Closed periods, their revisions, and the documents they come as."""

from collections.abc import Mapping
from typing import Protocol

from period_sync.application.ports.paging import Page
from period_sync.domain.document import Document
from period_sync.domain.sync import IntegrationStatus
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, RefusedHandOver, Revision


class Periods(Protocol):
    """Closed periods and their revisions."""

    def period(self, tenant: str, entity: str, period_id: str) -> ClosedPeriod:
        """Read a closed period. Raises NotFound."""

    def find_period(self, tenant: str, entity: str, period_id: str) -> ClosedPeriod | None:
        """Read a closed period, if there is one."""

    def periods(
        self,
        tenant: str,
        status: IntegrationStatus | None,
        limit: int,
        cursor: str | None,
        search: str | None = None,
    ) -> Page[ClosedPeriod]:
        """List closed periods, newest first.

        With `search` only those whose name, id or entity holds that text, in whatever case.
        """

    def counts(self, tenant: str) -> Mapping[IntegrationStatus, int]:
        """Count all periods of a tenant by status."""

    def revisions(self, tenant: str, entity: str, period_id: str) -> list[Revision]:
        """Read all revisions of a period, oldest first."""

    def take_in(
        self,
        old: ClosedPeriod | None,
        new: ClosedPeriod,
        revision: Revision,
        audit: AuditRecord,
    ) -> None:
        """Record a new revision. Raises RowChanged if the period changed meanwhile."""

    def note_refusal(self, refused: RefusedHandOver) -> None:
        """Keep what was not taken in, in place of an earlier one of the same period."""

    def refusal(self, tenant: str, entity: str, period_id: str) -> RefusedHandOver | None:
        """Read what was last not taken in of a period, if anything was."""

    def mend_refusal(self, old: RefusedHandOver, new: RefusedHandOver) -> None:
        """Replace a refusal. Raises RowChanged if another one was noted meanwhile."""

    def refusals(self, tenant: str) -> list[RefusedHandOver]:
        """Read what was not taken in, the latest of each period."""


class Documents(Protocol):
    """How a stored document is read."""

    def read(self, body: bytes) -> Document:
        """Parse and check a document. Raises InvalidDocument."""
