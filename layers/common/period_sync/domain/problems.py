"""A problem: one root cause that stops or endangers a sync, with every place that it touches.

What its code means, who can mend it and how stands in the catalogue; a problem adds the facts.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from period_sync.domain.catalogue import CATALOGUE
from period_sync.domain.catalogue.kind import ProblemKind, Severity

NAMED_TOGETHER = 5
"""How many entries or numbers a merged problem names in one sentence; its places have them all."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem occurs. `line` counts from 1 in the entry's lines."""

    entry_id: str
    line: int | None = None
    lease_id: str | None = None
    subsidiary: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One root cause. `facts` fill the templates of the code and are shown as details.

    `candidates` are records that may be meant, as people read them, and `candidate_ids` their
    internal ids.
    """

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    candidates: tuple[str, ...] = ()
    candidate_ids: tuple[str, ...] = ()

    @property
    def kind(self) -> ProblemKind:
        """What the catalogue says of this code."""
        return CATALOGUE[self.code]

    @property
    def blocks(self) -> bool:
        """Whether the sync can't complete with it; a notice is only shown."""
        return self.kind.severity is Severity.BLOCKS

    @property
    def title(self) -> str:
        """The problem in one plain sentence."""
        return self._told(self.kind.title)

    @property
    def explanation(self) -> str:
        """What happened, or why it matters."""
        return self._told(self.kind.explanation)

    @property
    def steps(self) -> tuple[str, ...]:
        """What to do, in order."""
        return tuple(self._told(step) for step in self.kind.steps)

    @property
    def problem_id(self) -> str:
        """What names the root cause within a sync; the same again while the cause is the same."""
        text = json.dumps(_root_cause(self), ensure_ascii=False)
        return f"{self.code}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    @property
    def count(self) -> int:
        """How many places it touches; 1 for a problem of the whole sync."""
        return len(self.places) or 1

    @property
    def documentation(self) -> str:
        """Where the code is explained, from the root of the project."""
        return f"docs/errors.md#{self.code.lower()}"

    def _told(self, template: str) -> str:
        return template.format_map(_Facts(self.facts))


class _Facts(dict[str, str]):
    """Facts for a template: one that an older record lacks never keeps a problem from being told.

    Values are filled in once and are no templates themselves, whatever braces they hold.
    """

    def __missing__(self, name: str) -> str:
        return f"({name} not recorded)"


def merged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Make one problem of all that have the same root cause; what blocks comes before notices.

    The root cause is the code with its facts, apart from those that differ from place to place.
    """
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        groups.setdefault(_root_cause(problem), []).append(problem)
    together = [_together(group) for group in groups.values()]
    return tuple(sorted(together, key=lambda problem: not problem.blocks))


def _root_cause(problem: Problem) -> tuple[object, ...]:
    kind = problem.kind
    same = tuple(problem.facts.get(name) for name in kind.facts if name not in kind.varies)
    return (problem.code, *same, problem.candidates)


def _together(problems: Sequence[Problem]) -> Problem:
    first, *rest = problems
    if not rest:
        return first
    facts = dict(first.facts)
    for name in first.kind.varies:
        values = (problem.facts[name] for problem in problems if name in problem.facts)
        facts[name] = _listed(tuple(dict.fromkeys(values)))
    places = dict.fromkeys(place for problem in problems for place in problem.places)
    return replace(first, facts=facts, places=tuple(places))


def _listed(values: Sequence[str]) -> str:
    more = len(values) - NAMED_TOGETHER
    named = ", ".join(values[:NAMED_TOGETHER])
    return f"{named} and {more} more" if more > 0 else named
