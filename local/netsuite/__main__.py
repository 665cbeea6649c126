"""Runs the simulator until it is told to stop."""

import signal
import sys
import threading

from local.netsuite.accounts import Accounts
from local.netsuite.options import read_options
from local.netsuite.server import Server


def main(arguments: list[str]) -> int:
    """Serve until SIGTERM or SIGINT; one line on standard output tells when it is ready."""
    options = read_options(arguments)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        accounts = Accounts(options.accounts)
        server = Server(accounts, options.port)
    except (OSError, ValueError) as error:
        print(f"The NetSuite simulator can't start: {error}", file=sys.stderr)
        return 1
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served = f"account{'s' if accounts.ids[1:] else ''} {', '.join(accounts.ids)}"
    print(f"NetSuite simulator for {served} on {server.origin}", flush=True)
    for certificate in accounts.certificates():
        print(f"OAuth 2.0 certificate {certificate['id']} until {certificate['ends']}", flush=True)
    stop.wait()
    server.shutdown()
    server.server_close()
    accounts.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
