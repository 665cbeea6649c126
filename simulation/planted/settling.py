"""Bugs in settling: what a look-up proves, and when."""

from simulation.planted.bug import Bug
from simulation.planted.swaps import Swap

_SETTLING = "period_sync.application.settling"
_SIGHTING = "period_sync.application.finding:Sighting.is_absent"
_ABSENT = "self.could_see and (not self.internal_ids) and (not self.lookalikes)"
_EARLY = r"was sent again [\d.]+ s too early"
_UNSEEN = r"was sent again without a look-up that could see"

SETTLING = (
    Bug(
        "blind look-up as absent",
        "A look-up that could not see is taken as proof that nothing was booked.",
        _UNSEEN,
        (Swap(_SIGHTING, _ABSENT, "not self.internal_ids and (not self.lookalikes)"),),
        seen='a 429 on a look-up reported as "subsidiary not found"',
    ),
    Bug(
        "absent before it is final",
        "A look-up that finds nothing counts while the POST may still commit.",
        _EARLY,
        (
            Swap(
                f"{_SETTLING}:_settle_one",
                "sighting.is_absent and is_final and (not journal.key_taken)",
                "sighting.is_absent and (not journal.key_taken)",
            ),
        ),
        seen="look-up before create, as hotglue v2 does it",
    ),
    Bug(
        "a memo hit without comparing",
        "Whatever bears the key in its memo is taken for our journal, though a person copied it "
        "and changed the amounts.",
        r"it is not there|said to be in NetSuite twice",
        (
            Swap(
                "period_sync.application.finding:find_journals",
                "_is_equal(turn, journal, booked.get(each))",
                "each in booked",
            ),
        ),
    ),
    Bug(
        "a dead worker's intent is forgotten",
        "What a worker died over is sent again, though it may still be on its way.",
        _EARLY,
        (
            Swap(
                f"{_SETTLING}:_doubted",
                "unknown = replace(journal, status=JournalStatus.UNKNOWN, "
                "unknown_since=turn.now())",
                "unknown = replace(journal, status=JournalStatus.PLANNED)",
            ),
        ),
        seen="Powertools Idempotency: a second run once INPROGRESS has expired",
    ),
    Bug(
        "refused after one absent look-up",
        "A refusal stands at once, though the search may lag behind what was saved.",
        r"sent again [\d.]+ s after a refusal|is REFUSED, and it is in the ledger",
        (
            Swap(
                f"{_SETTLING}:settle_refused",
                "(since + turn.refusal_lag - turn.now()).total_seconds()",
                "0.0",
            ),
        ),
        seen="a customer's after-submit script that fails after the save (fact 137)",
    ),
    Bug(
        "a refusal is final",
        "What NetSuite saved before it said no is reported as not booked.",
        r"is REFUSED, and it is in the ledger|sent again [\d.]+ s after a refusal",
        (
            Swap(
                "period_sync.application.posting:post_journals",
                "ended = settle_refused(turn, by_this_sync=True) or settle(turn)",
                "ended = settle(turn)",
            ),
            Swap(
                "period_sync.application.posting:_record_outcome",
                "after = replace(sent, status=JournalStatus.REFUSED, refused_at=now, "
                "refusals=refusals)",
                "after = replace(sent, status=JournalStatus.REFUSED, refused_at=now, "
                "refusals=refusals, refusal_stands=True)",
            ),
        ),
    ),
    Bug(
        "a look-up without a witness",
        "The first journal of an account is called absent though nothing can be seen there.",
        _UNSEEN,
        (
            Swap(
                "period_sync.application.finding:_find",
                "turn.netsuite.find(external_ids, None) if witness is None else found",
                "replace(turn.netsuite.find(external_ids, None), could_see=True) "
                "if witness is None else found",
            ),
        ),
    ),
)
