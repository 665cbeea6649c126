"""What a sync was frozen with: its plan, the entries it is of, and the ids found for them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from period_sync.application.frozen import Resolution, read_problems, read_resolution
from period_sync.application.frozen_plan import read_plan
from period_sync.application.journal_content import EntryContent
from period_sync.application.poster_ports import PosterPorts
from period_sync.application.trace import document_of
from period_sync.domain.decisions import Decided
from period_sync.domain.document import Document, Entry
from period_sync.domain.errors import ImpossibleState
from period_sync.domain.journal import Journal, by_any_key
from period_sync.domain.plan import Plan, PlannedJournal
from period_sync.domain.posting import JournalToPost
from period_sync.domain.sync import StoredObject, Sync


class FrozenWork:
    """What a turn works from: the plan, its journals, and what was frozen for them."""

    def __init__(self, ports: PosterPorts, sync: Sync) -> None:
        self.ports = ports
        self.sync = sync
        self._journals: dict[str, Journal] | None = None
        self._older: dict[str, Resolution] = {}
        self._plan: tuple[StoredObject, Plan] | None = None
        self._documents: dict[int, tuple[Document, dict[str, Entry]]] = {}
        self._contents: dict[tuple[str, int, int], EntryContent] = {}

    @property
    def document(self) -> Document:
        """The document of the sync's revision."""
        return self._document(self.sync.revision)[0]

    def _document(self, revision: int) -> tuple[Document, dict[str, Entry]]:
        if revision not in self._documents:
            ports = self.ports
            found = document_of(self.sync, revision, ports.periods, ports.objects, ports.documents)
            self._documents[revision] = found, {entry.entry_id: entry for entry in found.entries}
        return self._documents[revision]

    def entry(self, planned: PlannedJournal) -> Entry:
        """The entry that a journal is of, as the revision had it whose document holds it."""
        return self._document(planned.entry_revision)[1][planned.entry_id]

    @property
    def plan(self) -> Plan:
        """The frozen plan."""
        stored = self.sync.plan
        if stored is None:
            raise ImpossibleState("bug: a sync past planning has no plan")
        if self._plan is None or self._plan[0] != stored:
            self._plan = stored, read_plan(self.ports.objects.get(stored))
        return self._plan[1]

    def planned(self, journal: Journal) -> PlannedJournal:
        """What the plan says of a journal, under the key that it has now."""
        return replace(
            self.plan.journals[journal.position - 1],
            external_id=journal.external_id,
            generation=journal.generation,
        )

    def journals(self) -> list[Journal]:
        """The journals as they stand, in the plan's order; only this worker can change them."""
        return list(self._held().values())

    def _held(self) -> dict[str, Journal]:
        if self._journals is None:
            rows = self._read_journals(self.sync)
            self._journals = {journal.external_id: journal for journal in rows}
        return self._journals

    def _read_journals(self, sync: Sync) -> Sequence[Journal]:
        return self.ports.syncs.journals(sync)

    def freeze(self, name: str, body: bytes) -> StoredObject:
        """Store what was found.

        A worker that died before it recorded that may have found something else.
        """
        sync = self.sync
        place = f"tenants/{sync.tenant}/syncs/{sync.sync_id}/{name}-{sync.epoch}.json"
        return self.ports.objects.put(place, body)

    @cached_property
    def decided(self) -> Decided | None:
        """The decision that takes effect in this sync."""
        if self.sync.decision_id is None:
            return None
        return self.ports.decisions.decision(self.sync.tenant, self.sync.decision_id)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """Entries that a decision lets wait while the others are posted, by their problems."""
        found = self.sync.notices
        problems = [] if found is None else read_problems(self.ports.objects.get(found))
        blocking = (problem for problem in problems if problem.blocks)
        return frozenset(place.entry_id for problem in blocking for place in problem.places)

    @cached_property
    def resolution(self) -> Resolution:
        """The frozen internal ids."""
        if self.sync.resolution is None:
            raise ImpossibleState("bug: a sync past checking has no resolved ids")
        return read_resolution(self.ports.objects.get(self.sync.resolution))

    def content(self, journal: Journal, resolution: Resolution) -> JournalToPost:
        """Put together what a journal holds under the given ids."""
        planned = self.planned(journal)
        # It holds on to its resolution, so that no other one gets the same id.
        key = (planned.entry_id, planned.entry_revision, id(resolution))
        if key not in self._contents:
            self._contents[key] = EntryContent(self.entry(planned), resolution)
        return self._contents[key].journal(planned, self.sync)

    def ids_to_send_with(self, journal: Journal) -> StoredObject | None:
        """The ids that a journal is sent with: of this sync, or of what a reversal mirrors."""
        if journal.reverses is None:
            return self.sync.resolution
        return by_any_key(self.journals())[journal.reverses].resolution or self.sync.resolution

    def ids_it_was_sent_with(self, journal: Journal) -> Resolution:
        """The ids of the sync that sent a journal; those it would be sent with, if none did."""
        return self.resolved(journal.resolution or self.ids_to_send_with(journal))

    def resolved(self, stored: StoredObject | None) -> Resolution:
        """Read frozen internal ids."""
        if stored is None or stored == self.sync.resolution:
            return self.resolution
        if stored.key not in self._older:
            self._older[stored.key] = read_resolution(self.ports.objects.get(stored))
        return self._older[stored.key]
