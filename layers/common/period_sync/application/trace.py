"""Leads from the lines of a journal in NetSuite back to the lines and leases they stand for."""

from collections.abc import Iterator
from dataclasses import dataclass

from period_sync.application.frozen_plan import read_plan
from period_sync.application.ports import Documents, Objects, Periods
from period_sync.domain.document import Document, Line
from period_sync.domain.errors import NotFound
from period_sync.domain.sync import StoredObject, Sync


@dataclass(frozen=True, slots=True)
class TracedLine:
    """A line of a journal, and the lines of its entry that it stands for.

    `number` counts from 1 in the journal; so do the numbers of `stands_for` in the entry.
    """

    number: int
    posted: Line
    stands_for: tuple[tuple[int, Line], ...]


@dataclass(frozen=True, slots=True)
class TraceJournal:
    """The use-case; see `__call__`."""

    periods: Periods
    objects: Objects
    documents: Documents

    def __call__(self, sync: Sync, external_id: str) -> Iterator[TracedLine]:
        """Yield a journal's lines from the frozen plan of a sync. Raises NotFound."""
        plan = None if sync.plan is None else read_plan(self.objects.get(sync.plan))
        planned = {} if plan is None else {j.external_id: j for j in plan.journals}
        journal = planned.get(external_id)
        if journal is None:
            raise NotFound(f"Sync {sync.sync_id} has planned no journal {external_id}.")
        revision = journal.entry_revision
        document = document_of(sync, revision, self.periods, self.objects, self.documents)
        entry = next(e for e in document.entries if e.entry_id == journal.entry_id)
        lines = zip(journal.lines, journal.lines_of(entry), strict=True)
        for number, (group, posted) in enumerate(lines, start=1):
            stands_for = tuple((index + 1, entry.lines[index]) for index in group)
            yield TracedLine(number, posted, stands_for)


def document_of(
    sync: Sync, revision: int, periods: Periods, objects: Objects, documents: Documents
) -> Document:
    """Read the document of one revision of a sync's period."""
    revisions = periods.revisions(sync.tenant, sync.entity, sync.period_id)
    found = next(r for r in revisions if r.number == revision)
    stored = StoredObject(found.document_key, found.document_sha256)
    return documents.read(objects.get(stored))
