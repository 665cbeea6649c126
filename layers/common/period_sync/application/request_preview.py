"""Records a preview, once however often it is asked for, and wakes the poster."""

from dataclasses import dataclass

from period_sync.application.live_connection import connection_for
from period_sync.application.ports import (
    Clock,
    Connections,
    HintQueue,
    Periods,
    Previews,
    Tenants,
)
from period_sync.domain.connection import Connection
from period_sync.domain.errors import Conflict, RowChanged
from period_sync.domain.permissions import Member
from period_sync.domain.preview import PREVIEW_KIND, Preview, preview_id_of
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord, ClosedPeriod
from period_sync.domain.wake_up import RESEND_AFTER

TRIES = 5
"""Each of several people who press at the same instant decides anew from what the first wrote."""


@dataclass(frozen=True, slots=True)
class RequestPreview:
    """The use-case; see `__call__`."""

    clock: Clock
    tenants: Tenants
    connections: Connections
    periods: Periods
    previews: Previews
    queue: HintQueue

    def __call__(
        self,
        member: Member,
        entity: str,
        period_id: str,
        connection_id: str | None = None,
        *,
        correlation_id: str,
    ) -> Preview:
        """Return the preview of a period's latest revision that is open, a new one if none is.

        It is of a sync through the live connection, or through the one that is named. Raises
        NotFound, or Conflict if that has not passed its test, or none is live.
        Whatever else would keep a sync from posting is for the preview to tell.
        """
        for _ in range(TRIES):
            # Read first: whoever asks after this makes it too low, and is seen at the next try.
            taken = self.previews.taken(member.tenant)
            tenant = self.tenants.tenant(member.tenant)
            period = self.periods.period(member.tenant, entity, period_id)
            connection = connection_for(self.connections, tenant, connection_id)
            latest = self.previews.latest(member.tenant, entity, period_id)
            if latest is not None and _is_same(latest, period, connection):
                return latest
            preview = self._new(member, period, connection, taken + 1, correlation_id)
            try:
                self.previews.add(preview, taken, _audit(preview))
            except RowChanged:
                continue
            self.queue.send(
                preview.tenant,
                PREVIEW_KIND,
                preview.preview_id,
                preview.account,
                preview.send_no,
                correlation_id,
            )
            return preview
        raise Conflict("Others are asking for previews. Try again.", code="BUSY")

    def _new(
        self,
        member: Member,
        period: ClosedPeriod,
        connection: Connection,
        number: int,
        correlation_id: str,
    ) -> Preview:
        now = self.clock.now()
        return Preview(
            tenant=member.tenant,
            preview_id=preview_id_of(member.tenant, number),
            entity=period.entity,
            period_id=period.period_id,
            period_name=period.name,
            revision=period.revision,
            connection_id=connection.connection_id,
            environment=connection.environment,
            account=connection.account,
            requested_by=Person(member.subject, member.email),
            requested_at=now,
            due_at=now + RESEND_AFTER,
            correlation_id=correlation_id,
        )


def _is_same(latest: Preview, period: ClosedPeriod, connection: Connection) -> bool:
    """Whether a preview is still being made of what is asked for."""
    asked = (period.revision, connection.connection_id, connection.account)
    return latest.is_open and (latest.revision, latest.connection_id, latest.account) == asked


def _audit(preview: Preview) -> AuditRecord:
    facts = {
        "period": f"{preview.entity}/{preview.period_id}",
        "revision": str(preview.revision),
        "account": preview.account,
        "connection": preview.connection_id,
    }
    by, at = preview.requested_by, preview.requested_at
    return AuditRecord(preview.tenant, at, by, "preview requested", preview.preview_id, facts)
