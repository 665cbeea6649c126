"""`logs`: what a function said last."""

import argparse
from datetime import timedelta

from period_sync.operate.commands import Commands
from period_sync.operators import Operator

FUNCTIONS = ("sync_api", "period_closed", "journal_poster", "result_notifier", "sweeper")
LOGS_OF = timedelta(minutes=15)
LOG_LINES = 20


def logs(to: Operator, chosen: argparse.Namespace) -> int:
    """`logs`: what a function said in the last quarter of an hour."""
    lines = to.logged(chosen.function, to.clock.now() - LOGS_OF, LOG_LINES)
    for line in lines:
        print(line)
    if not lines:
        print(f"{chosen.function} has said nothing for 15 minutes.")
    return 0


def add(commands: Commands) -> None:
    """Describe the command."""
    told = commands.add_parser("logs", help="show what a function said last, trouble first")
    told.add_argument("function", choices=FUNCTIONS)
    told.set_defaults(run=logs)
