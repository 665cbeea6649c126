"""One turn of a worker at one sync: what it holds, and the fenced writes it may make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from period_sync.application.frozen import write_json
from period_sync.application.frozen_work import FrozenWork
from period_sync.application.phase_result import Failed
from period_sync.application.ports import AccountPeriod, Guards
from period_sync.application.poster_ports import PosterPorts
from period_sync.application.through_connection import ThroughConnection
from period_sync.domain.errors import ImpossibleState, StaleWorker
from period_sync.domain.evidence import Evidence, EvidenceKind
from period_sync.domain.journal import Journal, wanted
from period_sync.domain.problems import Problem
from period_sync.domain.sync import StoredObject, Sync
from period_sync.domain.transitions import require_stage, require_transition

MARGIN = 1 / 8
"""What must remain of an invocation to POST beside the time that NetSuite's answer may take, as a
share of it: the outcome must be recorded. 135 s with an answer's usual 120 s."""
RECORD = 1 / 6
"""What must remain to record a read-back, as a share of the same time."""
JOURNALS_PER_STEP = 90
"""How many journals one `advance` may change."""


class Turn(ThroughConnection, FrozenWork):
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
        super().__init__(ports, sync)
        self.deadline = deadline
        self.one_journal = one_journal
        self._account_period: AccountPeriod | None = None
        self._evidence: list[Evidence] = []

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

    def stopped(self) -> Failed | None:
        """How the sync ends if a person asked it to stop; None if nobody did."""
        stop = self.ports.syncs.stop(self.sync)
        if stop is None:
            return None
        facts = {"by": stop.by.email, "at": f"{stop.at:%Y-%m-%d %H:%M:%S} UTC"}
        return Failed((Problem("OPS-04", facts),))


def _counted(sync: Sync, journals: Iterable[Journal]) -> Sync:
    """Count what is in NetSuite of a sync's own plan; another's says nothing of it."""
    if not sync.is_planned:
        return sync
    kept = wanted(journals)
    total, posted = len(kept), sum(journal.is_in_netsuite for journal in kept)
    if (total, posted) == (sync.journals_total, sync.journals_posted):
        return sync
    return replace(sync, journals_total=total, journals_posted=posted)
