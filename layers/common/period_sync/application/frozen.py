"""How resolved ids and problems are written down: JSON objects that never change."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from period_sync.domain.accounting_periods import ChosenPeriods
from period_sync.domain.connection import (
    BooksFed,
    CustomFieldKind,
    Features,
    Intercompany,
    RateOwner,
    Settings,
)
from period_sync.domain.document import Entry
from period_sync.domain.names import NameList, Wanted
from period_sync.domain.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a sync works with, frozen: internal ids of names and periods, and the terms they meet.

    What a journal contains follows from the document and from this alone, so that it can be put
    together again at any time, whatever was set since. `moved` has the dates of entries that a
    decision lets be posted in another period.
    """

    names: Mapping[Wanted, str]
    periods: ChosenPeriods
    settings: Settings = field(default_factory=Settings)
    features: Features = field(default_factory=Features)
    moved: Mapping[str, date] = field(default_factory=dict)

    def period_of(self, entry: Entry) -> str:
        """The posting period that an entry belongs in."""
        return self.periods[entry.subsidiary, entry.date]


def write_json(value: object) -> bytes:
    """Write JSON in the only way there is, so that equal values have equal hashes."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str
    ).encode()


def write_resolution(resolution: Resolution) -> bytes:
    """Write resolved ids."""
    names = [[w.list, w.name, w.subsidiary, found] for w, found in resolution.names.items()]
    periods = [[name, f"{day}", found] for (name, day), found in resolution.periods.items()]
    return write_json(
        {
            "names": names,
            "periods": periods,
            "settings": asdict(resolution.settings),
            "features": asdict(resolution.features),
            "moved": {entry_id: f"{day}" for entry_id, day in resolution.moved.items()},
        }
    )


def read_resolution(body: bytes) -> Resolution:
    """Read resolved ids that `write_resolution` wrote."""
    value = json.loads(body)
    return Resolution(
        {Wanted(NameList(kind), name, sub): found for kind, name, sub, found in value["names"]},
        {(name, date.fromisoformat(day)): found for name, day, found in value["periods"]},
        _settings(value["settings"]),
        _features(value["features"]),
        {entry_id: date.fromisoformat(day) for entry_id, day in value.get("moved", {}).items()},
    )


def _settings(value: Mapping[str, Any]) -> Settings:
    fed, kind = value["books_fed"], value["intercompany"]
    read = {
        "rate_owner": RateOwner(value["rate_owner"]),
        "books_fed": fed and BooksFed(fed),
        "intercompany": kind and Intercompany(kind),
    }
    return Settings(**{**value, **read})


def _features(value: Mapping[str, Any]) -> Features:
    kinds = {name: CustomFieldKind(kind) for name, kind in value["custom_fields"].items()}
    return Features(**{**value, "custom_fields": kinds})


def write_problems(problems: tuple[Problem, ...]) -> bytes:
    """Write problems."""
    return write_json([asdict(problem) for problem in problems])


def read_problems(body: bytes) -> list[Problem]:
    """Read problems that `write_problems` wrote."""
    return [
        Problem(
            code=item["code"],
            facts=item["facts"],
            places=tuple(Place(**place) for place in item["places"]),
            candidates=tuple(item["candidates"]),
            candidate_ids=tuple(item.get("candidate_ids", ())),
        )
        for item in json.loads(body)
    ]
