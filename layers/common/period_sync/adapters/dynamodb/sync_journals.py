"""The journals of a sync's plan: where their rows are, and how they are written."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import item_of, row_of, watch
from period_sync.adapters.dynamodb.sync_items import FENCE, fence_of, fenced
from period_sync.adapters.dynamodb.table import Check, Item, Put, StateTable
from period_sync.application.ports import Page, Watch
from period_sync.domain.journal import Journal
from period_sync.domain.plan import Origin
from period_sync.domain.sync import Sync

JOURNALS_PER_WRITE = 90


class SyncJournals:
    """Fulfils the part of `Syncs` that reads and adds journals."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def add_journals(self, sync: Sync, journals: Sequence[Journal]) -> None:
        """Create the rows of planned journals that have none. Raises StaleWorker."""
        pk, prefix = _journals_of(sync)
        there = {item["position"] for item in self._table.query(pk, prefix)}
        missing = [journal for journal in journals if journal.position not in there]
        for start in range(0, len(missing), JOURNALS_PER_WRITE):
            puts = [
                Put(_added_item(sync, journal))
                for journal in missing[start : start + JOURNALS_PER_WRITE]
            ]
            fence = Check(keys.sync(sync.tenant, sync.sync_id), FENCE, fence_of(sync))
            fenced(self._table, fence, *puts)

    def journals(self, sync: Sync) -> list[Journal]:
        """Read all journals of a sync's plan, in the plan's order."""
        pk, prefix = _journals_of(sync)
        return self._followed(pk, self._table.query(pk, prefix))

    def journals_page(self, sync: Sync, limit: int, cursor: str | None) -> Page[Journal]:
        """List the journals of a sync's plan."""
        pk, prefix = _journals_of(sync)
        items, rest = self._table.query_page(pk, limit, cursor, prefix)
        return Page(self._followed(pk, items), rest)

    def _followed(self, pk: str, items: Sequence[Item]) -> list[Journal]:
        """Read journals; those of earlier plans have their rows there, where they were added."""
        rows: dict[str, Item] = {}
        if any("origin" in item for item in items):
            rows = {item["sk"]: item for item in self._table.query(pk)}
        return [row_of(Journal, _row_behind(item, rows)) for item in items]


def journal_put(sync: Sync, before: Journal, after: Journal) -> Put:
    """Replace a journal that is in the state that it was read in."""
    origin = _origin_of(sync, after)
    row = replace(after, position=origin.position, origin=None)
    index = _listed(sync, keys.list_of_journal(after.external_id))
    if after.is_in_doubt:
        index |= watch(Watch.UNKNOWN, after.unknown_since or after.transmitted_at)
    return Put(
        item_of(row, _journal_key(sync, origin.plan, origin.position), **index),
        "#status = :status AND attempt = :attempt",
        {":status": before.status, ":attempt": before.attempt},
    )


def internal_id_put(sync: Sync, journal: Journal) -> Put:
    """Note whose an internal id is, unless it is another journal's."""
    key = keys.internal_id(sync.tenant, sync.account, journal.internal_id or "")
    listed = _listed(sync, keys.list_of_internal_id(journal.internal_id or ""))
    return Put(
        {"external_id": journal.external_id, **key._asdict(), **listed},
        "attribute_not_exists(pk) OR external_id = :external_id",
        {":external_id": journal.external_id},
    )


def _journals_of(sync: Sync) -> tuple[str, str]:
    """The partition of a period's journals in an account, and how those of a plan begin."""
    key = _journal_key(sync, sync.plan.sha256 if sync.plan else "", 0)
    return key.pk, key.sk.partition("#")[0] + "#"


def _journal_key(sync: Sync, plan: str, position: int) -> keys.Key:
    """A plan that replaces another one, of which nothing was sent, has journals of its own."""
    return keys.journal(sync.tenant, sync.account, sync.entity, sync.period_id, plan, position)


def _origin_of(sync: Sync, journal: Journal) -> Origin:
    """Where a journal's row is: in the plan that added it."""
    own = Origin(sync.plan.sha256 if sync.plan else "", journal.position)
    return journal.origin or own


def _added_item(sync: Sync, journal: Journal) -> Item:
    """The row of a journal that a plan adds; of any other, where that row is."""
    key = _journal_key(sync, sync.plan.sha256 if sync.plan else "", journal.position)
    if journal.origin is None:
        return item_of(journal, key, **_listed(sync, keys.list_of_journal(journal.external_id)))
    return {"position": journal.position, "origin": asdict(journal.origin), **key._asdict()}


def _listed(sync: Sync, list_key: str) -> dict[str, str | None]:
    return {"list_key": list_key, "list_order": f"{sync.tenant}#{sync.account}"}


def _row_behind(item: Item, rows: Mapping[str, Item]) -> Item:
    """What an item of a plan leads to, under the position that it has in that plan."""
    if "origin" not in item:
        return item
    origin = item["origin"]
    row = rows[keys.journal_in_plan(origin["plan"], int(origin["position"]))]
    return row | {"position": item["position"], "origin": origin}
