"""Hands out the evidence of a journal: all of its attempts, each piece as it was stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from period_sync.application.paging import position_of
from period_sync.application.ports import KeptEvidence, Objects, Page, Syncs
from period_sync.domain.errors import NotFound
from period_sync.domain.evidence import Evidence
from period_sync.domain.journal import by_any_key
from period_sync.domain.permissions import Member, Permission
from period_sync.domain.sync import Sync

PAGE_BYTES = 1_000_000
"""A page ends with the piece that reaches it, so that a long journal's pieces come one by one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence and its content, JSON exactly as it was stored."""

    kept: Evidence
    content: bytes


@dataclass(frozen=True, slots=True)
class ReadEvidence:
    """The use-case; see `page`."""

    syncs: Syncs
    kept: KeptEvidence
    objects: Objects

    def page(
        self, member: Member, sync_id: str, external_id: str, limit: int, cursor: str | None
    ) -> Page[Piece]:
        """List the evidence of a journal, of every sync of its period and account, oldest first.

        Raises Forbidden, NotFound if it is no journal of that sync, InvalidInput, or
        ImpossibleState if a piece is gone or not what was stored.
        """
        member.require_any(Permission.READ_AUDIT, Permission.MANAGE_INTEGRATION)
        sync = self.syncs.sync(member.tenant, sync_id)
        found = self.kept.of_journal(sync, external_id)
        if not found:
            self._require_planned(sync, external_id)
        start = position_of(cursor)
        pieces = self._pieces(found[start : start + limit])
        end = start + len(pieces)
        return Page(pieces, f"{end}" if end < len(found) else None)

    def _pieces(self, found: Sequence[Evidence]) -> list[Piece]:
        pieces: list[Piece] = []
        size = 0
        for kept in found:
            content = self.objects.get(kept.stored)
            pieces.append(Piece(kept, content))
            size += len(content)
            if size >= PAGE_BYTES:
                break
        return pieces

    def _require_planned(self, sync: Sync, external_id: str) -> None:
        """Tell a journal that was never sent from one that there is not."""
        if sync.plan is None or external_id not in by_any_key(self.syncs.journals(sync)):
            raise NotFound(f"Sync {sync.sync_id} has no journal {external_id}.")
