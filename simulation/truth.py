"""Whether the ledger holds what it must, and the product says of it what is so."""

import base64
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from period_sync.domain.journal import GONE, Journal, JournalStatus
from period_sync.domain.sync import IntegrationStatus, Sync
from simulation.beginning import ACCOUNT, TENANT
from simulation.company import CREDIT_ACCOUNT, DEBIT_ACCOUNT, OCTOBER, Company, Transaction
from simulation.documents import PERIOD_ID, amount_of, lines_of
from simulation.records import Records, plan_of, problems_of
from simulation.world import World

_MEMO = re.compile(r"entry E-(\d+)-(\d+), part (\d+)/(\d+), revision (\d+)")
_IN_DOUBT_CODES = {"DUP-01", "DUP-02", "DUP-04", "DUP-05", "POST-06", "APP-03", "POST-01"}
_S = JournalStatus
HEADER = ("2", "1", date(2026, 10, 31))
"""Subsidiary, currency and date of everything that the documents hold."""
Part = tuple[int, int, int, int]
"""Entity, entry, revision and part: what one journal stands for."""


def check_truth(world: World, records: Records) -> Iterator[str]:
    """Name every journal that is booked wrongly, or of which something untrue is said."""
    company = world.company
    yield from _ledger(company, records.handed, is_racy=world.schedule.is_racy)
    yield from _plans(world, records)
    for sync in records.syncs:
        if sync.status in {IntegrationStatus.COMPLETED, IntegrationStatus.AWAITING_APPROVAL}:
            yield from _all_there(world, sync)
        if sync.status is IntegrationStatus.FAILED and not sync.problem_count:
            yield f"{sync.sync_id} failed, and names no problem"


def _plans(world: World, records: Records) -> Iterator[str]:
    for (entity, plan), journals in records.journals.items():
        latest = records.latest(entity)
        newest = records.newest(entity, plan)
        if latest is None or latest.is_running:
            continue
        if latest.plan is None:
            yield from _forgotten(latest, journals)
        if newest is not None:
            yield from _journals(world, newest, journals)
        if newest is latest:
            yield from _totals(world, records, latest, journals)


def check_seen(world: World, records: Records) -> Iterator[str]:
    """Name what a check, asked for last of all, must have seen and did not."""
    keys = {transaction.key for transaction in world.company.live() if transaction.is_posting}
    for period in records.periods:
        sync = records.latest(period.entity)
        if sync is None or sync.status is not IntegrationStatus.COMPLETED:
            continue
        plan = plan_of(world, sync)
        for planned in () if plan is None else plan.journals:
            if planned.external_id not in keys:
                yield f"{sync.sync_id} is completed after a check, without {planned.external_id}"


def key_of(part: Part) -> str:
    """Return the permanent key of a journal, as the design defines it."""
    entity, entry, revision, number = part
    names = f"entity-{entity}", PERIOD_ID, f"E-{entity}-{entry}"
    fields = ["simulated", TENANT, ACCOUNT, *names, revision, "primary", "entry", number, 0]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).digest()
    return "ps-" + base64.b32encode(digest).decode().rstrip("=").lower()


def part_of(transaction: Transaction) -> Part | None:
    """Read from a memo what a journal stands for."""
    found = _MEMO.search(transaction.memo)
    if found is None:
        return None
    entity, entry, part, _, revision = map(int, found.groups())
    return entity, entry, revision, part


def _ledger(
    company: Company, handed: dict[tuple[int, int], int], *, is_racy: bool
) -> Iterator[str]:
    by_part: dict[Part, list[Transaction]] = defaultdict(list)
    for transaction in company.ours():
        part = part_of(transaction)
        if part is None:
            yield f"journal {transaction.internal_id} does not explain itself: {transaction.memo}"
            continue
        by_part[part].append(transaction)
        if transaction.key != key_of(part):
            yield f"journal {transaction.internal_id} was sent under the key {transaction.key}"
        entity, entry, revision, _ = part
        amount = amount_of(entity, entry, handed.get((entity, revision), revision))
        yield from _content(company, transaction, amount)
    for part, found in by_part.items():
        # One that a user deleted before anybody knew of it may be sent again.
        ids = [transaction.internal_id for transaction in found if not transaction.is_deleted]
        if len(ids) > 1 and not is_racy:
            yield f"{part} is in the ledger {len(ids)} times: {ids}"
    yield from _too_much(by_part)


