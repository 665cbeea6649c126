"""Finds records whose names come close to one that NetSuite does not have.

They are shown to people and never chosen: what reads alike may be another department.
"""

import difflib
import unicodedata
from collections.abc import Sequence

from period_sync.domain.names import Record

CANDIDATES_MAX = 5
"""How many records a problem lists."""
COMPARED_MAX = 50
"""For how many names of a list close ones are searched; each is compared with every record."""
LIKENESS_MIN = 0.6
"""How much of two names must be alike, from 0 to 1, to suggest one for the other."""


class Suggestions:
    """The records of one list."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._by_folded: dict[str, list[Record]] = {}
        for record in records:
            for key in {folded(key) for key in record.keys}:
                self._by_folded.setdefault(key, []).append(record)
        self._left = COMPARED_MAX

    def closest(self, name: str) -> list[Record]:
        """Find the records that come closest to a name, the closest first.

        Names that differ in case, width or spaces only come before all others.
        """
        sought = folded(name)
        keys = [sought]
        if self._left:
            self._left -= 1
            keys += difflib.get_close_matches(
                sought, self._by_folded, n=2 * CANDIDATES_MAX, cutoff=LIKENESS_MIN
            )
        found = {
            record.internal_id: record for key in keys for record in self._by_folded.get(key, ())
        }
        return list(found.values())[:CANDIDATES_MAX]


def folded(name: str) -> str:
    """Return a name without what people overlook: case, width and spaces."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
