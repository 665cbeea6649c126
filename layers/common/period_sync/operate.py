"""What an operator does: make a tenant, its members and its connection, and look at what is there.

Works on the local stack unless STAGE is set; then on that stage in AWS. Everything is found through
the outputs of the stage's CloudFormation stack.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from period_sync.bootstrap import Operator, operator
from period_sync.domain.connection import AuthMethod, Environment, TestStatus
from period_sync.domain.document import Line
from period_sync.domain.errors import ConfigurationError, InvalidInput, PeriodSyncError
from period_sync.domain.pause import Paused
from period_sync.domain.permissions import Member, Permission, parse_permissions
from period_sync.domain.settings_text import described
from period_sync.settings import operators_stage

TEST_SECONDS_MAX = 180
QUEUES = {"sync": "Sync", "period-closed": "PeriodClosed", "result": "Result"}
"""The queues that have dead letters, by the names that the commands give them."""
FUNCTIONS = ("sync_api", "period_closed", "journal_poster", "result_notifier", "sweeper")
LOGS_OF = timedelta(minutes=15)
LOG_LINES = 20
_SECRET_FIELDS = {
    AuthMethod.TBA: ("consumer_key", "consumer_secret", "token_id", "token_secret"),
    AuthMethod.OAUTH2: ("client_id", "certificate_id"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it did what was asked."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(operator(operators_stage()), chosen))
    except PeriodSyncError as error:
        print(f"{error.message}", file=sys.stderr)
        return 1


def create_tenant(to: Operator, chosen: argparse.Namespace) -> int:
    """`tenant create`."""
    to.set_up.create_tenant(chosen.tenant, chosen.name, chosen.event_account, chosen.event_source)
    print(f"Created tenant {chosen.tenant} ({chosen.name}).")
    return 0


def add_member(to: Operator, chosen: argparse.Namespace) -> int:
    """`member add`."""
    granted = parse_permissions(chosen.permission)
    to.set_up.add_member(Member(chosen.tenant, chosen.subject, chosen.email, granted))
    print(f"{chosen.email} may now: {', '.join(sorted(granted))}.")
    return 0


def add_connection(to: Operator, chosen: argparse.Namespace) -> int:
    """`connection add`: refused before the secret is stored, so that none is replaced by it."""
    auth = AuthMethod(chosen.auth)
    secret = _checked_secret(to, auth)
    connection = to.set_up.add_connection(
        chosen.tenant, chosen.connection, Environment(chosen.environment), chosen.account, auth
    )
    to.store_secret(chosen.tenant, chosen.connection, secret)
    print(
        f"Added connection {connection.connection_id} to {connection.environment} account "
        f"{connection.account}. Test it next."
    )
    return 0


def replace_secret(to: Operator, chosen: argparse.Namespace) -> int:
    """`connection secret`: what is under way goes on with the new one."""
    connection = to.connections.connection(chosen.tenant, chosen.connection)
    secret = _checked_secret(to, connection.auth)
    to.set_up.note_new_secret(connection)
    to.store_secret(chosen.tenant, chosen.connection, secret)
    print(f"Replaced the secret of connection {connection.connection_id}. Test it next.")
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
        connection = to.set_up.change_settings(chosen.tenant, chosen.connection, given)
    for name, value in described(connection.settings).items():
        print(f"  {name}={value}")
    return 0


def make_live(to: Operator, chosen: argparse.Namespace) -> int:
    """`connection live`."""
    connection = to.set_up.make_live(chosen.tenant, chosen.connection, chosen.go_live)
    print(
        f"Connection {connection.connection_id} is live; periods that end on or after "
        f"{connection.go_live} can be synced."
    )
    return 0


def redrive(to: Operator, chosen: argparse.Namespace) -> int:
    """`redrive`: send what gave up back to work; safe any number of times."""
    for queue in chosen.queue or QUEUES:
        moved = to.redrive(QUEUES[queue])
        told = "SQS is moving them" if moved is None else f"{moved} moved"
        print(f"Dead letters of {queue}: {told}.")
    return 0


def logs(to: Operator, chosen: argparse.Namespace) -> int:
    """`logs`: what a function said in the last quarter of an hour."""
    lines = to.logged(chosen.function, to.clock.now() - LOGS_OF, LOG_LINES)
    for line in lines:
        print(line)
    if not lines:
        print(f"{chosen.function} has said nothing for 15 minutes.")
    return 0


def pause(to: Operator, chosen: argparse.Namespace) -> int:
    """`pause`: a connection, or everything; without either, show what is paused."""
    if chosen.all:
        paused = to.pausing.pause_all(_reason(chosen))
    elif chosen.tenant:
        paused = to.pausing.pause(chosen.tenant, _connection(chosen), _reason(chosen))
    else:
        _show_paused(to.pausing.paused())
        return 0
    _show_paused(paused)
    print(
        "No journal is sent from now on, but for one that a worker is just sending: its outcome "
        "is in `show` within five minutes. What was sent is settled and verified all the same."
    )
    return 0


def resume(to: Operator, chosen: argparse.Namespace) -> int:
    """`resume`: a connection, or everything; what waits goes on at once."""
    woken = (
        to.pausing.resume_all()
        if chosen.all
        else to.pausing.resume(chosen.tenant or "", _connection(chosen))
    )
    print(f"Resumed; {woken} waiting syncs go on.")
    _show_paused(to.pausing.paused())
    return 0


def _connection(chosen: argparse.Namespace) -> str:
    if chosen.tenant is None or chosen.connection is None:
        raise InvalidInput("Name a tenant and its connection, or say --all.", field="connection")
    return str(chosen.connection)


def _reason(chosen: argparse.Namespace) -> str:
    if chosen.reason is None:
        raise InvalidInput("Say why with --reason; people of the tenant read it.", field="reason")
    return str(chosen.reason)


def _show_paused(paused: Paused) -> None:
    if paused.everything is not None:
        print(f"  everything: {paused.everything}")
    for place, found in sorted(paused.connections.items()):
        print(f"  {place}: {found}")
    if paused.everything is None and not paused.connections:
        print("Nothing is paused.")


def show(to: Operator, chosen: argparse.Namespace) -> int:
    """`show`: a tenant, or one of its syncs with every step."""
    if chosen.sync is None:
        return _show_tenant(to, chosen.tenant)
    sync = to.syncs.sync(chosen.tenant, chosen.sync)
    print(
        f"{sync.sync_id}: {sync.period_name} of {sync.entity}, {sync.status} ({sync.stage}), "
        f"{sync.journals_posted} of {sync.journals_total} journals in NetSuite account "
        f"{sync.account}, asked for by {sync.requested_by.email}"
    )
    cursor = None
    while True:
        page = to.syncs.timeline(sync, 100, cursor)
        for step in page.items:
            print(f"  {step.at:%Y-%m-%d %H:%M:%S}Z  epoch {step.epoch}  {step.text}")
        cursor = page.next_cursor
        if cursor is None:
            break
    if sync.plan is not None:
        for journal in to.syncs.journals(sync):
            place = f"{journal.entry_id} {journal.part}/{journal.parts}"
            booked = journal.number or journal.internal_id or "-"
            print(f"  {place}: {journal.status} {booked} {journal.external_id}")
    return 0


def trace(to: Operator, chosen: argparse.Namespace) -> int:
    """`trace`: from the lines of a journal in NetSuite to the leases they stand for."""
    sync = to.syncs.sync(chosen.tenant, chosen.sync)
    for line in to.trace(sync, chosen.external_id):
        if chosen.line in (None, line.number):
            print(f"line {line.number}: {_amount(line.posted)}  {line.posted.memo}")
            for number, source in line.stands_for:
                print(f"  line {number}, lease {source.lease_id}: {_amount(source)}  {source.memo}")
    return 0


def _amount(line: Line) -> str:
    side = f"debit {line.debit:f}" if line.debit is not None else f"credit {line.credit:f}"
    return f"account {line.account} {side}"


def _show_tenant(to: Operator, tenant_id: str) -> int:
    tenant = to.tenants.tenant(tenant_id)
    print(f"{tenant.tenant_id}: {tenant.name}, {tenant.sync_counter} syncs so far")
    for connection in to.connections.connections(tenant_id):
        live = "live" if connection.connection_id == tenant.live_connection_id else "not live"
        tested = f"passed its test {connection.passed_at}" if connection.passed_at else "untested"
        print(
            f"  connection {connection.connection_id}: {connection.environment} account "
            f"{connection.account}, {live}, {tested}"
        )
    for period in to.periods.periods(tenant_id, None, 100, None).items:
        sync = f", sync {period.sync_id}" if period.sync_id else ""
        print(
            f"  {period.entity}/{period.period_id} {period.name}: revision {period.revision}, "
            f"{period.status}{sync}"
        )
    return 0


def _checked_secret(to: Operator, auth: AuthMethod) -> dict[str, str]:
    """Take a secret from the environment, or ask. Raises ConfigurationError if it is wrong."""
    secret = {name: _secret_field(name) for name in _SECRET_FIELDS[auth]}
    if auth is AuthMethod.OAUTH2:
        for name in ("private_key", "certificate"):
            found = _pem(name)
            if found is not None:
                secret[name] = found
    ends = to.check_secret(auth, secret)
    if ends is not None:
        print(f"The certificate ends on {ends:%Y-%m-%d}; replace it before that day.")
    return secret


def _pem(name: str) -> str | None:
    """Take a key or certificate from the environment, or from the file that is named there."""
    variable = f"NETSUITE_{name.upper()}"
    file = os.environ.get(f"{variable}_FILE")
    if not file:
        return os.environ.get(variable) or None
    try:
        return Path(file).read_text()
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{variable}_FILE names {file}, which can't be read.") from error


def _secret_field(name: str) -> str:
    """Take a part of the secret from the environment, or ask; never from the command line."""
    found = os.environ.get(f"NETSUITE_{name.upper()}")
    return found if found else getpass.getpass(f"NetSuite {name.replace('_', ' ')}: ")


def parser() -> argparse.ArgumentParser:
    """Describe every command."""
    top = argparse.ArgumentParser(prog="python -m period_sync.operate", description=__doc__)
    nouns = top.add_subparsers(required=True, metavar="COMMAND")
    tenant = nouns.add_parser("tenant", help="tenants").add_subparsers(required=True)
    create = tenant.add_parser("create", help="create a tenant")
    create.add_argument("tenant", help="its id: lower case, for ever part of its journals' keys")
    create.add_argument("--name", required=True)
    create.add_argument("--event-account", required=True, help="AWS account of its lease system")
    create.add_argument("--event-source", required=True, help="source of its PeriodClosed events")
    create.set_defaults(run=create_tenant)

    member = nouns.add_parser("member", help="memberships").add_subparsers(required=True)
    add = member.add_parser("add", help="add a member, or replace what it may do")
    add.add_argument("tenant")
    add.add_argument("--subject", required=True, help="the token's `sub`")
    add.add_argument("--email", required=True)
    add.add_argument(
        "--permission", required=True, action="append", choices=[p.value for p in Permission]
    )
    add.set_defaults(run=add_member)

    _add_connection_commands(nouns.add_parser("connection", help="connections to NetSuite"))
    again = nouns.add_parser("redrive", help="send dead letters back to their queues")
    again.add_argument("--queue", action="append", choices=QUEUES, help="only this one")
    again.set_defaults(run=redrive)
    told = nouns.add_parser("logs", help="show what a function said last, trouble first")
    told.add_argument("function", choices=FUNCTIONS)
    told.set_defaults(run=logs)
    _add_pause_commands(
        nouns.add_parser("pause", help="send no journals; without arguments, show what is paused"),
        nouns.add_parser("resume", help="send journals again"),
    )
    traced = nouns.add_parser("trace", help="show the leases behind the lines of a journal")
    traced.add_argument("tenant")
    traced.add_argument("sync", help="a sync whose plan holds the journal")
    traced.add_argument("external_id", help="the journal's, as NetSuite shows it")
    traced.add_argument("--line", type=int, help="only this line of the journal, counted from 1")
    traced.set_defaults(run=trace)
    shown = nouns.add_parser("show", help="show a tenant, or a sync with every step")
    shown.add_argument("tenant")
    shown.add_argument("sync", nargs="?")
    shown.set_defaults(run=show)
    return top


def _add_pause_commands(paused: argparse.ArgumentParser, resumed: argparse.ArgumentParser) -> None:
    paused.add_argument("--reason", help="people of the tenant are shown it")
    for parser, run in ((paused, pause), (resumed, resume)):
        parser.add_argument("tenant", nargs="?")
        parser.add_argument("connection", nargs="?")
        parser.add_argument("--all", action="store_true", help="every connection of every tenant")
        parser.set_defaults(run=run)


def _add_connection_commands(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True)
    add = verbs.add_parser("add", help="add a connection; the secret is read from NETSUITE_*")
    add.add_argument("--environment", required=True, choices=[e.value for e in Environment])
    add.add_argument("--account", required=True, help="such as 1234567 or 1234567_SB1")
    add.add_argument(
        "--auth",
        choices=[a.value for a in AuthMethod],
        default=AuthMethod.TBA.value,
        help="how it logs in (default: tba)",
    )
    add.set_defaults(run=add_connection)
    secret = verbs.add_parser("secret", help="replace the secret; it is read from NETSUITE_*")
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
    for verb in (add, secret, test, settings, live):
        verb.add_argument("tenant")
        verb.add_argument("connection")
    settings.add_argument("setting", nargs="*", metavar="NAME=VALUE")


if __name__ == "__main__":
    sys.exit(main())
