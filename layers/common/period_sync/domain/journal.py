"""A journal's state in NetSuite, as far as we know it, and how it may change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from period_sync.domain.plan import ENTRY_KIND, REVERSAL_KIND, Origin
from period_sync.domain.problems import Problem
from period_sync.domain.sync import StoredObject


class JournalStatus(StrEnum):
    """What we know of one journal; what can follow stands in domain/transitions.py."""

    PLANNED = "PLANNED"
    SENT = "SENT"
    POSTED = "POSTED"
    PENDING_APPROVAL = "PENDING_APPROVAL"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"
    DIFFERS = "DIFFERS"
    REVERSED = "REVERSED"
    REPLACED = "REPLACED"
    REJECTED = "REJECTED"
    DELETED = "DELETED"
    BOOKED_BY_HAND = "BOOKED_BY_HAND"


_S = JournalStatus

IN_NETSUITE = frozenset({_S.POSTED, _S.PENDING_APPROVAL, _S.DIFFERS})
"""The ledger has the journal, approved and equal or not."""

VERIFIED = frozenset({_S.POSTED, _S.PENDING_APPROVAL})
"""What a read-back says of a journal that equals what was sent."""

AS_SENT = VERIFIED | {_S.REVERSED}
"""What equals what was sent, reversed by now or not."""

GONE = frozenset({_S.REJECTED, _S.DELETED})
"""It was in NetSuite, and will not reach the ledger unless somebody there changes that."""

READABLE = IN_NETSUITE | GONE | {_S.REVERSED}
"""What may have changed in NetSuite since it was read back."""

DONE_WITH = frozenset({_S.BOOKED_BY_HAND, _S.REVERSED, _S.REPLACED})
"""It is not in NetSuite, or counts for nothing there, and will not be sent."""

IN_DOUBT = frozenset({_S.SENT, _S.UNKNOWN})
"""A POST went out, and nobody has told how it ended."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The state of one planned journal. Instants are aware UTC.

    `deadline` is the end of the invocation that recorded the last intent: after it, that POST can
    no longer be on our side. `attempt` counts intents, and `sync_id` names the sync of the last
    one. `resolution` holds the ids it was sent with, and `corrected` those that it would be sent
    with now, where they were found to make another journal of it. `key_taken` tells that NetSuite
    answered that the key exists, `refusal_stands` that a refused journal stayed absent afterwards.
    `rivals` are other journals in NetSuite that are this one too: a duplicate. `lookalikes` bear
    its key in their memo and hold something else, while it is not found itself. `renamed_to` is
    what its external id was overwritten with. `generation` counts how often it was given up by the
    decision `repost`; `given_up` are its keys from before, which stay watched, and `risen` what is
    in NetSuite after all under a key that was given up. `accepted` is the difference that a
    decision takes for right, and `decision_id` the decision.
    `verified_by` names the sync whose read-back equalled what was sent. `refusals` are what
    NetSuite said against it, `findings` what a read-back found different or changed by scripts,
    and `shifted_to` the posting period that it was booked in instead of the one that was sent.
    `exchange_rate` is what NetSuite booked, as exact text. `reverses` is the external id of the
    journal that a reversal mirrors, and `reversed_by` that of the reversal in the ledger.
    `position` is that in the plan it is looked at through; `origin` says where it was added, if
    that was in an earlier plan.
    """

    position: int
    external_id: str
    entry_id: str
    part: int
    parts: int
    revision: int
    subsidiary: str
    currency: str
    total: str
    lines: int
    status: JournalStatus = JournalStatus.PLANNED
    attempt: int = 0
    payload_sha256: str | None = None
    deadline: datetime | None = None
    unknown_since: datetime | None = None
    internal_id: str | None = None
    number: str | None = None
    sync_id: str | None = None
    resolution: StoredObject | None = None
    corrected: StoredObject | None = None
    key_taken: bool = False
    refusal_stands: bool = False
    transmitted_at: datetime | None = None
    refused_at: datetime | None = None
    refusals: tuple[Problem, ...] = ()
    findings: str | None = None
    shifted_to: str | None = None
    verified_by: str | None = None
    rivals: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    renamed_to: str | None = None
    generation: int = 0
    given_up: tuple[str, ...] = ()
    risen: tuple[str, ...] = ()
    accepted: str | None = None
    decision_id: str | None = None
    exchange_rate: str | None = None
    reverses: str | None = None
    reversed_by: str | None = None
    origin: Origin | None = None

    @property
    def is_in_netsuite(self) -> bool:
        """Whether NetSuite has the journal, approved and equal or not."""
        return self.status in IN_NETSUITE

    @property
    def kind(self) -> str:
        """What it is in its key: an entry's journal, or the reversal of one."""
        return ENTRY_KIND if self.reverses is None else REVERSAL_KIND

    @property
    def is_readable(self) -> bool:
        """Whether it was booked under ids that we know, so that it can be compared."""
        is_known = self.internal_id is not None and self.resolution is not None
        return is_known and self.status in READABLE

    @property
    def is_to_send(self) -> bool:
        """Whether it is neither in NetSuite, nor done with, nor settled by what is booked there."""
        return not self.is_in_netsuite and self.status not in DONE_WITH

    @property
    def is_open(self) -> bool:
        """Whether a retry sends it: it is certainly not in NetSuite, and no decision is needed."""
        return self.status is JournalStatus.PLANNED or (
            self.status is JournalStatus.REFUSED and self.refusal_stands
        )

    @property
    def is_in_doubt(self) -> bool:
        """Whether a POST went out and nobody has told how it ended."""
        return self.status in IN_DOUBT

    @property
    def is_unknown(self) -> bool:
        """Whether nobody can say if NetSuite has it: a refusal counts once it has been checked."""
        is_refused = self.status is JournalStatus.REFUSED
        return self.is_in_doubt or (is_refused and not self.refusal_stands)


def by_any_key(journals: Iterable[Journal]) -> dict[str, Journal]:
    """Journals by their keys, those that were given up included."""
    return {key: j for j in journals for key in (*j.given_up, j.external_id)}


def wanted(journals: Iterable[Journal]) -> list[Journal]:
    """The journals that a plan wants in NetSuite, of all that it holds.

    It wants neither what it reverses, nor what will never be sent, nor a reversal that is gone
    together with what it reversed.
    """
    held = list(journals)
    by_key = by_any_key(held)
    reversed_ = _reversed(held, by_key)
    return [
        journal
        for journal in held
        if journal.external_id not in reversed_
        and journal.status is not JournalStatus.REPLACED
        and not (journal.status in GONE and _mirrors_what_is_gone(journal, by_key))
    ]


def standing(journals: Iterable[Journal]) -> list[Journal]:
    """The journals that are to be reversed, and still stand in NetSuite."""
    held = list(journals)
    reversed_ = _reversed(held, by_any_key(held))
    return [j for j in held if j.external_id in reversed_ and j.is_in_netsuite]


def _reversed(journals: Iterable[Journal], by_key: Mapping[str, Journal]) -> set[str]:
    mirrored = (by_key.get(journal.reverses or "") for journal in journals)
    return {journal.external_id for journal in mirrored if journal is not None}


def _mirrors_what_is_gone(journal: Journal, by_key: Mapping[str, Journal]) -> bool:
    mirrored = by_key.get(journal.reverses or "")
    return mirrored is not None and mirrored.status in GONE
