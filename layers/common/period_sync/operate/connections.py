"""`connection`: add one, replace its secret, test it, set it up, make it live."""

import argparse
import sys
from datetime import date

from period_sync.domain.connection import AuthMethod, Environment, TestStatus
from period_sync.domain.settings_text import described
from period_sync.operate.commands import Commands
from period_sync.operate.secret_input import checked_secret
from period_sync.operators import Operator

TEST_SECONDS_MAX = 180


def add_connection(to: Operator, chosen: argparse.Namespace) -> int:
    """`connection add`: refused before the secret is stored, so that none is replaced by it."""
    auth, place = AuthMethod(chosen.auth), (chosen.tenant, chosen.connection)
    secret = checked_secret(to, auth)
    environment = Environment(chosen.environment)
    connection = to.connecting.add(to.by, *place, environment, chosen.account, auth)
    to.replace_secret(to.by, *place, auth, secret)
    print(
        f"Added connection {connection.connection_id} to {connection.environment} account "
        f"{connection.account}. Test it next."
    )
    return 0


def replace_secret(to: Operator, chosen: argparse.Namespace) -> int:
    """`connection secret`: what is under way goes on with the old one until a test passes."""
    connection = to.connections.connection(chosen.tenant, chosen.connection)
    auth = AuthMethod(chosen.auth) if chosen.auth else connection.auth
    secret = checked_secret(to, auth)
    to.replace_secret(to.by, chosen.tenant, chosen.connection, auth, secret)
    print(
        f"Stored a new secret of connection {connection.connection_id}. It is used once a test has "
        "passed: test it next."
    )
    return 0


def test_connection(to: Operator, chosen: argparse.Namespace) -> int:
    """`connection test`: queued like a sync; waits for what it sees."""
    requested = to.request_test(chosen.tenant, chosen.connection, to.by)
    for _ in range(TEST_SECONDS_MAX * 2):
        test = to.connections.test(chosen.tenant, requested.test_id)
        if test.status is not TestStatus.RUNNING:
            break
        to.clock.pause(0.5)
    else:
        print(f"Test {requested.test_id} has not ended; look again with `show`.", file=sys.stderr)
        return 1
    for probe in test.probes:
        print(f"  {'ok' if probe.passed else 'NO'}  {probe.list}: {probe.finding}")
    passed = test.status is TestStatus.PASSED
    print(f"The connection {'passed' if passed else 'FAILED'} its test.")
    return 0 if passed else 1


def change_settings(to: Operator, chosen: argparse.Namespace) -> int:
    """`connection set`: without a setting, shows them all."""
    connection = to.connections.connection(chosen.tenant, chosen.connection)
    if chosen.setting:
        given = dict(setting.partition("=")[::2] for setting in chosen.setting)
        connection = to.connecting.change(to.by, chosen.tenant, chosen.connection, given)
    for name, value in described(connection.settings).items():
        print(f"  {name}={value}")
    return 0


def make_live(to: Operator, chosen: argparse.Namespace) -> int:
    """`connection live`."""
    place = (chosen.tenant, chosen.connection)
    connection = to.connecting.make_live(to.by, *place, chosen.go_live)
    print(
        f"Connection {connection.connection_id} is live; periods that end on or after "
        f"{connection.go_live} can be synced."
    )
    return 0


def revoke(to: Operator, chosen: argparse.Namespace) -> int:
    """`connection revoke`."""
    connection = to.revoke(to.by, chosen.tenant, chosen.connection)
    print(f"Revoked connection {connection.connection_id}; its secret is deleted in a month.")
    return 0


def add(commands: Commands) -> None:
    """Describe the commands."""
    connection = commands.add_parser("connection", help="connections to NetSuite")
    verbs = connection.add_subparsers(required=True)
    added = verbs.add_parser("add", help="add a connection; the secret is read from NETSUITE_*")
    added.add_argument("--environment", required=True, choices=[e.value for e in Environment])
    added.add_argument("--account", required=True, help="such as 1234567 or 1234567_SB1")
    added.add_argument(
        "--auth",
        choices=[a.value for a in AuthMethod],
        default=AuthMethod.TBA.value,
        help="how it logs in (default: tba)",
    )
    added.set_defaults(run=add_connection)
    secret = verbs.add_parser("secret", help="replace the secret; it is read from NETSUITE_*")
    secret.add_argument(
        "--auth",
        choices=[a.value for a in AuthMethod],
        help="how it logs in (default: as the connection does now)",
    )
    secret.set_defaults(run=replace_secret)
    test = verbs.add_parser("test", help="test a connection and wait for the result")
    test.set_defaults(run=test_connection)
    settings = verbs.add_parser("set", help="change settings, or show them")
    settings.set_defaults(run=change_settings)
    live = verbs.add_parser("live", help="let syncs go to a tested connection")
    live.add_argument(
        "--go-live",
        required=True,
        type=date.fromisoformat,
        help="first period end that is synced, as 2026-01-31",
    )
    live.set_defaults(run=make_live)
    revoked = verbs.add_parser("revoke", help="take a connection out of use for good")
    revoked.set_defaults(run=revoke)
    for verb in (added, secret, test, settings, live, revoked):
        verb.add_argument("tenant")
        verb.add_argument("connection")
    settings.add_argument("setting", nargs="*", metavar="NAME=VALUE")
