"""Runs one program and ends its whole process group when its starter goes away.

Usage: guard.py PROGRAM ARGUMENTS...

The starter holds the other end of standard input. However it dies, by Ctrl-C, an exception or
kill -9, that end closes; so nothing that was started is ever left behind.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading

GRACE_SECONDS = 20


def end(child: "subprocess.Popen[bytes]") -> None:
    """Wait for the starter to go, then ask the program to end."""
    with contextlib.suppress(OSError):
        while os.read(0, 1024):
            pass
    child.terminate()
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()


def main() -> int:
    """Return the program's own exit code."""
    # The starter's Ctrl-C and SIGTERM mean "go away"; closing our input says the same, in order.
    # A handler, because the program would inherit SIG_IGN and could not be asked to end.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)
    threading.Thread(target=end, args=(child,), daemon=True).start()
    code = child.wait()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
