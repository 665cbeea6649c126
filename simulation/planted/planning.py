"""Bugs in planning and taking in: which journals there are, and for which document."""

from simulation.planted.bug import Bug
from simulation.planted.swaps import Swap

PLANNING = (
    Bug(
        "taken in while a sync runs",
        "A sync goes on with a document that is no longer the period's.",
        r"period .* says|no end|never ended",
        (
            Swap(
                "period_sync.application.take_in_period:_require_reopening",
                "old.status is IntegrationStatus.IN_PROGRESS",
                "old.revision < 1",
            ),
        ),
    ),
)
