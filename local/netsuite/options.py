"""The command line of the simulator."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from local.netsuite.account_data import PACKAGED
from local.netsuite.credentials import Credentials, credentials_from, credentials_in
from local.netsuite.faults import Fault, parse_fault
from local.netsuite.help_text import help_text
from local.netsuite.preferences import Preferences
from local.netsuite.role import INTEGRATION_ROLE
from local.netsuite.simulator import Settings

DEFAULT_PORT = 8090


@dataclass(frozen=True, slots=True)
class Options:
    """Where to listen, and the accounts to simulate, at least one."""

    port: int
    accounts: Sequence[Settings]


def read_options(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Options:
    """Read the command line; ends the program with a message where it is wrong."""
    parser = _parser()
    given = parser.parse_args(arguments)
    switches, role = dict(given.preference), {"permissions": dict(given.permission)}
    if given.concurrency is not None:
        switches["concurrency_limit"] = str(given.concurrency)
    try:
        Preferences().changed(switches)
        INTEGRATION_ROLE.changed(role)
        credentials = credentials_from(
            environment,
            {
                name: value
                for name in ("account", "consumer_key", "token_id", "client_id")
                if (value := getattr(given, name))
            },
        )
    except ValueError as error:
        parser.error(str(error))
    first = Settings(
        credentials,
        given.data,
        given.state,
        given.fault,
        switches,
        [path.read_text() for path in given.oauth_certificate],
        role,
    )
    return Options(given.port, [first, *(_beside(first, each) for each in given.also_account)])


def _beside(first: Settings, credentials: Credentials) -> Settings:
    """Return a further account: it starts as the first does, with books and faults of its own."""
    books = first.state
    state = books and books.with_name(f"{books.stem}-{credentials.realm}{books.suffix}")
    return replace(first, credentials=credentials, state=state, faults=(), certificates=())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local.netsuite",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="A stand-in for the journal API of a NetSuite account, on 127.0.0.1.\n"
        "Token-based authentication, OAuth 2.0 client credentials, or both at once let a client\n"
        "in. The secrets of the former come from NETSUITE_CONSUMER_SECRET and\n"
        "NETSUITE_TOKEN_SECRET; the latter needs a client id and a certificate, whose id is\n"
        "printed at the start.",
        epilog=help_text(),
    )
    parser.add_argument(
        "--port",
        type=int,
        default=DEFAULT_PORT,
        help=f"0 takes a free one (default {DEFAULT_PORT})",
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=PACKAGED,
        metavar="FILE",
        help="lists and preferences of the account; lists are read into new "
        "books only (default: the Halcyon group)",
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="SQLite file that keeps the books (default: in memory)",
    )
    parser.add_argument(
        "--fault",
        type=_fault,
        action="append",
        default=[],
        metavar="FAULT",
        help="misbehave, see below; may be repeated",
    )
    parser.add_argument(
        "--preference",
        type=_pair,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set a preference; may be repeated",
    )
    parser.add_argument(
        "--permission",
        type=_pair,
        action="append",
        default=[],
        metavar="ID=LEVEL",
        help="set a permission of the integration's role; may be repeated",
    )
    parser.add_argument(
        "--concurrency",
        type=int,
        metavar="N",
        help="requests at the same time before 429 (default 5)",
    )
    _add_credentials(parser)
    return parser


def _add_credentials(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--also-account",
        type=_credentials,
        action="append",
        default=[],
        metavar="FILE",
        help="serve a further account, see below; may be repeated",
    )
    parser.add_argument("--account", help="else NETSUITE_ACCOUNT")
    parser.add_argument("--consumer-key", help="else NETSUITE_CONSUMER_KEY")
    parser.add_argument("--token-id", help="else NETSUITE_TOKEN_ID")
    parser.add_argument(
        "--oauth-client-id",
        dest="client_id",
        metavar="CLIENT_ID",
        help="else NETSUITE_CLIENT_ID; then no TBA is needed",
    )
    parser.add_argument(
        "--oauth-certificate",
        type=_file,
        action="append",
        default=[],
        metavar="FILE",
        help="certificate or public key in PEM that assertions are signed for; may be repeated",
    )


def _fault(text: str) -> Fault:
    try:
        return parse_fault(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _credentials(text: str) -> Credentials:
    try:
        return credentials_in(_file(text).read_text())
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}") from error


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def _pair(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value
