"""What must still be so when a sync begins to post, as conditions of a transaction."""

from typing import Any

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.connections import connection_check
from period_sync.adapters.dynamodb.footprints import footprint_puts
from period_sync.adapters.dynamodb.table import Check, Put
from period_sync.application.ports import Guards
from period_sync.domain.sync import Sync


def guard_writes(sync: Sync, guards: Guards) -> list[Put | Check]:
    """The conditions under which a sync may begin to post, and its footprint."""
    tenant, entity, period_id = sync.tenant, sync.entity, sync.period_id
    current = {":sync": sync.sync_id}
    is_live, is_newest = "live_connection_id = :live", "sync_id = :sync AND revision = :revision"
    newest: dict[str, Any] = {":revision": sync.revision}
    if sync.is_rehearsal:
        is_live = "attribute_not_exists(live_connection_id) OR live_connection_id <> :live"
        is_newest = "revision = :revision"
    else:
        newest |= current
    return [
        Check(keys.tenant(tenant), is_live, {":live": sync.connection_id}),
        connection_check(guards.connection),
        Check(keys.period(tenant, entity, period_id), is_newest, newest),
        Check(
            keys.account_period(tenant, sync.account, entity, period_id),
            "sync_id = :sync",
            current,
        ),
        *footprint_puts(guards.footprint, guards.footprints_taken),
    ]
