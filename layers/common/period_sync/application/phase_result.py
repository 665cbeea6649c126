"""How a stage of a sync ends in a worker's turn."""

from dataclasses import dataclass

from period_sync.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Wait:
    """The turn ends here; the sync is due again after `seconds`. `reason` is for the timeline.

    `is_paused` tells that an operator wants it so, and that the time doesn't count as idle.
    """

    seconds: float
    reason: str | None = None
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """The sync ends here, with everything that is wrong."""

    problems: tuple[Problem, ...]


PhaseResult = Wait | Failed | None
"""None: go on with the next phase."""
