"""Whether the ledger holds what it must, and the product says of it what is so."""

import base64
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from period_sync.domain.journal import GONE, Journal, JournalStatus, by_any_key, wanted
from period_sync.domain.sync import IntegrationStatus, Sync
from simulation.beginning import ACCOUNT, TENANT
from simulation.clock import ms_of
from simulation.company import CREDIT_ACCOUNT, DEBIT_ACCOUNT, OCTOBER, Company, Transaction
from simulation.documents import PERIOD_ID, amount_of, lines_of, versions_of
from simulation.records import Records, plan_of, problems_of
from simulation.world import MINUTE_MS, World

_MEMO = re.compile(r"entry E-(\d+)-(\d+), part (\d+)/(\d+), revision (\d+)")
_MIRROR = re.compile(r"\AReversal of journal .+ \(id (\d+)\): ")
_IN_DOUBT_CODES = {
    "DUP-01", "DUP-02", "DUP-04", "DUP-05", "POST-06", "APP-03", "POST-01", "REV-02",
    "DUP-07",
}  # fmt: skip
_S = JournalStatus
GENERATIONS = 6
"""A person gives a journal up less often than that."""
HEADER = ("2", "1", date(2026, 10, 31))
"""Subsidiary, currency and date of everything that the documents hold."""
SKEW_MS = 10 * MINUTE_MS
"""How much the product's clock may be ahead of NetSuite's."""


class Part(NamedTuple):
    """What one journal stands for."""

    entity: int
    entry: int
    revision: int
    number: int
    kind: str = "entry"


def check_truth(world: World, records: Records) -> Iterator[str]:
    """Name every journal that is booked wrongly, or of which something untrue is said."""
    yield from _ledger(world, records)
    yield from _plans(world, records)
    for sync in records.syncs:
        if sync.status in {IntegrationStatus.COMPLETED, IntegrationStatus.AWAITING_APPROVAL}:
            yield from _all_there(world, records, sync)
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
            # What became of its journals after a later revision, that one's syncs say.
            named = _named(world, newest) if newest is latest else None
            yield from _journals(world, newest, journals, named)
        if newest is latest:
            yield from _totals(world, records, latest, journals)


def check_seen(world: World, records: Records) -> Iterator[str]:
    """Name what a check, asked for last of all, must have seen and did not."""
    if not world.company.visible(world.clock.ms):
        # Nothing is there that a look-up must see, so none can tell that a journal is absent.
        return
    keys = {transaction.key for transaction in world.company.live() if transaction.is_posting}
    for period in records.periods:
        sync = records.latest(period.entity)
        if sync is None or sync.status is not IntegrationStatus.COMPLETED:
            continue
        plan = plan_of(world, sync)
        # A journal and its reversal may both be gone; the totals tell.
        reversed_ = {j.reverses.external_id for j in plan.journals if j.reverses} if plan else set()
        rows = {row.position: row for row in _rows(records, sync)}
        for planned in () if plan is None else plan.journals:
            is_pair = planned.reverses is not None or planned.external_id in reversed_
            row = rows.get(planned.position)
            key = planned.external_id if row is None else row.external_id
            by_hand = row is not None and row.status is JournalStatus.BOOKED_BY_HAND
            if key not in keys and not is_pair and not by_hand:
                yield f"{sync.sync_id} is completed after a check, without {key}"


def keys_of(part: Part) -> list[str]:
    """Return the keys that a journal may have had, one for each time it was given up."""
    return [key_of(part, generation) for generation in range(GENERATIONS)]


@cache
def key_of(part: Part, generation: int = 0) -> str:
    """Return the permanent key of a journal, as the design defines it."""
    names = f"entity-{part.entity}", PERIOD_ID, f"E-{part.entity}-{part.entry}"
    last = part.revision, "primary", part.kind, part.number, generation
    fields = ["simulated", TENANT, ACCOUNT, *names, *last]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).digest()
    return "ps-" + base64.b32encode(digest).decode().rstrip("=").lower()


def part_of(transaction: Transaction) -> Part | None:
    """Read from a memo what a journal stands for."""
    found = _MEMO.search(transaction.memo)
    if found is None:
        return None
    entity, entry, part, _, revision = map(int, found.groups())
    kind = "entry" if _MIRROR.search(transaction.memo) is None else "reversal"
    return Part(entity, entry, revision, part, kind)


def _mirrored_by(company: Company, transaction: Transaction) -> Transaction | None:
    """Return what a reversal says that it mirrors."""
    found = _MIRROR.search(transaction.memo)
    return None if found is None else company.transactions.get(found[1])


