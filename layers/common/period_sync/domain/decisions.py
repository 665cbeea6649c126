"""A decision: a named person's choice that lets the product do what it otherwise refuses.

It names a failed sync and the problems that it answers, and takes effect once: in the retry that it
starts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from period_sync.domain.catalogue.kind import Decision
from period_sync.domain.sync import Person, Sync
from period_sync.domain.tenant import AuditRecord

AFTER_LOOKING = frozenset({Decision.REPOST, Decision.BOOKED_BY_HAND})
"""They count on a journal not being in NetSuite, so they need time to pass and a look-up."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person asks for: which decision, about which problems, and why.

    Without `entries` all that the problems touch are meant. `period_start` goes with
    `post_in_open_period`, `numbers` by entry with `booked_by_hand`.
    """

    kind: Decision
    problems: Sequence[str]
    reason: str
    entries: Sequence[str] = ()
    period_start: date | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision. Instants are aware UTC.

    `problems` are ids of problems of the sync `sync_id`, and `entries` the entries that are meant.
    `period_start` is the first day of the period to post in, `numbers` are NetSuite's numbers of
    what was booked by hand, by entry. `needs_second` waits for a second person to confirm it;
    `used_by` is the retry in which it takes effect.
    """

    tenant: str
    decision_id: str
    sync_id: str
    kind: Decision
    problems: tuple[str, ...]
    entries: tuple[str, ...]
    reason: str
    requested_by: Person
    requested_at: datetime
    needs_second: bool = False
    confirmed_by: Person | None = None
    confirmed_at: datetime | None = None
    used_by: str | None = None
    period_start: date | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    version: int = 1

    @property
    def awaits_confirmation(self) -> bool:
        """Whether a second person has still to agree."""
        return self.needs_second and self.confirmed_by is None

    @property
    def told(self) -> str:
        """The decision in one sentence, for timelines and evidence."""
        by = self.requested_by.email
        second = f", confirmed by {self.confirmed_by.email}" if self.confirmed_by else ""
        return f"Decision {self.decision_id}: {self.kind}, by {by}{second}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Taking:
    """A decision that takes effect: written in one transaction with the retry that it starts."""

    before: Decided | None
    after: Decided
    audit: AuditRecord

    def taken_by(self, sync: Sync) -> Decided:
        """The decision once that sync has taken it."""
        return replace(self.after, used_by=sync.sync_id)


def decision_id_of(sync_id: str, number: int) -> str:
    """Return the id of a sync's decision; `number` counts from 1."""
    return f"{sync_id}-d{number}"
