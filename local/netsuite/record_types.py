"""The three kinds of journal that the record service offers (facts 38 and 160 to 168)."""

from collections.abc import Mapping
from dataclasses import dataclass

from local.netsuite.journal_fields import (
    ADVANCED_LINE,
    HEADER,
    LINE,
    LINE_SUBSIDIARY,
    TO_SUBSIDIARY,
    Property,
)

RECORD_ROOT = "/services/rest/record/v1"


@dataclass(frozen=True, slots=True)
class RecordType:
    """A record type: its name in a URL, in SuiteQL's `recordtype`, and its properties."""

    name: str
    header: Mapping[str, Property]
    line: Mapping[str, Property]

    @property
    def stored_as(self) -> str:
        """The value of `transaction.recordtype` (fact 103)."""
        return self.name.lower()

    @property
    def path(self) -> str:
        """The path of the collection."""
        return f"{RECORD_ROOT}/{self.name}"


JOURNAL = RecordType("journalEntry", HEADER, LINE)
INTERCOMPANY = RecordType(
    "intercompanyJournalEntry", {**HEADER, **TO_SUBSIDIARY}, {**LINE, **LINE_SUBSIDIARY}
)
# Its rates are those of the lines (fact 163).
ADVANCED = RecordType(
    "advIntercompanyJournalEntry",
    {name: each for name, each in HEADER.items() if name != "exchangeRate"},
    {**LINE, **ADVANCED_LINE},
)
RECORD_TYPES = (JOURNAL, INTERCOMPANY, ADVANCED)
# What requests are counted as and faults strike: an operation on one type; a POST is the type.
OPERATIONS = ("", "-list", "-read", "-update", "-delete")
RECORD_ROUTES = tuple(
    f"{each.name}{operation}" for each in RECORD_TYPES for operation in OPERATIONS
)


def record_type_at(path: str) -> RecordType | None:
    """Return the type whose collection or record a path names; its case is free (fact 31)."""
    lowered = path.lower()
    for record_type in RECORD_TYPES:
        root = record_type.path.lower()
        if lowered == root or lowered.startswith(f"{root}/"):
            return record_type
    return None


def record_type_of(stored_as: object) -> RecordType | None:
    """Return the type of a transaction by its `recordtype`; None for one that is no journal."""
    return next((each for each in RECORD_TYPES if each.stored_as == stored_as), None)
