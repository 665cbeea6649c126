"""Remembers the hand-overs that were not taken in, so that people see why a period is missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from period_sync.application.ports import Clock, Periods
from period_sync.domain.errors import InvalidInput, PeriodSyncError, ReasonMissing
from period_sync.domain.faults import Fault, InvalidDocument
from period_sync.domain.tenant import RefusedHandOver

FAULTS_KEPT = 50
TEXT_MAX = 500
"""Characters of a text that are kept: what a sender writes may be of any length."""
NAME_MAX = 100


@dataclass(frozen=True, slots=True)
class RefusedHandOvers:
    """The use-cases: note one, and list those that nothing accepted has followed."""

    clock: Clock
    periods: Periods

    @contextmanager
    def noting(self, tenant: str, entity: str, period_id: str, sender: str) -> Iterator[None]:
        """Note what refuses a hand-over in this block; the refusal goes on."""
        try:
            yield
        except (InvalidInput, ReasonMissing) as error:
            self.note(tenant, entity, period_id, sender, error)
            raise

    def note(
        self, tenant: str, entity: str, period_id: str, sender: str, error: PeriodSyncError
    ) -> None:
        """Keep what was wrong with a hand-over, in place of what was wrong with one before."""
        if not (0 < len(entity) <= NAME_MAX and 0 < len(period_id) <= NAME_MAX):
            return
        faults = _faults(error)
        count = error.evidence["faults"] if isinstance(error, InvalidDocument) else len(faults)
        refused = RefusedHandOver(
            tenant=tenant,
            entity=entity,
            period_id=period_id,
            received_at=self.clock.now(),
            sender=sender[:NAME_MAX],
            fault_count=int(str(count)),
            faults=tuple(_cut(fault) for fault in faults[:FAULTS_KEPT]),
        )
        self.periods.note_refusal(refused)

    def open(self, tenant: str) -> list[RefusedHandOver]:
        """List those that no accepted hand-over of the same period has followed, newest first."""
        found = [one for one in self.periods.refusals(tenant) if not self._is_mended(one)]
        return sorted(found, key=lambda one: one.received_at, reverse=True)

    def _is_mended(self, refused: RefusedHandOver) -> bool:
        taken = self.periods.revisions(refused.tenant, refused.entity, refused.period_id)
        return any(revision.received_at >= refused.received_at for revision in taken)


def _faults(error: PeriodSyncError) -> tuple[Fault, ...]:
    if isinstance(error, InvalidDocument):
        return error.faults
    field = str(error.evidence.get("field", ""))
    return (Fault(error.code, field, error.message, "Mend it, and hand the period over again."),)


def _cut(fault: Fault) -> Fault:
    return replace(
        fault,
        field=fault.field[:TEXT_MAX],
        message=fault.message[:TEXT_MAX],
        remedy=fault.remedy[:TEXT_MAX],
        entry_id=None if fault.entry_id is None else fault.entry_id[:NAME_MAX],
        lease_id=None if fault.lease_id is None else fault.lease_id[:NAME_MAX],
    )
