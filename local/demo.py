"""`make demo`: a period from hand-over to mail on a fresh stack, proven in NetSuite; then it ends.

DOCUMENT=file.json brings another document; NETSUITE_ORIGIN and its companions another NetSuite;
SCENARIO=name puts something in the way (scenarios.py).
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from local.command import chosen_document, run_command
from local.document import Document
from local.errors import LocalError
from local.journey import Outcome
from local.ledger import Ledger
from local.proof import shortcomings
from local.scenarios import SCENARIOS
from local.stack import Stack
from local.terminal import Stopwatch, say
from local.web import SECONDS, session


def main() -> int:
    """Return 0 only if everything is proven."""
    name = os.environ.get("SCENARIO") or "plain"
    if name not in SCENARIOS:
        raise LocalError(f"No scenario `{name}`. There are: {', '.join(SCENARIOS)}.")
    document = chosen_document()
    state = Path(tempfile.mkdtemp(prefix="period-sync-demo-"))
    proven = False
    try:
        proven = demonstrate(SCENARIOS[name], document, state)
    finally:
        clear(state, keep_logs=not proven)
    return 0 if proven else 1


def demonstrate(
    scenario: Callable[[Stack, Document], Outcome], document: Document, state: Path
) -> bool:
    """Run a scenario on a stack of its own below `state`; return whether its outcome is proven."""
    watch = Stopwatch()
    say("Starting a fresh stack on this machine ...")
    with Stack(state, port=0) as stack:
        say(f"Ready in {watch}: {stack.origin}")
        say()
        outcome = scenario(stack, document)
        say()
        return judge(stack, document, outcome)


def clear(state: Path, *, keep_logs: bool) -> None:
    """Remove what the stack has stored."""
    logs = state / "logs"
    for path in state.iterdir():
        if keep_logs and path == logs:
            say(f"What the parts have logged is in {logs}")
        elif path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
    if not keep_logs:
        state.rmdir()


def judge(stack: Stack, document: Document, outcome: Outcome) -> bool:
    """Read NetSuite's ledger and say whether the document is in it exactly once."""
    if stack.simulator:
        tell_requests(f"{stack.netsuite_origin}/simulator/requests")
    booked = Ledger(stack.netsuite_origin, stack.login).journals_between(
        document.start_date, document.end_date
    )
    faults = shortcomings(document, outcome, booked, stack.origin)
    if faults:
        say("Not proven:")
        for fault in faults:
            say(f"  - {fault}")
        return False
    totals = ", ".join(f"{total:,} {currency}" for currency, total in document.totals().items())
    say(
        f"Proven by reading NetSuite: every entry once, in {len(outcome.journals)} journals, "
        "balanced, verified,"
    )
    say(f"in the right posting period. Totals: {totals}")
    return True


def tell_requests(address: str) -> None:
    """Print how many requests to NetSuite the sync needed, and which."""
    traffic = session().get(address, timeout=SECONDS).json()
    kinds = ", ".join(
        f"{kind['count']} {kind['method']} {kind['route']} answered {kind['status']}"
        for kind in traffic["counts"]
    )
    say(f"NetSuite requests that the sync needed: {traffic['total']} ({kinds})")


if __name__ == "__main__":
    run_command(main)
