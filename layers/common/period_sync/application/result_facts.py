"""Names what a mail about a result is about: whose period, when, where to, and how much."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from period_sync.application.result_content import plain
from period_sync.application.result_words import is_nothing_posted
from period_sync.domain.journal import Journal
from period_sync.domain.sync import Sync
from period_sync.domain.tenant import ClosedPeriod, Tenant

ONE_PERSON = "set up and posted by one person"


def facts_of(
    sync: Sync, tenant: Tenant, period: ClosedPeriod, wanted: Sequence[Journal]
) -> list[tuple[str, str]]:
    """Name each fact; `wanted` are the journals that the plan wants in NetSuite."""
    by = sync.requested_by.email
    days = f"{_day(period.start_date)} to {_day(period.end_date)}"
    facts = [
        ("Company", tenant.name),
        ("Period", f"{sync.period_name}, {days}, revision {sync.revision}"),
        ("Entity", sync.entity),
        ("Run", f"{sync.number}"),
        ("NetSuite", f"account {sync.account}, {sync.environment}"),
        ("Requested", f"{_instant(sync.requested_at)} by {by}"),
    ]
    if sync.finished_at is not None:
        facts.append(("Finished", _instant(sync.finished_at)))
    if sync.duties_shared:
        facts.append(("Duties", ONE_PERSON))
    facts += _debits(sync, wanted)
    return [(name, plain(value)) for name, value in facts]


def _debits(sync: Sync, wanted: Sequence[Journal]) -> list[tuple[str, str]]:
    """What is in NetSuite; where nothing is, what is to be posted once all of it is known."""
    booked = [journal for journal in wanted if journal.is_in_netsuite]
    if booked:
        return [("Debits in NetSuite", _totals(booked))]
    if is_nothing_posted(sync) and len(wanted) == sync.journals_total > 0:
        return [("Debits to post", _totals(wanted))]
    return []


def _totals(journals: Iterable[Journal]) -> str:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for journal in journals:
        totals[journal.currency] += Decimal(journal.total)
    return "; ".join(f"{currency} {total:,f}" for currency, total in sorted(totals.items()))


def _day(day: date) -> str:
    return f"{day:%d %b %Y}"


def _instant(at: datetime) -> str:
    return f"{at:%d %b %Y, %H:%M} UTC"
