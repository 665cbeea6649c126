"""What the API's routes use: who asks, reads, and the use-cases."""

from collections.abc import Mapping
from dataclasses import dataclass

from period_sync.application.frozen import read_problems
from period_sync.application.membership import member_of
from period_sync.application.ports import Objects, Periods, Syncs, Tenants
from period_sync.application.request_sync import RequestSync
from period_sync.application.take_in_period import TakeInPeriod
from period_sync.domain.journal import Journal
from period_sync.domain.netsuite_account import page_origin, transaction_link
from period_sync.domain.permissions import Member
from period_sync.domain.problems import Problem
from period_sync.domain.sync import Sync


@dataclass(frozen=True, slots=True)
class Api:
    """Reads bypass the use-cases; what changes something goes through one."""

    tenants: Tenants
    periods: Periods
    syncs: Syncs
    objects: Objects
    syncing: RequestSync
    take_in: TakeInPeriod
    local_netsuite_origin: str | None

    def member(self, claims: Mapping[str, object], wanted_tenant: str | None) -> Member:
        """Return the membership that a call is made under."""
        return member_of(self.tenants, claims, wanted_tenant)

    def problems(self, sync: Sync) -> list[Problem]:
        """Read the problems that a sync ended with."""
        return [] if sync.problems is None else read_problems(self.objects.get(sync.problems))

    def netsuite_link(self, sync: Sync, journal: Journal) -> str | None:
        """Return where a person sees a journal in NetSuite."""
        if journal.internal_id is None:
            return None
        origin = self.local_netsuite_origin or page_origin(sync.account)
        return transaction_link(origin, journal.internal_id)
