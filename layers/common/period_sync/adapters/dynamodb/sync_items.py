"""How a sync is written, and what goes with every change of one."""

from collections.abc import Sequence
from typing import Any

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import IN_PLACE, item_of, replacing, wake_up, watch
from period_sync.adapters.dynamodb.table import Check, Put, StateTable
from period_sync.application.ports import AccountPeriod, Step, Watch
from period_sync.domain.errors import RowChanged, StaleWorker
from period_sync.domain.journal import Journal
from period_sync.domain.sync import Sync

FENCE = "version = :version AND epoch = :epoch"


def fenced(table: StateTable, *writes: Put | Check) -> None:
    """Write what only the one who holds a sync may. Raises StaleWorker."""
    try:
        table.transact(*writes)
    except RowChanged as error:
        raise StaleWorker("Another worker goes on with this sync.") from error


def sync_put(old: Sync, new: Sync) -> Put:
    """Replace a sync that nobody else has taken or changed."""
    return Put(sync_item(new), FENCE, fence_of(old))


def fence_of(sync: Sync) -> dict[str, int]:
    """The values of `FENCE`."""
    return {":version": sync.version, ":epoch": sync.epoch}


def sync_item(sync: Sync) -> dict[str, Any]:
    """The row of a sync, with what makes it due, watched, and listed among its period's runs."""
    list_key = f"TENANT#{sync.tenant}#SYNCS#{sync.entity}#{sync.period_id}"
    index = {"list_key": list_key, "list_order": f"{sync.number:08d}"} | wake_up(sync.due_at)
    if sync.is_running:
        index |= watch(Watch.WITHOUT_PROGRESS, sync.idle_from)
    return item_of(sync, keys.sync(sync.tenant, sync.sync_id), **index) | {"kind": "sync"}


def step_put(sync: Sync, text: str, journals: Sequence[Journal] = ()) -> Put:
    """One line of a sync's timeline; it names the journal if it is about one only."""
    at = sync.stepped_at or sync.requested_at
    about = journals[0] if len(journals) == 1 else None
    journal, attempt = (about.external_id, about.attempt) if about else (None, None)
    step = Step(at, sync.step_no, sync.epoch, text, journal, attempt)
    return Put(item_of(step, keys.step(sync.tenant, sync.sync_id, sync.step_no)))


def result_puts(old: Sync, new: Sync) -> list[Put]:
    """Watch a new result until it is mailed; the one before, mailed or not, is outdated by it."""
    if new.result_no == old.result_no:
        return []
    since = watch(Watch.UNMAILED, new.stepped_at or new.requested_at)
    puts = [Put(keys.mailed(new.tenant, new.sync_id, new.result_no)._asdict() | since)]
    if old.result_no:
        mark = keys.mailed(old.tenant, old.sync_id, old.result_no)._asdict()
        puts.append(Put(mark, IN_PLACE))
    return puts


def account_period_put(before: AccountPeriod | None, after: AccountPeriod) -> Put:
    """What is current for a period in an account."""
    key = keys.account_period(after.tenant, after.account, after.entity, after.period_id)
    item = item_of(after, key)
    return Put(item) if before is None else Put(item, **replacing(before.version))
