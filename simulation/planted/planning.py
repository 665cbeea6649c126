"""Bugs in planning and taking in: which journals there are, and for which document."""

from simulation.planted.bug import Bug
from simulation.planted.swaps import Swap

PLANNING = (
    Bug(
        "plan per sync",
        "A retry divides an entry anew, though a part of it is booked.",
        r"lines, and \d+ are booked|was sent before that was written down",
        (Swap("period_sync.application.planning:plan_period", "row.sent", "row is None"),),
    ),
    Bug(
        "a retry forgets until it has planned",
        "A retry that ends early says that nothing is in NetSuite.",
        r"forgets what .* posted",
        (
            Swap(
                "period_sync.application.new_sync:taking_over",
                "before is None or not (before.sent or before.takes_over)",
                "before is None or not before.takes_over",
            ),
        ),
    ),
    Bug(
        "a hand-over during a sync is lost",
        "A revision that comes while a sync runs is acknowledged and forgotten.",
        r"the last hand-over of .* was lost",
        (
            Swap(
                "functions.period_closed.app:take_in_one",
                "period_closed_messages().put_back(record.body, SECONDS_TO_WAIT_FOR_A_SYNC)",
                "",
            ),
        ),
    ),
)
