"""Makes a closed period of many lines, the same at every run."""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

LINES = 100_000
ENTRIES = (
    ("Halcyon GmbH", "EUR", "Köln"),
    ("Halcyon US Inc.", "USD", "Chicago"),
    ("Halcyon Canada Ltd.", "CAD", "Montréal"),
    ("Halcyon Iberia S.L.", "EUR", "A Coruña"),
)
DEPARTMENTS = ("Logistics", "Retail", "Care : Field", "Research & Development")
CLASSES = ("Warehouses", "Vehicles", "Offices")
LEASE = (
    ("7100", "finance interest", 1),
    ("2400", "finance liability", 1),
    ("2010", "finance payment", -1),
    ("6250", "operating cost", 1),
    ("1790", "right-of-use asset", -1),
)
"""The lines of one lease: account, what it is, and side."""


def long_period(lines: int = LINES) -> bytes:
    """Return the JSON of a closed period with about so many lines, written as it would arrive."""
    per_entry = lines // len(ENTRIES)
    entries = [_entry(number, per_entry) for number in range(len(ENTRIES))]
    debit: dict[str, Decimal] = {}
    for entry in entries:
        sums = sum(Decimal(line["debit"]) for line in entry["lines"] if line["debit"])
        debit[entry["currency"]] = debit.get(entry["currency"], Decimal(0)) + sums
    control = {
        "leases": len({line["lease_id"] for entry in entries for line in entry["lines"]}),
        "entries": len(entries),
        "lines": sum(len(entry["lines"]) for entry in entries),
        "debit": {currency: f"{total}" for currency, total in debit.items()},
    }
    document = {
        "entity": "halcyon",
        "period_id": "2026-10",
        "name": "Oct 2026",
        "start_date": "2026-10-01",
        "end_date": "2026-10-31",
        "closed_at": "2026-11-03T08:15:27Z",
        "closed_by": "controller@halcyon.example",
        "control": control,
        "entries": entries,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _entry(number: int, lines: int) -> dict[str, Any]:
    subsidiary, currency, location = ENTRIES[number]
    leases = range(number * lines, number * lines + lines // len(LEASE))
    return {
        "entry_id": f"2026-10-{number + 1:03}",
        "subsidiary": subsidiary,
        "currency": currency,
        "date": "2026-10-31",
        "memo": "Lease accounting Oct 2026",
        "lines": [line for lease in leases for line in _lease(lease, location)],
    }


def _lease(number: int, location: str) -> Iterator[dict[str, Any]]:
    interest, liability, cost = 1_01 + number % 997, 15_003 + number % 99_991, 90_017 + number
    cents = (interest, liability, interest + liability, cost, cost)
    for (account, what, side), amount in zip(LEASE, cents, strict=True):
        text = f"{amount // 100}.{amount % 100:02}"
        yield {
            "account": account,
            "debit": text if side > 0 else None,
            "credit": None if side > 0 else text,
            "department": DEPARTMENTS[number % len(DEPARTMENTS)],
            "class": CLASSES[number % len(CLASSES)],
            "location": location,
            "memo": f"HL-{number} {what} “{location}”",
            "lease_id": f"HL-{number}",
        }


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(long_period())