def _versions(world: World, records: Records, entity: int, revision: int) -> Mapping[int, int]:
    """Which entries a revision has, and each in which version."""
    handed = records.handed[entity, revision]
    return versions_of(world.schedule.journals, handed)


def _ledger(world: World, records: Records) -> Iterator[str]:
    company, is_racy = world.company, world.schedule.is_racy
    by_part: dict[Part, list[Transaction]] = defaultdict(list)
    for transaction in company.ours():
        part = part_of(transaction)
        if part is None:
            yield f"journal {transaction.internal_id} does not explain itself: {transaction.memo}"
            continue
        by_part[part].append(transaction)
        if transaction.key not in keys_of(part):
            yield f"journal {transaction.internal_id} was sent under the key {transaction.key}"
        if part.kind == "reversal":
            yield from _mirrors(company, transaction, part)
        else:
            version = _versions(world, records, part.entity, part.revision)[part.entry]
            yield from _content(company, transaction, part, version)
    for part, found in by_part.items():
        # One that a user deleted before anybody knew of it may be sent again.
        ids = [t.internal_id for t in found if not t.is_deleted and not t.is_rejected]
        if len(ids) > 1 and not is_racy:
            yield f"{part} is in the ledger {len(ids)} times: {ids}"
    yield from _too_much(by_part)
    if not is_racy:
        yield from _reversed_twice(company)


def _too_much(by_part: dict[Part, list[Transaction]]) -> Iterator[str]:
    """However an entry is divided, and in whatever revisions, its lines stand once at most."""
    lines: dict[tuple[int, int], int] = defaultdict(int)
    for part, found in by_part.items():
        # A reversal that a user deleted or rejected was right when it was sent.
        is_mirror = part.kind == "reversal"
        counted = [t for t in found if is_mirror or not (t.is_deleted or t.is_rejected)]
        sign = -1 if is_mirror else 1
        lines[part.entity, part.entry] += sign * len(counted[0].lines) if counted else 0
    for (entity, entry), count in lines.items():
        if count > lines_of(entry):
            yield f"entry {entity}-{entry} has {lines_of(entry)} lines, and {count} stand"


def _reversed_twice(company: Company) -> Iterator[str]:
    """No journal is reversed by two others that both count."""
    counts = Counter(
        mirrored.internal_id
        for transaction in company.live()
        if not transaction.is_rejected
        and (mirrored := _mirrored_by(company, transaction)) is not None
    )
    for internal_id, count in counts.items():
        if count > 1:
            yield f"journal {internal_id} is reversed {count} times"


def _content(company: Company, transaction: Transaction, part: Part, version: int) -> Iterator[str]:
    header = transaction.subsidiary, transaction.currency, transaction.date
    if header != HEADER:
        yield f"journal {transaction.internal_id} is booked as {header}, not {HEADER}"
    amount = amount_of(part.entity, part.entry, version)
    for line in transaction.lines:
        side = DEBIT_ACCOUNT if line.debit else CREDIT_ACCOUNT
        if line.account not in company.account_ids[side] or line.debit + line.credit != amount:
            yield f"journal {transaction.internal_id} books {line}, not {amount} on {side}"
    debit = sum((line.debit for line in transaction.lines), Decimal(0))
    if debit * 2 != amount * len(transaction.lines):
        yield f"journal {transaction.internal_id} does not balance"


def _mirrors(company: Company, transaction: Transaction, part: Part) -> Iterator[str]:
    """A reversal is the exact opposite of one journal of the same entry, on the same day."""
    mirrored = _mirrored_by(company, transaction)
    of = None if mirrored is None else part_of(mirrored)
    if mirrored is None or of is None:
        yield f"journal {transaction.internal_id} reverses nothing: {transaction.memo}"
        return
    if (of.entity, of.entry, of.kind) != (part.entity, part.entry, "entry"):
        yield f"journal {transaction.internal_id} reverses {of}, and is {part}"
    if of.revision >= part.revision:
        yield f"journal {transaction.internal_id} of revision {part.revision} reverses {of}"
    opposite = [(line.account, line.credit, line.debit) for line in mirrored.lines]
    if [(line.account, line.debit, line.credit) for line in transaction.lines] != opposite:
        yield f"journal {transaction.internal_id} is not the opposite of {mirrored.internal_id}"
    if transaction.date != mirrored.date:
        yield f"journal {transaction.internal_id} has another date than {mirrored.internal_id}"


