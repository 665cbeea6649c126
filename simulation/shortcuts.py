"""What the standard library and the product do again and again, done faster and with equal results.

Runs hand over the same few documents, and read the same rows many times; none of what is kept
here can be changed by whoever gets it.
"""

import dataclasses
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache, wraps
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, TypeVar

from aws_lambda_powertools.utilities.batch import base

from period_sync import application
from period_sync.adapters import dynamodb
from period_sync.adapters.dynamodb.rows import row_of
from period_sync.application import take_in_period
from period_sync.application.frozen import read_resolution
from period_sync.application.frozen_plan import read_plan
from period_sync.contracts.period_closed import read_period_closed
from period_sync.domain.document import content_digest
from period_sync.observability import logger
from simulation.attributes import Plain

T = TypeVar("T")
R = TypeVar("R")
Setters = dict[str, Callable[[Any, Any], None]]
TEXTS_KEPT = 1000
_FIXED = frozenset({str, int, bool, type(None), Decimal, date, datetime})
_COPIERS: dict[type[Any], tuple[Callable[[Any], tuple[Any, ...]], Setters] | None] = {}


def shortcuts() -> Iterator[tuple[Any, str, Any]]:
    """Name every place of the product that can do something faster, and by what."""
    faster: dict[Any, Any] = {
        dataclasses.replace: replace,
        dataclasses.asdict: asdict,
        row_of: _row_read_once,
        **{act: lru_cache(TEXTS_KEPT)(act) for act in (read_plan, read_resolution)},
    }
    # The product imports some of its modules only when they are first used.
    for package in (application, dynamodb):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("period_sync."):
            for name in {act.__name__ for act in faster}:
                act = getattr(module, name, None)
                if act in faster:
                    yield module, name, faster[act]
    yield take_in_period, "content_digest", _once_for_each(content_digest)
    yield (
        sys.modules["functions.period_closed.app"],
        "read_period_closed",
        cache(read_period_closed),
    )
    # Nothing is logged, whatever is said.
    for name in ("info", "append_keys"):
        yield logger, name, _silent
    # Powertools looks at a function's parameters for each message.
    yield base, "inspect", SimpleNamespace(signature=cache(inspect.signature))


def _silent(*_: object, **__: object) -> None:
    pass


def replace(row: Any, /, **changes: Any) -> Any:
    """Do what `dataclasses.replace` does, slot by slot where nothing is checked on the way."""
    kind = type(row)
    try:
        copier = _COPIERS[kind]
    except KeyError:
        copier = _COPIERS[kind] = _copier(kind)
    if copier is None:
        return dataclasses.replace(row, **changes)
    values, setters = copier
    made = object.__new__(kind)
    for put, value in zip(setters.values(), values(row), strict=True):
        put(made, value)
    for name, value in changes.items():
        setters[name](made, value)
    return made


def asdict(row: Any) -> dict[str, Any]:
    """Do what `dataclasses.asdict` does; what can't be changed is not copied."""
    return {field.name: _copied(getattr(row, field.name)) for field in fields(row)}


def _copied(value: Any) -> Any:
    kind = type(value)
    if kind in _FIXED:
        return value
    if hasattr(kind, "__dataclass_fields__"):
        return asdict(value)
    if kind is tuple or kind is list:
        return kind(map(_copied, value))
    if isinstance(value, tuple):
        return kind(*map(_copied, value))
    if kind is dict:
        return {_copied(key): _copied(held) for key, held in value.items()}
    return deepcopy(value)


def _copier(kind: type[Any]) -> tuple[Callable[[Any], tuple[Any, ...]], Setters] | None:
    """Tell how to copy; None for what has few fields, checks its values, or keeps them else."""
    named = fields(kind)
    is_plain = len(named) > 1 and not hasattr(kind, "__post_init__")
    if not is_plain or kind.__dictoffset__ or not all(field.init for field in named):
        return None
    names = [field.name for field in named]
    return attrgetter(*names), {name: getattr(kind, name).__set__ for name in names}


@wraps(row_of)
def _row_read_once(kind: type[T], item: dict[str, Any]) -> T:
    """Read what is stored once as each kind of row."""
    if type(item) is not Plain:
        return row_of(kind, item)
    found: T | None = item.rows.get(kind)
    if found is None:
        found = item.rows[kind] = row_of(kind, item)
    return found


def _once_for_each(act: Callable[[T], R]) -> Callable[[T], R]:
    """Work something out once for each object; it is held on to, so that no other gets its id."""
    known: dict[int, tuple[T, R]] = {}

    @wraps(act)
    def found(about: T) -> R:
        held = known.get(id(about))
        if held is None:
            held = known[id(about)] = about, act(about)
        return held[1]

    return found
