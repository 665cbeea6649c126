"""Leases that the lease system left out of a close: they are never passed over in silence."""

from collections.abc import Iterator

from period_sync.domain.connection import Settings
from period_sync.domain.document import Document
from period_sync.domain.problems import Problem

LEASES_NAMED = 20


def check_excluded(document: Document, settings: Settings) -> Iterator[Problem]:
    """Name the excluded leases with their amounts; whether they stop a sync is a setting."""
    if not document.excluded:
        return
    named = [
        f"{item.lease_id}: {item.amount} {item.currency} ({item.reason})"
        for item in document.excluded
    ]
    facts = {"leases": str(len(named)), "amounts": "; ".join(named[:LEASES_NAMED])}
    code = "BIZ-01" if settings.excluded_leases_stop else "BIZ-03"
    yield Problem(code, facts)
