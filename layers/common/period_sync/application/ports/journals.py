"""The journals of a NetSuite account, ours and others, for operators."""

from collections.abc import Iterator
from typing import Protocol

from period_sync.domain.journal_record import (
    ChangeAnswer,
    JournalFilter,
    JournalKey,
    JournalRecord,
    JournalRow,
    NotShown,
)
from period_sync.domain.posting import RecordType


class Journals(Protocol):
    """The journals of one NetSuite account. Reads raise NetSuiteError's subclasses."""

    def get(
        self, key: JournalKey, record_type: RecordType = RecordType.JOURNAL
    ) -> JournalRecord | NotShown:
        """Read a journal whole."""

    def rows(self, wanted: JournalFilter) -> Iterator[JournalRow]:
        """List journals, page by page as they are consumed."""

    def find(self, key: JournalKey) -> JournalRow | None:
        """Look a journal of any type up; None says only that none is shown."""

    def delete(self, journal: JournalRow, reason: str) -> ChangeAnswer:
        """Delete a journal, once. Raises Conflict in a closed or locked period."""
