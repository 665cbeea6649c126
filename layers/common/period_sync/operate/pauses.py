"""`pause` and `resume`: send no journals for a while."""

import argparse

from period_sync.domain.errors import InvalidInput
from period_sync.domain.pause import Paused
from period_sync.operate.commands import Commands
from period_sync.operators import Operator


def pause(to: Operator, chosen: argparse.Namespace) -> int:
    """`pause`: a connection, or everything; without either, show what is paused."""
    if chosen.all:
        paused = to.pausing.pause_all(_reason(chosen))
    elif chosen.tenant:
        paused = to.pausing.pause(chosen.tenant, _connection(chosen), _reason(chosen))
    else:
        _show_paused(to.pausing.paused())
        return 0
    _show_paused(paused)
    print(
        "No journal is sent from now on, but for one that a worker is just sending: its outcome "
        "is in `show` within five minutes. What was sent is settled and verified all the same."
    )
    return 0


def resume(to: Operator, chosen: argparse.Namespace) -> int:
    """`resume`: a connection, or everything; what waits goes on at once."""
    woken = (
        to.pausing.resume_all()
        if chosen.all
        else to.pausing.resume(chosen.tenant or "", _connection(chosen))
    )
    print(f"Resumed; {woken} waiting syncs go on.")
    _show_paused(to.pausing.paused())
    return 0


def _connection(chosen: argparse.Namespace) -> str:
    if chosen.tenant is None or chosen.connection is None:
        raise InvalidInput("Name a tenant and its connection, or say --all.", field="connection")
    return str(chosen.connection)


def _reason(chosen: argparse.Namespace) -> str:
    if chosen.reason is None:
        raise InvalidInput("Say why with --reason; people of the tenant read it.", field="reason")
    return str(chosen.reason)


def _show_paused(paused: Paused) -> None:
    if paused.everything is not None:
        print(f"  everything: {paused.everything}")
    for place, found in sorted(paused.connections.items()):
        print(f"  {place}: {found}")
    if paused.everything is None and not paused.connections:
        print("Nothing is paused.")


def add(commands: Commands) -> None:
    """Describe the commands."""
    told = "send no journals; without arguments, show what is paused"
    paused = commands.add_parser("pause", help=told)
    resumed = commands.add_parser("resume", help="send journals again")
    paused.add_argument("--reason", help="people of the tenant are shown it")
    for parser, run in ((paused, pause), (resumed, resume)):
        parser.add_argument("tenant", nargs="?")
        parser.add_argument("connection", nargs="?")
        parser.add_argument("--all", action="store_true", help="every connection of every tenant")
        parser.set_defaults(run=run)
