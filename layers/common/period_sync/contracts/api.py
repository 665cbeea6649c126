"""The bodies that the API answers with."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from period_sync.domain.catalogue.kind import Decision, Owner, Retry, Severity
from period_sync.domain.journal import Journal
from period_sync.domain.mail_state import MailState, MailStatus
from period_sync.domain.permissions import Member
from period_sync.domain.problems import Problem
from period_sync.domain.shown_sync import ShownSync
from period_sync.domain.sync import IntegrationStatus, Stage, Sync
from period_sync.domain.tenant import Tenant

Item_co = TypeVar("Item_co", covariant=True)
PLACES_SHOWN = 100
"""Places listed of one problem; a wrong account can stand in 100,000 lines."""

_DOING = {
    Stage.QUEUED: "Waiting for its turn.",
    Stage.PLANNING: "Planning the journals.",
    Stage.CHECKING: "Checking names and posting periods with NetSuite.",
    Stage.POSTING: "Posting to NetSuite.",
    Stage.VERIFYING: "Reading back what NetSuite booked.",
    Stage.ENDED: "Ended.",
}


class Page(Protocol[Item_co]):
    """One page of a list, as it was read."""

    @property
    def items(self) -> Sequence[Item_co]:
        """What the page holds."""

    @property
    def next_cursor(self) -> str | None:
        """The cursor of the next page, if there is one."""


def doing(sync: Sync) -> str:
    """Say what is being done for a sync now, or what it waits for."""
    return sync.waiting or _DOING[sync.stage]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


class SignInBody(_Body):
    """Where the page lets people sign in: an OIDC issuer, by authorization code with PKCE."""

    issuer: str
    client_id: str
    scope: str


class MeBody(_Body):
    """Who is asking. `duties_shared` tells that one person may set up and post in this tenant."""

    subject: str
    email: str
    tenant: str
    tenant_name: str
    duties_shared: bool
    permissions: list[str]

    @classmethod
    def of(cls, member: Member, tenant: Tenant) -> "MeBody":
        """Describe a member of a tenant."""
        return cls(
            subject=member.subject,
            email=member.email,
            tenant=member.tenant,
            tenant_name=tenant.name,
            duties_shared=tenant.duties_shared,
            permissions=sorted(member.permissions),
        )


class Through(BaseModel):
    """Which connection a sync or a preview goes through; the live one, if none is named.

    A sync through another one is a rehearsal, and only a sandbox takes it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    connection_id: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class MailBody(_Body):
    """A mail about a result that went out.

    It could not be delivered to the addresses `undelivered`; `complained` marked it as unwanted.
    """

    status: MailStatus
    undelivered: list[str]
    complained: list[str]

    @classmethod
    def of(cls, mail: MailState) -> "MailBody":
        """Describe a mail."""
        return cls(
            status=mail.status,
            undelivered=list(mail.undelivered),
            complained=list(mail.complained),
        )


class SyncBody(_Body):
    """Integration details. Times are UTC.

    `next_look` is when NetSuite is read again for approvals, and `check_at` when a person asked
    that this be done at once, until it is.
    `journals_posted` of `journals_total` are in NetSuite. Of that total, `journals_taken_over` come
    from earlier revisions, and `reversals` reverse journals of those; the rest is new. Of
    `journals_unknown` nobody knew when the sync ended whether NetSuite has them. A retry sends the
    `journals_to_post`: neither what was booked by hand, nor what waits for a decision. A sync with
    `is_rehearsal` goes into another connection than the live one, and leaves its period's status
    alone; one with `duties_shared` was set up and posted by one person, or could have been.
    One that `can_stop` runs, and nobody has asked it to stop. One that has `stalled` runs, but has
    not moved for 15 minutes, beyond pauses and its time in the queue. One that `is_automatic` was
    asked for by the lease system, when it handed the period over. `mail` tells what became of the
    mail about its newest result; it is null until that went out, and in lists.
    """

    sync_id: str
    number: int
    entity: str
    period_id: str
    period_name: str
    revision: int
    connection_id: str
    environment: str
    account: str
    status: IntegrationStatus
    stage: Stage
    doing: str
    notice: str | None
    requested_by: str
    requested_at: datetime
    started_at: datetime | None
    transmitted_at: datetime | None
    progressed_at: datetime | None
    finished_at: datetime | None
    journals_total: int
    journals_posted: int
    journals_unknown: int
    journals_to_post: int
    journals_taken_over: int
    reversals: int
    problem_count: int
    previous_sync_id: str | None
    successor_id: str | None
    next_look: datetime | None
    check_at: datetime | None
    correlation_id: str
    decision_id: str | None
    duties_shared: bool
    is_rehearsal: bool
    is_automatic: bool
    can_stop: bool
    stalled: bool
    mail: MailBody | None

    @classmethod
    def of(cls, shown: ShownSync) -> "SyncBody":
        """Describe a sync."""
        sync, notice = shown.sync, None
        if sync.is_running:
            told = "your company's list" if sync.is_automatic else sync.requested_by.email
            notice = f"We'll e-mail {told} when it is done; you may close this page."
        fields = {name: getattr(sync, name) for name in cls.model_fields if hasattr(sync, name)}
        fields |= {"doing": doing(sync), "notice": notice}
        fields |= {"can_stop": shown.can_stop, "stalled": shown.stalled}
        fields |= {"mail": None if shown.mail is None else MailBody.of(shown.mail)}
        return cls(**(fields | {"requested_by": sync.requested_by.email}))


