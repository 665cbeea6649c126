"""Programs that are started never outlive their starter."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from local.child import Child
from local.errors import LocalError
from tests.support.polling import until

# Starts a program that starts another, and says both process ids.
FAMILY = (
    "import os, subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(os.getpid(), child.pid, flush=True);"
    "time.sleep(600)"
)
STARTER = """
import sys, time
from pathlib import Path
from local.child import Child
Child("family", [sys.executable, "-c", sys.argv[1]], {}, Path(sys.argv[2])).start()
print("started", flush=True)
time.sleep(600)
"""


def ids_in(log: Path) -> list[int]:
    return [int(word) for word in log.read_text().split()] if log.exists() else []


def is_alive(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    if state.parent.parent.joinpath("self").exists():  # a zombie is as good as gone
        return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"
    return (
        subprocess.run(["ps", "-p", str(process)], capture_output=True, check=False).returncode == 0
    )


def test_stop_ends_the_program_and_all_that_it_started(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = Child("family", [sys.executable, "-c", FAMILY], {}, log)
    child.start()
    family = until(lambda: ids_in(log))
    child.stop()

    assert not any(map(is_alive, family))
    assert not child.alive


def test_a_killed_starter_takes_the_program_with_it(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [sys.executable, "-c", STARTER, FAMILY, str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as starter:
        family = until(lambda: ids_in(log))
        os.kill(starter.pid, signal.SIGKILL)

    until(lambda: not any(map(is_alive, family)))


def test_a_program_that_ends_while_starting_is_quoted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no such table')"]
    child = Child("The program", command, {}, tmp_path / "log")
    child.start()

    with pytest.raises(LocalError, match=r"The program ended while starting.\n    no such table"):
        child.wait_until_ready(lambda: False, 20)
    child.stop()
