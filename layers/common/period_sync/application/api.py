"""What the API's routes use: who asks, reads, and the use-cases."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from period_sync.application.checking import CheckSync
from period_sync.application.deciding import Decide
from period_sync.application.frozen import read_problems
from period_sync.application.membership import member_of
from period_sync.application.ports import Decisions, Objects, Page, Periods, Syncs, Tenants
from period_sync.application.request_sync import RequestSync
from period_sync.application.stopping import StopSync
from period_sync.application.take_in_period import TakeInPeriod
from period_sync.domain.errors import InvalidInput
from period_sync.domain.journal import Journal
from period_sync.domain.netsuite_account import page_origin, transaction_link
from period_sync.domain.permissions import Member
from period_sync.domain.problems import Problem
from period_sync.domain.sync import Sync

_POSITION = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Api:
    """Reads bypass the use-cases; what changes something goes through one."""

    tenants: Tenants
    periods: Periods
    syncs: Syncs
    objects: Objects
    syncing: RequestSync
    stop: StopSync
    check: CheckSync
    decide: Decide
    decisions: Decisions
    take_in: TakeInPeriod
    local_netsuite_origin: str | None

    def member(self, claims: Mapping[str, object], wanted_tenant: str | None) -> Member:
        """Return the membership that a call is made under."""
        return member_of(self.tenants, claims, wanted_tenant)

    def problems_page(self, sync: Sync, limit: int, cursor: str | None) -> Page[Problem]:
        """List the problems and notices that a sync ended with. Raises InvalidInput."""
        found = [] if sync.problems is None else read_problems(self.objects.get(sync.problems))
        start = _position(cursor)
        end = start + limit
        return Page(found[start:end], f"{end}" if end < len(found) else None)

    def netsuite_link(self, sync: Sync, journal: Journal) -> str | None:
        """Return where a person sees a journal in NetSuite."""
        if journal.internal_id is None:
            return None
        origin = self.local_netsuite_origin or page_origin(sync.account)
        return transaction_link(origin, journal.internal_id)


def _position(cursor: str | None) -> int:
    """Read a cursor of a list that never changes: the position at which a page begins."""
    if cursor is None:
        return 0
    if _POSITION.fullmatch(cursor) is None:
        raise InvalidInput("This cursor is not one of this list.", field="cursor")
    return int(cursor)
