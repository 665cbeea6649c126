"""`stuck`: everything that does not move, and the next command for each."""

import argparse

from period_sync.operate.commands import Commands
from period_sync.operators import Operator


def stuck(to: Operator, chosen: argparse.Namespace) -> int:  # noqa: ARG001 - as every command
    """`stuck`: of all tenants, what money hangs on first."""
    now, found = to.clock.now(), list(to.stuck())
    for item in found:
        minutes = (now - item.since).total_seconds() / 60
        print(f"{item.what}, since {item.since:%Y-%m-%d %H:%M}Z ({minutes:.0f} min)")
        print(f"  tenant {item.tenant}: {item.about}")
        if item.detail:
            print(f"  {item.detail}")
        print(f"  python -m period_sync.operate {item.next}")
    if not found:
        print("Nothing is stuck.")
    return 0


def add(commands: Commands) -> None:
    """Describe the command."""
    told = "show what makes no progress, is unknown, was not mailed, or gave up"
    commands.add_parser("stuck", help=told).set_defaults(run=stuck)
