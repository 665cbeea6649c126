"""Which lines of the audit trail somebody wants to see."""

from dataclasses import dataclass
from datetime import date

from period_sync.domain.tenant import AuditRecord


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Days are UTC and inclusive. Texts are looked for in whatever case."""

    first: date | None = None
    last: date | None = None
    by: str | None = None
    about: str | None = None

    def admits(self, record: AuditRecord) -> bool:
        """Whether a line is by whom and about what is wanted; its day is not looked at."""
        about = " ".join((record.subject, *record.facts.values()))
        return _in(self.by, record.by.email) and _in(self.about, about)


def _in(wanted: str | None, text: str) -> bool:
    return wanted is None or wanted.casefold() in text.casefold()
