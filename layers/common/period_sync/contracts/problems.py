"""Problems as the API tells of them."""

from pydantic import BaseModel, ConfigDict

from period_sync.contracts.paging import Page
from period_sync.domain.catalogue.kind import Decision, Owner, Retry, Severity
from period_sync.domain.problems import Problem

PLACES_SHOWN = 100
"""Places listed of one problem; a wrong account can stand in 100,000 lines."""


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


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
