"""The pairs of a journal and its reversal: what may be sent when, and when both are done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from period_sync.application.turn import Turn
from period_sync.domain.document import Entry
from period_sync.domain.journal import GONE, VERIFIED, Journal, JournalStatus, by_any_key

_S = JournalStatus
_NEVER_SENT = frozenset({_S.PLANNED, _S.REFUSED})


def mark_reversed(turn: Turn) -> None:
    """Record which journals are reversed: those that this sync saw in the ledger with their mirror.

    A journal that is gone needs no reversal, unless one is in NetSuite; one that is back needs it
    again, and one whose reversal is gone stands again.
    """
    by_key = by_any_key(turn.journals())
    for mirror in turn.journals():
        if mirror.reverses is not None:
            _pair(turn, by_key[mirror.reverses], mirror)


def _pair(turn: Turn, original: Journal, mirror: Journal) -> None:
    sync_id = turn.sync.sync_id
    name = f"journal {original.number or original.internal_id} (entry {original.entry_id})"
    is_mirrored = _is_in_ledger(mirror, sync_id) or mirror.status is _S.BOOKED_BY_HAND
    if _is_in_ledger(original, sync_id) and is_mirrored:
        done = replace(original, status=_S.REVERSED, reversed_by=mirror.external_id)
        turn.advance(f"The {name} is reversed by {mirror.number}.", [(original, done)])
    elif original.status is _S.REVERSED and mirror.status in GONE:
        stands = replace(original, status=_S.POSTED, reversed_by=None)
        turn.advance(f"The reversal of the {name} is gone: it stands again.", [(original, stands)])
    elif original.status in GONE and mirror.status in _NEVER_SENT:
        needless = replace(mirror, status=_S.REPLACED)
        turn.advance(f"The {name} is gone, and needs no reversal.", [(mirror, needless)])
    elif original.is_in_netsuite and mirror.status is _S.REPLACED and turn.sync.is_running:
        needed = replace(mirror, status=_S.PLANNED)
        turn.advance(f"The {name} is back, and needs its reversal.", [(mirror, needed)])


def _is_in_ledger(journal: Journal, sync_id: str) -> bool:
    return journal.status is _S.POSTED and journal.verified_by == sync_id


def due_of(journals: Sequence[Journal], sync_id: str) -> Iterator[Journal]:
    """Yield the journals that may be sent now: none on a guess, none beside what it replaces.

    A reversal is due only when this sync has seen what it mirrors, and an entry's journals only
    when everything of the entry that is to be reversed has its reversal in NetSuite. So a crash,
    or a refusal, between the two leaves an entry out, and never counts it twice.
    """
    seen = {
        key
        for journal in journals
        for key in (*journal.given_up, journal.external_id)
        if journal.status in VERIFIED and journal.verified_by == sync_id
    }
    held_back = {
        journal.entry_id
        for journal in journals
        if journal.reverses is not None and journal.is_to_send
    }
    for journal in journals:
        if journal.reverses in seen or (
            journal.reverses is None and journal.entry_id not in held_back
        ):
            yield journal


def mirrored_entries(turn: Turn) -> list[tuple[Entry, str]]:
    """The entries whose reversals are still to be sent, each with its posting period.

    A reversal is dated as what it mirrors and goes to the same period, so that the totals of the
    period are those of its newest revision. It is never moved: a shut period is a problem.
    """
    by_key = by_any_key(turn.journals())
    found: dict[tuple[str, int], tuple[Entry, str]] = {}
    for mirror in turn.journals():
        original = None if mirror.reverses is None else by_key[mirror.reverses]
        if original is None or original.resolution is None or mirror.status not in _NEVER_SENT:
            continue
        planned = turn.planned(original)
        entry = turn.entry(planned)
        terms = turn.ids_it_was_sent_with(original)
        entry = replace(entry, date=terms.moved.get(entry.entry_id, entry.date))
        period = terms.period_of(entry)
        found[entry.entry_id, planned.entry_revision] = entry, period
    return list(found.values())
