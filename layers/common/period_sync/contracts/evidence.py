"""What is answered of the evidence of a journal."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from period_sync.contracts.paging import Page
from period_sync.domain.evidence import Evidence, EvidenceKind


class Piece(Protocol):
    """One piece of evidence, as it was read."""

    @property
    def kept(self) -> Evidence:
        """Where it lies, and what of."""

    @property
    def content(self) -> bytes:
        """What it says, as JSON."""


class EvidenceBody(BaseModel):
    """One piece of evidence of an attempt to bring a journal into NetSuite.

    `kind` is `sent` (the exact body and under which versions of settings, mappings, plan, resolved
    ids and code it was made), `answer` (NetSuite's, as it came), `read-back` (what the ledger held,
    and how it differed) or `decision`. `sha256` is that of the content as it was stored: JSON in
    UTF-8, keys sorted, without spaces; it was checked when this was read.
    """

    model_config = ConfigDict(frozen=True)

    external_id: str
    attempt: int
    kind: EvidenceKind
    at: datetime
    sync_id: str
    epoch: int
    sha256: str
    content: Mapping[str, Any]

    @classmethod
    def of(cls, piece: Piece) -> "EvidenceBody":
        """Describe a piece."""
        kept = piece.kept
        return cls(
            external_id=kept.external_id,
            attempt=kept.attempt,
            kind=kept.kind,
            at=kept.at,
            sync_id=kept.sync_id,
            epoch=kept.epoch,
            sha256=kept.stored.sha256,
            content=json.loads(piece.content),
        )


class EvidencesBody(BaseModel):
    """One page of the evidence of a journal, oldest first."""

    model_config = ConfigDict(frozen=True)

    items: list[EvidenceBody]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Piece]) -> "EvidencesBody":
        """Describe a page."""
        items = [EvidenceBody.of(piece) for piece in page.items]
        return cls(items=items, next_cursor=page.next_cursor)
