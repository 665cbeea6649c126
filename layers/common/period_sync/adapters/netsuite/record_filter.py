"""Writes a filter of journals as the record service's `q` (facts 77 to 82)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from period_sync.adapters.netsuite.suiteql import chunks
from period_sync.domain.journal_record import JournalFilter

DATE_FORMAT = "M/D/YYYY"
"""How N/query writes dates, unless the integration's user prefers another format (fact 80)."""
IDS_MAX = 20
"""External ids in one filter, which must fit into a URL."""
_UNQUOTABLE = re.compile(r'["\\]')
_DATE_PARTS = re.compile(r"YYYY|MM|M|DD|D")


def can_express(wanted: JournalFilter) -> bool:
    """Whether `q` can say it: only fields of the header can be conditions (fact 81).

    Subsidiaries are those of the lines, which differ in an intercompany journal; and how a quote
    is written inside quotes is not documented.
    """
    of_lines = (wanted.subsidiary, wanted.account, wanted.department)
    return (
        all(condition is None for condition in of_lines)
        and wanted.internal_ids is None
        and not any(_UNQUOTABLE.search(each) for each in wanted.external_ids or ())
    )


def write_filters(wanted: JournalFilter, date_format: str) -> Iterator[str]:
    """Yield one `q` for each 20 external ids, or a single one; it is empty without a condition."""
    conditions = []
    if wanted.date_from is not None:
        conditions.append(f'tranDate ON_OR_AFTER "{_date(wanted.date_from, date_format)}"')
    if wanted.date_to is not None:
        conditions.append(f'tranDate ON_OR_BEFORE "{_date(wanted.date_to, date_format)}"')
    if wanted.unapproved:
        conditions.append("approved IS false")
    if wanted.reversals:
        conditions.append("isReversal IS true")
    if wanted.external_ids is None:
        yield " AND ".join(conditions)
        return
    for some in chunks(wanted.external_ids, IDS_MAX):
        yield " AND ".join([*conditions, _any_of(some)])


def _any_of(external_ids: Sequence[str]) -> str:
    texts = [f'externalId IS "{external_id}"' for external_id in external_ids]
    return texts[0] if len(texts) == 1 else f"({' OR '.join(texts)})"


def _date(day: date, date_format: str) -> str:
    parts = {
        "YYYY": f"{day:%Y}", "MM": f"{day:%m}", "M": f"{day.month}",
        "DD": f"{day:%d}", "D": f"{day.day}",
    }  # fmt: skip
    return _DATE_PARTS.sub(lambda found: parts[found[0]], date_format)
