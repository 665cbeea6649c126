"""The closed periods of the simulation: few entries, each with an amount of its own.

The period is closed again twice: entry 1 changes and changes back, entry 2 stays and then changes,
entry 3 goes and comes back, and one more entry comes with the second revision.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from simulation.company import CREDIT_ACCOUNT, CURRENCY, DEBIT_ACCOUNT, SUBSIDIARY

EVENT_ACCOUNT, EVENT_SOURCE = "111122223333", "lease.halcyon"
PERIOD_ID = "2026-10"


_VERSIONS = {
    1: {1: 1, 2: 2, 3: 1},
    2: {1: 1, 2: 1, 3: 3},
    3: {1: 1, 3: 1},
}
"""In which version the entries of the first revision are in each; other entries come later."""


def amount_of(entity_no: int, entry_no: int, version: int) -> Decimal:
    """Return the amount of each line of an entry; no two entries or versions have the same."""
    return Decimal(1000 * entity_no + 100 * entry_no + version) + Decimal("0.25")


def versions_of(journals: int, revision: int) -> Mapping[int, int]:
    """Return which entries a revision has, and each in which version."""
    first = {n: _VERSIONS[n] for n in range(1, journals + 1)}
    versions = {n: of[revision] for n, of in first.items() if revision in of}
    return versions if revision == 1 else versions | {journals + 1: 2}


def lines_of(entry_no: int) -> int:
    """Return how many lines an entry has: the second one has four, so that it can be divided."""
    return 4 if entry_no == 2 else 2


def entity_of(number: int) -> str:
    """Return an entity's name."""
    return f"entity-{number}"


@cache
def event(entity_no: int, journals: int, revision: int) -> str:
    """Return the text of a PeriodClosed event."""
    body = {
        "version": "0",
        "id": "event",
        "detail-type": "PeriodClosed",
        "source": EVENT_SOURCE,
        "account": EVENT_ACCOUNT,
        "region": "us-east-1",
        "detail": {"document": document(entity_no, journals, revision)},
    }
    return json.dumps(body)


def closed_at(revision: int) -> datetime:
    """Return when the books were closed for a revision."""
    return datetime(2026, 11, 3, revision, 15, 27, tzinfo=UTC)


def handed_no(closed: datetime) -> int:
    """Tell from when the books were closed which document was handed over."""
    return closed.hour


def document(entity_no: int, journals: int, revision: int) -> Mapping[str, Any]:
    """Return a closed period; a later revision says why."""
    versions = versions_of(journals, revision)
    entries = [_entry(entity_no, number, version) for number, version in versions.items()]
    debit = sum(amount_of(entity_no, n, v) * lines_of(n) / 2 for n, v in versions.items())
    reopened = {"reopened_reason": "an invoice was late"} if revision > 1 else {}
    return {
        "entity": entity_of(entity_no),
        "period_id": PERIOD_ID,
        "name": "Oct 2026",
        "start_date": "2026-10-01",
        "end_date": "2026-10-31",
        # The hour tells which document it is.
        "closed_at": closed_at(revision).isoformat(),
        "closed_by": "controller@halcyon.example",
        "control": {
            "leases": max(map(lines_of, versions)) // 2,
            "entries": len(versions),
            "lines": sum(map(lines_of, versions)),
            "debit": {CURRENCY: f"{debit}"},
        },
        "entries": entries,
        **reopened,
    }


def _entry(entity_no: int, number: int, version: int) -> Mapping[str, Any]:
    amount = f"{amount_of(entity_no, number, version)}"
    lines = [
        {"account": account, side: amount, "lease_id": f"HL-{entity_no}-{pair}"}
        for pair in range(1, lines_of(number) // 2 + 1)
        for account, side in ((DEBIT_ACCOUNT, "debit"), (CREDIT_ACCOUNT, "credit"))
    ]
    return {
        "entry_id": f"E-{entity_no}-{number}",
        "subsidiary": SUBSIDIARY,
        "currency": CURRENCY,
        "date": "2026-10-31",
        "memo": f"Entry {number}",
        "lines": lines,
    }
