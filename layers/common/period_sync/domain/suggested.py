"""What could be said of a name that NetSuite does not have, as a check of a period found it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from period_sync.domain.names import NameList
from period_sync.domain.problems import Problem
from period_sync.domain.tenant import ClosedPeriod

_CODES = frozenset(f"MAP-{number:02d}" for number in (1, 2, 3, 4, 6, 8, 9))
"""Problems of one name that another record would mend."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant. `path` is how people read it."""

    internal_id: str
    path: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A name that wants mapping, and where it is used: mapping it mends these entries.

    `subsidiary` is set where the name is right elsewhere.
    """

    list: NameList
    name: str
    finding: str
    subsidiary: str | None
    candidates: tuple[Candidate, ...]
    entity: str
    period_id: str
    entries: tuple[str, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a connection is prepared, as the newest periods show.

    `wanted` are names to map. `checked` counts periods whose newest check went through it, and
    `rehearsed` those that a rehearsal brought into its account.
    """

    wanted: tuple[Suggested, ...]
    checked: int
    rehearsed: int


def suggested(period: ClosedPeriod, problems: Iterable[Problem]) -> Iterator[Suggested]:
    """Yield what wants saying, of the problems that a check of `period` met."""
    for problem in problems:
        kind = problem.facts.get("kind", "").lower()
        name = problem.facts.get("name")
        if problem.code not in _CODES or name is None or kind not in set(NameList):
            continue
        candidates = zip(problem.candidate_ids, problem.candidates, strict=False)
        yield Suggested(
            list=NameList(kind),
            name=name,
            finding=problem.title,
            subsidiary=problem.facts.get("subsidiary"),
            candidates=tuple(Candidate(internal_id, path) for internal_id, path in candidates),
            entity=period.entity,
            period_id=period.period_id,
            entries=tuple(dict.fromkeys(place.entry_id for place in problem.places)),
            lines=problem.count,
        )
