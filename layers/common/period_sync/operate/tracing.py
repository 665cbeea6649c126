"""`trace`: from a line in NetSuite to the leases behind it."""

import argparse

from period_sync.domain.document import Line
from period_sync.operate.commands import Commands
from period_sync.operators import Operator


def trace(to: Operator, chosen: argparse.Namespace) -> int:
    """`trace`: from the lines of a journal in NetSuite to the leases they stand for."""
    sync = to.syncs.sync(chosen.tenant, chosen.sync)
    for line in to.trace(sync, chosen.external_id):
        if chosen.line in (None, line.number):
            print(f"line {line.number}: {_amount(line.posted)}  {line.posted.memo}")
            for number, source in line.stands_for:
                print(f"  line {number}, lease {source.lease_id}: {_amount(source)}  {source.memo}")
    return 0


def _amount(line: Line) -> str:
    side = f"debit {line.debit:f}" if line.debit is not None else f"credit {line.credit:f}"
    return f"account {line.account} {side}"


def add(commands: Commands) -> None:
    """Describe the command."""
    traced = commands.add_parser("trace", help="show the leases behind the lines of a journal")
    traced.add_argument("tenant")
    traced.add_argument("sync", help="a sync whose plan holds the journal")
    traced.add_argument("external_id", help="the journal's, as NetSuite shows it")
    traced.add_argument("--line", type=int, help="only this line of the journal, counted from 1")
    traced.set_defaults(run=trace)