class SyncsBody(_Body):
    """One page of runs."""

    items: list[SyncBody]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[ShownSync]) -> "SyncsBody":
        """Describe a page."""
        items = [SyncBody.of(item) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class JournalBody(_Body):
    """One journal. `total` is its debit in `currency`, as exact text.

    `revision` is the one that added it: one below the sync's own is taken over, or reversed by it.
    `kind` is `entry` or `reversal`; `reverses` is the external id of what a reversal mirrors, and
    `reversed_by` that of the reversal in the ledger. `sync_id` names the sync that sent it last,
    and `given_up` are the external ids that it was sent under before.
    """

    position: int
    kind: str
    revision: int
    entry_id: str
    part: int
    parts: int
    status: str
    external_id: str
    internal_id: str | None
    number: str | None
    subsidiary: str
    currency: str
    total: str
    lines: int
    attempt: int
    sync_id: str | None
    given_up: list[str]
    reverses: str | None
    reversed_by: str | None
    transmitted_at: datetime | None
    is_verified: bool
    netsuite_url: str | None

    @classmethod
    def of(cls, journal: Journal, netsuite_url: str | None) -> "JournalBody":
        """Describe a journal."""
        fields = {
            name: getattr(journal, name) for name in cls.model_fields if hasattr(journal, name)
        }
        return cls(**fields, is_verified=journal.verified_by is not None, netsuite_url=netsuite_url)


class JournalsBody(_Body):
    """One page of journals."""

    items: list[JournalBody]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Journal], link: Callable[[Journal], str | None]) -> "JournalsBody":
        """Describe a page; `link` leads to a journal in NetSuite."""
        items = [JournalBody.of(item, link(item)) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class PlaceBody(_Body):
    """Where a problem occurs."""

    entry_id: str
    line: int | None
    lease_id: str | None
    subsidiary: str | None


class ProblemBody(_Body):
    """One root cause, whom it needs, and what to do.

    `severity` is `blocks` or `notice`, `retry` says whether trying again helps, `decisions` name
    the choices that can answer it; they refer to it by `problem_id`. `count` is how many places it
    touches; the first of them are listed. `details` are the values that the texts name, and
    NetSuite's words.
    """

    problem_id: str
    code: str
    title: str
    explanation: str
    owner: Owner
    steps: list[str]
    severity: Severity
    retry: Retry
    decisions: list[Decision]
    documentation: str
    count: int
    entries: int
    leases: int
    subsidiaries: int
    places: list[PlaceBody]
    candidates: list[str]
    details: dict[str, str]

    @classmethod
    def of(cls, problem: Problem) -> "ProblemBody":
        """Describe a problem."""
        kind, places = problem.kind, problem.places
        return cls(
            problem_id=problem.problem_id,
            code=problem.code,
            title=problem.title,
            explanation=problem.explanation,
            owner=kind.owner,
            steps=list(problem.steps),
            severity=kind.severity,
            retry=kind.retry,
            decisions=list(kind.decisions),
            documentation=problem.documentation,
            count=problem.count,
            entries=len({place.entry_id for place in places}),
            leases=len({place.lease_id for place in places if place.lease_id}),
            subsidiaries=len({place.subsidiary for place in places if place.subsidiary}),
            places=[
                PlaceBody.model_validate(place, from_attributes=True)
                for place in places[:PLACES_SHOWN]
            ],
            candidates=list(problem.candidates),
            details=dict(problem.facts),
        )


class ProblemsBody(_Body):
    """One page of the problems of a sync: what blocks it before notices."""

    items: list[ProblemBody]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Problem]) -> "ProblemsBody":
        """Describe a page."""
        items = [ProblemBody.of(item) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class StepBody(_Body):
    """One line of a timeline. One about a journal names its external id and the attempt."""

    at: datetime
    step_no: int
    epoch: int
    text: str
    journal: str | None
    attempt: int | None


class TimelineBody(_Body):
    """One page of a timeline."""

    items: list[StepBody]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[object]) -> "TimelineBody":
        """Describe a page."""
        items = [StepBody.model_validate(item, from_attributes=True) for item in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class ErrorBody(BaseModel):
    """RFC 9457: what went wrong, under a stable `code`; more members depend on the code."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
