"""Evidence: what is kept of each attempt to bring a journal into NetSuite, once and for ever."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from period_sync.domain.sync import StoredObject


class EvidenceKind(StrEnum):
    """What a piece of evidence shows."""

    SENT = "sent"
    ANSWER = "answer"
    READ_BACK = "read-back"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one piece of evidence lies, and what of: an attempt at a journal, in one sync's claim.

    A journal's attempts are counted through all of its syncs. What is read back, or decided, later
    belongs to the last attempt before it.
    """

    external_id: str
    attempt: int
    kind: EvidenceKind
    at: datetime
    sync_id: str
    epoch: int
    stored: StoredObject
