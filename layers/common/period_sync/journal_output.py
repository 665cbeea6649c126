"""How journals of NetSuite are written for people and as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from period_sync.domain.journal_record import JournalRecord, JournalRow
from period_sync.domain.posting import Reference

_APPROVALS = {"1": "pending", "2": "approved", "3": "rejected"}
_COLUMNS = {
    "ID": 8, "NUMBER": 10, "DATE": 10, "PERIOD": 10, "STATE": 18, "DEBIT": 18, "CURRENCY": 15,
}  # fmt: skip
_LINE_COLUMNS = {"LINE": 4, "ACCOUNT": 36, "DEBIT": 18, "CREDIT": 18, "DEPARTMENT": 20}
_RIGHT = {"DEBIT", "CREDIT"}


def heading() -> str:
    """The line above rows."""
    return _line(_COLUMNS, {name: name for name in _COLUMNS}, "SUBSIDIARY / EXTERNAL ID / MEMO")


def row_line(row: JournalRow) -> str:
    """One journal in one line."""
    return _line(_COLUMNS, _cells(row), _about(row))


def _cells(row: JournalRow) -> dict[str, str]:
    approval = _APPROVALS.get(row.approval_status or "", "")
    state = "posted" if row.is_posting else approval or "not posted"
    return {
        "ID": row.internal_id,
        "NUMBER": row.number,
        "DATE": row.date.isoformat(),
        "PERIOD": row.period.name if row.period else "",
        "STATE": f"{state}, reversal" if row.is_reversal else state,
        "DEBIT": f"{row.debit:,f}",
        "CURRENCY": row.currency.name if row.currency else "",
    }


def _about(row: JournalRow) -> str:
    subsidiaries = ", ".join(each.name or each.internal_id for each in row.subsidiaries)
    return " / ".join(filter(None, (subsidiaries, row.external_id, row.memo)))


def _line(columns: Mapping[str, int], cells: Mapping[str, str], rest: str) -> str:
    """Write one line; a cell that is too long pushes the others, as cutting an id would lie."""
    written = [
        f"{plain(cells[name]):{'>' if name in _RIGHT else '<'}{width}}"
        for name, width in columns.items()
    ]
    return "  ".join([*written, plain(rest)]).rstrip()


def record_lines(record: JournalRecord) -> Iterator[str]:
    """A journal, field by field and then line by line."""
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name not in {"lines", "custom_fields"} and value not in (None, "", False):
            yield f"{field.name.strip('_').replace('_', ' '):20} {_shown(value)}"
    for name, custom in record.custom_fields.items():
        yield f"{plain(name):20} {_shown(custom)}"
    yield ""
    yield _line(_LINE_COLUMNS, {name: name for name in _LINE_COLUMNS}, "MEMO")
    for line in record.lines:
        cells = {
            "LINE": _shown(line.number),
            "ACCOUNT": _shown(line.account),
            "DEBIT": _shown(line.debit),
            "CREDIT": _shown(line.credit),
            "DEPARTMENT": _shown(line.department),
        }
        yield _line(_LINE_COLUMNS, cells, line.memo)


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case Reference():
            return plain(value.name or value.internal_id)
        case Decimal():
            return f"{value:,f}"
        case _:
            return plain(str(value))


def plain(text: str) -> str:
    """Keep what a customer typed from steering the terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def document(value: object) -> Any:  # noqa: ANN401 - JSON
    """Write a value for JSON; amounts as exact texts, references with id and name."""
    match value:
        case Reference():
            return {"id": value.internal_id, "name": value.name}
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return [document(each) for each in value]
        case Mapping():
            return {name: document(each) for name, each in value.items()}
    return _fields(value) if is_dataclass(value) else value


def _fields(value: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass
    return {each.name.strip("_"): document(getattr(value, each.name)) for each in fields(value)}


def array_lines(values: Iterable[object]) -> Iterator[str]:
    """A JSON array, one value in a line, while the values come in."""
    separator = "["
    for value in values:
        yield separator + json.dumps(document(value), ensure_ascii=False)
        separator = ","
    yield "[]" if separator == "[" else "]"
