"""Programs that run beside this one and never outlive it."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from local.errors import LocalError

STOP_SECONDS = 30
GUARD = Path(__file__).with_name("guard.py")


class Child:
    """One program, in a process group of its own, so that Ctrl-C in the terminal misses it."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        """Name the program for messages; its output is added to `log`."""
        self.name = name
        self.log = log
        self._command = [sys.executable, "-S", str(GUARD), *command]
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        """Whether the program runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the program and return at once."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self, ready: Callable[[], bool], seconds: float) -> None:
        """Return as soon as `ready` answers true.

        Raises:
            LocalError: the program ended or stayed silent; its last lines are in the message.
        """
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.alive:
                raise LocalError(f"{self.name} ended while starting.\n{self.last_lines()}")
            if time.monotonic() > deadline:
                raise LocalError(
                    f"{self.name} isn't ready after {seconds:.0f} s.\n{self.last_lines()}"
                )
            time.sleep(0.05)

    def last_lines(self, count: int = 12) -> str:
        """Return the end of what the program printed, indented."""
        lines = self.log.read_text(errors="replace").splitlines()[-count:]
        return "\n".join(f"    {line}" for line in lines)

    def stop(self) -> None:
        """Ask the program to end, and return when it and all that it started have ended."""
        if self._process is None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
