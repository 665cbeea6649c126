"""Syncs, their journals and timelines; every write is fenced by the sync's version and epoch."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.decisions import decision_put
from period_sync.adapters.dynamodb.evidence import evidence_put
from period_sync.adapters.dynamodb.footprints import footprint_puts
from period_sync.adapters.dynamodb.periods import period_put
from period_sync.adapters.dynamodb.rows import (
    IN_PLACE,
    audit_put,
    item_of,
    replacing,
    row_of,
    wake_up,
    watch,
)
from period_sync.adapters.dynamodb.table import Check, Item, Put, StateTable
from period_sync.adapters.dynamodb.tenants import connection_check
from period_sync.application.ports import AccountPeriod, Guards, Mailing, Page, Sent, Step, Watch
from period_sync.domain.connection import Connection
from period_sync.domain.decisions import Taking
from period_sync.domain.errors import (
    ImpossibleState,
    InternalIdTaken,
    NotFound,
    RowChanged,
    StaleWorker,
)
from period_sync.domain.evidence import Evidence
from period_sync.domain.journal import Journal
from period_sync.domain.plan import Origin
from period_sync.domain.sync import IntegrationStatus, Stop, Sync
from period_sync.domain.tenant import AuditRecord, ClosedPeriod, Tenant

JOURNALS_PER_WRITE = 90
_FENCE = "version = :version AND epoch = :epoch"


class DynamoSyncs:
    """Fulfils `Syncs`."""

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

    def create(  # noqa: PLR0913
        self,
        sync: Sync,
        tenant: Tenant,
        connection: Connection,
        period: ClosedPeriod,
        before: AccountPeriod | None,
        predecessor: Sync | None,
        audit: AuditRecord,
        taking: Taking | None = None,
    ) -> None:
        """Record a new sync. Raises RowChanged if anything it was decided from changed."""
        row = AccountPeriod(
            tenant=sync.tenant,
            account=sync.account,
            entity=sync.entity,
            period_id=sync.period_id,
            sync_id=sync.sync_id,
            is_running=True,
        )
        if before is not None:
            row = replace(before, sync_id=sync.sync_id, is_running=True, version=before.version + 1)
        counted = replace(tenant, sync_counter=sync.number, version=tenant.version + 1)
        self._table.transact(
            Put(_sync_item(sync)),
            Put(item_of(counted, keys.tenant(tenant.tenant_id)), **replacing(tenant.version)),
            _account_period_put(before, row),
            _started(period, sync),
            connection_check(connection),
            *_retired(predecessor, sync),
            _step_put(sync, "Requested." if taking is None else f"Requested. {taking.after.told}"),
            audit_put(audit),
            *([] if taking is None else _taken(sync, taking)),
        )

    def claim(self, old: Sync, new: Sync, step: str) -> None:
        """Take a sync. Raises StaleWorker."""
        self._fenced(_replacing(old, new), _step_put(new, step))

    def advance(  # noqa: PLR0913
        self,
        old: Sync,
        new: Sync,
        step: str | None = None,
        changes: Sequence[tuple[Journal, Journal]] = (),
        account_period: tuple[AccountPeriod, AccountPeriod] | None = None,
        guards: Guards | None = None,
        evidence: Sequence[Evidence] = (),
    ) -> None:
        """Replace a sync with its journals. Raises StaleWorker, RowChanged or InternalIdTaken."""
        writes: list[Put | Check] = [_replacing(old, new), *_result_puts(old, new)]
        if step is not None:
            writes.append(_step_put(new, step, [after for _, after in changes]))
        for before, after in changes:
            writes.append(_journal_put(new, before, after))
            if after.internal_id is not None and after.internal_id != before.internal_id:
                writes.append(_internal_id_put(new, after))
        writes += [evidence_put(new, piece) for piece in evidence]
        if account_period is not None:
            writes.append(_account_period_put(*account_period))
        if guards is not None:
            writes += _guard_writes(new, guards)
        try:
            self._table.transact(*writes)
        except RowChanged as error:
            self._explain(new, [after for _, after in changes])
            if guards is not None and self._holds(old):
                raise
            raise StaleWorker("Another worker goes on with this sync.") from error

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
            fence = Check(keys.sync(sync.tenant, sync.sync_id), _FENCE, _fence_of(sync))
            self._fenced(fence, *puts)

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

    def end(self, old: Sync, new: Sync, step: str, audit: AuditRecord) -> None:
        """Write the final state and everything that goes with it. Raises StaleWorker."""
        row = self.account_period(new.tenant, new.account, new.entity, new.period_id)
        period_item = self._table.get(keys.period(new.tenant, new.entity, new.period_id))
        if row is None or period_item is None:
            raise ImpossibleState("bug: a sync ends of a period that there is not")
        if row.sync_id != new.sync_id:
            self._require_retired(old)
        period = row_of(ClosedPeriod, period_item)
        # A revision that was handed over after the end has a status of its own.
        is_of_period = (period.sync_id, period.revision) == (new.sync_id, new.revision)
        ended = replace(period, status=new.status, version=period.version + 1)
        ended_row = replace(
            row, is_running=False, ended_at=new.finished_at, version=row.version + 1
        )
        self._fenced(
            _replacing(old, new),
            _step_put(new, step),
            _account_period_put(row, ended_row),
            *([period_put(period, ended)] if is_of_period else []),
            audit_put(audit),
            *_result_puts(old, new),
        )

    def _require_retired(self, sync: Sync) -> None:
        """Tell a sync that another has taken the period over from; anything else is a bug."""
        if self.sync(sync.tenant, sync.sync_id).successor_id is not None:
            raise StaleWorker("Another sync has taken this period over.")
        raise ImpossibleState("bug: a sync ends that is not its period's current one")

    def mark(self, old: Sync, new: Sync) -> None:
        """Record that a result was published. Raises StaleWorker."""
        self._fenced(_replacing(old, new))

    def stop(self, sync: Sync) -> Stop | None:
        """Read whether a person asked a sync to stop."""
        item = self._table.get(keys.stop(sync.tenant, sync.sync_id))
        return None if item is None else row_of(Stop, item)

    def asked_to_stop(self, syncs: Sequence[Sync]) -> frozenset[str]:
        """Read which of several syncs people asked to stop: their ids."""
        wanted = [keys.stop(sync.tenant, sync.sync_id) for sync in syncs]
        return frozenset(row_of(Stop, item).sync_id for item in self._table.get_many(wanted))

    def ask_to_stop(self, stop: Stop, audit: AuditRecord) -> None:
        """Record that a sync is to stop, in a row that no worker's write depends on."""
        put = Put(item_of(stop, keys.stop(stop.tenant, stop.sync_id)))
        self._table.transact(put, audit_put(audit))

    def wake(self, old: Sync, new: Sync, audit: AuditRecord | None = None) -> None:
        """Make a sync due. Raises StaleWorker."""
        audits = [] if audit is None else [audit_put(audit)]
        self._fenced(_replacing(old, new), *audits)

    def mailing(self, sync: Sync, result_no: int) -> Mailing:
        """Read what is recorded of a result's mail and of its period's mails, in one read."""
        mark = keys.mailed(sync.tenant, sync.sync_id, result_no)
        first = keys.first_mail(sync.tenant, sync.entity, sync.period_id)
        found = {item["sk"]: item for item in self._table.get_many([mark, first])}
        marked = found.get(mark.sk, {})
        return Mailing(
            is_sent=mark.sk in found and "watch_key" not in marked,
            first_mail=found.get(first.sk, {}).get("message_id"),
            refused=tuple(marked.get("refused", ())),
        )

    def mark_mailed(
        self, sync: Sync, result_no: int, sent: Sent, *, is_first: bool = False
    ) -> None:
        """Record that a result was mailed, and the first mail of its period, in one write."""
        mark = Put(
            item_of(sent, keys.mailed(sync.tenant, sync.sync_id, result_no)),
            "attribute_not_exists(pk) OR attribute_exists(watch_key)",
        )
        if is_first:
            first = keys.first_mail(sync.tenant, sync.entity, sync.period_id)._asdict()
            with suppress(RowChanged):
                self._table.transact(mark, Put({**first, "message_id": sent.message_id}))
                return
        # The result was marked before, or another mail was the first meanwhile.
        with suppress(RowChanged):
            self._table.transact(mark)

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

    def _fenced(self, *writes: Put | Check) -> None:
        try:
            self._table.transact(*writes)
        except RowChanged as error:
            raise StaleWorker("Another worker goes on with this sync.") from error

    def _holds(self, sync: Sync) -> bool:
        """Whether a sync is as its worker knows it."""
        found = self.sync(sync.tenant, sync.sync_id)
        return (found.version, found.epoch) == (sync.version, sync.epoch)

    def _explain(self, sync: Sync, journals: Sequence[Journal]) -> None:
        """Tell a lost claim from an internal id that another journal has."""
        for journal in journals:
            if journal.internal_id is None:
                continue
            item = self._table.get(keys.internal_id(sync.tenant, sync.account, journal.internal_id))
            if item is not None and item["external_id"] != journal.external_id:
                raise InternalIdTaken(
                    f"Internal id {journal.internal_id} belongs to another journal.",
                    internal_id=journal.internal_id,
                    entry=journal.entry_id,
                )


