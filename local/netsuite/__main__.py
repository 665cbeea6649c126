"""Runs the simulator until it is told to stop."""

import signal
import sys
import threading

from local.netsuite.options import read_options
from local.netsuite.server import Server
from local.netsuite.simulator import Simulator


def main(arguments: list[str]) -> int:
    """Serve until SIGTERM or SIGINT; one line on standard output tells when it is ready."""
    options = read_options(arguments)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        simulator = Simulator(options.settings)
        server = Server(simulator, options.port)
    except (OSError, ValueError) as error:
        print(f"The NetSuite simulator can't start: {error}", file=sys.stderr)
        return 1
    threading.Thread(target=server.serve_forever, daemon=True).start()
    account = options.settings.credentials.realm
    print(f"NetSuite simulator for account {account} on {server.origin}", flush=True)
    for certificate in simulator.certificates():
        print(f"OAuth 2.0 certificate {certificate['id']} until {certificate['ends']}", flush=True)
    stop.wait()
    server.shutdown()
    server.server_close()
    simulator.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
