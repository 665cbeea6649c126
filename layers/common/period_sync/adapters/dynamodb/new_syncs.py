"""What else a new sync changes: its period, the sync it takes over from, a decision it uses up."""

from dataclasses import replace

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.decisions import decision_put
from period_sync.adapters.dynamodb.periods import period_put
from period_sync.adapters.dynamodb.rows import audit_put, replacing
from period_sync.adapters.dynamodb.sync_items import sync_put
from period_sync.adapters.dynamodb.table import Check, Put
from period_sync.domain.decisions import Taking
from period_sync.domain.sync import IntegrationStatus, Sync
from period_sync.domain.tenant import ClosedPeriod


def period_started(period: ClosedPeriod, sync: Sync) -> Put | Check:
    """What a new sync means for its period; of a rehearsal it knows nothing."""
    if sync.is_rehearsal:
        key = keys.period(period.tenant, period.entity, period.period_id)
        return Check(key, **replacing(period.version))
    running = replace(
        period,
        status=IntegrationStatus.IN_PROGRESS,
        sync_id=sync.sync_id,
        version=period.version + 1,
    )
    return period_put(period, running)


def retired(predecessor: Sync | None, sync: Sync) -> list[Put]:
    """Take a period over: whoever still works on its last sync may change nothing any more.

    What that one has to announce is still announced.
    """
    if predecessor is None:
        return []
    retired = replace(
        predecessor,
        version=predecessor.version + 1,
        epoch=predecessor.epoch + 1,
        successor_id=sync.sync_id,
        claim_message_id=None,
        due_at=predecessor.due_at if predecessor.is_unannounced else None,
        check_by=None,
        check_at=None,
    )
    return [sync_put(predecessor, retired)]


def taken(sync: Sync, taking: Taking) -> list[Put]:
    """Use a decision up: no other retry heeds it."""
    return [decision_put(taking.before, taking.taken_by(sync)), audit_put(taking.audit)]
