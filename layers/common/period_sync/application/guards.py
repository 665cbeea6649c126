"""The guards beside the key: what must be so before a sync may post, and is checked as it begins.

They are judged while everything else is checked, so that people learn of all that is wrong at
once, and hold in the very transaction that ends the checks.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from period_sync.application.frozen import write_json
from period_sync.application.ports import Guards
from period_sync.application.turn import Turn
from period_sync.domain.connection import Environment
from period_sync.domain.document import Document, Entry
from period_sync.domain.journal import Journal, JournalStatus
from period_sync.domain.overlaps import Footprint, Share, overlap, shares_of
from period_sync.domain.problems import Problem
from period_sync.domain.sync import Stage


def guard(turn: Turn, unposted: Document) -> tuple[Guards, list[Problem]]:
    """Judge whether a sync may post what is `unposted`, and return what must still hold then."""
    footprint = _footprint(turn)
    first = footprint.start_date
    taken, others = turn.ports.footprints.since(footprint.tenant, footprint.account, first)
    near = [other for other in others if footprint.may_overlap(other)]
    problems = [*_connection(turn), *_overlaps(turn, unposted, near)]
    return Guards(turn.connection, footprint, taken), problems


def _connection(turn: Turn) -> Iterator[Problem]:
    connection = turn.connection
    tenant = turn.ports.tenants.tenant(turn.sync.tenant)
    is_live = tenant.live_connection_id == connection.connection_id
    if turn.sync.is_rehearsal:
        if is_live:
            yield Problem("CONN-09", {"why": "its connection was made live; it was a rehearsal"})
        if connection.environment is Environment.PRODUCTION and not turn.is_on_paper:
            yield Problem("CONN-09", {"why": "a rehearsal never goes into a production account"})
    elif not is_live:
        yield Problem("CONN-09", {"why": "another connection was made live"})
    if connection.revoked_at is not None:
        yield Problem("CONN-09", {"why": "its connection was revoked"})
    if connection.passed_at is None:
        yield Problem("CONN-09", {"why": "the connection has not passed its test"})
    if not turn.sync.is_rehearsal and connection.is_before_go_live(turn.document.end_date):
        yield Problem("CONN-09", {"why": f"the period ends before go-live, {connection.go_live}"})


def _footprint(turn: Turn) -> Footprint:
    sync, document = turn.sync, turn.document
    shares = _shares(turn)
    place = f"tenants/{sync.tenant}/footprints/{sync.account}/{sync.entity}/{sync.period_id}"
    name = f"{sync.revision:04d}-{sync.sync_id}-{sync.epoch}.json"
    return Footprint(
        tenant=sync.tenant,
        account=sync.account,
        entity=sync.entity,
        period_id=sync.period_id,
        revision=sync.revision,
        start_date=document.start_date,
        end_date=document.end_date,
        subsidiaries=tuple(sorted({share.subsidiary for share in shares})),
        shares=turn.ports.objects.put(f"{place}/{name}", _written(shares)),
    )


def _shares(turn: Turn) -> list[Share]:
    """What the plan's journals book, those included that it takes over, or reverses."""
    entries: dict[tuple[str, int], Entry] = {}
    for journal in turn.journals():
        if journal.reverses is None and (journal.entry_id, journal.revision) not in entries:
            entries[journal.entry_id, journal.revision] = turn.entry(turn.planned(journal))
    return [
        share for (_, revision), entry in entries.items() for share in shares_of(entry, revision)
    ]


def _written(shares: list[Share]) -> bytes:
    return write_json(
        [[s.revision, s.entry_id, s.subsidiary, s.book, sorted(s.leases)] for s in shares]
    )


def _read(body: bytes) -> list[Share]:
    return [
        Share(revision, entry_id, subsidiary, book, frozenset(leases))
        for revision, entry_id, subsidiary, book, leases in json.loads(body)
    ]


def _overlaps(turn: Turn, unposted: Document, near: list[Footprint]) -> Iterator[Problem]:
    revision = turn.sync.revision
    mine = [share for entry in unposted.entries for share in shares_of(entry, revision)]
    for other in near if mine else ():
        entries = _in_the_way(turn, other)
        if entries:
            shares = _read(turn.ports.objects.get(other.shares))
            theirs = [share for share in shares if (share.entry_id, share.revision) in entries]
            yield from overlap(mine, theirs, other)


def _in_the_way(turn: Turn, other: Footprint) -> set[tuple[str, int]]:
    """The entries of another period that are posted or in doubt, or that it may post this instant.

    Each comes with the revision that added its journals: what a later one changed or dropped is in
    the way until it is reversed.
    """
    syncs = turn.ports.syncs
    row = syncs.account_period(other.tenant, other.account, other.entity, other.period_id)
    if row is None:
        return set()
    sync = syncs.sync(other.tenant, row.sync_id)
    is_posting = sync.stage in {Stage.POSTING, Stage.VERIFYING}
    if not (is_posting or row.sent or row.takes_over):
        return set()
    return {
        (journal.entry_id, journal.revision)
        for journal in syncs.journals(replace(sync, plan=row.plan))
        if journal.reverses is None and (_counts(journal) or (is_posting and journal.is_to_send))
    }


def _counts(journal: Journal) -> bool:
    """Whether a journal is in NetSuite, may be, or may yet reach the ledger."""
    is_unchecked = journal.status is JournalStatus.REFUSED and not journal.refusal_stands
    is_rejected = journal.status is JournalStatus.REJECTED
    return journal.is_in_netsuite or journal.is_in_doubt or is_unchecked or is_rejected
