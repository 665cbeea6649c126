"""Classifications on the header of a journal, for accounts that want them there too (fact 208)."""

from collections.abc import Iterator

from period_sync.domain.connection import Settings
from period_sync.domain.document import Document, Entry
from period_sync.domain.problems import Place, Problem

FIELDS = {"department": "department", "class": "class_", "location": "location"}


def shared_by_all(entry: Entry, attribute: str) -> str | None:
    """The one value that every line of an entry has, if there is such a value."""
    values = {getattr(line, attribute) for line in entry.lines}
    return values.pop() if len(values) == 1 else None


def check_header_classifications(document: Document, settings: Settings) -> Iterator[Problem]:
    """Find entries whose lines disagree about what their header is to say."""
    if not settings.header_classifications:
        return
    for entry in document.entries:
        for name, attribute in FIELDS.items():
            if len({getattr(line, attribute) for line in entry.lines}) > 1:
                facts = {"entry": entry.entry_id, "field": name}
                places = (Place(entry.entry_id, subsidiary=entry.subsidiary),)
                yield Problem("FORM-03", facts, places)
