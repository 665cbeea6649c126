"""Compares a journal as it is booked with what was sent, and with what would be sent now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from period_sync.application.frozen import Resolution
from period_sync.application.turn import Turn
from period_sync.domain.booked import (
    BookedJournal,
    classification_changes,
    differences,
    mapped_otherwise,
    reversal_differences,
    shifted_period,
)
from period_sync.domain.journal import Journal
from period_sync.domain.posting import JournalToPost
from period_sync.domain.sync import StoredObject

FINDINGS_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Compared:
    """What a read-back showed: what differs, and what may differ.

    `shifted_to` is the posting period that it was booked in instead of the one that was sent.
    `resolution` has the ids that it is booked with, `corrected` those it would be sent with now,
    if they make another journal of it.
    """

    differences: Sequence[str]
    notices: Sequence[str]
    shifted_to: str | None
    resolution: StoredObject | None
    corrected: StoredObject | None = None

    @property
    def told(self) -> str | None:
        """What differs, in words; what may differ if that is all."""
        return "; ".join(self.differences or self.notices)[:FINDINGS_CHARACTERS] or None


def is_reversed(content: JournalToPost) -> bool:
    """Whether a POST made two transactions: a deferred reversal comes on its date (fact 188)."""
    return content.reversal_date is not None and not content.reversal_defer


def compare(
    turn: Turn,
    journal: Journal,
    content: JournalToPost,
    booked: BookedJournal,
    reversal: BookedJournal | None,
) -> Compared:
    """Compare what is booked with `content`, which was sent, and with what would be sent now.

    A mapping that was corrected after a journal was sent can't change what is booked: where that
    touches an account, an amount, the date or the period it is a difference, else a notice.
    """
    stored = journal.resolution or turn.ids_to_send_with(journal)
    sent = _compare(turn.resolved(stored), content, booked, reversal, stored)
    newer = _newer(turn, journal)
    if newer is None:
        return sent
    terms = turn.resolved(newer)
    try:
        now = turn.content(journal, terms)
    except KeyError:
        # A name has no record any more, so that nothing would be sent now.
        return replace(sent, corrected=journal.corrected)
    would_be = _compare(terms, now, booked, reversal, newer)
    if sent.differences:
        # Somebody may have corrected it in NetSuite to what would be sent now.
        return replace(sent, corrected=newer) if would_be.differences else would_be
    book = terms.features.primary_book
    wrong, other = mapped_otherwise(now, booked, book)
    other += [each for each in classification_changes(now, booked, book) if not wrong]
    if not wrong and not other:
        return sent
    since = "mapped otherwise since it was sent: "
    return replace(
        sent,
        differences=[since + each for each in wrong],
        notices=[*sent.notices, *(since + each for each in other)],
        corrected=newer,
    )


def _newer(turn: Turn, journal: Journal) -> StoredObject | None:
    """The ids that a journal would be sent with now, if others are known than it was sent with.

    One that was read back before is compared with what it was sent with: what is settled is not
    judged anew whenever a mapping changes. A reversal takes the ids of what it mirrors, and a later
    revision takes over, or reverses, what is booked, whatever the mappings say.
    """
    if journal.reverses is not None or journal.revision != turn.sync.revision:
        return None
    is_first = journal.number is None and journal.resolution is not None
    now = journal.corrected or (turn.sync.resolution if is_first else None)
    return None if now == journal.resolution else now


def _compare(
    terms: Resolution,
    content: JournalToPost,
    booked: BookedJournal,
    reversal: BookedJournal | None,
    stored: StoredObject | None,
) -> Compared:
    book = terms.features.primary_book
    found = differences(content, booked, book)
    if is_reversed(content):
        found += reversal_differences(content, reversal, book)
    changes = classification_changes(content, booked, book)
    if terms.settings.strict_classifications:
        found, changes = found + changes, []
    return Compared(found, changes, shifted_period(content, booked), stored)
