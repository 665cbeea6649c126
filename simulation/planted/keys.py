"""Bugs in the permanent key: what it is made of, and whether it is sent."""

from simulation.planted.bug import Bug
from simulation.planted.swaps import Swap

_KEY = "period_sync.domain.making_plan:_key"
_CONTENT = "period_sync.application.journal_content:EntryContent.journal"
_OTHER_KEY = r"was sent under the key"

KEYS = (
    Bug(
        "drop the external id",
        "Nothing in NetSuite tells a journal that is sent again from a new one.",
        r"sent without an external id",
        (Swap("period_sync.adapters.netsuite.payload:render", "journal.external_id", "None"),),
        seen="all four open-source clients measured, unless their caller thinks of it",
        is_coarse="every POST is seen by NetSuite",
    ),
    Bug(
        "key on mapped content",
        "A corrected mapping books the entry a second time, under another key.",
        _OTHER_KEY,
        (Swap(_CONTENT, "planned.external_id", "planned.external_id + '-' + lines[0].account"),),
        is_coarse="NetSuite knows what the key must be",
    ),
    Bug(
        "key on the sync",
        "A retry sends under another key what the sync before it may have booked.",
        _OTHER_KEY,
        (Swap(_CONTENT, "planned.external_id", "f'{planned.external_id}-{sync.number}'"),),
        seen="AWS's agent toolkit, which advises to key on the id of the message",
        is_coarse="NetSuite knows what the key must be",
    ),
    Bug(
        "account spelling in the key",
        "The same account under another spelling has other keys.",
        _OTHER_KEY,
        (
            Swap(
                "period_sync.application.planning:_scope",
                "turn.sync.account",
                "turn.sync.account.lower().replace('_', '-')",
            ),
        ),
        is_coarse="NetSuite knows what the key must be",
    ),
    Bug(
        "no part in the key",
        "The parts of a long entry have one key, so that only one of them is booked.",
        r"was sent under the key|has \d+ lines|is completed, and",
        (Swap(_KEY, "part", "1"),),
    ),
)
