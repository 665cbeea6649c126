"""Settles what became of POSTs whose answer nobody got, by looking in NetSuite over time.

NetSuite may commit up to 15 minutes after it was asked (facts 143 and 195), and a look-up may be
blind. So a journal is sent again, under the same key, only after that time and after a look-up
that could see and did not find it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from period_sync.application.ports import Found
from period_sync.application.turn import Failed, PhaseResult, Turn, Wait
from period_sync.domain.journal import Journal, JournalStatus

LOOK_UPS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 300))
THEN_EACH = timedelta(minutes=5)
PAUSE_SECONDS_MAX = 20
BLIND_FOR = timedelta(minutes=10)
"""How long after its deadline a journal that look-ups can't see is looked for in one sync."""


def settle(turn: Turn) -> PhaseResult:
    """Settle every journal in doubt; None once there is none."""
    while in_doubt := [journal for journal in turn.journals() if journal.is_in_doubt]:
        asked_at = turn.now()
        _look(turn, [_doubted(turn, journal) for journal in in_doubt])
        rest = [journal for journal in turn.journals() if journal.is_in_doubt]
        if not rest:
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
    keys = [journal.external_id for journal in in_doubt if journal.internal_id is None]
    found = _find(turn, keys) if keys else Found({}, could_see=True)
    for journal in in_doubt:
        internal_id = journal.internal_id
        if internal_id is None:
            internal_id = found.internal_ids.get(journal.external_id)
        elif internal_id not in seen:
            # It was taken and can't be seen: perhaps deleted. Only a person can decide.
            continue
        if internal_id is not None:
            _adopt(turn, journal, internal_id)
        elif found.could_see and asked_at > _latest(turn, journal) and not journal.key_taken:
            _absent(turn, journal)


def _is_hopeless(turn: Turn, journal: Journal, asked_at: datetime) -> bool:
    """Whether looking again in this sync will tell no more."""
    if journal.internal_id is not None:
        return True
    return asked_at > _latest(turn, journal) + BLIND_FOR


def settle_refused(turn: Turn) -> PhaseResult:
    """Look for refused journals once more: a customer's script can fail after the save (fact 137).

    A refusal stands only when the journal stays absent for a while, for a look-up that could see.
    """
    refused = [
        journal
        for journal in turn.journals()
        if journal.status is JournalStatus.REFUSED
        and journal.sync_id == turn.sync.sync_id
        and not journal.refusal_stands
    ]
    if not refused:
        return None
    since = max(journal.refused_at or turn.now() for journal in refused)
    seconds = (since + turn.refusal_lag - turn.now()).total_seconds()
    if seconds > PAUSE_SECONDS_MAX:
        return Wait(seconds, "Making sure that the refused journals are not in NetSuite.")
    turn.ports.clock.pause(max(seconds, 0))
    found = _find(turn, [journal.external_id for journal in refused])
    for journal in refused:
        internal_id = found.internal_ids.get(journal.external_id)
        if internal_id is not None:
            _adopt(turn, journal, internal_id)
        elif not found.could_see:
            unknown = replace(journal, status=JournalStatus.UNKNOWN, unknown_since=turn.now())
            turn.advance(
                f"NetSuite shows us nothing, so the refusal of entry {journal.entry_id} can't be "
                "checked; looking again.",
                [(journal, unknown)],
            )
        else:
            turn.advance(_stands(journal), [(journal, replace(journal, refusal_stands=True))])
    return None


def _find(turn: Turn, external_ids: list[str]) -> Found:
    """Look journals up together with a journal that must be seen: without one none is absent.

    The one that look-ups relied on may have been deleted; any other that is shown serves as well.
    """
    witness = turn.connection.witness
    if witness is not None:
        found = turn.netsuite.find(external_ids, witness)
        if found.could_see:
            return found
    other = turn.netsuite.any_journal()
    if other is None or other == witness:
        return turn.netsuite.find(external_ids, None) if witness is None else found
    turn.learn_witness(other)
    return turn.netsuite.find(external_ids, other)


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


def _adopt(turn: Turn, journal: Journal, internal_id: str) -> None:
    after = replace(
        journal,
        status=JournalStatus.POSTED,
        internal_id=internal_id,
        unknown_since=None,
        refused_at=None,
        refusals=(),
        key_taken=False,
        refusal_stands=False,
    )
    turn.advance(
        f"Found: the journal of entry {journal.entry_id} is in NetSuite as internal id "
        f"{internal_id}.",
        [(journal, after)],
    )


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
    return min(at for at in (*steps, latest) if at > now)
