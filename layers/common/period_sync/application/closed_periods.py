"""Reads closed periods together with what became of each in NetSuite."""

from collections.abc import Mapping
from dataclasses import dataclass

from period_sync.application.ports import Connections, Periods, Syncs, Tenants
from period_sync.domain.connection import Connection
from period_sync.domain.period_list import Listed, PeriodsPage
from period_sync.domain.sync import IntegrationStatus, Sync
from period_sync.domain.tenant import ClosedPeriod


@dataclass(frozen=True, slots=True)
class ClosedPeriods:
    """Reads for the list of periods and for one of them."""

    tenants: Tenants
    connections: Connections
    periods: Periods
    syncs: Syncs

    def page(
        self,
        tenant: str,
        status: IntegrationStatus | None,
        search: str | None,
        limit: int,
        cursor: str | None,
    ) -> PeriodsPage:
        """List periods, newest first. Raises InvalidInput for a cursor of another list."""
        found = self.periods.periods(tenant, status, limit, cursor, search)
        live = self.destination(tenant)
        ids = [period.sync_id for period in found.items if period.sync_id is not None]
        syncs = self.syncs.syncs(tenant, ids)
        return PeriodsPage(
            [_listed(period, syncs, live) for period in found.items],
            found.next_cursor,
            self.periods.counts(tenant),
            live,
        )

    def one(self, tenant: str, entity: str, period_id: str, live: Connection | None) -> Listed:
        """Read one period; `live` is the tenant's destination. Raises NotFound."""
        period = self.periods.period(tenant, entity, period_id)
        ids = [] if period.sync_id is None else [period.sync_id]
        return _listed(period, self.syncs.syncs(tenant, ids), live)

    def destination(self, tenant: str) -> Connection | None:
        """Read the live connection, if there is one."""
        live = self.tenants.tenant(tenant).live_connection_id
        return None if live is None else self.connections.connection(tenant, live)


def _listed(period: ClosedPeriod, syncs: Mapping[str, Sync], live: Connection | None) -> Listed:
    sync = None if period.sync_id is None else syncs.get(period.sync_id)
    is_early = live is not None and live.is_before_go_live(period.end_date)
    return Listed(period, sync, is_early)
