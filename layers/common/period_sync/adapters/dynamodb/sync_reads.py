"""Reads syncs, and what is known beside them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import row_of
from period_sync.adapters.dynamodb.table import StateTable
from period_sync.application.ports import AccountPeriod, Page, Step
from period_sync.domain.errors import NotFound
from period_sync.domain.sync import Stop, Sync


class SyncReads:
    """Fulfils the part of `Syncs` that changes nothing."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def sync(self, tenant: str, sync_id: str) -> Sync:
        """Read a sync. Raises NotFound."""
        item = self._table.get(keys.sync(tenant, sync_id))
        if item is None:
            raise NotFound(f"There is no sync {sync_id}.")
        return row_of(Sync, item)

    def syncs(self, tenant: str, sync_ids: Sequence[str]) -> Mapping[str, Sync]:
        """Read several syncs by their ids; what isn't there is left out."""
        wanted = [keys.sync(tenant, sync_id) for sync_id in dict.fromkeys(sync_ids)]
        found = (row_of(Sync, item) for item in self._table.get_many(wanted))
        return {sync.sync_id: sync for sync in found}

    def account_period(
        self, tenant: str, account: str, entity: str, period_id: str
    ) -> AccountPeriod | None:
        """Read what is current for a period in an account."""
        item = self._table.get(keys.account_period(tenant, account, entity, period_id))
        return None if item is None else row_of(AccountPeriod, item)

    def others_moved_at(self, sync: Sync) -> datetime | None:
        """When another sync of the same account last made progress or ended, if one did."""
        start = keys.account_period(sync.tenant, sync.account, "", "")
        found = self._table.query(start.pk, start.sk.removesuffix("#"))
        rows = [row_of(AccountPeriod, item) for item in found if item["sync_id"] != sync.sync_id]
        running = (self.sync(sync.tenant, row.sync_id) for row in rows if row.is_running)
        moved = [row.ended_at for row in rows] + [other.progressed_at for other in running]
        return max((at for at in moved if at is not None), default=None)

    def stop(self, sync: Sync) -> Stop | None:
        """Read whether a person asked a sync to stop."""
        item = self._table.get(keys.stop(sync.tenant, sync.sync_id))
        return None if item is None else row_of(Stop, item)

    def asked_to_stop(self, syncs: Sequence[Sync]) -> frozenset[str]:
        """Read which of several syncs people asked to stop: their ids."""
        wanted = [keys.stop(sync.tenant, sync.sync_id) for sync in syncs]
        return frozenset(row_of(Stop, item).sync_id for item in self._table.get_many(wanted))

    def syncs_of_period(
        self, tenant: str, entity: str, period_id: str, limit: int, cursor: str | None
    ) -> Page[Sync]:
        """List all runs of a period, newest first."""
        list_key = f"TENANT#{tenant}#SYNCS#{entity}#{period_id}"
        items, rest = self._table.list_page(list_key, limit, cursor)
        return Page([row_of(Sync, item) for item in items], rest)

    def timeline(self, sync: Sync, limit: int, cursor: str | None) -> Page[Step]:
        """List a sync's steps, oldest first."""
        pk = keys.step(sync.tenant, sync.sync_id, 0).pk
        items, rest = self._table.query_page(pk, limit, cursor)
        return Page([row_of(Step, item) for item in items], rest)
