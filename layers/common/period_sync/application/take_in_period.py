"""Takes in what the lease system hands over: a new closed period, a revision, or a repeat."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from period_sync.application.ports import Clock, Objects, Periods
from period_sync.domain.document import Document, content_digest
from period_sync.domain.errors import Conflict, ReasonMissing, RowChanged, SyncRunning
from period_sync.domain.sync import IntegrationStatus, Person
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, Revision

TRIES = 3
"""Hand-overs of one period at the same instant are few; each loser decides anew."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a hand-over. `is_new` is false for a repeat of what was taken in before."""

    period: ClosedPeriod
    revision: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class TakeInPeriod:
    """The use-case; see `__call__`."""

    clock: Clock
    periods: Periods
    objects: Objects

    def __call__(self, tenant: str, document: Document, body: bytes, by: Person) -> TakenIn:
        """Take in a checked document; `body` is its JSON as it came.

        The same content as the latest or any earlier revision is that revision again, and a
        document closed no later than the latest revision never makes a new one. Raises Conflict
        while a sync runs, or when changed content comes without a reason.
        """
        for _ in range(TRIES):
            try:
                return self._take_in(tenant, document, body, by)
            except RowChanged:
                continue
        raise Conflict("This period is being changed by others. Hand it over again.")

    def _take_in(self, tenant: str, document: Document, body: bytes, by: Person) -> TakenIn:
        entity, period_id = document.entity, document.period_id
        old = self.periods.find_period(tenant, entity, period_id)
        digest = content_digest(document)
        if old is not None:
            revisions = self.periods.revisions(tenant, entity, period_id)
            repeat = _repeats(revisions, document, digest)
            if repeat is not None:
                return TakenIn(old, repeat.number, is_new=False)
            _require_reopening(old, document)
        number = 1 if old is None else old.revision + 1
        # Named by its bytes: a hand-over that died half-way may come again with other ones.
        name = f"{number:04d}-{hashlib.sha256(body).hexdigest()}.json"
        stored = self.objects.put(f"tenants/{tenant}/documents/{entity}/{period_id}/{name}", body)
        now = self.clock.now()
        revision = Revision(
            number=number,
            digest=digest,
            document_key=stored.key,
            document_sha256=stored.sha256,
            closed_at=document.closed_at,
            closed_by=document.closed_by,
            received_at=now,
            reopened_reason=document.reopened_reason,
        )
        new = _period(tenant, document, number, old)
        self.periods.take_in(old, new, revision, _audit(new, revision, by, now))
        return TakenIn(new, number, is_new=True)


def _repeats(revisions: list[Revision], document: Document, digest: str) -> Revision | None:
    for revision in revisions:
        if revision.digest == digest:
            return revision
    latest = revisions[-1]
    return latest if document.closed_at <= latest.closed_at else None


def _require_reopening(old: ClosedPeriod, document: Document) -> None:
    if old.status is IntegrationStatus.IN_PROGRESS:
        raise SyncRunning(
            f"Sync {old.sync_id} is posting this period. Hand the period over when it has ended.",
            sync_id=old.sync_id,
        )
    if document.reopened_reason is None:
        raise ReasonMissing(
            "This period was handed over before with other content. If it was reopened, say why "
            "in reopened_reason.",
            field="reopened_reason",
            revision=old.revision,
        )


def _period(tenant: str, document: Document, number: int, old: ClosedPeriod | None) -> ClosedPeriod:
    counted = document.counted()
    return ClosedPeriod(
        tenant=tenant,
        entity=document.entity,
        period_id=document.period_id,
        name=document.name,
        start_date=document.start_date,
        end_date=document.end_date,
        closed_at=document.closed_at,
        closed_by=document.closed_by,
        revision=number,
        entries=counted.entries,
        lines=counted.lines,
        leases=counted.leases,
        totals={currency: f"{debit:f}" for currency, debit in sorted(counted.debit.items())},
        excluded=len(document.excluded),
        status=IntegrationStatus.NOT_SYNCED,
        sync_id=None if old is None else old.sync_id,
        version=1 if old is None else old.version + 1,
    )


def _audit(new: ClosedPeriod, revision: Revision, by: Person, now: datetime) -> AuditRecord:
    return AuditRecord(
        tenant=new.tenant,
        at=now,
        by=by,
        action="period taken in",
        subject=f"{new.entity}/{new.period_id}",
        facts={
            "period": f"{new.entity}/{new.period_id}",
            "revision": str(new.revision),
            "document": revision.document_sha256,
            "closed_by": new.closed_by,
            "reopened_reason": revision.reopened_reason or "",
        },
    )