def _too_much(by_part: dict[Part, list[Transaction]]) -> Iterator[str]:
    """However an entry is divided, and in whatever revision, its lines are booked once."""
    lines: dict[Part, int] = defaultdict(int)
    for (entity, entry, revision, _), found in by_part.items():
        lines[entity, entry, 0, 0] += len(found[0].lines)
        del revision
    for (entity, entry, _, _), count in lines.items():
        if count > lines_of(entry):
            yield f"entry {entity}-{entry} has {lines_of(entry)} lines, and {count} are booked"


def _content(company: Company, transaction: Transaction, amount: Decimal) -> Iterator[str]:
    header = transaction.subsidiary, transaction.currency, transaction.date
    if header != HEADER:
        yield f"journal {transaction.internal_id} is booked as {header}, not {HEADER}"
    for line in transaction.lines:
        side = DEBIT_ACCOUNT if line.debit else CREDIT_ACCOUNT
        if line.account not in company.account_ids[side] or line.debit + line.credit != amount:
            yield f"journal {transaction.internal_id} books {line}, not {amount} on {side}"
    debit = sum((line.debit for line in transaction.lines), Decimal(0))
    if debit * 2 != amount * len(transaction.lines):
        yield f"journal {transaction.internal_id} does not balance"


def _journals(world: World, sync: Sync, journals: list[Journal]) -> Iterator[str]:
    """Hold each row against the ledger; the newest sync speaks for them."""
    by_key: dict[str, list[Transaction]] = defaultdict(list)
    for transaction in world.company.ours():
        by_key[transaction.key or ""].append(transaction)
    # Journals that are unknown for one cause are one problem, with a place each.
    named = {
        place.entry_id
        for problem in problems_of(world, sync)
        if problem.code in _IN_DOUBT_CODES
        for place in problem.places
    }
    for journal in journals:
        found = by_key[journal.external_id]
        yield from _said_of(journal, sync, found, named)
        live = [transaction for transaction in found if not transaction.is_deleted]
        if len(live) > 1 and journal.entry_id not in named:
            yield f"{sync.sync_id} does not say that {journal.external_id} is booked twice"


def _totals(world: World, records: Records, sync: Sync, journals: list[Journal]) -> Iterator[str]:
    """What is said to be in, to be missing and to be unknown is the document, and the ledger."""
    posted = sum(journal.is_in_netsuite for journal in journals)
    if posted != sync.journals_posted:
        yield f"{sync.sync_id} counts {sync.journals_posted} journals in NetSuite, not {posted}"
    entity, entries = int(sync.entity.rpartition("-")[2]), range(1, world.schedule.journals + 1)
    document = {
        sum((amount_of(entity, n, number) * lines_of(n) / 2 for n in entries), Decimal(0))
        for number in {records.handed[entity, journal.revision] for journal in journals}
    }
    said = _total(journals)
    if said not in document:
        yield f"the journals of {sync.sync_id} come to {said}, and the document to {document}"
    keys = {journal.external_id for journal in journals}
    mine = [t for t in world.company.ours() if t.key in keys]
    gone = sum((t.debit for t in mine if t.is_deleted or t.is_rejected), Decimal(0))
    booked = sum((t.debit for t in mine), Decimal(0)) - gone
    least = _total([journal for journal in journals if journal.is_in_netsuite])
    unknown = [journal for journal in journals if journal.is_in_doubt or _is_unchecked(journal)]
    most = least + _total(unknown)
    if not least - gone <= booked <= most and not world.schedule.is_racy:
        yield f"{booked} are booked for {sync.sync_id}, which tells of {least} to {most}"


def _total(journals: list[Journal]) -> Decimal:
    return sum((Decimal(journal.total) for journal in journals), Decimal(0))


def _forgotten(sync: Sync, journals: list[Journal]) -> Iterator[str]:
    """A sync that ends before it has a plan knows what its revision has in NetSuite."""
    posted = sum(j.is_in_netsuite for j in journals if j.revision == sync.revision)
    if posted > sync.journals_posted:
        yield f"{sync.sync_id} counts {sync.journals_posted} journals in NetSuite, not {posted}"


