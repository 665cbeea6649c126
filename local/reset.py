"""`make reset`: clears what `make run` has stored."""

import json
import shutil
import sys

from local.checkout import STATE
from local.ports import is_free


def main() -> int:
    """Remove the state, unless something still runs on it."""
    memory = STATE / "ports.json"
    ports = json.loads(memory.read_text()).values() if memory.exists() else ()
    if not all(map(is_free, ports)):
        print("`make run` still runs on what is stored. End it first.", file=sys.stderr)
        return 1
    shutil.rmtree(STATE, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
