"""A sync as it begins: whose it is, where it goes, and what it continues."""

from dataclasses import replace
from datetime import datetime

from period_sync.application.ports import AccountPeriod
from period_sync.domain.connection import Connection
from period_sync.domain.sync import Person, Sync, sync_id_of
from period_sync.domain.tenant import ClosedPeriod, Tenant
from period_sync.domain.wake_up import RESEND_AFTER


def new_sync(  # noqa: PLR0913
    by: Person,
    tenant: Tenant,
    period: ClosedPeriod,
    connection: Connection,
    now: datetime,
    retry_of: Sync | None,
) -> Sync:
    """Return the tenant's next sync, of a period's latest revision, as it is due at once."""
    number = tenant.sync_counter + 1
    return Sync(
        tenant=tenant.tenant_id,
        sync_id=sync_id_of(tenant.tenant_id, number),
        number=number,
        entity=period.entity,
        period_id=period.period_id,
        period_name=period.name,
        revision=period.revision,
        connection_id=connection.connection_id,
        environment=connection.environment,
        account=connection.account,
        requested_by=by,
        requested_at=now,
        due_at=now + RESEND_AFTER,
        duties_shared=tenant.duties_shared,
        previous_sync_id=None if retry_of is None else retry_of.sync_id,
        is_rehearsal=connection.connection_id != tenant.live_connection_id,
    )


def taking_over(sync: Sync, before: AccountPeriod | None, retry_of: Sync | None) -> Sync:
    """Let a sync know from its first step what is in NetSuite, however early it may end.

    What an earlier revision brought there is no part of what this one counts.
    """
    if before is None or not (before.sent or before.takes_over):
        return sync
    begun = replace(sync, plan=before.plan, plan_revision=before.plan_revision)
    if retry_of is None or not begun.is_planned:
        return begun
    counts = ("journals_total", "journals_posted", "journals_taken_over", "reversals")
    return replace(begun, **{name: getattr(retry_of, name) for name in counts})
