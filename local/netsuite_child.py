"""The built-in NetSuite simulator as a child process."""

import os
from pathlib import Path

from local.checkout import PYTHON, ROOT
from local.child import Child
from local.netsuite_login import BuiltInLogins
from local.web import answers

START_SECONDS = 30
DATA = ROOT / "local" / "netsuite" / "data" / "halcyon.json"


class NetSuiteChild:
    """One simulator of a production account and its sandbox, each with its books in a file."""

    def __init__(self, state: Path, port: int, logins: BuiltInLogins) -> None:
        """Keep the books below `state`."""
        self.origin = f"http://127.0.0.1:{port}"
        self._books = state / "netsuite" / "books.sqlite"
        self._child = Child(
            "The NetSuite simulator",
            [
                *(str(PYTHON), "-m", "local.netsuite", "--port", str(port)),
                *("--data", str(DATA), "--state", str(self._books)),
                *("--also-account", str(logins.sandbox_file)),
            ],
            {
                "PATH": os.environ.get("PATH", os.defpath),
                "PYTHONPATH": str(ROOT),
                "PYTHONUTF8": "1",
                **logins.production.environment,
            },
            state / "logs" / "netsuite.log",
        )

    def start(self) -> None:
        """Start it; `wait` tells when it answers."""
        self._books.parent.mkdir(parents=True, exist_ok=True)
        self._child.start()

    def wait(self) -> None:
        """Return when it answers.

        Raises:
            LocalError: it doesn't start.
        """
        health = f"{self.origin}/simulator/health"
        self._child.wait_until_ready(lambda: answers(health), START_SECONDS)

    def stop(self) -> None:
        """Let it end."""
        self._child.stop()
