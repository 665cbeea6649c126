"""Settles in a customer's sandbox what no document tells: `python -m period_sync.probe`.

It posts journals of 0.01, marks and reverses them, and says for each open point what the account
does and what to set in the connection. It asks before it writes, and refuses production accounts.
"""

import argparse
import json
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from period_sync.adapters.netsuite.probe.finding import Question
from period_sync.adapters.netsuite.probe.opening import open_workbench
from period_sync.adapters.netsuite.probe.places import Wishes
from period_sync.adapters.netsuite.probe.run import Settled, run
from period_sync.application.choosing import choose_connection
from period_sync.bootstrap import journal_operator
from period_sync.domain.connection import Connection, Environment
from period_sync.domain.errors import InvalidInput, PeriodSyncError
from period_sync.domain.netsuite_account import is_sandbox_account
from period_sync.operators import JournalOperator
from period_sync.settings import operators_stage

_WIDTH = 78


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the probe; 0 if it ran to its end and left nothing behind."""
    chosen = parser().parse_args(arguments)
    try:
        return _probe(journal_operator(operators_stage()), chosen)
    except PeriodSyncError as error:
        print(f"{error.message}", file=sys.stderr)
        return 1


def _probe(to: JournalOperator, chosen: argparse.Namespace) -> int:
    connection = choose_connection(to.tenants, to.connections, chosen.tenant, chosen.connection)
    if connection.environment is not Environment.SANDBOX or not is_sandbox_account(
        connection.account
    ):
        raise InvalidInput(
            f"The probe writes journals, so it runs in sandbox accounts only; {connection.account} "
            f"is connected as {connection.environment}.",
            field="connection",
        )
    day = chosen.date or to.clock.now().date()
    wishes = Wishes(
        chosen.subsidiary, chosen.other_subsidiary, chosen.debit_account, chosen.credit_account
    )
    bench = open_workbench(to.netsuites, connection, day, wishes)
    if not chosen.yes and not _agreed(connection.account, day):
        print("Nothing was written.", file=sys.stderr)
        return 1
    settled: list[Settled] = []
    try:
        settled += run(bench, _tell)
    finally:
        left = list(bench.reverse_all())
        for words in left:
            print(f"Left behind, please remove by hand: {words}", file=sys.stderr)
    if chosen.json:
        print(_as_json(connection, settled, left))
    else:
        _report(connection, settled)
    return 1 if left else 0


def _tell(question: Question) -> None:
    """Progress goes beside the report, so that JSON stays JSON."""
    print(f"{question.asks} ...", file=sys.stderr, flush=True)


def _agreed(account: str, day: date) -> bool:
    words = (
        f"This posts some 25 journals of 0.01 a line, dated {day}, to sandbox account {account}, "
        "and reverses each of them. Go on? [y/N] "
    )
    return input(words).strip().lower() in {"y", "yes"}


def _as_json(connection: Connection, settled: Sequence[Settled], left: Sequence[str]) -> str:
    answers = [
        {
            "question": item.question.name,
            "asks": item.question.asks,
            "facts": item.question.facts,
            **asdict(item.finding),
        }
        for item in settled
    ]
    report = {
        "account": connection.account,
        "answers": answers,
        "settings": _settings(settled),
        "left_behind": list(left),
    }
    return json.dumps(report, ensure_ascii=False, indent=1)


def _report(connection: Connection, settled: Sequence[Settled]) -> None:
    print(f"NetSuite account {connection.account}")
    for item in settled:
        answer = item.finding.answer or "still open"
        print(f"\n{item.question.asks}  {answer}")
        print(
            textwrap.fill(item.finding.meaning, _WIDTH, initial_indent="  ", subsequent_indent="  ")
        )
    settings = _settings(settled)
    if settings:
        given = " ".join(f"{name}={value}" for name, value in settings.items())
        print("\nTo set:")
        print(
            f"  python -m period_sync.operate connection set {connection.tenant} "
            f"{connection.connection_id} {given}"
        )


def _settings(settled: Sequence[Settled]) -> dict[str, str]:
    """What all findings together say to set."""
    found: dict[str, str] = {}
    for item in settled:
        found |= item.finding.settings
    return found


def parser() -> argparse.ArgumentParser:
    """Describe the options."""
    top = argparse.ArgumentParser(prog="python -m period_sync.probe", description=__doc__)
    top.add_argument("--tenant", help="needed where there are several")
    top.add_argument("--connection", help="needed where a tenant has several sandboxes")
    top.add_argument("--subsidiary", help="where to post; else the first active one")
    top.add_argument("--other-subsidiary", help="settles intercompany journals too")
    top.add_argument("--debit-account", help="its number; else the first expense account that fits")
    top.add_argument("--credit-account", help="its number; else the first liability that fits")
    top.add_argument("--date", type=date.fromisoformat, help="in an open period; else today")
    top.add_argument("--json", action="store_true", help="print JSON instead of a report")
    top.add_argument("--yes", action="store_true", help="don't ask before writing")
    return top


if __name__ == "__main__":
    sys.exit(main())
