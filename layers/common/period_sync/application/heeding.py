"""What a decision changes in the checks of the retry that it started."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from period_sync.application.turn import Turn
from period_sync.domain.catalogue.kind import Decision
from period_sync.domain.decisions import Decided
from period_sync.domain.document import Document
from period_sync.domain.problems import Problem, merged

_ALLOWED = {
    Decision.ALLOW_EXCLUDED: {"BIZ-01": "BIZ-03"},
    Decision.ALLOW_OVERLAP: {"DUP-06": "DUP-08"},
}
"""The problems that a decision allows, and the notices of the same facts that they become."""


def moved_days(turn: Turn, document: Document) -> dict[str, date]:
    """Return the entries that a decision lets be posted in another period, with their new dates.

    One whose reversal would not come after it stays where it is, and so does its problem.
    """
    decided = turn.decided
    if decided is None or decided.period_start is None:
        return {}
    return {
        entry.entry_id: decided.period_start
        for entry in document.entries
        if entry.entry_id in decided.entries
        and (entry.reversal_date is None or entry.reversal_date > decided.period_start)
    }


def heeding(turn: Turn, problems: Sequence[Problem], open_entries: Collection[str]) -> bool:
    """Whether the sync goes on with these problems: none blocks, or a decision lets some wait.

    With `post_ready_entries` every problem that blocks must be one that the decision answers, and
    must touch entries by name; what they don't touch is posted.
    """
    blocking = [problem for problem in merged(problems) if problem.blocks]
    if not blocking:
        return True
    decided = turn.decided
    if decided is None or decided.kind is not Decision.POST_READY_ENTRIES:
        return False
    touched = {place.entry_id for problem in blocking for place in problem.places}
    is_answered = all(_lets_wait(decided, problem) for problem in blocking)
    return is_answered and bool(set(open_entries) - touched)


def without_allowed(turn: Turn, problems: Sequence[Problem]) -> list[Problem]:
    """Turn what a decision allows into notices."""
    decided = turn.decided
    if decided is None:
        return [*problems]
    codes = _ALLOWED.get(decided.kind, {})
    return [
        replace(problem, code=codes.get(problem.code, problem.code))
        if problem.problem_id in decided.problems
        else problem
        for problem in problems
    ]


def _lets_wait(decided: Decided, problem: Problem) -> bool:
    return problem.problem_id in decided.problems and bool(problem.places)
