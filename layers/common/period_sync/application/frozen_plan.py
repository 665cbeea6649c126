"""How a plan is written down, with the lines that each posted line stands for."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from itertools import groupby
from typing import Any

from period_sync.application.frozen import write_json
from period_sync.domain.division import Group, Part
from period_sync.domain.plan import Origin, Plan, PlannedJournal, Reversed

Run = list[int]


def write_plan(plan: Plan) -> bytes:
    """Write a plan.

    Positions of lines mostly go in equal steps, so they are written as runs `[first, last, step]`:
    a run for lines that are posted one by one, a list of runs for a line that stands for several.
    """
    return write_json(_shallow(plan) | {"journals": [_journal(item) for item in plan.journals]})


def read_plan(body: bytes) -> Plan:
    """Read a plan that `write_plan` wrote."""
    value = json.loads(body)
    journals = tuple(_read_journal(item) for item in value["journals"])
    return Plan(**(value | {"journals": journals}))


def _journal(item: PlannedJournal) -> dict[str, Any]:
    """Write a journal; what only journals of a later revision have is left out where it is not."""
    written = _shallow(item) | {"lines": _written(item.lines)}
    for name in ("reverses", "origin"):
        held = written.pop(name)
        if held is not None:
            written[name] = _shallow(held)
    return written


def _read_journal(item: dict[str, Any]) -> PlannedJournal:
    read: dict[str, Any] = item | {"lines": tuple(_read(item["lines"]))}
    if "reverses" in item:
        rate = item["reverses"]["exchange_rate"]
        of = item["reverses"] | {"exchange_rate": None if rate is None else Decimal(rate)}
        read["reverses"] = Reversed(**of)
    if "origin" in item:
        read["origin"] = Origin(**item["origin"])
    return PlannedJournal(**read)


def _shallow(item: Plan | PlannedJournal | Reversed | Origin) -> dict[str, Any]:
    return {name.name: getattr(item, name.name) for name in fields(item)}


def _written(part: Part) -> list[Run | list[Run]]:
    written: list[Run | list[Run]] = []
    for size, groups in groupby(part, len):
        if size == 1:
            written += _runs([position for (position,) in groups])
        else:
            written += map(_runs, groups)
    return written


def _read(written: list[Any]) -> Iterator[Group]:
    for item in written:
        if isinstance(item[0], int):
            yield from ((position,) for position in _positions(item))
        else:
            yield tuple(position for run in item for position in _positions(run))


def _runs(positions: Sequence[int]) -> list[Run]:
    """Write positions, each above the one before, as runs; a run of one has step 1."""
    first, last = positions[0], positions[-1]
    if last - first == len(positions) - 1:
        return [[first, last, 1]]
    runs: list[Run] = []
    for position in positions:
        run = runs[-1] if runs else None
        if run is not None and run[0] == run[1]:
            run[1:] = [position, position - run[0]]
        elif run is not None and position == run[1] + run[2]:
            run[1] = position
        else:
            runs.append([position, position, 1])
    return runs


def _positions(run: Run) -> range:
    first, last, step = run
    return range(first, last + 1, step)
