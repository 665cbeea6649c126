"""Closed periods of many small entries, no two of which come to the same amount."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from local.checkout import SAMPLE
from local.document import Document

Line = dict[str, Any]


def small_entries(folder: Path, number: int, journals: int) -> Document:
    """Write period `number`: `journals` entries of two lines, after the sample's; and read it.

    Amounts tell journals apart, so that one that is booked twice has a twin, whatever its
    external id says.
    """
    content = json.loads(SAMPLE.read_text(encoding="utf-8"))
    content["entity"] = f"chaos-{number}"
    entries = [_entry(content["entries"], number, position) for position in range(1, journals + 1)]
    debits: dict[str, Decimal] = {}
    for entry in entries:
        amount = Decimal(entry["lines"][0]["debit"])
        debits[entry["currency"]] = debits.get(entry["currency"], Decimal()) + amount
    content["entries"] = entries
    content["control"] = {
        "leases": journals,
        "entries": journals,
        "lines": 2 * journals,
        "debit": {currency: str(total) for currency, total in debits.items()},
    }
    path = folder / f"{content['entity']}.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return Document(path)


def _entry(samples: list[dict[str, Any]], number: int, position: int) -> dict[str, Any]:
    sample = samples[position % len(samples)]
    amount = str(number * 10_000 + position)
    lease = {"lease_id": f"CHAOS-{number}-{position}", "memo": f"period {number}, {position}"}
    debit = next(line for line in sample["lines"] if line["debit"])
    credit = next(line for line in sample["lines"] if line["credit"])
    lines: list[Line] = [
        {**debit, **lease, "debit": amount},
        {**credit, **lease, "credit": amount},
    ]
    return {**sample, "entry_id": f"chaos-{position:03}", "lines": lines}
