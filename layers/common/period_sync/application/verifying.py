"""Stage VERIFYING: read every journal back from the ledger and compare it with what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from period_sync.application.comparing import compare, is_reversed
from period_sync.application.finding import find_journals
from period_sync.application.phase_result import PhaseResult, Wait
from period_sync.application.reversing import mark_reversed
from period_sync.application.standing import watch_given_up
from period_sync.application.turn import Turn
from period_sync.domain.booked import BookedJournal, overwritten_id
from period_sync.domain.evidence import EvidenceKind
from period_sync.domain.journal import AS_SENT, Journal, JournalStatus
from period_sync.domain.journal_record import REJECTED
from period_sync.domain.posting import JournalToPost

READ_AGAIN_SECONDS = 15
READ_AGAIN_FOR = timedelta(minutes=10)
"""A journal that NetSuite took and does not show yet is absent, not different (fact 95)."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a read-back showed: journals that are not shown, or not with their reversal."""

    missing: list[Journal]
    booked: Mapping[str, BookedJournal]
    sent: Mapping[str, JournalToPost]


def verify_journals(turn: Turn) -> PhaseResult:
    """Read back all journals in NetSuite that this sync has not verified."""
    sync_id = turn.sync.sync_id
    unread = [j for j in turn.journals() if j.is_in_netsuite and j.verified_by != sync_id]
    ended = _wait_for_doubles(turn, unread) or verify(turn, unread)
    if ended is None:
        mark_reversed(turn)
    return ended


def verify(turn: Turn, unread: Sequence[Journal]) -> Wait | None:
    """Read journals back until all are shown; Wait for those that are not, for a while."""
    seen = read_back(turn, unread)
    if isinstance(seen, Wait):
        return seen
    ended = _missing(turn, seen) if seen.missing else None
    if ended is None:
        watch_given_up(turn)
    return ended


def _wait_for_doubles(turn: Turn, journals: Sequence[Journal]) -> Wait | None:
    """Wait until a second copy of a journal that was sent again early would show.

    Where a connection's settling time is shortened, all rests on NetSuite's uniqueness of external
    ids; should it not be atomic (fact 196), both requests are booked, the last of them this late.
    """
    if turn.settle_after >= turn.ports.settle_after:
        return None
    deadlines = [j.deadline for j in journals if j.attempt > 1 and j.deadline is not None]
    if not deadlines:
        return None
    seconds = (max(deadlines) + turn.ports.settle_after - turn.now()).total_seconds() + 1
    return Wait(seconds, "Making sure that nothing is booked twice.") if seconds > 0 else None


def read_back(turn: Turn, unread: Sequence[Journal]) -> ReadBack | Wait:
    """Read journals from the ledger and record what each is there; Wait if time runs out."""
    sent = {
        journal.external_id: turn.content(journal, turn.ids_it_was_sent_with(journal))
        for journal in unread
    }
    ids = [journal.internal_id for journal in unread if journal.internal_id is not None]
    seen = turn.netsuite.read(ids, [*sent]) if ids else []
    booked = {journal.internal_id: journal for journal in seen}
    ids_by_key = _ids_by_key(turn, unread, seen)
    reversals = _reversals(turn, unread, sent, booked)
    missing: list[Journal] = []
    for journal in unread:
        if not turn.can_record:
            return Wait(0, "The rest is read back in another turn.")
        current = _take_note(turn, journal, ids_by_key[journal.external_id])
        found = booked.get(current.internal_id or "")
        content = sent[journal.external_id]
        if found is None or (is_reversed(content) and found.internal_id not in reversals):
            missing.append(current)
        else:
            _record(turn, current, content, found, reversals.get(found.internal_id))
    return ReadBack(missing, booked, sent)


def read_again(turn: Turn, journals: Sequence[Journal]) -> Wait | None:
    """Read journals that were read back before: they may be changed, rejected or gone since.

    Gone is what was shown once and is not there now, for a look-up that could see; a copy of it
    that holds something else does not stand in for it.
    """
    seen = read_back(turn, [journal for journal in journals if journal.is_readable])
    if isinstance(seen, Wait):
        return seen
    lost = [
        journal
        for journal in seen.missing
        if journal.number
        and journal.status is not JournalStatus.DELETED
        and journal.internal_id not in seen.booked
    ]
    sightings = find_journals(turn, lost)
    for journal in lost:
        sighting = sightings[journal.external_id]
        if sighting.could_see and not sighting.internal_ids:
            gone = replace(journal, status=JournalStatus.DELETED, verified_by=None)
            step = f"Journal {journal.number} (entry {journal.entry_id}) is no longer in NetSuite."
            turn.advance(step, [(journal, gone)])
    return None


