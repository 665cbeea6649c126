"""Remembers the hand-overs that were not taken in, so that people see why a period is missing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from period_sync.application.ports import Clock, Periods
from period_sync.domain.errors import InvalidInput, PeriodSyncError, ReasonMissing, RowChanged
from period_sync.domain.faults import Fault, InvalidDocument
from period_sync.domain.tenant import RefusedHandOver

FAULTS_KEPT = 50
TEXT_MAX = 500
"""Characters of a text that are kept: what a sender writes may be of any length."""
NAME_MAX = 100


@dataclass(frozen=True, slots=True)
class RefusedHandOvers:
    """The use-cases: note one, note that it is mended, and list those that are not."""

    clock: Clock
    periods: Periods

    @contextmanager
    def noting(self, tenant: str, entity: str, period_id: str, sender: str) -> Iterator[None]:
        """Note what refuses a hand-over in this block, or that it is mended; a refusal goes on."""
        try:
            yield
        except (InvalidInput, ReasonMissing) as error:
            self.note(tenant, entity, period_id, sender, error)
            raise
        self.mended(tenant, entity, period_id)

    def note(
        self, tenant: str, entity: str, period_id: str, sender: str, error: PeriodSyncError
    ) -> None:
        """Keep what was wrong with a hand-over, in place of what was wrong with one before.

        Where two are noted at once, either may stay; nothing is raised that would hide the
        refusal itself.
        """
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
        with suppress(RowChanged):
            self.periods.note_refusal(refused)

    def mended(self, tenant: str, entity: str, period_id: str) -> None:
        """Note that a hand-over of the period was accepted, be it a new one or a repeat."""
        refused = self.periods.refusal(tenant, entity, period_id)
        if refused is None or refused.mended_at is not None:
            return
        # If another refusal came meanwhile, that one stands.
        with suppress(RowChanged):
            self.periods.mend_refusal(refused, replace(refused, mended_at=self.clock.now()))

    def open(self, tenant: str) -> list[RefusedHandOver]:
        """List those that no accepted hand-over of the same period has followed, newest first."""
        found = [one for one in self.periods.refusals(tenant) if one.mended_at is None]
        return sorted(found, key=lambda one: one.received_at, reverse=True)


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
