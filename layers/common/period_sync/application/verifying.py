"""Stage VERIFYING: read every journal back from the ledger and compare it with what was sent."""

from dataclasses import asdict, replace
from datetime import timedelta

from period_sync.application.turn import PhaseResult, Turn, Wait
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.posting import BookedJournal, differences

RECORD_SECONDS_MIN = 20
READ_AGAIN_SECONDS = 15
READ_AGAIN_FOR = timedelta(minutes=10)
"""A journal that NetSuite took and does not show yet is absent, not different (fact 95)."""


def verify_journals(turn: Turn) -> PhaseResult:
    """Read back all journals in NetSuite that this sync has not verified."""
    unread = [
        journal
        for journal in turn.journals()
        if journal.is_in_netsuite and journal.verified_by != turn.sync.sync_id
    ]
    ids = [journal.internal_id for journal in unread if journal.internal_id is not None]
    booked = {journal.internal_id: journal for journal in turn.netsuite.read(ids)} if ids else {}
    missing: list[Journal] = []
    for journal in unread:
        if turn.seconds_left() < RECORD_SECONDS_MIN:
            return Wait(0, "The rest is read back in another turn.")
        found = booked.get(journal.internal_id or "")
        if found is None:
            missing.append(journal)
        else:
            _record(turn, journal, found)
    if missing:
        return _missing(turn, missing)
    return None


def _record(turn: Turn, journal: Journal, booked: BookedJournal) -> None:
    ids = turn.ids_it_was_sent_with(journal)
    found = differences(turn.content(journal, ids), booked)
    if found:
        status, step = JournalStatus.DIFFERS, "differs from what was sent"
    elif booked.is_posting:
        status, step = JournalStatus.POSTED, "is in the ledger and equals what was sent"
    else:
        status, step = JournalStatus.PENDING_APPROVAL, "awaits approval in NetSuite"
    after = replace(
        journal,
        status=status,
        number=booked.number,
        resolution=journal.resolution or turn.sync.resolution,
        findings="; ".join(found)[:2000] or None,
        verified_by=None if found else turn.sync.sync_id,
    )
    turn.keep_evidence(journal, "read-back", asdict(booked) | {"differences": found})
    turn.advance(f"Journal {booked.number} (entry {journal.entry_id}) {step}.", [(journal, after)])


def _missing(turn: Turn, missing: list[Journal]) -> PhaseResult:
    """Read again for a while; then nobody knows, and the sync says so."""
    since = turn.sync.progressed_at or turn.sync.requested_at
    if turn.now() < since + READ_AGAIN_FOR:
        return Wait(READ_AGAIN_SECONDS, "NetSuite does not show every journal yet; reading again.")
    for journal in missing:
        after = replace(journal, status=JournalStatus.UNKNOWN, unknown_since=turn.now())
        turn.advance(
            f"NetSuite does not show internal id {journal.internal_id} (entry {journal.entry_id}).",
            [(journal, after)],
        )
    return None