def _ids_by_key(
    turn: Turn, unread: Sequence[Journal], seen: Sequence[BookedJournal]
) -> Mapping[str, Sequence[str]]:
    """Name everything that is one of the journals: as we know it, or because it bears its key.

    What bears a key in its memo only is looked for where there was such a one before.
    """
    again = find_journals(turn, [journal for journal in unread if journal.rivals])
    found: dict[str, Sequence[str]] = {}
    for journal in unread:
        key = journal.external_id
        ids = [b.internal_id for b in seen if b.internal_id == journal.internal_id]
        ids += [b.internal_id for b in seen if b.external_id == key]
        ids += again[key].internal_ids if key in again else ()
        found[key] = tuple(dict.fromkeys(ids))
    return found


def _take_note(turn: Turn, journal: Journal, ids: Sequence[str]) -> Journal:
    """Record which other journals are this one too; one of them, if the one we knew is gone."""
    if not ids or (ids[0] == journal.internal_id and tuple(ids[1:]) == journal.rivals):
        return journal
    after = replace(journal, internal_id=ids[0], rivals=tuple(ids[1:]))
    step = f"The journal of entry {journal.entry_id} is in NetSuite as {' and '.join(ids)}."
    turn.advance(step, [(journal, after)])
    return after


def _reversals(
    turn: Turn,
    unread: Sequence[Journal],
    sent: Mapping[str, JournalToPost],
    booked: Mapping[str, BookedJournal],
) -> Mapping[str, BookedJournal]:
    originals = [
        found
        for journal in unread
        if (found := booked.get(journal.internal_id or "")) is not None
        and is_reversed(sent[journal.external_id])
    ]
    return turn.netsuite.reversals(originals) if originals else {}


def _record(
    turn: Turn,
    journal: Journal,
    content: JournalToPost,
    booked: BookedJournal,
    reversal: BookedJournal | None,
) -> None:
    found = compare(turn, journal, content, booked, reversal)
    if journal.rivals:
        status, step = JournalStatus.DIFFERS, "is in NetSuite more than once"
    elif booked.approval_status == REJECTED and not booked.is_posting:
        status, step = JournalStatus.REJECTED, "was rejected in NetSuite"
    elif found.differences and found.told != journal.accepted:
        status, step = JournalStatus.DIFFERS, "differs from what was sent"
    elif booked.is_posting and journal.status is JournalStatus.REVERSED:
        status, step = JournalStatus.REVERSED, "is in the ledger, as is its reversal"
    elif booked.is_posting:
        status, step = JournalStatus.POSTED, "is in the ledger and equals what was sent"
    else:
        status, step = JournalStatus.PENDING_APPROVAL, "awaits approval in NetSuite"
    after = replace(
        journal,
        status=status,
        number=booked.number,
        resolution=found.resolution,
        corrected=found.corrected,
        renamed_to=overwritten_id(content, booked),
        exchange_rate=None if booked.exchange_rate is None else f"{booked.exchange_rate:f}",
        findings=found.told,
        shifted_to=found.shifted_to,
        verified_by=turn.sync.sync_id if status in AS_SENT else None,
    )
    if after == journal:
        return
    seen = asdict(booked) | {"reversed_by": reversal and asdict(reversal)}
    compared = {"differences": found.differences, "notices": found.notices}
    turn.keep_evidence(journal, EvidenceKind.READ_BACK, seen | compared)
    turn.advance(f"Journal {booked.number} (entry {journal.entry_id}) {step}.", [(journal, after)])


def _missing(turn: Turn, seen: ReadBack) -> Wait | None:
    """Read again for a while; then nobody knows, and the sync says so."""
    since = turn.sync.progressed_at or turn.sync.requested_at
    if turn.now() < since + READ_AGAIN_FOR:
        return Wait(READ_AGAIN_SECONDS, "NetSuite does not show every journal yet; reading again.")
    for journal in seen.missing:
        found = seen.booked.get(journal.internal_id or "")
        if found is not None:
            _record(turn, journal, seen.sent[journal.external_id], found, None)
            continue
        not_shown(turn, journal)
    return None


def not_shown(turn: Turn, journal: Journal) -> None:
    """Record that a journal which NetSuite took can't be seen: nobody knows what became of it."""
    after = replace(journal, status=JournalStatus.UNKNOWN, unknown_since=turn.now())
    turn.advance(
        f"NetSuite does not show internal id {journal.internal_id} (entry {journal.entry_id}).",
        [(journal, after)],
    )
