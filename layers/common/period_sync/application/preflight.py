"""Stage CHECKING: find everything that is wrong before anything is sent."""

from collections.abc import Sequence

from period_sync.application.checking_unsent import check_unsent, unfrozen, unposted
from period_sync.application.frozen import Resolution, write_problems, write_resolution
from period_sync.application.guards import guard
from period_sync.application.heeding import heeding, without_allowed
from period_sync.application.phase_result import Failed, PhaseResult, Wait
from period_sync.application.resolving_again import resolve_again
from period_sync.application.reversing import mark_reversed
from period_sync.application.settling import settle
from period_sync.application.standing import watch_given_up
from period_sync.application.taking_effect import take_effect
from period_sync.application.turn import Turn
from period_sync.application.verifying import read_again, verify
from period_sync.domain.connection import Features
from period_sync.domain.errors import RowChanged
from period_sync.domain.journal import GONE, by_any_key, wanted
from period_sync.domain.problems import Problem, merged
from period_sync.domain.sync import Stage

_CHECKED = "Checked against NetSuite: every name and posting period is found. "
_UNSEEN = (
    "what NetSuite's forms make mandatory, what the account's own scripts and workflows demand, "
    "and whether a person changes something meanwhile"
)


def check_everything(turn: Turn) -> PhaseResult:
    """Settle what is in doubt, take over what is there, and check all that is still to be posted.

    All problems come back together; unless one blocks, the resolved ids are frozen.
    """
    take_effect(turn)
    ended = settle(turn)
    if ended is None:
        resolve_again(turn)
        ended = _read_what_was_posted(turn)
    if ended is not None:
        return ended
    if watch_given_up(turn):
        return Failed(())
    document, days = unfrozen(turn)
    resolution, found = check_unsent(turn, document, days)
    guards, unguarded = guard(turn, unposted(turn, document))
    problems = without_allowed(turn, [*found, *unguarded])
    open_entries = {journal.entry_id for journal in turn.journals() if journal.is_to_send}
    if _is_gone(turn) or not heeding(turn, problems, open_entries):
        # The end names what is gone.
        return Failed(tuple(problems))
    notices = write_problems(merged(problems)) if problems else None
    ended = _see_what_is_reversed(turn, resolution)
    if ended is not None:
        return ended
    try:
        turn.advance(
            _told(turn, problems) + _not_seen(turn.connection.features),
            guards=guards,
            stage=Stage.POSTING,
            resolution=turn.freeze("resolution", write_resolution(resolution)),
            notices=None if notices is None else turn.freeze("notices", notices),
        )
    except RowChanged:
        return Wait(0, "Something changed while it was checked; checking again.")
    return None


def _read_what_was_posted(turn: Turn) -> PhaseResult:
    """Read back what an earlier sync recorded as posted, before a retry sends anything."""
    ended = read_again(
        turn, [j for j in turn.journals() if j.is_readable and j.verified_by != turn.sync.sync_id]
    )
    if ended is None:
        mark_reversed(turn)
    return ended


def _is_gone(turn: Turn) -> bool:
    """Whether something was in NetSuite that is wanted there, or reversed there, and is not."""
    journals = turn.journals()
    gone = {journal.external_id for journal in journals if journal.status in GONE}
    by_key = by_any_key(journals)
    mirrored = {by_key[j.reverses].external_id for j in journals if j.reverses and j.is_in_netsuite}
    standing_alone = mirrored & gone
    return bool(standing_alone) or any(j.external_id in gone for j in wanted(journals))


def _see_what_is_reversed(turn: Turn, resolution: Resolution) -> PhaseResult:
    """Read back what none of ours was known to have sent, now that its ids are resolved.

    Nothing is reversed that this sync has not seen, and found equal to what would be mirrored.
    """
    by_key = by_any_key(turn.journals())
    unseen = [
        by_key[mirror.reverses]
        for mirror in turn.journals()
        if mirror.reverses is not None and by_key[mirror.reverses].resolution is None
    ]
    if not unseen:
        return None
    turn.advance(resolution=turn.freeze("resolution", write_resolution(resolution)))
    return verify(turn, [journal for journal in unseen if journal.is_in_netsuite])


def _told(turn: Turn, problems: Sequence[Problem]) -> str:
    waiting = {p.entry_id for problem in problems if problem.blocks for p in problem.places}
    if turn.decided is None or not waiting:
        return _CHECKED
    return f"{turn.decided.told} Entries that wait: {len(waiting)}. "


def _not_seen(features: Features) -> str:
    """Name what can't be checked beforehand (facts 116, 137 and 176)."""
    locks = "locks of single subsidiaries, " if features.one_world else ""
    return f"What shows only when posting: {locks}{_UNSEEN}."
