"""Finds journals of ours in NetSuite, by their key as external id and at the end of their memo.

External ids can be overwritten by users, imports and scripts (fact 51); the memo then still tells
whose journal it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from period_sync.application.ports import Found
from period_sync.application.turn import Turn
from period_sync.domain.booked import BookedJournal, differences
from period_sync.domain.journal import Journal, JournalStatus


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a look-up says of one journal: found, absent, or that it could not see.

    `internal_ids` name everything in NetSuite that is this journal: by its external id, or by the
    key in its memo and equal content. More than one is a duplicate. `lookalikes` bear the key in
    their memo and hold something else: then nobody can say that the journal is absent.
    """

    internal_ids: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    could_see: bool = False

    @property
    def is_absent(self) -> bool:
        """Whether the journal is not in NetSuite."""
        return self.could_see and not self.internal_ids and not self.lookalikes


def find_journals(turn: Turn, journals: Sequence[Journal]) -> dict[str, Sighting]:
    """Look journals up, and return what was seen of each, by its key."""
    if not journals:
        return {}
    found = _find(turn, [journal.external_id for journal in journals])
    by_memo = sorted({each for ids in found.by_memo.values() for each in ids})
    read = turn.netsuite.read(by_memo) if by_memo else []
    booked = {journal.internal_id: journal for journal in read}
    sightings: dict[str, Sighting] = {}
    for journal in journals:
        key = journal.external_id
        own = found.internal_ids.get(key, ())
        marked = found.by_memo.get(key, ())
        equal = tuple(each for each in marked if _is_equal(turn, journal, booked.get(each)))
        others = () if own or equal else tuple(each for each in marked if each not in equal)
        sightings[key] = Sighting((*own, *equal), others, found.could_see)
    return sightings


def ask_record_service(turn: Turn, journal: Journal) -> str | None:
    """Ask for a journal past the index that SuiteQL searches, which may lag behind (fact 95).

    Only what it finds means something: it answers alike for what is not there and for what the
    role may not open (facts 152, 209 and 210). So it is asked only where SuiteQL shows nothing and
    that would decide something.
    """
    content = turn.content(journal, turn.ids_it_was_sent_with(journal))
    return turn.netsuite.by_external_id(content.record_type, journal.external_id)


def adopt(turn: Turn, journal: Journal, internal_ids: Sequence[str]) -> None:
    """Take over a journal that is in NetSuite; the read-back compares its content."""
    first, *rivals = internal_ids
    after = replace(
        journal,
        status=JournalStatus.POSTED,
        internal_id=first,
        rivals=tuple(rivals),
        lookalikes=(),
        unknown_since=None,
        refused_at=None,
        refusals=(),
        key_taken=False,
        refusal_stands=False,
    )
    row = turn.account_period
    turn.advance(
        f"Found: the journal of entry {journal.entry_id} is in NetSuite as internal id "
        f"{' and '.join(internal_ids)}.",
        [(journal, after)],
        # A journal of an earlier plan does not tie this one.
        None if row.sent or journal.origin else replace(row, sent=True, version=row.version + 1),
    )


def _is_equal(turn: Turn, journal: Journal, booked: BookedJournal | None) -> bool:
    """Whether a journal that bears our key in its memo holds what we sent under that key."""
    if booked is None:
        return False
    if journal.resolution is None and turn.sync.resolution is None:
        # None of ours sent it, and names are not resolved yet; the read-back will compare.
        return True
    terms = turn.ids_it_was_sent_with(journal)
    return not differences(turn.content(journal, terms), booked, terms.features.primary_book)


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
