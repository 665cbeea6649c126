"""Turns pydantic's findings into faults: where it is in the document, and what to do."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from period_sync.domain.faults import Fault

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_AMOUNT = (
    'Write amounts as strings of at most 18 digits with a point, such as "1234.50"; '
    "no sign, no exponent, no JSON number."
)
_REMEDIES = {
    "missing": ("FIELD_MISSING", "This field is required.", "Add the field."),
    "extra_forbidden": (
        "FIELD_UNKNOWN",
        "This field is not part of a closed-period document.",
        "Remove it, or correct its spelling; docs/lease-system.md lists the fields.",
    ),
    "amount_not_a_string": ("AMOUNT", "An amount must be a string.", _AMOUNT),
    "amount_spelling": ("AMOUNT", "This is not a plain amount.", _AMOUNT),
    "control_character": (
        "CONTROL_CHARACTER",
        "",
        "Remove line breaks and other control characters.",
    ),
    "string_too_long": ("TEXT_LENGTH", "", "Shorten the text."),
    "string_too_short": ("TEXT_LENGTH", "This text is empty.", "Give a value, or null."),
    "string_pattern_mismatch": (
        "IDENTIFIER",
        "An id has 1 to 64 letters, digits, points, hyphens or underscores.",
        "Use only these characters, beginning with a letter or digit.",
    ),
    "timezone_aware": (
        "TIME",
        "This time has no time zone.",
        "Write it as 2026-11-03T17:42:10Z.",
    ),
}
_TIMES = ("date_", "datetime_", "timezone_")


def fault_of(detail: "ErrorDetails", at: tuple[str | int, ...], entry: object) -> Fault:
    """Describe one finding; `at` is where the validated part stands, `entry` the raw entry."""
    path = (*at, *detail["loc"])
    code, message, remedy = _REMEDIES.get(detail["type"], ("", "", ""))
    if not code and detail["type"].startswith(_TIMES):
        code, remedy = "DATE", "Write dates as 2026-10-31 and times as 2026-11-03T17:42:10Z."
    line = _line(path, entry)
    return Fault(
        code=code or "TYPE",
        field=_written(path),
        message=message or detail["msg"],
        remedy=remedy or "Correct the type of the value; docs/lease-system.md shows an example.",
        entry_id=_text(entry, "entry_id"),
        line=None if line is None else line[0],
        lease_id=None if line is None else _text(line[1], "lease_id"),
    )


def _written(path: tuple[str | int, ...]) -> str:
    """Write `("entries", 3, "lines", 0, "debit")` as `entries[3].lines[0].debit`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def _line(path: tuple[str | int, ...], entry: object) -> tuple[int, object] | None:
    if "lines" not in path or not isinstance(entry, Mapping):
        return None
    after = path[path.index("lines") + 1 :]
    lines = entry.get("lines")
    if after and isinstance(after[0], int) and isinstance(lines, list):
        return after[0] + 1, lines[after[0]]
    return None


def _text(item: object, name: str) -> str | None:
    value = item.get(name) if isinstance(item, Mapping) else None
    return value if isinstance(value, str) else None
