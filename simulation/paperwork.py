"""Whether everything is written down: numbers, timelines, audit trail, evidence, mails."""

import hashlib
from collections import Counter
from collections.abc import Iterator

from period_sync.domain.evidence import EvidenceKind
from period_sync.domain.sync import IntegrationStatus, Sync
from simulation.boundaries import Hit
from simulation.records import Records
from simulation.strikes import Kind
from simulation.world import World

_IN_MARKING = {"ses.SendEmail", "dynamodb.TransactWriteItems"}


def check_paperwork(world: World, records: Records) -> Iterator[str]:
    """Name everything that is missing, doubled, or not as it is."""
    numbers = [sync.number for sync in records.syncs]
    if numbers != list(range(1, len(numbers) + 1)) or records.sync_counter != len(numbers):
        yield f"sync numbers have gaps: {numbers}, counter {records.sync_counter}"
    yield from _chain(records)
    for sync in records.syncs:
        steps = records.timelines.get(sync.sync_id, [])
        if steps != list(range(1, sync.step_no + 1)):
            yield f"the timeline of {sync.sync_id} has gaps: {steps} of {sync.step_no}"
        if sync.is_running:
            yield f"{sync.sync_id} never ended: {sync.stage}, {sync.waiting}"
        else:
            yield from _mails(world, sync)
    yield from _audit(records)
    yield from _periods(records)
    yield from _evidence(world, records)


def _chain(records: Records) -> Iterator[str]:
    """Each retry continues the sync before it, and none that is older."""
    latest: dict[str, str] = {}
    for sync in records.syncs:
        before = latest.get(sync.entity)
        if sync.previous_sync_id not in {None, before}:
            yield f"{sync.sync_id} continues {sync.previous_sync_id}, and {before} came after it"
        latest[sync.entity] = sync.sync_id


def _audit(records: Records) -> Iterator[str]:
    actions = Counter((record["subject"], record["action"]) for record in records.audit)
    for sync in records.syncs:
        asked = "retry requested" if sync.previous_sync_id else "sync requested"
        found = [action for subject, action in actions.elements() if subject == sync.sync_id]
        ends = [action for action in found if action.startswith("sync ") and action != asked]
        if found.count(asked) != 1 or len(ends) != sync.result_no:
            yield f"the audit trail of {sync.sync_id} has {found}, and {sync.result_no} results"
        if ends and f"sync {sync.status}" not in ends:
            yield f"the audit trail of {sync.sync_id} has {found}, and it is {sync.status}"
        # Whoever asks first is the one that counts.
        others = Counter(found) - Counter([asked, *ends])
        if others["stop requested"] > 1 or set(others) - {"stop requested", "check requested"}:
            yield f"the audit trail of {sync.sync_id} has {found}"
    taken_in = sum(1 for record in records.audit if record["action"] == "period taken in")
    if taken_in != len(records.handed):
        yield f"{len(records.handed)} revisions, and {taken_in} audit records of them"


def _periods(records: Records) -> Iterator[str]:
    for period in records.periods:
        latest = records.latest(period.entity)
        if latest is None:
            wanted = IntegrationStatus.NOT_SYNCED
        elif latest.revision == period.revision:
            wanted = latest.status
        else:
            wanted = IntegrationStatus.NOT_SYNCED
        if period.status != wanted:
            yield f"period {period.entity} says {period.status}, and its sync {wanted}"


def _evidence(world: World, records: Records) -> Iterator[str]:
    sent = set()
    for piece in records.evidence:
        body = world.s3.objects.get(piece.stored.key, [b""])[-1]
        if hashlib.sha256(body).hexdigest() != piece.stored.sha256:
            yield f"the evidence {piece.stored.key} is not what was stored"
        if piece.kind is EvidenceKind.SENT:
            sent.add(body)
    kept = b"\n".join(sent).decode()
    for transaction in world.company.ours():
        key = transaction.key or "none"
        if key not in kept:
            yield f"no evidence of what was sent as {key} ({transaction.internal_id})"
    for key, versions in world.s3.objects.items():
        if len(versions) != 1:
            yield f"an object was written twice: {key}"


def _mails(world: World, sync: Sync) -> Iterator[str]:
    about = f"Sync {sync.sync_id} of "
    mails = [mail for mail in world.mails if about in mail.text]
    if not mails:
        if not world.queues.by_url["result-dead"].messages:
            yield f"nobody was told of {sync.sync_id} ({sync.status})"
        return
    excused = sum(_excuses(hit) for hit in world.boundaries.hit_at)
    if len(mails) > sync.result_no + excused:
        yield f"{len(mails)} mails about {sync.sync_id}, and {excused} strikes at the mark"
    if not any(_words_of(sync) in mail.text for mail in mails):
        yield f"the mail about {sync.sync_id} ({sync.status}) says: {mails[-1].text[:90]!r}"
    for mail in mails:
        if mail.to != sync.requested_by.email:
            yield f"the mail about {sync.sync_id} went to {mail.to}"


def _excuses(hit: Hit) -> bool:
    """Whether a strike may have sent a mail twice: only between the mail and its mark."""
    if not hit.process.startswith("result_notifier"):
        return False
    return hit.strike.kind in {Kind.DUPLICATE, Kind.STALL} or hit.what in _IN_MARKING


def _words_of(sync: Sync) -> str:
    match sync.status:
        case IntegrationStatus.COMPLETED if sync.journals_posted < sync.journals_total:
            return f"{sync.journals_total - sync.journals_posted} of them booked by hand"
        case IntegrationStatus.COMPLETED:
            return "all in the ledger"
        case IntegrationStatus.AWAITING_APPROVAL:
            return "not yet complete in the ledger"
        case _ if sync.journals_unknown:
            return f"Of {sync.journals_unknown} journal"
        case _ if sync.transmitted_at is None and not sync.journals_posted:
            return "nothing was posted"
    return f"{sync.journals_posted} of {sync.journals_total} journals are in NetSuite"
