"""`show`: a tenant, a sync with every step, a preview, or a journal by its key or internal id."""

import argparse
import re
from collections.abc import Iterator, Sequence

from period_sync.application.ports import Page, PlacedJournal, Step
from period_sync.domain.errors import NotFound
from period_sync.domain.external_id import is_key
from period_sync.domain.journal import Journal
from period_sync.domain.preview import Preview
from period_sync.domain.sync import Sync
from period_sync.operate.commands import Commands
from period_sync.operators import Operator

PAGE = 100
_SYNC_ID = re.compile(r"(?P<tenant>.+)-[0-9]+")
_PREVIEW_ID = re.compile(r"(?P<tenant>.+)-p[0-9]+")


def show(to: Operator, chosen: argparse.Namespace) -> int:
    """`show`: whatever it is that an operator has the name of."""
    what = chosen.what
    if what.isdecimal():
        keys = sorted(set(to.overview.external_ids(what)))
        if not keys:
            raise NotFound(f"No journal of ours has the internal id {what} in NetSuite.")
        for key in keys:
            _show_journal(to, key)
    elif is_key(what):
        _show_journal(to, what)
    elif (sync := _sync(to, what)) is not None:
        _show_sync(to, sync)
    elif (preview := _preview(to, what)) is not None:
        _show_preview(preview)
    else:
        _show_tenant(to, what)
    return 0


def _sync(to: Operator, what: str) -> Sync | None:
    """Read a sync; a tenant's name may look like a sync's."""
    named = _SYNC_ID.fullmatch(what)
    if named is None:
        return None
    try:
        return to.syncs.sync(named["tenant"], what)
    except NotFound:
        return None


def _preview(to: Operator, what: str) -> Preview | None:
    named = _PREVIEW_ID.fullmatch(what)
    if named is None:
        return None
    try:
        return to.previews.preview(named["tenant"], what)
    except NotFound:
        return None


def _show_preview(preview: Preview) -> None:
    print(
        f"{preview.preview_id}: preview of {preview.period_name} of {preview.entity}, revision "
        f"{preview.revision}, {preview.status}, {preview.problem_count} problems; would post "
        f"{preview.posts} of {preview.journals_total} journals to NetSuite account "
        f"{preview.account}, asked for by {preview.requested_by.email}, request "
        f"{preview.correlation_id or '-'}"
    )
    if preview.is_open and preview.waiting:
        print(f"  {preview.waiting}")
    for stored in (preview.journals, preview.problems):
        if stored is not None:
            print(f"  kept {stored.key}  sha256 {stored.sha256}")


def _show_sync(to: Operator, sync: Sync) -> None:
    _head(sync)
    for step in _steps(to, sync):
        _line(step)
    for journal in to.syncs.journals(sync) if sync.plan is not None else ():
        _row(journal)
    for stored in (sync.plan, sync.resolution, sync.notices, sync.problems):
        if stored is not None:
            print(f"  kept {stored.key}  sha256 {stored.sha256}")
    _evidence(to, sync, "")


def _show_journal(to: Operator, key: str) -> None:
    found = to.overview.journals(key)
    if not found:
        raise NotFound(f"There is no journal {key}.")
    for placed in found:
        print(
            f"Journal {key} of {placed.tenant}, {placed.entity}/{placed.period_id}, NetSuite "
            f"account {placed.account}"
        )
        _row(placed.journal)
        for sync in _syncs_of(to, placed):
            steps = [step for step in _steps(to, sync) if step.journal == key]
            if steps:
                _head(sync)
                for step in steps:
                    _line(step)
                _evidence(to, sync, f"{key}/")


def _syncs_of(to: Operator, placed: PlacedJournal) -> Sequence[Sync]:
    """Read the runs of a journal's period in its account, oldest first."""

    def page(cursor: str | None) -> Page[Sync]:
        return to.syncs.syncs_of_period(
            placed.tenant, placed.entity, placed.period_id, PAGE, cursor
        )

    cursor, found = None, list[Sync]()
    while True:
        syncs = page(cursor)
        found += [sync for sync in syncs.items if sync.account == placed.account]
        cursor = syncs.next_cursor
        if cursor is None:
            return found[::-1]


def _steps(to: Operator, sync: Sync) -> Iterator[Step]:
    cursor = None
    while True:
        page = to.syncs.timeline(sync, PAGE, cursor)
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return


def _head(sync: Sync) -> None:
    print(
        f"{sync.sync_id}: {sync.period_name} of {sync.entity}, {sync.status} ({sync.stage}), "
        f"{sync.journals_posted} of {sync.journals_total} journals in NetSuite account "
        f"{sync.account}, asked for by {sync.requested_by.email}, "
        f"request {sync.correlation_id or '-'}"
    )
    if sync.is_running and sync.waiting:
        print(f"  {sync.waiting}")


def _line(step: Step) -> None:
    attempt = "" if step.attempt is None else f"  attempt {step.attempt}"
    print(f"  {step.at:%Y-%m-%d %H:%M:%S}Z  epoch {step.epoch}{attempt}  {step.text}")


def _row(journal: Journal) -> None:
    booked = " ".join(filter(None, (journal.number, journal.internal_id))) or "-"
    print(
        f"  {journal.entry_id} {journal.part}/{journal.parts}: {journal.status} {booked} "
        f"attempt {journal.attempt}  {journal.external_id}"
    )
    if journal.is_in_doubt:
        since = journal.unknown_since or journal.transmitted_at
        final = "" if journal.deadline is None else f", deadline {journal.deadline:%H:%M:%S}Z"
        if since is not None:
            print(f"    unknown since {since:%Y-%m-%d %H:%M:%S}Z{final}; don't book it by hand")


def _evidence(to: Operator, sync: Sync, under: str) -> None:
    for key in to.stored_keys(f"tenants/{sync.tenant}/evidence/{sync.sync_id}/{under}"):
        print(f"  evidence {key}")


def _show_tenant(to: Operator, tenant_id: str) -> None:
    tenant = to.tenants.tenant(tenant_id)
    print(f"{tenant.tenant_id}: {tenant.name}, {tenant.sync_counter} syncs so far")
    for connection in to.connections.connections(tenant_id):
        live = "live" if connection.connection_id == tenant.live_connection_id else "not live"
        tested = f"passed its test {connection.passed_at}" if connection.passed_at else "untested"
        print(
            f"  connection {connection.connection_id}: {connection.environment} account "
            f"{connection.account}, {live}, {tested}"
        )
    for period in to.periods.periods(tenant_id, None, PAGE, None).items:
        sync = f", sync {period.sync_id}" if period.sync_id else ""
        print(
            f"  {period.entity}/{period.period_id} {period.name}: revision {period.revision}, "
            f"{period.status}{sync}"
        )


def add(commands: Commands) -> None:
    """Describe the command."""
    shown = commands.add_parser(
        "show", help="show a tenant, a sync with every step, a preview, or a journal with its syncs"
    )
    shown.add_argument(
        "what",
        help="a tenant, a sync, a preview, a journal's external id, or its internal id in NetSuite",
    )
    shown.set_defaults(run=show)
