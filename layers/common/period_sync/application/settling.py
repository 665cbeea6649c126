"""Settles what became of POSTs whose answer nobody got, by looking in NetSuite over time.

NetSuite may commit up to 15 minutes after it was asked (facts 143 and 195), and a look-up may be
blind. So a journal is sent again, under the same key, only after that time and after a look-up
that could see and did not find it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from period_sync.application.finding import (
    Sighting,
    adopt,
    ask_record_service,
    find_journals,
)
from period_sync.application.phase_result import Failed, PhaseResult, Wait
from period_sync.application.turn import Turn
from period_sync.domain.journal import Journal, JournalStatus

LOOK_UPS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 300))
THEN_EACH = timedelta(minutes=5)
PAUSE_SECONDS_MAX = 20
BLIND_FOR = timedelta(minutes=5)
"""How long a journal is looked for that can't be committed any more, if look-ups can't see; with
what goes before, a sync of one journal ends within half an hour even so."""


def settle(turn: Turn) -> PhaseResult:
    """Settle every journal in doubt; None once there is none, or if the turn looks only once."""
    while in_doubt := [journal for journal in turn.journals() if journal.is_in_doubt]:
        asked_at = turn.now()
        _look(turn, [_doubted(turn, journal) for journal in in_doubt])
        rest = [journal for journal in turn.journals() if journal.is_in_doubt]
        if not rest or not turn.waits_for_doubts:
            return None
        if all(_is_hopeless(turn, journal, asked_at) for journal in rest):
            # The end says of each that it is unknown.
            return Failed(())
        now = turn.now()
        seconds = min((_next_look_up(turn, journal, now) - now).total_seconds() for journal in rest)
        if seconds > PAUSE_SECONDS_MAX or turn.seconds_left() < 2 * PAUSE_SECONDS_MAX:
            return Wait(seconds, "Looking in NetSuite again later; don't book by hand.")
        turn.ports.clock.pause(seconds)
    return None


def _look(turn: Turn, in_doubt: list[Journal]) -> None:
    """Look once for every journal in doubt, and record what was seen."""
    # Absence counts only if the look-up began after the last possible commit.
    asked_at = turn.now()
    known = [journal.internal_id for journal in in_doubt if journal.internal_id is not None]
    seen = {booked.internal_id for booked in turn.netsuite.read(known)} if known else set()
    sightings = find_journals(turn, [j for j in in_doubt if j.internal_id is None])
    for journal in in_doubt:
        if journal.internal_id is None:
            _settle_one(turn, journal, sightings[journal.external_id], asked_at)
        elif journal.internal_id in seen:
            adopt(turn, journal, [journal.internal_id])
        # Else it was taken and can't be seen: perhaps deleted. Only a person can decide.


def _settle_one(turn: Turn, journal: Journal, sighting: Sighting, asked_at: datetime) -> None:
    """Adopt a journal that is found; record its absence once that is final."""
    is_final = asked_at > _latest(turn, journal)
    if sighting.internal_ids:
        adopt(turn, journal, sighting.internal_ids)
    elif (journal.key_taken or is_final) and (found := ask_record_service(turn, journal)):
        adopt(turn, journal, [found])
    elif sighting.is_absent and is_final and not journal.key_taken:
        _absent(turn, journal)
    elif sighting.could_see and sighting.lookalikes != journal.lookalikes:
        _note_lookalikes(turn, journal, sighting)


def _note_lookalikes(turn: Turn, journal: Journal, sighting: Sighting) -> None:
    ids = " and ".join(sighting.lookalikes) or "nothing"
    turn.advance(
        f"In NetSuite {ids} bears the key of entry {journal.entry_id} in its memo, and holds "
        "something else.",
        [(journal, replace(journal, lookalikes=sighting.lookalikes))],
    )


def _is_hopeless(turn: Turn, journal: Journal, asked_at: datetime) -> bool:
    """Whether looking again in this sync will tell no more."""
    if journal.internal_id is not None:
        return True
    return asked_at > _latest(turn, journal) + BLIND_FOR


def settle_once(turn: Turn) -> None:
    """Look once for every journal in doubt, and wait for none."""
    in_doubt = [journal for journal in turn.journals() if journal.is_in_doubt]
    if in_doubt:
        _look(turn, [_doubted(turn, journal) for journal in in_doubt])


def settle_refused(turn: Turn, *, by_this_sync: bool | None = None) -> PhaseResult:
    """Look for refused journals once more: a customer's script can fail after the save (fact 137).

    A refusal stands only when the journal stays absent for a while, for a look-up that could see.
    A sync that was stopped, or that gave up, leaves refusals to the next one.
    """
    refused = [
        journal
        for journal in turn.journals()
        if journal.status is JournalStatus.REFUSED
        and (by_this_sync is None or (journal.sync_id == turn.sync.sync_id) is by_this_sync)
        and not journal.refusal_stands
    ]
    if not refused:
        return None
    since = max(journal.refused_at or turn.now() for journal in refused)
    seconds = (since + turn.refusal_lag - turn.now()).total_seconds()
    if seconds > PAUSE_SECONDS_MAX:
        return Wait(seconds, "Making sure that the refused journals are not in NetSuite.")
    turn.ports.clock.pause(max(seconds, 0))
    sightings = find_journals(turn, refused)
    for journal in refused:
        _check_refusal(turn, journal, sightings[journal.external_id])
    return None


def _check_refusal(turn: Turn, journal: Journal, sighting: Sighting) -> None:
    if sighting.internal_ids:
        adopt(turn, journal, sighting.internal_ids)
    elif (found := ask_record_service(turn, journal)) is not None:
        adopt(turn, journal, [found])
    elif sighting.is_absent:
        turn.advance(_stands(journal), [(journal, replace(journal, refusal_stands=True))])
    else:
        unknown = replace(
            journal,
            status=JournalStatus.UNKNOWN,
            unknown_since=turn.now(),
            lookalikes=sighting.lookalikes,
        )
        turn.advance(
            f"The refusal of entry {journal.entry_id} can't be checked, because NetSuite shows us "
            "nothing, or something that bears its key; looking again.",
            [(journal, unknown)],
        )


def _doubted(turn: Turn, journal: Journal) -> Journal:
    """Turn the intent of a worker that died into an unknown outcome."""
    if journal.status is JournalStatus.UNKNOWN:
        return journal
    unknown = replace(journal, status=JournalStatus.UNKNOWN, unknown_since=turn.now())
    turn.advance(
        f"A worker stopped while sending entry {journal.entry_id}; looking for its journal.",
        [(journal, unknown)],
    )
    return unknown


def _absent(turn: Turn, journal: Journal) -> None:
    """Record that a POST booked nothing and can't any more."""
    if journal.refused_at is not None:
        after = replace(
            journal, status=JournalStatus.REFUSED, unknown_since=None, refusal_stands=True
        )
        step = _stands(journal)
    else:
        after = replace(journal, status=JournalStatus.PLANNED, unknown_since=None)
        step = (
            f"The journal of entry {journal.entry_id} is not in NetSuite and can't come any more; "
            "it will be sent again under the same key."
        )
    turn.advance(step, [(journal, after)])


def _stands(journal: Journal) -> str:
    return f"The journal of entry {journal.entry_id} is not in NetSuite; the refusal stands."


def _latest(turn: Turn, journal: Journal) -> datetime:
    """The instant after which the journal's POST can't be committed any more."""
    return (journal.deadline or turn.now()) + turn.settle_after


def _next_look_up(turn: Turn, journal: Journal, now: datetime) -> datetime:
    """When to look next: ever more rarely, and exactly when the outcome must be final."""
    since = journal.unknown_since or now
    steps = [since + wait for wait in LOOK_UPS]
    while steps[-1] <= now:
        steps.append(steps[-1] + THEN_EACH)
    latest = _latest(turn, journal) + timedelta(seconds=1)
    return min(at for at in (*steps, latest, latest + BLIND_FOR) if at > now)
