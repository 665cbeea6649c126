"""The account's custom fields: declared in its data file, columns of the books (fact 34)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from local.netsuite.money import to_text
from local.netsuite.schema import TABLES, Column, Tables

KINDS = {
    "text": "text",
    "url": "text",
    "boolean": "flag",
    "number": "amount",
    "date": "date",
    "reference": "reference",
}


@dataclass(frozen=True, slots=True)
class CustomField:
    """One field; a reference names the list that it chooses from."""

    name: str
    kind: str = "text"
    label: str = ""
    table: str | None = None

    @property
    def column(self) -> Column:
        """The field as a column of SuiteQL."""
        return Column(self.name, KINDS[self.kind], self.table)


@dataclass(frozen=True, slots=True)
class CustomFields:
    """This account's custom fields on the body and on the lines, by name."""

    body: Mapping[str, CustomField] = field(default_factory=dict)
    line: Mapping[str, CustomField] = field(default_factory=dict)

    def tables(self) -> Tables:
        """Return the tables of the account with the columns of these fields."""
        return {
            **TABLES,
            "transaction": {**TABLES["transaction"], **_columns(self.body)},
            "transactionline": {**TABLES["transactionline"], **_columns(self.line)},
        }


def read_custom_fields(document: Mapping[str, object]) -> CustomFields:
    """Read the declarations of a data file: names of text fields, or objects.

    Raises:
        ValueError: a declaration that is wrong.
    """
    return CustomFields(
        _declared(document.get("body", ()), "custbody_"),
        _declared(document.get("line", ()), "custcol_"),
    )


def stored(value: object) -> object:
    """Return a value of the body as its column holds it."""
    if isinstance(value, bool):
        return "T" if value else "F"
    if isinstance(value, Decimal):
        return to_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _columns(fields: Mapping[str, CustomField]) -> dict[str, Column]:
    return {name: each.column for name, each in fields.items()}


def _declared(declarations: object, prefix: str) -> dict[str, CustomField]:
    if not isinstance(declarations, Iterable):
        raise ValueError("custom fields must be a list")  # noqa: TRY004 - a wrong data file
    found = {}
    for each in declarations:
        one = CustomField(**each) if isinstance(each, dict) else CustomField(str(each))
        is_reference = one.kind == "reference"
        if not one.name.startswith(prefix) or one.kind not in KINDS:
            raise ValueError(f"custom field {each!r}: wrong name or kind")
        if is_reference != (one.table in TABLES):
            raise ValueError(f"custom field {one.name}: a reference needs a table")
        found[one.name] = one
    return found