def _replacing(old: Sync, new: Sync) -> Put:
    return Put(_sync_item(new), _FENCE, _fence_of(old))


def _result_puts(old: Sync, new: Sync) -> list[Put]:
    """Watch a new result until it is mailed; the one before, mailed or not, is outdated by it."""
    if new.result_no == old.result_no:
        return []
    since = watch(Watch.UNMAILED, new.stepped_at or new.requested_at)
    puts = [Put(keys.mailed(new.tenant, new.sync_id, new.result_no)._asdict() | since)]
    if old.result_no:
        mark = keys.mailed(old.tenant, old.sync_id, old.result_no)._asdict()
        puts.append(Put(mark, IN_PLACE))
    return puts


def _started(period: ClosedPeriod, sync: Sync) -> Put | Check:
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


def _guard_writes(sync: Sync, guards: Guards) -> list[Put | Check]:
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


def _retired(predecessor: Sync | None, sync: Sync) -> list[Put]:
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
    return [_replacing(predecessor, retired)]


def _taken(sync: Sync, taking: Taking) -> list[Put]:
    """Use a decision up: no other retry heeds it."""
    return [decision_put(taking.before, taking.taken_by(sync)), audit_put(taking.audit)]


def _fence_of(sync: Sync) -> dict[str, int]:
    return {":version": sync.version, ":epoch": sync.epoch}


