"""Tells what of NetSuite's journals counts in its ledger, and watches over keys given up."""

from collections.abc import Sequence
from dataclasses import replace

from period_sync.application.finding import find_journals
from period_sync.application.turn import Turn
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.journal_record import REJECTED


def standing_ids(turn: Turn, internal_ids: Sequence[str]) -> set[str]:
    """Pick those that are in the ledger, or may yet be: neither gone, nor rejected, nor reversed.

    What NetSuite reverses by itself was asked to when it was posted, and is not given up for it.
    """
    wanted = sorted(set(internal_ids))
    booked = turn.netsuite.read(wanted) if wanted else []
    counting = [
        journal for journal in booked if journal.is_posting or journal.approval_status != REJECTED
    ]
    reversed_ids = set(turn.netsuite.reversals(counting)) if counting else set()
    return {journal.internal_id for journal in counting} - reversed_ids


def watch_given_up(turn: Turn) -> bool:
    """Look for journals under keys that were given up, and record those that are there after all.

    Returns whether there is one: then what took its place must not be sent any more.
    """
    watched = [journal for journal in turn.journals() if _keys(journal)]
    if not watched:
        return False
    given_up = [replace(j, external_id=key) for j in watched for key in _keys(j)]
    found = find_journals(turn, given_up)
    ids = [each for seen in found.values() for each in (*seen.internal_ids, *seen.lookalikes)]
    stand = standing_ids(turn, ids)
    for journal in watched:
        risen = tuple(
            each
            for key in _keys(journal)
            for each in (*found[key].internal_ids, *found[key].lookalikes)
            if each in stand
        )
        can_tell = all(found[key].could_see for key in _keys(journal))
        if risen != journal.risen and (risen or can_tell):
            what = f"is in NetSuite after all, as {' and '.join(risen)}" if risen else "is gone"
            turn.advance(
                f"What was given up of entry {journal.entry_id} {what}.",
                [(journal, replace(journal, risen=risen))],
            )
    return any(journal.risen for journal in turn.journals())


def _keys(journal: Journal) -> tuple[str, ...]:
    if journal.status is JournalStatus.BOOKED_BY_HAND:
        return (*journal.given_up, journal.external_id)
    return journal.given_up