def _named(world: World, sync: Sync) -> set[str]:
    """The entries of which a sync says that something is unknown, doubled or gone."""
    # Journals that are unknown for one cause are one problem, with a place each.
    return {
        place.entry_id
        for problem in problems_of(world, sync)
        if problem.code in _IN_DOUBT_CODES
        for place in problem.places
    }


def _journals(
    world: World, sync: Sync, journals: list[Journal], named: Set[str] | None
) -> Iterator[str]:
    """Hold each row against the ledger; `named` are the entries of which it must speak, or None."""
    by_key: dict[str, list[Transaction]] = defaultdict(list)
    for transaction in world.company.ours():
        by_key[transaction.key or ""].append(transaction)
    # One that is gone is nothing to be said of, if it was to be reversed and so was not.
    by_any = by_any_key(journals)
    mirrors = [journal for journal in journals if journal.reverses is not None]
    needless = {mirror.reverses for mirror in mirrors if mirror.status is _S.REPLACED}
    for mirror in mirrors:
        original = by_any[mirror.reverses or ""]
        if mirror.status in GONE and original.status in GONE:
            needless |= {mirror.external_id, original.external_id}
    for journal in journals:
        is_needless = named is None or journal.external_id in needless
        told = {journal.entry_id} if is_needless else named or set()
        found = by_key[journal.external_id]
        yield from _said_of(journal, sync, found, told)
        live = [transaction for transaction in found if not transaction.is_deleted]
        if len(live) > 1 and journal.entry_id not in told:
            yield f"{sync.sync_id} does not say that {journal.external_id} is booked twice"


def _totals(world: World, records: Records, sync: Sync, journals: list[Journal]) -> Iterator[str]:
    """What is said to be in, to be missing and to be unknown is the document, and the ledger."""
    kept = wanted(journals) if sync.is_planned else []
    posted = sum(journal.is_in_netsuite for journal in kept)
    if posted != sync.journals_posted:
        yield f"{sync.sync_id} counts {sync.journals_posted} journals in NetSuite, not {posted}"
    doubtful = sum(journal.is_unknown for journal in journals)
    if doubtful != sync.journals_unknown:
        yield f"{sync.sync_id} counts {sync.journals_unknown} unknown journals, not {doubtful}"
    said, due = _total([j for j in kept if j.reverses is None]), _due(world, records, sync)
    if sync.is_planned and said != due:
        yield f"the journals of {sync.sync_id} come to {said}, and the document to {due}"
    if world.schedule.is_racy:
        return
    keys = {journal.external_id for journal in journals}
    mine = [t for t in world.company.ours() if t.key in keys]
    gone = sum((t.debit for t in mine if t.is_deleted or t.is_rejected), Decimal(0))
    booked = sum((t.debit for t in mine), Decimal(0)) - gone
    least = _total([j for j in journals if j.is_in_netsuite or j.status is _S.REVERSED])
    unknown = [journal for journal in journals if journal.is_unknown]
    most = least + _total(unknown)
    if not least - gone <= booked <= most:
        yield f"{booked} are booked for {sync.sync_id}, which tells of {least} to {most}"
    if sync.status in {IntegrationStatus.COMPLETED, IntegrationStatus.AWAITING_APPROVAL}:
        yield from _nothing_else(world, records, sync, due)


def _due(world: World, records: Records, sync: Sync) -> Decimal:
    """The total of a sync's document."""
    entity = int(sync.entity.rpartition("-")[2])
    versions = _versions(world, records, entity, sync.revision)
    amounts = (amount_of(entity, n, v) * lines_of(n) / 2 for n, v in versions.items())
    return sum(amounts, Decimal(0))


def _nothing_else(world: World, records: Records, sync: Sync, due: Decimal) -> Iterator[str]:
    """The ledger holds of a completed period what its newest revision says, and nothing else."""
    rows = _rows(records, sync)
    plans = [held for (name, _), held in records.journals.items() if name == sync.entity]
    # What was gone already when it was looked for is known to be so.
    gone = {journal.internal_id for held in plans for journal in held if journal.status in GONE}
    company, entity = world.company, int(sync.entity.rpartition("-")[2])
    accepted = {row.external_id for row in rows if row.accepted is not None}
    by_hand = [row for row in rows if row.status is JournalStatus.BOOKED_BY_HAND]
    booked = sum((Decimal(r.total) * (-1 if r.reverses else 1) for r in by_hand), Decimal(0))
    for transaction in company.ours():
        part = part_of(transaction)
        if part is None or part.entity != entity or transaction.internal_id in gone:
            continue
        if _is_booked(transaction, sync, accepted=transaction.key in accepted):
            debits = company.account_ids[DEBIT_ACCOUNT]
            lines = [line for line in transaction.lines if line.account in debits]
            booked += sum((line.debit - line.credit for line in lines), Decimal(0))
    if booked != due:
        yield f"{sync.sync_id} is {sync.status.lower()}, and {booked} is booked of {due}"


