"""`show`: a tenant, or a sync with every step."""

import argparse

from period_sync.bootstrap import Operator
from period_sync.operate.commands import Commands


def show(to: Operator, chosen: argparse.Namespace) -> int:
    """`show`: a tenant, or one of its syncs with every step."""
    if chosen.sync is None:
        return _show_tenant(to, chosen.tenant)
    sync = to.syncs.sync(chosen.tenant, chosen.sync)
    print(
        f"{sync.sync_id}: {sync.period_name} of {sync.entity}, {sync.status} ({sync.stage}), "
        f"{sync.journals_posted} of {sync.journals_total} journals in NetSuite account "
        f"{sync.account}, asked for by {sync.requested_by.email}"
    )
    cursor = None
    while True:
        page = to.syncs.timeline(sync, 100, cursor)
        for step in page.items:
            print(f"  {step.at:%Y-%m-%d %H:%M:%S}Z  epoch {step.epoch}  {step.text}")
        cursor = page.next_cursor
        if cursor is None:
            break
    if sync.plan is not None:
        for journal in to.syncs.journals(sync):
            place = f"{journal.entry_id} {journal.part}/{journal.parts}"
            booked = journal.number or journal.internal_id or "-"
            print(f"  {place}: {journal.status} {booked} {journal.external_id}")
    return 0


def _show_tenant(to: Operator, tenant_id: str) -> int:
    tenant = to.tenants.tenant(tenant_id)
    print(f"{tenant.tenant_id}: {tenant.name}, {tenant.sync_counter} syncs so far")
    for connection in to.connections.connections(tenant_id):
        live = "live" if connection.connection_id == tenant.live_connection_id else "not live"
        tested = f"passed its test {connection.passed_at}" if connection.passed_at else "untested"
        print(
            f"  connection {connection.connection_id}: {connection.environment} account "
            f"{connection.account}, {live}, {tested}"
        )
    for period in to.periods.periods(tenant_id, None, 100, None).items:
        sync = f", sync {period.sync_id}" if period.sync_id else ""
        print(
            f"  {period.entity}/{period.period_id} {period.name}: revision {period.revision}, "
            f"{period.status}{sync}"
        )
    return 0


def add(commands: Commands) -> None:
    """Describe the command."""
    shown = commands.add_parser("show", help="show a tenant, or a sync with every step")
    shown.add_argument("tenant")
    shown.add_argument("sync", nargs="?")
    shown.set_defaults(run=show)
