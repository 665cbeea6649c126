"""The processes in which the stand-in for AWS runs functions, and how one is killed."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from local.errors import LocalError

PROCESSES = Path("/proc")
GONE_SECONDS = 10
IDLE = "pipe_read"
"""Where a process that has no invocation sleeps in the kernel: it reads what to do next."""


@dataclass(frozen=True, slots=True)
class FunctionProcess:
    """One process of a function; `folder` has the function's name in it."""

    pid: int
    folder: str

    @property
    def is_busy(self) -> bool:
        """Whether it works on an invocation now; False once it is gone."""
        try:
            sleeps_in = (PROCESSES / str(self.pid) / "wchan").read_text()
        except OSError:
            return False
        return IDLE not in sleeps_in and self.is_alive

    @property
    def is_alive(self) -> bool:
        """Whether it is there, and not a zombie."""
        return self._stat()[:1] not in ([], ["Z"], ["X"])

    @property
    def worked_seconds(self) -> float:
        """How long it has worked until now, waiting and being kept from work left out."""
        stat = self._stat()
        return sum(map(int, stat[11:13])) / os.sysconf("SC_CLK_TCK") if stat else 0.0

    def _stat(self) -> list[str]:
        """Return what the kernel says of it, from its state on; nothing once it is gone."""
        try:
            return (PROCESSES / str(self.pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            return []

    def kill(self) -> None:
        """End it at once, without a chance to clean up, and return when it is gone.

        Raises:
            LocalError: it stays.
        """
        os.kill(self.pid, signal.SIGKILL)
        deadline = time.monotonic() + GONE_SECONDS
        while self.is_alive:
            if time.monotonic() > deadline:
                raise LocalError(f"Process {self.pid} can't be killed.")
            time.sleep(0.005)


def function_processes(cloud_state: Path) -> Iterator[FunctionProcess]:
    """Find the processes of functions that run below one stand-in's own folder.

    Raises:
        LocalError: this system has no /proc.
    """
    if not (PROCESSES / "self" / "wchan").exists():
        raise LocalError("Killing processes at random needs Linux: there is no /proc here.")
    below = str(cloud_state / "tmp" / "ministack-lambda-")
    for place in PROCESSES.iterdir():
        if place.name.isdecimal():
            try:
                command = (place / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            if len(command) > 1 and command[1].startswith(below):
                yield FunctionProcess(int(place.name), command[1].removeprefix(below))
