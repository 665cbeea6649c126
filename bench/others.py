"""Writes the same bodies with plain `json.dumps` and with the `netsuite` client; prints JSON.

It runs in the environment of bench/requirements.txt and knows nothing of period_sync. Neither
writer takes a Decimal, so that amounts have to be floats.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from netsuite.json import dumps as netsuite_dumps

LINE_LIMIT = 1000
NAMES = {"department": "department", "class": "class", "location": "location"}
FINE = Decimal("9999999999999999.99")


def main(path: str) -> dict[str, object]:
    """Write all bodies with each writer; seconds, and whether 18 digits survive."""
    entries = json.loads(Path(path).read_bytes())["entries"]
    for entry in entries:
        for line in entry["lines"]:
            for side in ("debit", "credit"):
                line[side] = line[side] and Decimal(line[side])
    writers: dict[str, Callable[[Any], str]] = {
        "json.dumps": lambda body: json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        "netsuite client": netsuite_dumps,
    }
    return {name: measured(writer, entries) for name, writer in writers.items()}


def measured(writer: Callable[[Any], str], entries: list[dict[str, Any]]) -> dict[str, object]:
    """Tell how long one writer takes to make and write all bodies."""
    ids: dict[tuple[str, str], str] = {}
    before = time.process_time()
    written = sum(len(writer(body).encode()) for entry in entries for body in bodies(entry, ids))
    seconds = time.process_time() - before
    exact = json.loads(writer({"debit": float(FINE)}), parse_float=Decimal)["debit"] == FINE
    return {"seconds": seconds, "bytes": written, "exact": exact}


def bodies(entry: dict[str, Any], ids: dict[tuple[str, str], str]) -> Iterator[dict[str, Any]]:
    """Make the bodies of one entry, with an id for each name."""

    def found(name_list: str, name: str) -> dict[str, str]:
        return {"id": ids.setdefault((name_list, name), f"{len(ids) + 1}")}

    def item(line: dict[str, Any]) -> dict[str, Any]:
        side = "debit" if line["debit"] else "credit"
        written: dict[str, Any] = {"account": found("account", line["account"])}
        written[side] = float(line[side])
        written["memo"] = line["memo"]
        return written | {key: found(key, line[name]) for key, name in NAMES.items() if line[name]}

    lines = entry["lines"]
    for start in range(0, len(lines), LINE_LIMIT):
        yield {
            "externalId": f"ps-{entry['entry_id']}-{start}",
            "subsidiary": found("subsidiary", entry["subsidiary"]),
            "currency": found("currency", entry["currency"]),
            "tranDate": entry["date"],
            "postingPeriod": {"id": "415"},
            "memo": entry["memo"],
            "line": {"items": [item(line) for line in lines[start : start + LINE_LIMIT]]},
        }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])))
