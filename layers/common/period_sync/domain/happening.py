"""What is told of a change that was recorded: one happening for each transition, for the logs.

The timeline is what counts: a worker that dies between a write and its telling leaves none here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from period_sync.domain.journal import Journal
from period_sync.domain.sync import Stage, Sync

WHY_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class Happening:
    """One transition of a sync or of one of its journals.

    `journal` is the journal's external id and `attempt` counts its intents; both are None for the
    sync itself. `facts` depend on `name`; no line, amount, body or secret is ever among them.
    """

    name: str
    tenant: str
    period: str
    sync: str
    epoch: int
    correlation_id: str
    journal: str | None = None
    attempt: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def requested(sync: Sync) -> Happening:
    """A sync was recorded."""
    return _of(sync, "requested", revision=str(sync.revision), account=sync.account)


def retired(predecessor: Sync, successor: Sync) -> Happening:
    """A sync was taken over from: whoever still works on it may change nothing any more."""
    return _of(predecessor, "retired", successor=successor.sync_id)


def mailed(sync: Sync, result_no: int, refused: int) -> Happening:
    """A result was mailed; of so many addresses the mail was refused."""
    facts = {"result_no": str(result_no), "status": sync.status, "refused": str(refused)}
    return _of(sync, "mailed", **facts)


def happenings(
    old: Sync, new: Sync, changes: Sequence[tuple[Journal, Journal]] = ()
) -> Iterator[Happening]:
    """Tell how `new` came of `old`; what changes no state is not told."""
    for before, after in changes:
        if before.status is not after.status or before.attempt != after.attempt:
            yield _of_journal(new, before, after)
    if new.stage is Stage.ENDED and old.is_running:
        posted = f"{new.journals_posted}/{new.journals_total}"
        yield _of(new, "ended", before=old.stage, status=new.status, posted=posted)
    else:
        yield from _under_way(old, new)
    if new.announced_result_no != old.announced_result_no:
        yield _of(new, "announced", result_no=str(new.result_no), status=new.status)


def _under_way(old: Sync, new: Sync) -> Iterator[Happening]:
    if new.epoch != old.epoch:
        yield _of(new, "claimed", before=old.stage, after=new.stage)
    elif new.stage is not old.stage:
        yield _of(new, "stage", before=old.stage, after=new.stage)
    if new.status is not old.status:
        yield _of(new, "status", before=old.status, after=new.status)
    if old.claim_message_id is not None and new.claim_message_id is None:
        yield _of(new, "waits", stage=new.stage, why=(new.waiting or "")[:WHY_LENGTH_MAX])


def _of(sync: Sync, name: str, **facts: str) -> Happening:
    return Happening(
        name=name,
        tenant=sync.tenant,
        period=f"{sync.entity}/{sync.period_id}",
        sync=sync.sync_id,
        epoch=sync.epoch,
        correlation_id=sync.correlation_id,
        facts=facts,
    )


def _of_journal(sync: Sync, before: Journal, after: Journal) -> Happening:
    facts = {
        "entry": after.entry_id,
        "part": f"{after.part}/{after.parts}",
        "before": before.status,
        "after": after.status,
    }
    if after.internal_id is not None:
        facts["internal_id"] = after.internal_id
    return Happening(
        name="journal",
        tenant=sync.tenant,
        period=f"{sync.entity}/{sync.period_id}",
        sync=sync.sync_id,
        epoch=sync.epoch,
        correlation_id=sync.correlation_id,
        journal=after.external_id,
        attempt=after.attempt,
        facts=facts,
    )
