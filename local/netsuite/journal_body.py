"""Reads the JSON body of a journal record, naming every place that is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from local.netsuite.custom_fields import CustomField, CustomFields
from local.netsuite.features import has_property
from local.netsuite.journal_fields import (
    NOT_SIMULATED_HEADER,
    NOT_SIMULATED_LINE,
    READ_ONLY_HEADER,
    READ_ONLY_LINE,
    Property,
)
from local.netsuite.money import load_json
from local.netsuite.preferences import Preferences
from local.netsuite.property_values import READERS, read_number
from local.netsuite.record_types import RecordType
from local.netsuite.refusals import invalid_value, malformed, not_simulated

_INTERNAL_ID = re.compile(r"[1-9]\d{0,17}", re.ASCII)
_SUBLIST_NAMES = ("items", "links", "totalResults", "count", "hasMore", "offset")
# Finds a record of a list by its external id.
Lookup = Callable[[str, str], int | None]


@dataclass(frozen=True, slots=True)
class Part:
    """The header or one line: values by attribute, None where the body says null."""

    values: Mapping[str, Any]
    extras: Mapping[str, object]
    place: str = ""
    key: int | None = None


@dataclass(slots=True)
class JournalBody:
    """What a body says: header, lines, and names that the record does not have.

    `lines` is None where it names no lines; `empties` where it sends null for them (fact 58).
    `nulls` are the names of the header properties that it clears.
    """

    header: Part
    lines: tuple[Part, ...] | None = None
    empties: bool = False
    nulls: frozenset[str] = frozenset()
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Names:
    """What the names on one level of the body mean."""

    known: Mapping[str, Property]
    custom: Mapping[str, Property]
    read_only: frozenset[str]
    not_simulated: frozenset[str]


class BodyReader:
    """Reads bodies of one record type in an account with these fields and features."""

    def __init__(
        self,
        record_type: RecordType,
        custom: CustomFields,
        preferences: Preferences,
        lookup: Lookup,
    ) -> None:
        self._header = _Names(
            _had(record_type.header, preferences),
            _properties(custom.body),
            READ_ONLY_HEADER | {"line"},
            NOT_SIMULATED_HEADER,
        )
        self._line = _Names(
            _had(record_type.line, preferences),
            _properties(custom.line),
            READ_ONLY_LINE,
            NOT_SIMULATED_LINE,
        )
        self._lookup = lookup if preferences.references_by_external_id else None

    def read(self, content: bytes) -> JournalBody:
        """Parse and type a body.

        Raises:
            Refusal: not JSON, a value of the wrong type, or a property that is not simulated.
        """
        document = _object_in(content)
        unknown: list[str] = []
        body = JournalBody(self._part(document, self._header, "", unknown), unknown=unknown)
        body.nulls = frozenset(name for name, value in document.items() if value is None)
        sublist = document.get("line")
        if sublist is not None:
            items = _items(sublist, unknown)
            body.empties = items is None and isinstance(sublist, dict) and "items" in sublist
            if items is not None:
                body.lines = tuple(
                    self._line_part(index, item, unknown) for index, item in enumerate(items)
                )
        return body

    def _line_part(self, index: int, item: object, unknown: list[str]) -> Part:
        place = f"line.items[{index}]"
        if not isinstance(item, dict):
            raise invalid_value(item, "items", place)
        key = item.get("line")
        if key is not None and (isinstance(key, bool) or not _INTERNAL_ID.fullmatch(str(key))):
            raise invalid_value(key, "line", f"{place}.line")
        part = self._part(item, self._line, f"{place}.", unknown)
        return Part(part.values, part.extras, place, key and int(str(key)))

    def _part(
        self, document: Mapping[str, object], names: _Names, prefix: str, unknown: list[str]
    ) -> Part:
        values: dict[str, Any] = {}
        extras: dict[str, object] = {}
        for name, value in document.items():
            if name in names.known:
                values[names.known[name].attribute] = self._value(
                    names.known[name], value, name, prefix + name
                )
            elif name in names.custom:
                own = names.custom[name]
                # A box is ticked or not; it is never without a value.
                given = False if value is None and own.kind == "boolean" else value
                extras[name] = self._value(own, given, name, prefix + name)
            elif name in names.not_simulated:
                raise not_simulated(f"the property {prefix}{name}")
            elif name not in names.read_only:
                unknown.append(prefix + name)
        return Part(values, extras)

    def _value(self, known: Property, value: object, name: str, path: str) -> object:
        if value is None:
            return None
        if known.kind == "reference":
            return self._reference(value, name, path, known.table)
        if known.kind == "book rates":
            return self._book_rates(value, name, path)
        return READERS[known.kind](value, name, path)

    def _reference(self, value: object, name: str, path: str, table: str | None) -> int:
        """An internal id as text or number, inside an object (fact 33)."""
        found: object = None
        if isinstance(value, dict):
            found = value.get("id")
            external = value.get("externalId")
            if found is None and self._lookup and table and isinstance(external, str):
                found = self._lookup(table, external)
                if found is None:
                    raise invalid_value(external, name, path)
        if isinstance(found, bool) or not _INTERNAL_ID.fullmatch(str(found)):
            raise invalid_value(found, name, path)
        return int(str(found))

    def _book_rates(self, value: object, name: str, path: str) -> dict[int, Decimal]:
        """The rate of each secondary book (fact 170)."""
        items = value.get("items") if isinstance(value, dict) else None
        if not isinstance(items, list):
            raise invalid_value(value, name, path)
        rates = {}
        for index, item in enumerate(items):
            place = f"{path}.items[{index}]"
            if not isinstance(item, dict):
                raise invalid_value(item, "items", place)
            book = self._reference(
                item.get("accountingBook"), "accountingBook", f"{place}.accountingBook", None
            )
            rate = read_number(item.get("exchangeRate"), "exchangeRate", f"{place}.exchangeRate")
            if rate <= 0:
                raise invalid_value(rate, "exchangeRate", f"{place}.exchangeRate")
            rates[book] = rate
        return rates


def _had(properties: Mapping[str, Property], preferences: Preferences) -> Mapping[str, Property]:
    return {name: each for name, each in properties.items() if has_property(name, preferences)}


def _properties(fields: Mapping[str, CustomField]) -> Mapping[str, Property]:
    return {name: Property(name, each.kind, each.table) for name, each in fields.items()}


def _object_in(content: bytes) -> Mapping[str, object]:
    try:
        document = load_json(content)
    except ValueError as error:
        raise malformed(f"Invalid JSON in the request body: {error}") from error
    if not isinstance(document, dict):
        raise malformed("The request body must be a JSON object.")
    return document


def _items(sublist: object, unknown: list[str]) -> list[object] | None:
    """Return the lines: they are in `line.items`, never in SOAP's `lineList` (fact 40)."""
    if not isinstance(sublist, dict):
        raise invalid_value(sublist, "line", "line")
    unknown += [f"line.{name}" for name in sublist if name not in _SUBLIST_NAMES]
    items = sublist.get("items")
    if items is not None and not isinstance(items, list):
        raise invalid_value(items, "items", "line.items")
    return items
