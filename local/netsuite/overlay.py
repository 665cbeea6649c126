"""Lays a body over a journal: what a create, an update or an upsert makes of it (facts 58-62)."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from local.netsuite.journal import Draft, Line
from local.netsuite.journal_body import JournalBody, Part
from local.netsuite.record_types import RecordType

_DRAFT_DEFAULTS: dict[str, Any] = {
    each.name: each.default if each.default_factory is MISSING else each.default_factory()
    for each in fields(Draft)
}
_LINE_DEFAULTS = {
    each.name: each.default
    for each in fields(Line)
    if each.default is not MISSING and each.name not in ("number", "place")
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How an update treats what its body leaves out.

    `replaces_lines` removes the lines that it does not match; `clearable` are the only names
    that null may clear, all where it is None.
    """

    replaces_lines: bool = False
    clearable: frozenset[str] | None = None


def laid_over(saved: Draft, body: JournalBody, record_type: RecordType, manner: Manner) -> Draft:
    """Return the journal as it shall be; an empty one and a body give a new journal."""
    kept = _uncleared(body, record_type, manner)
    values: dict[str, Any] = {
        name: _DRAFT_DEFAULTS[name] if value is None else value
        for name, value in body.header.values.items()
        if name not in kept
    }
    extras = {name: v for name, v in body.header.extras.items() if name not in kept}
    return replace(
        saved, **values, extras=_merged(saved.extras, extras), lines=_lines(saved, body, manner)
    )


def _uncleared(body: JournalBody, record_type: RecordType, manner: Manner) -> frozenset[str]:
    """Return the attributes whose null shall do nothing (fact 62)."""
    if manner.clearable is None:
        return frozenset()
    names = body.nulls - manner.clearable
    return frozenset(
        record_type.header[name].attribute if name in record_type.header else name for name in names
    )


def _lines(saved: Draft, body: JournalBody, manner: Manner) -> tuple[Line, ...]:
    if body.empties:
        return ()
    if body.lines is None:
        return saved.lines
    # Lines that the system added are made anew by every save.
    old = {line.number: line for line in saved.lines if not line.is_system}
    given = {part.key: part for part in body.lines if part.key in old}
    kept = [
        _changed(line, given[line.number]) if line.number in given else line
        for line in old.values()
        if line.number in given or not manner.replaces_lines
    ]
    new = [part for part in body.lines if part.key not in old]
    return (*kept, *_added(new, max((line.number for line in saved.lines), default=0)))


def _added(parts: Iterable[Part], last: int) -> Iterable[Line]:
    for number, part in enumerate(parts, start=last + 1):
        yield _changed(Line(number), part)


def _changed(line: Line, part: Part) -> Line:
    values: dict[str, Any] = {
        name: _LINE_DEFAULTS[name] if value is None else value
        for name, value in part.values.items()
    }
    # An amount on one side takes the place of the one on the other.
    for side, other in (("debit", "credit"), ("credit", "debit")):
        if values.get(side) is not None and other not in values:
            values[other] = None
    return replace(line, **values, extras=_merged(line.extras, part.extras), place=part.place)


def _merged(old: Mapping[str, object], new: Mapping[str, object]) -> Mapping[str, object]:
    return {**old, **new}
