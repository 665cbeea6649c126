"""Names what this machine lacks for `make run`; runs on any Python 3, before anything is installed."""

import sys

REQUIRED = (3, 11)

if sys.version_info < REQUIRED:
    sys.exit(
        "Period Sync needs Python 3.11 or newer; `%s` is %d.%d. "
        "Name a newer one: make PYTHON=python3.13 run" % ((sys.executable,) + sys.version_info[:2])
    )
try:
    import ensurepip
    import venv
except ImportError as missing:
    sys.exit(
        "Python's module `%s` is missing. On Debian and Ubuntu: apt install python3-venv" % missing.name
    )
assert ensurepip and venv