def _said_of(
    journal: Journal, sync: Sync, found: list[Transaction], named: set[str]
) -> Iterator[str]:
    live = [transaction for transaction in found if not transaction.is_deleted]
    if journal.is_in_netsuite:
        yield from _posted(journal, found)
    elif journal.status in GONE:
        yield from _gone(journal, found)
        if journal.entry_id not in named:
            yield f"{sync.sync_id} does not say that {journal.external_id} is {journal.status}"
    elif journal.is_in_doubt or _is_unchecked(journal):
        if journal.entry_id not in named:
            yield f"{sync.sync_id} does not say that {journal.external_id} is unknown"
    elif live:
        yield f"{journal.external_id} is {journal.status}, and it is in the ledger"
    if journal.rivals and len(found) == 1:
        yield f"{journal.external_id} is said to be in NetSuite twice, and is there once"


def _is_unchecked(journal: Journal) -> bool:
    """Whether a refusal was not looked into: behind it the journal may be in the ledger."""
    return journal.status is JournalStatus.REFUSED and not journal.refusal_stands


def _posted(journal: Journal, found: list[Transaction]) -> Iterator[str]:
    mine = [t for t in found if t.internal_id == journal.internal_id]
    if not mine:
        yield f"{journal.external_id} is {journal.status} as {journal.internal_id}; it is not there"
        return
    [transaction] = mine
    if transaction.touched_ms is not None:
        return
    if (
        journal.status is JournalStatus.POSTED
        and journal.verified_by
        and not transaction.is_posting
    ):
        yield f"{journal.external_id} is said to be in the ledger, and awaits approval"
    if journal.verified_by and transaction.posting_period != OCTOBER:
        yield f"{journal.external_id} is said to be right, and is in {transaction.posting_period}"
    if journal.status is JournalStatus.PENDING_APPROVAL and transaction.is_posting:
        yield f"{journal.external_id} is said to await approval, and is in the ledger"


def _gone(journal: Journal, found: list[Transaction]) -> Iterator[str]:
    """What is said to be deleted or rejected is so, and nothing was booked in its place."""
    mine = [t for t in found if t.internal_id == journal.internal_id]
    is_so = [
        t.is_deleted if journal.status is JournalStatus.DELETED else t.is_rejected for t in mine
    ]
    if is_so != [True] and not any(t.is_deleted for t in mine):
        yield f"{journal.external_id} is said to be {journal.status}, and is not"
    if any(not t.is_deleted for t in found if t not in mine):
        yield f"{journal.external_id} is {journal.status}, and is booked again"


def _all_there(world: World, sync: Sync) -> Iterator[str]:
    """Every line of the document is in the ledger, in its period, as it was planned."""
    plan = plan_of(world, sync)
    if plan is None:
        yield f"{sync.sync_id} is {sync.status.lower()}, and was never planned"
        return
    company, booked = world.company, 0
    entity = int(sync.entity.rpartition("-")[2])
    for planned in plan.journals:
        entry = int(planned.entry_id.rpartition("-")[2])
        key = key_of((entity, entry, planned.revision, planned.part))
        found = [t for t in company.ours() if t.key == key and _is_booked(t, sync)]
        if not found:
            missing = f"{planned.entry_id}/{planned.part}"
            yield f"{sync.sync_id} is {sync.status.lower()}, and {missing} is not there"
            continue
        booked += len(found[0].lines)
        if len(found[0].lines) != len(planned.lines):
            few = f"{planned.entry_id} has lines too few"
            yield f"{sync.sync_id} is {sync.status.lower()}, and {few}"
    wanted = sum(lines_of(number) for number in range(1, world.schedule.journals + 1))
    if booked != wanted:
        yield f"{sync.sync_id} is {sync.status.lower()} with {booked} of {wanted} lines"


def _is_booked(transaction: Transaction, sync: Sync) -> bool:
    """Whether a journal was in the ledger when the sync last read it."""
    touched, read = transaction.touched_ms, transaction.read_ms
    if touched is not None and read is not None and touched >= read:
        return True
    return (
        not transaction.is_deleted
        and (transaction.is_posting or sync.status is IntegrationStatus.AWAITING_APPROVAL)
        and transaction.posting_period == OCTOBER
    )
