"""What is sent and answered about decisions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from period_sync.domain.catalogue.kind import Decision
from period_sync.domain.decisions import Choice, Decided

EntryId = Annotated[str, Field(min_length=1, max_length=100)]
ProblemId = Annotated[str, Field(min_length=1, max_length=40)]
Number = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
Reason = Annotated[str, Field(min_length=3, max_length=1000, pattern=r"^[^\x00-\x1f\x7f]+$")]


class DecisionRequest(BaseModel):
    """A choice, the problems that it answers, and why.

    `problems` are ids of problems of the sync. Without `entries` all entries are meant that the
    problems touch. `period_start`, the first day of the posting period to post in, goes with
    `post_in_open_period`; `numbers`, NetSuite's number of what was booked by hand for each entry,
    with `booked_by_hand`.
    """

    model_config = ConfigDict(extra="forbid")

    decision: Decision
    problems: list[ProblemId] = Field(min_length=1, max_length=200)
    reason: Reason
    entries: list[EntryId] = Field(default_factory=list, max_length=5000)
    period_start: date | None = None
    numbers: dict[EntryId, Number] = Field(default_factory=dict)

    def choice(self) -> Choice:
        """Return what is asked for."""
        return Choice(
            kind=self.decision,
            problems=tuple(dict.fromkeys(self.problems)),
            reason=self.reason,
            entries=tuple(self.entries),
            period_start=self.period_start,
            numbers=self.numbers,
        )


class DecisionBody(BaseModel):
    """A decision. `retry_sync_id` is the sync in which it takes effect, once it has started.

    `awaits_confirmation` tells that a second person has to confirm it before that.
    """

    model_config = ConfigDict(frozen=True)

    decision_id: str
    sync_id: str
    decision: Decision
    problems: list[str]
    entries: list[str]
    reason: str
    requested_by: str
    requested_at: datetime
    awaits_confirmation: bool
    confirmed_by: str | None
    confirmed_at: datetime | None
    retry_sync_id: str | None
    period_start: date | None
    numbers: dict[str, str]

    @classmethod
    def of(cls, decided: Decided) -> "DecisionBody":
        """Describe a decision."""
        return cls(
            decision_id=decided.decision_id,
            sync_id=decided.sync_id,
            decision=decided.kind,
            problems=list(decided.problems),
            entries=list(decided.entries),
            reason=decided.reason,
            requested_by=decided.requested_by.email,
            requested_at=decided.requested_at,
            awaits_confirmation=decided.awaits_confirmation,
            confirmed_by=None if decided.confirmed_by is None else decided.confirmed_by.email,
            confirmed_at=decided.confirmed_at,
            retry_sync_id=decided.used_by,
            period_start=decided.period_start,
            numbers=dict(decided.numbers),
        )


class DecisionsBody(BaseModel):
    """All decisions about a sync, in their order."""

    model_config = ConfigDict(frozen=True)

    items: list[DecisionBody]

    @classmethod
    def of(cls, found: Sequence[Decided]) -> "DecisionsBody":
        """Describe decisions."""
        return cls(items=[DecisionBody.of(decided) for decided in found])
