"""What the API's routes use: who asks, reads, and the use-cases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from period_sync.application.auto_sync import AutoSync
from period_sync.application.checking import CheckSync
from period_sync.application.closed_periods import ClosedPeriods
from period_sync.application.company_settings import CompanySettings
from period_sync.application.connecting import Connecting
from period_sync.application.connection_secrets import ReplaceSecret
from period_sync.application.connection_tests import RequestConnectionTest
from period_sync.application.deciding import Decide
from period_sync.application.frozen import read_problems
from period_sync.application.frozen_journals import read_journals
from period_sync.application.inviting import Invite
from period_sync.application.managing_team import ManageTeam
from period_sync.application.mapping_names import MappingNames
from period_sync.application.membership import member_of
from period_sync.application.paging import position_of
from period_sync.application.ports import (
    AuditTrail,
    Clock,
    Connections,
    DailyChecks,
    Decisions,
    Objects,
    Page,
    Periods,
    Previews,
    Syncs,
    Teams,
    Tenants,
)
from period_sync.application.reading_evidence import ReadEvidence
from period_sync.application.refused_hand_overs import RefusedHandOvers
from period_sync.application.request_preview import RequestPreview
from period_sync.application.request_sync import RequestSync
from period_sync.application.revoking import RevokeConnection
from period_sync.application.showing_syncs import ShowSyncs
from period_sync.application.stopping import StopSync
from period_sync.application.take_in_period import TakeInPeriod
from period_sync.domain.connection import Connection
from period_sync.domain.journal import Journal
from period_sync.domain.netsuite_account import transaction_link
from period_sync.domain.permissions import Member
from period_sync.domain.preview import Preview
from period_sync.domain.problems import Problem
from period_sync.domain.sync import StoredObject, Sync
from period_sync.domain.tenant import ClosedPeriod

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where people sign in: an OIDC issuer, and by which client id it knows the page."""

    issuer: str
    client_id: str


@dataclass(frozen=True, slots=True)
class Api:
    """Reads bypass the use-cases; what changes something goes through one."""

    clock: Clock
    tenants: Tenants
    periods: Periods
    closed_periods: ClosedPeriods
    syncs: Syncs
    shown: ShowSyncs
    evidence: ReadEvidence
    objects: Objects
    syncing: RequestSync
    stop: StopSync
    check: CheckSync
    decide: Decide
    decisions: Decisions
    previews: Previews
    preview: RequestPreview
    take_in: TakeInPeriod
    auto_sync: AutoSync
    local_netsuite_origin: str | None
    settings: CompanySettings
    trail: AuditTrail
    refused: RefusedHandOvers
    sign_in: SignIn
    mappings: MappingNames
    teams: Teams
    team: ManageTeam
    invitations: Invite
    connections: Connections
    daily_checks: DailyChecks
    connecting: Connecting
    replace_secret: ReplaceSecret
    request_test: RequestConnectionTest
    revoke: RevokeConnection

    def member(self, claims: Mapping[str, object], wanted_tenant: str | None) -> Member:
        """Return the membership that a call is made under."""
        return member_of(self.tenants, claims, wanted_tenant, self.clock.now())

    def problems_page(self, sync: Sync, limit: int, cursor: str | None) -> Page[Problem]:
        """List the problems and notices that a sync ended with. Raises InvalidInput."""
        return self._page(sync.problems, read_problems, limit, cursor)

    def preview_problems(self, preview: Preview, limit: int, cursor: str | None) -> Page[Problem]:
        """List the problems and notices that a preview found. Raises InvalidInput."""
        return self._page(preview.problems, read_problems, limit, cursor)

    def preview_journals(self, preview: Preview, limit: int, cursor: str | None) -> Page[Journal]:
        """List the journals that a preview found. Raises InvalidInput."""
        return self._page(preview.journals, read_journals, limit, cursor)

    def latest_preview(self, period: ClosedPeriod, through: Connection | None) -> Preview | None:
        """Return the newest preview of a period, if it is of its latest revision `through` that."""
        latest = self.previews.latest(period.tenant, period.entity, period.period_id)
        if latest is None or through is None or latest.revision != period.revision:
            return None
        return latest if latest.connection_id == through.connection_id else None

    def netsuite_link(self, account: str, journal: Journal) -> str | None:
        """Return where a person sees a journal in NetSuite."""
        if journal.internal_id is None:
            return None
        return transaction_link(account, journal.internal_id, self.local_netsuite_origin)

    def _page(
        self,
        stored: StoredObject | None,
        read: Callable[[bytes], list[Item]],
        limit: int,
        cursor: str | None,
    ) -> Page[Item]:
        """Cut a page out of a list that lies in an object and never changes."""
        found = [] if stored is None else read(self.objects.get(stored))
        start = position_of(cursor)
        end = start + limit
        return Page(found[start:end], f"{end}" if end < len(found) else None)
