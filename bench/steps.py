"""Takes one long period through reading, checking, planning and writing, and tells what it took.

It works as the poster does, in a process of its own, so that the peak of memory is this work's.
Prints JSON: seconds of the processor per step, and the peak of the process (ru_maxrss) in bytes.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from period_sync.adapters.netsuite.payload import render
from period_sync.application.collector import collector_paused
from period_sync.application.frozen import Resolution
from period_sync.application.frozen_plan import write_plan
from period_sync.application.journal_content import EntryContent
from period_sync.contracts.document import parse_json, read_document
from period_sync.domain.accounting_books import check_books
from period_sync.domain.connection import Features, Settings
from period_sync.domain.currency_checks import check_currencies
from period_sync.domain.custom_fields import check_custom_fields
from period_sync.domain.document import Document
from period_sync.domain.document_checks import (
    Placed,
    check_control,
    check_dates,
    check_entries,
    check_excluded,
)
from period_sync.domain.excluded_leases import check_excluded as check_left_out
from period_sync.domain.feature_checks import check_features
from period_sync.domain.header_classifications import check_header_classifications
from period_sync.domain.intercompany import check_intercompany
from period_sync.domain.line_checks import check_lines
from period_sync.domain.making_plan import PlanScope, make_plan
from period_sync.domain.matching import records_used, resolve
from period_sync.domain.names import (
    NameList,
    Record,
    Records,
    names_by_list,
    usages_of,
    wanted_names,
)
from period_sync.domain.plan import Plan
from period_sync.domain.rate_checks import check_rates
from period_sync.domain.size_notices import check_sizes
from period_sync.domain.sync import Person, Sync

SCOPE = PlanScope("bench", "halcyon", "1234567", revision=1, line_limit=1000)
SYNC = Sync(
    tenant="halcyon",
    sync_id="halcyon-1",
    number=1,
    entity="halcyon",
    period_id="2026-10",
    revision=1,
    period_name="Oct 2026",
    connection_id="main",
    environment="sandbox",
    account="1234567",
    requested_by=Person("controller", "controller@halcyon.example"),
    requested_at=datetime(2026, 11, 3, 9, tzinfo=UTC),
)
PERIOD = "415"
Result = TypeVar("Result")


class Steps:
    """Seconds of the processor by step; a step that is named again adds up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def take(self, name: str, work: Callable[[], Result]) -> Result:
        """Do one step's work."""
        before = time.process_time()
        result = work()
        self.seconds[name] = self.seconds.get(name, 0) + time.process_time() - before
        return result


def main(path: str) -> dict[str, object]:
    """Take the document at a path through every step."""
    steps = Steps()
    document = steps.take("reading", lambda: read_document(parse_json(Path(path).read_bytes())))
    # The checks of accounting are a part of reading; here they are told apart.
    steps.take("checking the accounting", lambda: check_accounting(document))
    steps.seconds["reading"] -= steps.seconds["checking the accounting"]
    plan = steps.take("planning", lambda: frozen_plan(document))
    resolution = steps.take("checking before posting", lambda: check_before_posting(document, plan))
    written = steps.take("writing JSON", lambda: write_bodies(document, plan, resolution))
    return {
        "seconds": steps.seconds,
        "lines": sum(len(entry.lines) for entry in document.entries),
        "journals": len(plan.journals),
        "bytes": written,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def check_accounting(document: Document) -> None:
    """Do all checks that taking in a document does; it has no fault."""
    placed = [Placed(index, entry) for index, entry in enumerate(document.entries)]
    faults = [
        *check_entries(placed),
        *check_dates(document, placed),
        *check_excluded(document.excluded),
        *check_control(document.control, document.counted()),
    ]
    require(not faults)


def frozen_plan(document: Document) -> Plan:
    """Plan a document, and write the plan down."""
    plan = make_plan(document, SCOPE)
    if not isinstance(plan, Plan):
        raise TypeError(plan)
    write_plan(plan)
    return plan


def check_before_posting(document: Document, plan: Plan) -> Resolution:
    """Do all checks before posting, on records that have every name."""
    settings, features = Settings(), Features()
    usages = usages_of(document)
    wanted = wanted_names(document, usages, features)
    records = records_of(names_by_list(wanted))
    names, unresolved = resolve(wanted, records)
    found = records_used(names, records)
    problems = [
        *check_features(document, usages, settings, features),
        *check_books(document, settings, features),
        *check_intercompany(document, settings),
        *check_header_classifications(document, settings),
        *check_custom_fields(document, features),
        *check_left_out(document, settings),
        *check_sizes(plan),
        *unresolved,
        *check_currencies(document, found),
        *check_lines(usages, names, found, features),
        *check_rates(document, found, settings, features),
    ]
    require(not any(problem.blocks for problem in problems))
    return Resolution(names, {(e.subsidiary, e.date): PERIOD for e in document.entries})


def records_of(names: dict[NameList, list[str]]) -> Records:
    """Make a record of each name, as NetSuite would have it."""
    return {
        name_list: [
            Record(f"{number}", frozenset({name}), name, decimals=2)
            for number, name in enumerate(listed, start=1)
        ]
        for name_list, listed in names.items()
    }


def write_bodies(document: Document, plan: Plan, resolution: Resolution) -> int:
    """Write the body of each journal, one after another as they are posted; returns the bytes."""
    contents = {entry.entry_id: EntryContent(entry, resolution) for entry in document.entries}
    return sum(
        len(render(contents[planned.entry_id].journal(planned, SYNC))) for planned in plan.journals
    )


def require(as_expected: bool) -> None:  # noqa: FBT001
    """Stop where the period has faults: then other things would be measured."""
    if not as_expected:
        raise ValueError("the long period has faults")


if __name__ == "__main__":
    with collector_paused():
        measured = main(sys.argv[1])
    sys.stdout.write(json.dumps(measured))
