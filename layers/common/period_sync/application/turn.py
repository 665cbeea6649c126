"""One turn of a worker at one sync: what it holds, and the fenced writes it may make."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from period_sync.application.connection_changes import change_connection
from period_sync.application.ending import End
from period_sync.application.frozen import Resolution, read_problems, read_resolution, write_json
from period_sync.application.frozen_mappings import read_mappings
from period_sync.application.frozen_plan import read_plan
from period_sync.application.journal_content import EntryContent
from period_sync.application.kept_records import KeptRecords
from period_sync.application.ports import (
    AccountPeriod,
    Clock,
    Connections,
    Decisions,
    Documents,
    Footprints,
    Guards,
    NetSuite,
    NetSuites,
    Objects,
    Pauses,
    Periods,
    Results,
    Syncs,
    Tenants,
)
from period_sync.application.trace import document_of
from period_sync.domain.connection import Connection
from period_sync.domain.decisions import Decided
from period_sync.domain.document import Document, Entry
from period_sync.domain.errors import ImpossibleState, StaleWorker
from period_sync.domain.evidence import Evidence, EvidenceKind
from period_sync.domain.journal import Journal, by_any_key, wanted
from period_sync.domain.mappings import Mappings
from period_sync.domain.plan import Plan, PlannedJournal
from period_sync.domain.posting import JournalToPost
from period_sync.domain.problems import Problem
from period_sync.domain.sync import StoredObject, Sync
from period_sync.domain.transitions import require_stage, require_transition

MARGIN = 1 / 8
"""What must remain of an invocation to POST beside the time that NetSuite's answer may take, as a
share of it: the outcome must be recorded. 135 s with an answer's usual 120 s."""
RECORD = 1 / 6
"""What must remain to record a read-back, as a share of the same time."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The turn ends here; the sync is due again after `seconds`. `reason` is for the timeline.

    `is_paused` tells that an operator wants it so, and that the time doesn't count as idle.
    """

    seconds: float
    reason: str | None = None
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """The sync ends here, with everything that is wrong."""

    problems: tuple[Problem, ...]


PhaseResult = Wait | Failed | None
"""None: go on with the next phase."""


@dataclass(frozen=True, slots=True)
class PosterPorts:
    """What posting needs of the outside.

    `answer_seconds` is how long NetSuite's answer to a POST is waited for. `settle_after` is how
    long after its deadline a POST may still commit, and `refusal_lag` how long a refused journal
    must stay absent, where a connection doesn't say.
    """

    clock: Clock
    tenants: Tenants
    connections: Connections
    footprints: Footprints
    periods: Periods
    syncs: Syncs
    pauses: Pauses
    objects: Objects
    documents: Documents
    decisions: Decisions
    netsuites: NetSuites
    results: Results
    end: End
    redrive: Callable[[Sync], Sync | None]
    jitter: Callable[[], float]
    stage: str
    code_version: str
    answer_seconds: float
    settle_after: timedelta
    refusal_lag: timedelta
    kept_records: KeptRecords