def _sync_item(sync: Sync) -> dict[str, Any]:
    list_key = f"TENANT#{sync.tenant}#SYNCS#{sync.entity}#{sync.period_id}"
    index = {"list_key": list_key, "list_order": f"{sync.number:08d}"} | wake_up(sync.due_at)
    if sync.is_running:
        index |= watch(Watch.WITHOUT_PROGRESS, sync.idle_from)
    return item_of(sync, keys.sync(sync.tenant, sync.sync_id), **index) | {"kind": "sync"}


def _step_put(sync: Sync, text: str, journals: Sequence[Journal] = ()) -> Put:
    at = sync.stepped_at or sync.requested_at
    about = journals[0] if len(journals) == 1 else None
    journal, attempt = (about.external_id, about.attempt) if about else (None, None)
    step = Step(at, sync.step_no, sync.epoch, text, journal, attempt)
    return Put(item_of(step, keys.step(sync.tenant, sync.sync_id, sync.step_no)))


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


def _journal_put(sync: Sync, before: Journal, after: Journal) -> Put:
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


def _internal_id_put(sync: Sync, journal: Journal) -> Put:
    key = keys.internal_id(sync.tenant, sync.account, journal.internal_id or "")
    listed = _listed(sync, keys.list_of_internal_id(journal.internal_id or ""))
    return Put(
        {"external_id": journal.external_id, **key._asdict(), **listed},
        "attribute_not_exists(pk) OR external_id = :external_id",
        {":external_id": journal.external_id},
    )


def _account_period_put(before: AccountPeriod | None, after: AccountPeriod) -> Put:
    key = keys.account_period(after.tenant, after.account, after.entity, after.period_id)
    item = item_of(after, key)
    return Put(item) if before is None else Put(item, **replacing(before.version))
