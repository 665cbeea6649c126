"""Closed periods and their revisions."""

from collections import Counter
from collections.abc import Mapping

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import IN_PLACE, audit_put, item_of, replacing, row_of
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.application.ports import Page
from period_sync.domain.errors import NotFound
from period_sync.domain.sync import IntegrationStatus
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, RefusedHandOver, Revision


class DynamoPeriods:
    """Fulfils `Periods`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def find_period(self, tenant: str, entity: str, period_id: str) -> ClosedPeriod | None:
        """Read a closed period, if there is one."""
        item = self._table.get(keys.period(tenant, entity, period_id))
        return None if item is None else row_of(ClosedPeriod, item)

    def period(self, tenant: str, entity: str, period_id: str) -> ClosedPeriod:
        """Read a closed period. Raises NotFound."""
        found = self.find_period(tenant, entity, period_id)
        if found is None:
            raise NotFound(f"There is no closed period {entity}/{period_id}.")
        return found

    def periods(
        self,
        tenant: str,
        status: IntegrationStatus | None,
        limit: int,
        cursor: str | None,
        search: str | None = None,
    ) -> Page[ClosedPeriod]:
        """List closed periods, newest first; a page is filled though some are filtered out."""
        items: list[ClosedPeriod] = []
        while True:
            found, cursor = self._table.list_page(
                _list_key(tenant), limit - len(items), cursor, status
            )
            rows = [row_of(ClosedPeriod, item) for item in found]
            items += [row for row in rows if search is None or _holds(row, search)]
            if cursor is None or len(items) >= limit:
                return Page(items, cursor)

    def counts(self, tenant: str) -> Mapping[IntegrationStatus, int]:
        """Count all periods of a tenant by status: a kilobyte each, of some hundreds."""
        found = self._table.index("list", "list_key", _list_key(tenant))
        return Counter(IntegrationStatus(item["status"]) for item in found)

    def revisions(self, tenant: str, entity: str, period_id: str) -> list[Revision]:
        """Read all revisions of a period, oldest first."""
        key = keys.revision(tenant, entity, period_id, 0)
        prefix = key.sk.rpartition("#")[0] + "#"
        return [row_of(Revision, item) for item in self._table.query(key.pk, prefix)]

    def take_in(
        self,
        old: ClosedPeriod | None,
        new: ClosedPeriod,
        revision: Revision,
        audit: AuditRecord,
    ) -> None:
        """Record a new revision. Raises RowChanged."""
        key = keys.revision(new.tenant, new.entity, new.period_id, revision.number)
        self._table.transact(period_put(old, new), Put(item_of(revision, key)), audit_put(audit))

    def note_refusal(self, refused: RefusedHandOver) -> None:
        """Keep what was not taken in, in place of an earlier one of the same period."""
        key = keys.refused_hand_over(refused.tenant, refused.entity, refused.period_id)
        self._table.transact(Put(item_of(refused, key), IN_PLACE))

    def refusal(self, tenant: str, entity: str, period_id: str) -> RefusedHandOver | None:
        """Read what was last not taken in of a period, if anything was."""
        item = self._table.get(keys.refused_hand_over(tenant, entity, period_id))
        return None if item is None else row_of(RefusedHandOver, item)

    def mend_refusal(self, old: RefusedHandOver, new: RefusedHandOver) -> None:
        """Replace a refusal. Raises RowChanged if another one was noted meanwhile."""
        key = keys.refused_hand_over(new.tenant, new.entity, new.period_id)
        received = item_of(old, key)["received_at"]
        same = "received_at = :received"
        self._table.transact(Put(item_of(new, key), same, {":received": received}))

    def refusals(self, tenant: str) -> list[RefusedHandOver]:
        """Read what was not taken in, the latest of each period."""
        first = keys.refused_hand_over(tenant, "", "")
        found = self._table.query(first.pk, first.sk.removesuffix("#"))
        return [row_of(RefusedHandOver, item) for item in found]


def period_put(old: ClosedPeriod | None, new: ClosedPeriod) -> Put:
    """The write that replaces a period's row, or creates it."""
    key = keys.period(new.tenant, new.entity, new.period_id)
    order = f"{new.end_date}#{keys.instant_text(new.closed_at)}#{new.entity}#{new.period_id}"
    item = item_of(new, key, list_key=_list_key(new.tenant), list_order=order)
    return Put(item) if old is None else Put(item, **replacing(old.version))


def _holds(period: ClosedPeriod, search: str) -> bool:
    wanted = search.casefold()
    return any(wanted in text.casefold() for text in (period.name, period.period_id, period.entity))


def _list_key(tenant: str) -> str:
    return f"TENANT#{tenant}#PERIODS"
