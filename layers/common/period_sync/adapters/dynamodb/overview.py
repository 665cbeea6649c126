"""Finds what an operator asks for among all tenants: the indexes name rows, and the rows decide."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import row_of
from period_sync.adapters.dynamodb.table import Item, StateTable
from period_sync.application.ports import PlacedJournal, Unmailed, Watch
from period_sync.domain.connection import Connection
from period_sync.domain.journal import Journal
from period_sync.domain.sync import Sync


class DynamoOverview:
    """Fulfils `Overview`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def running_syncs(self) -> Sequence[Sync]:
        """Find the syncs whose lack of progress counts, the idlest first."""
        return [row_of(Sync, item) for item in self._watched(Watch.WITHOUT_PROGRESS)]

    def journals_in_doubt(self) -> Sequence[PlacedJournal]:
        """Find the journals whose outcome nobody knows, the oldest first."""
        return [_placed(item) for item in self._watched(Watch.UNKNOWN)]

    def unmailed(self) -> Sequence[Unmailed]:
        """Find the results that nobody was told of, the oldest first."""
        return [self._unmailed(item) for item in self._watched(Watch.UNMAILED)]

    def refused_logins(self) -> Sequence[Connection]:
        """Find the connections whose secret NetSuite refused, the oldest first."""
        return [row_of(Connection, item) for item in self._watched(Watch.LOGIN_REFUSED)]

    def paused_syncs(self) -> Sequence[Sync]:
        """Find the syncs that wait for the end of a pause."""
        found = self._rows(self._table.index("due", "due_shard", keys.DUE_SHARD))
        return [row_of(Sync, item) for item in found if "paused_at" in item]

    def journals(self, external_id: str) -> Sequence[PlacedJournal]:
        """Find a journal by its key."""
        list_key = keys.list_of_journal(external_id)
        found = self._rows(self._table.index("list", "list_key", list_key))
        return [_placed(item) for item in found]

    def external_ids(self, internal_id: str) -> Sequence[str]:
        """Find the keys of the journals that have an internal id in some account."""
        list_key = keys.list_of_internal_id(internal_id)
        found = self._rows(self._table.index("list", "list_key", list_key))
        return [str(item["external_id"]) for item in found]

    def _watched(self, watch: Watch) -> Iterator[Item]:
        found = self._rows(self._table.index("watch", "watch_key", watch))
        # The index may lag behind: what is over is not shown.
        return (item for item in found if item.get("watch_key") == watch)

    def _rows(self, entries: Sequence[Item]) -> Iterator[Item]:
        for entry in entries:
            item = self._table.get(keys.Key(entry["pk"], entry["sk"]))
            if item is not None:
                yield item

    def _unmailed(self, item: Item) -> Unmailed:
        sync_id, _, result_no = str(item["sk"]).rpartition("#")
        row = self._table.get(keys.sync(str(item["pk"]).split("#")[1], sync_id)) or {}
        since = datetime.fromisoformat(str(item["watched_since"]))
        return Unmailed(row_of(Sync, row), int(result_no), since)


def _placed(item: Item) -> PlacedJournal:
    tenant, account, entity, period_id = keys.place_of_journals(str(item["pk"]))
    return PlacedJournal(tenant, account, entity, period_id, row_of(Journal, item))
