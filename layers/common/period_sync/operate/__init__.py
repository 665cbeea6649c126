"""What an operator does: make a tenant, its members and its connection, and look at what is there.

Works on the local stack unless STAGE is set; then on that stage in AWS. Everything is found through
the outputs of the stage's CloudFormation stack.
"""

import argparse
import sys
from collections.abc import Sequence

from period_sync.bootstrap import operator
from period_sync.domain.errors import PeriodSyncError
from period_sync.operate import (
    connections,
    logs,
    pauses,
    redrive,
    showing,
    stuck,
    tenants,
    tracing,
)
from period_sync.settings import operators_stage


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it did what was asked."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(operator(operators_stage()), chosen))
    except PeriodSyncError as error:
        print(f"{error.message}", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """Describe every command."""
    top = argparse.ArgumentParser(prog="python -m period_sync.operate", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for module in (tenants, connections, showing, stuck, pauses, redrive, logs, tracing):
        module.add(commands)
    return top
