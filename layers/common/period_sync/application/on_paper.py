"""A turn on paper: it reads what a worker at a sync would read, and writes nothing anywhere.

What it would write it keeps to itself, so that the stages of a sync go on from it as they do.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from period_sync.application.ports import AccountPeriod, Guards, Objects
from period_sync.application.poster_ports import PosterPorts
from period_sync.application.turn import Turn
from period_sync.domain.evidence import EvidenceKind
from period_sync.domain.journal import Journal
from period_sync.domain.sync import StoredObject, Sync


@dataclass(frozen=True, slots=True)
class PaperObjects:
    """Fulfils `Objects`: reads those that are stored, and keeps new ones to itself."""

    stored: Objects
    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, key: str, body: bytes) -> StoredObject:
        """Keep an object."""
        self.kept[key] = body
        return StoredObject(key, hashlib.sha256(body).hexdigest())

    def get(self, stored: StoredObject) -> bytes:
        """Read an object. Raises ImpossibleState if it is gone, or its content has another hash."""
        found = self.kept.get(stored.key)
        return self.stored.get(stored) if found is None else found


class PaperTurn(Turn):
    """A turn at a sync that nobody asked for.

    Nothing waits for it and nothing is held by it, so that it stands in no other's way; what is in
    doubt is looked for once.
    """

    is_on_paper = True
    waits_for_doubts = False

    def __init__(self, ports: PosterPorts, sync: Sync, deadline: datetime) -> None:
        on_paper = replace(ports, objects=PaperObjects(ports.objects))
        super().__init__(on_paper, sync, deadline, one_journal=False)
        self._added: dict[str, Sequence[Journal]] = {}

    def _write(
        self,
        new: Sync,
        step: str | None,
        journals: Sequence[tuple[Journal, Journal]],
        account_period: tuple[AccountPeriod, AccountPeriod] | None,
        guards: Guards | None,
    ) -> None:
        """Write nothing: `advance` keeps what has changed."""

    def add_journals(self, plan: StoredObject, journals: Sequence[Journal]) -> None:
        """Keep a plan's journals; one of the same plan made before is as its row says."""
        rows = {row.position: row for row in super()._read_journals(replace(self.sync, plan=plan))}
        self._added[plan.sha256] = [
            journal if journal.origin else rows.get(journal.position, journal)
            for journal in journals
        ]

    def _read_journals(self, sync: Sync) -> Sequence[Journal]:
        added = self._added.get(sync.plan.sha256) if sync.plan else None
        return super()._read_journals(sync) if added is None else added

    def _read_account_period(self) -> AccountPeriod:
        """The period's row as it would be if this sync were its current one."""
        sync = self.sync
        row = self.ports.syncs.account_period(
            sync.tenant, sync.account, sync.entity, sync.period_id
        )
        if row is not None:
            return replace(row, sync_id=sync.sync_id)
        return AccountPeriod(
            sync.tenant, sync.account, sync.entity, sync.period_id, sync.sync_id, is_running=True
        )

    def keep_evidence(
        self, journal: Journal, kind: EvidenceKind, facts: Mapping[str, object]
    ) -> None:
        """Keep none: nothing that it sees is acted on."""

    def learn_witness(self, internal_id: str) -> None:
        """Let look-ups of this turn rely on a journal that is shown."""
        self.connection = replace(self.connection, witness=internal_id)
