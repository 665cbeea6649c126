"""What NetSuite says against a journal: its own words, and the problem that they mean."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from period_sync.domain.names import NameList

UNTRANSLATED = "NS-01"
"""The code of words that nobody has translated; they are shown as they came."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The problem that NetSuite's words mean.

    `words` are what the text says and names, `ids` its internal ids by the list that they belong
    to. `facts` are templates over these for facts of the problem.
    """

    problem: str = UNTRANSLATED
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    ids: Mapping[NameList, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Complaint:
    """One item of NetSuite's `o:errorDetails` (fact 108).

    `line` counts from 0 in the lines of the journal that was sent, and `field` is NetSuite's name
    of the field, both as far as NetSuite tells.
    """

    code: str
    detail: str
    path: str | None = None
    meaning: Meaning = Meaning()
    line: int | None = None
    field: str | None = None
