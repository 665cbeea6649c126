"""The edge of the programs: signals, messages and exit codes."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from local.checkout import SAMPLE
from local.document import Document
from local.errors import LocalError

DEFAULT_PORT = 8080
PORT_MAX = 65535


def run_command(program: Callable[[], int]) -> None:
    """Run a program and end the process with its exit code; a LocalError is told in plain words."""
    signal.signal(signal.SIGTERM, _end)
    try:
        code = program()
    except LocalError as error:
        sys.stdout.flush()
        print(f"\n{error}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    sys.exit(code)


def _end(*_: object) -> None:
    """Leave as after Ctrl-C, so that everything is stopped on the way; make may ask twice."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(128 + signal.SIGTERM)


def chosen_document() -> Document:
    """Return the document that DOCUMENT names, or the sample."""
    return Document(Path(os.environ.get("DOCUMENT") or SAMPLE))


def chosen_port() -> int:
    """Return the port that PORT names, or 8080.

    Raises:
        LocalError: PORT is no port.
    """
    given = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not given.isdecimal() or not 0 < int(given) <= PORT_MAX:
        raise LocalError(f"PORT must be a number up to {PORT_MAX}, not `{given}`.")
    return int(given)
