"""Bugs in correcting: what a later revision makes of what stands of the one before."""

from simulation.planted.bug import Bug
from simulation.planted.swaps import Swap

CORRECTING = (
    Bug(
        "key by revision in which content changed",
        "An entry that is changed and changed back counts as booked, though that was reversed.",
        r"the journals of .* come to|is completed, and .* is booked",
        (
            Swap(
                "period_sync.domain.standing:revise",
                "journal.external_id in mirrored or journal.reverses is not None",
                "journal.reverses is not None",
            ),
        ),
    ),
    Bug(
        "a change is booked beside what stands",
        "Nothing reverses what the revision before booked of a changed entry.",
        r"entry .* lines, and .* stand|is completed, and .* is booked",
        (
            Swap(
                "period_sync.domain.making_plan:make_plan",
                "made += _reversals(document, entry.entry_id, scope, earlier)",
                "",
            ),
        ),
    ),
)
