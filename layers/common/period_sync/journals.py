"""Lists, shows and deletes journals in NetSuite through a connection's login.

Works on the local stack unless STAGE is set; then on that stage in AWS.
"""

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from period_sync.application.choosing import choose_connection
from period_sync.application.connection_changes import change_connection
from period_sync.application.delete_journal import DeleteJournal
from period_sync.application.ports import NetSuite
from period_sync.bootstrap import journal_operator
from period_sync.domain.connection import Connection
from period_sync.domain.errors import InvalidInput, NetSuiteUnauthorized, NotFound, PeriodSyncError
from period_sync.domain.journal_record import (
    ChangeAnswer,
    ChangeOutcome,
    InternalId,
    JournalFilter,
    JournalRow,
    NotShown,
    parse_key,
)
from period_sync.domain.names import NameList
from period_sync.journal_output import (
    array_lines,
    document,
    heading,
    plain,
    record_lines,
    row_line,
)
from period_sync.operators import JournalOperator
from period_sync.settings import operators_stage


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it did what was asked."""
    chosen = parser().parse_args(arguments)
    try:
        to = journal_operator(operators_stage())
        connection = choose_connection(to.tenants, to.connections, chosen.tenant, chosen.connection)
        try:
            return int(chosen.run(to, connection, chosen))
        except NetSuiteUnauthorized as error:
            _remember(to, connection, error.secret_version)
            raise
    except PeriodSyncError as error:
        print(plain(error.message), file=sys.stderr)
        return 1


def list_journals(to: JournalOperator, connection: Connection, chosen: argparse.Namespace) -> int:
    """`list`: printed as NetSuite's pages come in."""
    netsuite = to.netsuites.open(connection)
    rows = netsuite.journals.rows(_filter(netsuite, chosen))
    if chosen.json:
        for text in array_lines(rows):
            print(text)
        return 0
    count = 0
    for row in rows:
        if not count:
            print(heading())
        count += 1
        print(row_line(row))
    print(f"{count} journals in NetSuite account {connection.account}.", file=sys.stderr)
    return 0


def get_journal(to: JournalOperator, connection: Connection, chosen: argparse.Namespace) -> int:
    """`get`: one journal with its lines, of whichever type it is."""
    journals = to.netsuites.open(connection).journals
    key = parse_key(chosen.id)
    row = journals.find(key)
    if row is None:
        raise NotFound(f"NetSuite shows no journal {key}.")
    record = journals.get(InternalId(row.internal_id), row.record_type)
    if isinstance(record, NotShown):
        raise NotFound(f"NetSuite does not show journal {key}: {record.detail}")
    if chosen.json:
        print(json.dumps(document(record), indent=2, ensure_ascii=False))
        return 0
    for text in record_lines(record):
        print(text)
    return 0


def delete_journal(to: JournalOperator, connection: Connection, chosen: argparse.Namespace) -> int:
    """`delete`: shows the journal and asks first."""
    journals = to.netsuites.open(connection).journals
    deletion = DeleteJournal(to.clock, to.audit, journals, connection, to.by)
    row = deletion.find(parse_key(chosen.id))
    if not chosen.yes:
        print(row_line(row), file=sys.stderr)
        if not _agrees(f"Delete it in {connection.environment} account {connection.account}?"):
            print("Nothing was deleted.", file=sys.stderr)
            return 1
    answer = deletion.delete(row, chosen.reason)
    if answer.outcome is ChangeOutcome.UNAUTHORIZED:
        raise NetSuiteUnauthorized(to.netsuites.open(connection).secret_version)
    if chosen.json:
        told = [complaint.detail for complaint in answer.complaints]
        ended = {"internal_id": row.internal_id, "outcome": answer.outcome, "netsuite_says": told}
        print(json.dumps(ended, ensure_ascii=False))
    else:
        print(_sentence(row, answer))
    return 0 if answer.outcome is ChangeOutcome.DONE else 1


