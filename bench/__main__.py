"""Prints what 100,000 lines take, beside other writers, and what imports take: `make bench`.

Ends with 1 when the work on a line takes longer than the limit, or the process more memory.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MICROSECONDS_MAX = 5.0
"""For planning, checking and writing one line, beside reading it."""
BYTES_MAX = 200_000_000
"""For the whole process, Python and its libraries included."""
RUNS = 5
"""Each measurement is the best of so many: what else the machine does can only add to it."""
ROOT = Path(__file__).parents[1]
OTHER_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
IMPORTS = (
    *(
        f"functions.{path.parent.name}.app"
        for path in sorted((ROOT / "functions").glob("*/app.py"))
    ),
    "period_sync.adapters.netsuite.gateway",
)
IMPORT = """
import sys, time
before = time.process_time()
__import__(sys.argv[1])
print(time.process_time() - before)
"""


def main() -> int:
    """Measure and print; returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "period.json"
        # Made by another process: this one must stay small, as a child's peak begins with it.
        run(sys.executable, "-m", "bench.long_period", f"{path}")
        ours = [run_json(sys.executable, "-m", "bench.steps", f"{path}") for _ in range(RUNS)]
        script = f"{Path(__file__).with_name('others.py')}"
        others = [run_json(OTHER_PYTHON, script, f"{path}") for _ in range(RUNS)]
    lines = ours[0]["lines"]
    print(
        f"{lines:,} lines in {ours[0]['journals']} journals, {ours[0]['bytes']:,} bytes of JSON\n"
    )
    total = print_steps(ours, lines)
    peak = max(run["peak"] for run in ours)
    print_row("peak of the process (ru_maxrss)", f"{peak / 1e6:.0f} MB", f"≤ {BYTES_MAX / 1e6:.0f}")
    print_others(others, lines)
    print_imports()
    return int(total > MICROSECONDS_MAX or peak > BYTES_MAX)


def print_steps(runs: Sequence[dict[str, Any]], lines: int) -> float:
    """Print each step's microseconds per line; returns those of all but reading."""
    best = {name: min(run["seconds"][name] for run in runs) for name in runs[0]["seconds"]}
    each = {name: seconds / lines * 1e6 for name, seconds in best.items()}
    for name, taken in each.items():
        print_row(name, f"{taken:.2f} µs/line")
    total: float = sum(taken for name, taken in each.items() if name != "reading")
    print_row("all but reading", f"{total:.2f} µs/line", f"≤ {MICROSECONDS_MAX:.0f}")
    return total


def print_others(runs: Sequence[dict[str, Any]], lines: int) -> None:
    """Print what writing JSON takes others."""
    print("\nWriting the same JSON with others")
    for name in runs[0]:
        taken = min(run[name]["seconds"] for run in runs) / lines * 1e6
        exact = "exact" if runs[0][name]["exact"] else "loses digits of long amounts"
        print_row(name, f"{taken:.2f} µs/line", exact)


def print_imports() -> None:
    """Print what importing each function, and the client of NetSuite, takes."""
    print("\nImporting")
    for module in IMPORTS:
        command = (sys.executable, "-c", IMPORT, module)
        print_row(module, f"{min(float(run(*command)) for _ in range(RUNS)) * 1000:.0f} ms")


def print_row(name: str, value: str, note: str = "") -> None:
    """Print one row of a table."""
    print(f"  {name:<40}{value:>16}  {note}".rstrip())


def run_json(*command: str | Path) -> dict[str, Any]:
    """Run a measurement in a process of its own."""
    measured: dict[str, Any] = json.loads(run(*command))
    return measured


def run(*command: str | Path) -> str:
    """Run a command from the top folder; what it says is shown only where it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
