"""Ports on 127.0.0.1, remembered where state depends on them."""

import json
import random
import socket
from pathlib import Path

from local.errors import LocalError

# Below the range from which systems take ports for outgoing connections.
OWN_RANGE = range(20000, 32000)


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port that nothing listens on."""
    for port in random.sample(OWN_RANGE, 200):
        if is_free(port):
            return port
    raise LocalError("No free port found between 20000 and 32000.")


def remembered_port(memory: Path, name: str) -> int:
    """Return the port that `name` used last time, or choose one and write it down.

    Queue addresses and links to journals contain the port, so state is only good with it.

    Raises:
        LocalError: another program listens on that port now.
    """
    known: dict[str, int] = json.loads(memory.read_text()) if memory.exists() else {}
    if name not in known:
        known[name] = free_port()
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(known))
    elif not is_free(known[name]):
        raise LocalError(
            f"Port {known[name]} is taken, and what is stored needs it for the {name}.\n"
            "Perhaps another `make run` of this folder still runs. End it, or clear what is stored "
            "with `make reset`."
        )
    return known[name]
