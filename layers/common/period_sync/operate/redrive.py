"""`redrive`: send what gave up back to work."""

import argparse

from period_sync.application.stuck import QUEUES
from period_sync.operate.commands import Commands
from period_sync.operators import Operator


def redrive(to: Operator, chosen: argparse.Namespace) -> int:
    """`redrive`: send what gave up back to work; safe any number of times."""
    for queue in chosen.queue or QUEUES:
        moved = to.redrive(QUEUES[queue])
        told = "SQS is moving them" if moved is None else f"{moved} moved"
        print(f"Dead letters of {queue}: {told}.")
    return 0


def add(commands: Commands) -> None:
    """Describe the command."""
    again = commands.add_parser("redrive", help="send dead letters back to their queues")
    again.add_argument("--queue", action="append", choices=QUEUES, help="only this one")
    again.set_defaults(run=redrive)