def _total(journals: list[Journal]) -> Decimal:
    return sum((Decimal(journal.total) for journal in journals), Decimal(0))


def _forgotten(sync: Sync, journals: list[Journal]) -> Iterator[str]:
    """A sync that ends before it has a plan knows what its revision has in NetSuite."""
    posted = sum(j.is_in_netsuite for j in journals if j.revision == sync.revision)
    if posted > sync.journals_posted:
        yield f"{sync.sync_id} counts {sync.journals_posted} journals in NetSuite, not {posted}"


def _said_of(
    journal: Journal, sync: Sync, found: list[Transaction], named: Set[str]
) -> Iterator[str]:
    live = [transaction for transaction in found if not transaction.is_deleted]
    if journal.is_in_netsuite or journal.status is _S.REVERSED:
        yield from _posted(journal, found)
    elif journal.status in GONE:
        yield from _gone(journal, found)
        if journal.entry_id not in named:
            yield f"{sync.sync_id} does not say that {journal.external_id} is {journal.status}"
    elif journal.is_unknown:
        if journal.entry_id not in named:
            yield f"{sync.sync_id} does not say that {journal.external_id} is unknown"
    elif [t for t in live if not t.is_rejected] and journal.entry_id not in named:
        yield f"{journal.external_id} is {journal.status}, and it is in the ledger"
    if journal.rivals and len(found) == 1:
        yield f"{journal.external_id} is said to be in NetSuite twice, and is there once"


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
    is_in_period = transaction.posting_period == OCTOBER or not transaction.is_posting
    if journal.verified_by and not is_in_period and journal.accepted is None:
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


def _all_there(world: World, records: Records, sync: Sync) -> Iterator[str]:
    """Every line of the document is in the ledger as it was planned, or settled by a decision."""
    plan = plan_of(world, sync)
    if plan is None:
        yield f"{sync.sync_id} is {sync.status.lower()}, and was never planned"
        return
    company, booked = world.company, 0
    entity = int(sync.entity.rpartition("-")[2])
    reversed_ = {j.reverses.external_id for j in plan.journals if j.reverses is not None}
    rows = {row.position: row for row in _rows(records, sync)}
    for planned in plan.journals:
        row = rows.get(planned.position)
        is_pair = planned.external_id in reversed_ or planned.reverses is not None
        if row is not None and row.status is JournalStatus.BOOKED_BY_HAND:
            booked += 0 if is_pair else len(planned.lines)
            continue
        entry = int(planned.entry_id.rpartition("-")[2])
        keys = keys_of(Part(entity, entry, planned.revision, planned.part, planned.kind))
        accepted = row is not None and row.accepted is not None
        found = [
            t for t in company.ours() if t.key in keys and _is_booked(t, sync, accepted=accepted)
        ]
        if not found and is_pair:
            # It was gone when it was to be reversed; the totals tell.
            continue
        if not found:
            missing = f"{planned.entry_id}/{planned.part}"
            yield f"{sync.sync_id} is {sync.status.lower()}, and {missing} is not there"
            continue
        booked += 0 if is_pair else len(found[0].lines)
        if len(found[0].lines) != len(planned.lines):
            few = f"{planned.entry_id} has lines too few"
            yield f"{sync.sync_id} is {sync.status.lower()}, and {few}"
    due = sum(map(lines_of, _versions(world, records, entity, sync.revision)))
    if booked != due:
        yield f"{sync.sync_id} is {sync.status.lower()} with {booked} of {due} lines"


def _rows(records: Records, sync: Sync) -> list[Journal]:
    plan = "" if sync.plan is None else sync.plan.sha256
    return records.journals.get((sync.entity, plan), [])


def _is_booked(transaction: Transaction, sync: Sync, *, accepted: bool) -> bool:
    """Whether a journal was in the ledger when it was last read, or so that it was accepted."""
    touched, read = transaction.touched_ms, transaction.reads_ms.get(f"SYNC#{sync.sync_id}")
    since_it_was_read = touched is not None and read is not None and touched >= read
    if since_it_was_read and touched is not None and touched >= ms_of(sync.requested_at) - SKEW_MS:
        return True
    if transaction.is_deleted:
        return False
    if not transaction.is_posting:
        return sync.status is IntegrationStatus.AWAITING_APPROVAL
    return accepted or transaction.posting_period == OCTOBER
