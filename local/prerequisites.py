"""Names what this machine lacks for `make run`; runs on any Python 3, with nothing installed."""

import sys
from importlib.util import find_spec

REQUIRED = (3, 11)

if sys.version_info < REQUIRED:
    sys.exit(
        "Period Sync needs Python 3.11 or newer; this is %d.%d. "
        "Name a newer one: make PYTHON=python3.13 run" % sys.version_info[:2]
    )
for name in ("venv", "ensurepip"):
    if find_spec(name) is None:
        sys.exit(
            "Python's module `%s` is missing. On Debian and Ubuntu: apt install python3-venv" % name
        )
