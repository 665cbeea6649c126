"""Reads one refusal of NetSuite: which row of the table it is, and what it names where."""

import re
from dataclasses import replace

from period_sync.adapters.netsuite.refusal_table import ROWS, Row
from period_sync.domain.complaints import Meaning
from period_sync.domain.names import NameList

WORDS_MAX = 200
_ID = "_id"
_ERROR_ID = re.compile(r"Error ID:? ?([\w-]{1,64})", re.IGNORECASE | re.ASCII)
_PREFIX = "Error while accessing a resource."
_LINE = re.compile(r"line\.items\[([0-9]{1,6})\]")
_FIELD = re.compile(r"(?:^|[.\]])(\w{1,100})(?:\.(?:id|internalId|refName))?$")


def translate(code: str, detail: str, field_name: str | None) -> Meaning:
    """Return what a refusal means; `detail` must be short and `readable`."""
    text = _words_of(detail)
    meanings = (_read(row, code, text, field_name or "") for row in ROWS)
    meaning = next((found for found in meanings if found is not None), Meaning())
    error_id = _ERROR_ID.search(text)
    known = {"detail": text} | ({"error_id": error_id[1]} if error_id else {})
    return replace(meaning, words={**meaning.words, **known})


def line_of(path: str) -> int | None:
    """Read the line, counted from 0, from an `o:errorPath` such as `line.items[0].account`."""
    found = _LINE.match(path)
    return None if found is None else int(found[1])


def field_of(path: str) -> str | None:
    """Read the name of the field from an `o:errorPath`."""
    found = _FIELD.search(path)
    return None if found is None else found[1]


def readable(text: str) -> str:
    """Put a blank for whatever can't be printed: control characters, lone surrogates."""
    return "".join(character if character.isprintable() else " " for character in text)


def _words_of(detail: str) -> str:
    """Leave out the opening that NetSuite puts before every business rule (fact 110)."""
    return detail.removeprefix(_PREFIX).strip() or detail


def _read(row: Row, code: str, text: str, field_name: str) -> Meaning | None:
    if not _matches(row.code, code) or not _matches(row.field_name, field_name):
        return None
    found = re.search(row.text, text, re.IGNORECASE | re.ASCII)
    if found is None:
        return None
    told = {name: word.strip()[:WORDS_MAX] for name, word in found.groupdict(default="").items()}
    ids = {NameList(n.removesuffix(_ID)): t for n, t in told.items() if n.endswith(_ID) and t}
    words = {name: word for name, word in told.items() if not name.endswith(_ID) and word}
    if field_name:
        words.setdefault("field", field_name)
    return Meaning(row.problem, row.facts, words, ids)


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII) is not None