class Turn:
    """A claimed sync in one invocation.

    `deadline` is the end of the invocation. `one_journal` asks to stop after one journal, so that
    a message received again makes progress and is not counted towards giving up.
    """

    is_on_paper = False
    """Whether it sends nothing."""
    waits_for_doubts = True
    """Whether what is in doubt is looked for until it is settled; if not, it is looked for once."""

    def __init__(
        self, ports: PosterPorts, sync: Sync, deadline: datetime, *, one_journal: bool
    ) -> None:
        self.ports = ports
        self.sync = sync
        self.deadline = deadline
        self.one_journal = one_journal
        self._account_period: AccountPeriod | None = None
        self._evidence: list[Evidence] = []
        self._journals: dict[str, Journal] | None = None
        self._older: dict[str, Resolution] = {}
        self._plan: tuple[StoredObject, Plan] | None = None
        self._documents: dict[int, tuple[Document, dict[str, Entry]]] = {}
        self._contents: dict[tuple[str, int, int], EntryContent] = {}

    def advance(
        self,
        step: str | None = None,
        journals: Sequence[tuple[Journal, Journal]] = (),
        account_period: AccountPeriod | None = None,
        guards: Guards | None = None,
        **changes: Any,  # noqa: ANN401 - the fields of Sync
    ) -> None:
        """Write a change of the sync and its journals under this worker's epoch."""
        old = self.sync
        moved = bool(journals) or "stage" in changes
        new = replace(
            old,
            version=old.version + 1,
            step_no=old.step_no + (1 if step else 0),
            stepped_at=self.now() if step else old.stepped_at,
            progressed_at=self.now() if moved else old.progressed_at,
            excused_seconds=0 if moved else old.excused_seconds,
            **changes,
        )
        require_stage(old.stage, new.stage)
        for before, after in journals:
            if before.status is not after.status or before.attempt != after.attempt:
                require_transition(
                    before.status, after.status, old.stage, decided=old.decision_id is not None
                )
        if journals:
            held = self._with(journals)
            new = _counted(new, held.values())
        pair = None if account_period is None else (self.account_period, account_period)
        self._write(new, step, journals, pair, guards)
        self.sync = new
        self._evidence = []
        if new.plan != old.plan:
            self._journals = None
        elif journals:
            self._journals = held
        if account_period is not None:
            self._account_period = account_period

    def _write(
        self,
        new: Sync,
        step: str | None,
        journals: Sequence[tuple[Journal, Journal]],
        account_period: tuple[AccountPeriod, AccountPeriod] | None,
        guards: Guards | None,
    ) -> None:
        self.ports.syncs.advance(
            self.sync, new, step, journals, account_period, guards, self._evidence
        )

    def add_journals(self, plan: StoredObject, journals: Sequence[Journal]) -> None:
        """Create the rows of a plan's journals, before the plan is put in force."""
        self.ports.syncs.add_journals(replace(self.sync, plan=plan), journals)

    def _with(self, changes: Sequence[tuple[Journal, Journal]]) -> dict[str, Journal]:
        """All journals after some have changed, by their keys, which can change too."""
        changed = {before.external_id: after for before, after in changes}
        held = (changed.get(key, journal) for key, journal in self._held().items())
        return {journal.external_id: journal for journal in held}

    def now(self) -> datetime:
        """Return the present instant."""
        return self.ports.clock.now()

    def seconds_left(self) -> float:
        """Tell how much of the invocation remains."""
        return (self.deadline - self.now()).total_seconds()

    @property
    def can_post(self) -> bool:
        """Whether enough of the invocation remains to POST and to record what is answered."""
        return self.seconds_left() >= self.ports.answer_seconds * (1 + MARGIN)

    @property
    def can_record(self) -> bool:
        """Whether enough of the invocation remains to record one more journal that was read."""
        return self.seconds_left() >= self.ports.answer_seconds * RECORD

    @property
    def account_period(self) -> AccountPeriod:
        """The period's row in this account; this sync must be its current one."""
        if self._account_period is None:
            self._account_period = self._read_account_period()
        return self._account_period

    def _read_account_period(self) -> AccountPeriod:
        sync = self.sync
        row = self.ports.syncs.account_period(
            sync.tenant, sync.account, sync.entity, sync.period_id
        )
        if row is None or row.sync_id != sync.sync_id:
            if not sync.is_running:
                raise StaleWorker("Another sync has taken this period over.")
            raise ImpossibleState(
                "bug: a running sync is not its period's current one", sync_id=sync.sync_id
            )
        return row

    @cached_property
    def connection(self) -> Connection:
        """The connection as it is now."""
        return self.ports.connections.connection(self.sync.tenant, self.sync.connection_id)

    @cached_property
    def mappings(self) -> Mappings:
        """What names of the lease system are said to mean in this connection."""
        stored = self.connection.mappings
        return Mappings(() if stored is None else read_mappings(self.ports.objects.get(stored)))

    @property
    def settle_after(self) -> timedelta:
        """How long after its deadline a POST may still commit."""
        seconds = self.connection.settings.settle_seconds
        return self.ports.settle_after if seconds is None else timedelta(seconds=seconds)

    @property
    def refusal_lag(self) -> timedelta:
        """How long a refused journal must stay absent."""
        seconds = self.connection.settings.refusal_lag_seconds
        return self.ports.refusal_lag if seconds is None else timedelta(seconds=seconds)

    @cached_property
    def netsuite(self) -> NetSuite:
        """The NetSuite account, through one connection of this invocation."""
        return self.ports.netsuites.open(self.connection)

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

    def stopped(self) -> Failed | None:
        """How the sync ends if a person asked it to stop; None if nobody did."""
        stop = self.ports.syncs.stop(self.sync)
        if stop is None:
            return None
        facts = {"by": stop.by.email, "at": f"{stop.at:%Y-%m-%d %H:%M:%S} UTC"}
        return Failed((Problem("OPS-04", facts),))

    def learn_witness(self, internal_id: str) -> None:
        """Remember a journal that look-ups must see."""
        self.connection = change_connection(
            self.ports.connections,
            self.connection,
            lambda connection: replace(connection, witness=internal_id),
        )

    def has_newer_secret(self, refused_version: str) -> bool:
        """Whether a newer secret than the refused one is stored; it is read anew."""
        trusting = replace(self.connection, refused_secret_version=None)
        fresh = self.ports.netsuites.open(trusting, fresh=True)
        return fresh.secret_version not in {refused_version, self.connection.refused_secret_version}

    def keep_evidence(
        self, journal: Journal, kind: EvidenceKind, facts: Mapping[str, object]
    ) -> None:
        """Store one piece of evidence of the journal's present attempt, once and for ever.

        The next `advance` writes down where it lies, and its hash.
        """
        sync = self.sync
        place = f"tenants/{sync.tenant}/evidence/{sync.sync_id}/{journal.external_id}"
        stored = self.ports.objects.put(
            f"{place}/{journal.attempt:03d}-{kind}-{sync.epoch}.json", write_json(facts)
        )
        key, attempt, now = journal.external_id, journal.attempt, self.now()
        piece = Evidence(key, attempt, kind, now, sync.sync_id, sync.epoch, stored)
        self._evidence.append(piece)


def _counted(sync: Sync, journals: Iterable[Journal]) -> Sync:
    """Count what is in NetSuite of a sync's own plan; another's says nothing of it."""
    if not sync.is_planned:
        return sync
    kept = wanted(journals)
    total, posted = len(kept), sum(journal.is_in_netsuite for journal in kept)
    if (total, posted) == (sync.journals_total, sync.journals_posted):
        return sync
    return replace(sync, journals_total=total, journals_posted=posted)
