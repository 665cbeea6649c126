"""How the mappings of a connection are written down: a JSON object for each version of them."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from period_sync.application.frozen import write_json
from period_sync.domain.mappings import NameMapping
from period_sync.domain.names import NameList


def write_mappings(said: Iterable[NameMapping]) -> bytes:
    """Write mappings, in an order that does not depend on how they came."""
    return write_json([asdict(one) for one in sorted(said, key=_order)])


def read_mappings(body: bytes) -> list[NameMapping]:
    """Read mappings that `write_mappings` wrote."""
    return [
        NameMapping(
            NameList(item["list"]),
            item["name"],
            item["internal_id"],
            item["path"],
            item["subsidiary"],
        )
        for item in json.loads(body)
    ]


def _order(one: NameMapping) -> tuple[str, str, str]:
    return (one.list, one.name, one.subsidiary or "")