def _filter(netsuite: NetSuite, chosen: argparse.Namespace) -> JournalFilter:
    wanted = JournalFilter(
        date_from=chosen.date_from,
        date_to=chosen.date_to,
        unapproved=chosen.unapproved,
        reversals=chosen.reversals,
        external_ids=tuple(chosen.external_id) if chosen.external_id else None,
    )
    for field in (NameList.SUBSIDIARY, NameList.ACCOUNT, NameList.DEPARTMENT):
        name = getattr(chosen, field)
        if name is not None:
            conditions: dict[str, Any] = {field.value: _resolved(netsuite, field, name)}
            wanted = replace(wanted, **conditions)
    return wanted


def _resolved(netsuite: NetSuite, name_list: NameList, name: str) -> str:
    found = [record for record in netsuite.records(name_list, [name]) if name in record.keys]
    if len(found) == 1:
        return found[0].internal_id
    which = ", ".join(record.path for record in found)
    raise InvalidInput(
        f"More than one {name_list} is called {name}: {which}. Give the full path."
        if found
        else f"NetSuite shows no {name_list} {name}.",
        field=name_list.value,
    )


def _agrees(question: str) -> bool:
    """Ask a person. Raises InvalidInput where there is none to ask."""
    if not sys.stdin.isatty():
        raise InvalidInput("There is no terminal to ask at; say --yes to delete.", field="yes")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _remember(to: JournalOperator, connection: Connection, secret_version: str) -> None:
    """Keep everybody from the refused secret until a test passes: five tries lock (fact 15)."""
    change_connection(
        to.connections,
        connection,
        lambda found: found.refusing(secret_version, to.clock.now()),
    )


def _sentence(row: JournalRow, answer: ChangeAnswer) -> str:
    name = f"Journal {row.number} (internal id {row.internal_id})"
    match answer.outcome:
        case ChangeOutcome.DONE:
            return f"{name} is deleted."
        case ChangeOutcome.REFUSED:
            told = "; ".join(complaint.detail for complaint in answer.complaints)
            return f"NetSuite refused to delete {name}: {plain(told)}"
        case ChangeOutcome.UNKNOWN:
            return f"It is unknown whether {name} is deleted. Look with `get {row.internal_id}`."
        case _:
            return f"{name} is not deleted: NetSuite had no time for the request. Try again."


def _day(text: str) -> date:
    """Read a date; argparse names this function's remedy if it can't."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2026-10-31") from None


def parser() -> argparse.ArgumentParser:
    """Describe every command."""
    top = argparse.ArgumentParser(prog="python -m period_sync.journals", description=__doc__)
    verbs = top.add_subparsers(required=True, metavar="COMMAND")
    listing = verbs.add_parser("list", help="list journals; all conditions hold at once")
    listing.add_argument("--from", dest="date_from", type=_day, help="first date, as 2026-10-01")
    listing.add_argument("--to", dest="date_to", type=_day, help="last date, as 2026-10-31")
    listing.add_argument("--subsidiary", help="a line's subsidiary, by name or full path")
    listing.add_argument("--account", help="a line's account, by number")
    listing.add_argument("--department", help="that line's department, by name or full path")
    listing.add_argument("--unapproved", action="store_true", help="pending and rejected ones")
    listing.add_argument("--reversals", action="store_true", help="reversing entries")
    listing.add_argument("--external-id", action="append", help="may be given more than once")
    listing.set_defaults(run=list_journals)
    getting = verbs.add_parser("get", help="show a journal with its lines")
    getting.set_defaults(run=get_journal)
    deleting = verbs.add_parser("delete", help="delete a journal that is not posted")
    deleting.add_argument("--reason", required=True, help="why; kept in the audit trail")
    deleting.add_argument("--yes", action="store_true", help="don't ask")
    deleting.set_defaults(run=delete_journal)
    for verb in (getting, deleting):
        verb.add_argument("id", help="internal id, or eid: and the external id")
    for verb in (listing, getting, deleting):
        verb.add_argument("--tenant", help="may be left out if there is only one")
        verb.add_argument("--connection", help="may be left out if there is only one")
        verb.add_argument("--json", action="store_true", help="print JSON")
    return top


if __name__ == "__main__":
    # A reader that has seen enough, such as `head`, ends the program quietly.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
