"""`make chaos`: posters killed at random while they sync periods of 50 journals.

KILLS=100 is how many posters are killed at work on a message, SEED=n what decides when.
"""

import os
import tempfile
from pathlib import Path

from local.chaos.campaign import TIMINGS, Campaign
from local.chaos.killer import Killer
from local.command import run_command
from local.demo import clear
from local.errors import LocalError
from local.stack import Stack
from local.terminal import Stopwatch, say

JOURNALS = 50


def main() -> int:
    """Return 0 only if NetSuite has each journal exactly once."""
    kills, seed = _number("KILLS", 100), _number("SEED", 1)
    state = Path(tempfile.mkdtemp(prefix="period-sync-chaos-"))
    proven = False
    try:
        proven = torment(state, kills, seed)
    finally:
        clear(state, keep_logs=not proven)
    return 0 if proven else 1


def torment(state: Path, kills: int, seed: int) -> bool:
    """Run a campaign on a stack of its own, and say what came of it."""
    watch = Stopwatch()
    say("Starting a fresh stack on this machine ...")
    with Stack(state, 0, environment={}, timings=TIMINGS) as stack:
        say(f"Ready in {watch}. {kills} posters will be killed at work, by seed {seed}.")
        killer = Killer(state / "cloud", seed, kills)
        report = Campaign(stack, state, killer, seed=seed).run(JOURNALS)
    say()
    say(str(report))
    say()
    for fault in report.faults:
        say(f"  - {fault}")
    say("Not proven." if report.faults else "Every journal is in NetSuite exactly once.")
    return not report.faults


def _number(name: str, usual: int) -> int:
    given = os.environ.get(name) or str(usual)
    if not given.isdecimal() or int(given) < 1:
        raise LocalError(f"{name} must be a whole number from 1, not `{given}`.")
    return int(given)


if __name__ == "__main__":
    run_command(main)
