"""Faults of a document: each names its place and its remedy, and all come back at once."""

from dataclasses import dataclass

from period_sync.domain.errors import InvalidInput

FAULTS_SHOWN_MAX = 500
"""More faults than this add nothing that a person can act on; the count is still told."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a document.

    `field` is a path such as `entries[3].lines[12].debit` (counted from 0); `entry_id`, `line`
    (counted from 1) and `lease_id` name the same place in the accountant's words.
    """

    code: str
    field: str
    message: str
    remedy: str
    entry_id: str | None = None
    line: int | None = None
    lease_id: str | None = None


class InvalidDocument(InvalidInput):
    """A closed-period document that is not taken in, with all of its faults."""

    code = "INVALID_DOCUMENT"

    def __init__(self, faults: list[Fault]) -> None:
        count = len(faults)
        noun = "fault" if count == 1 else "faults"
        super().__init__(f"The document has {count} {noun}. Nothing was taken in.", faults=count)
        self.faults = tuple(faults[:FAULTS_SHOWN_MAX])
