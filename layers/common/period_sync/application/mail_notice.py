"""Mails what a daily check saw to the administrators of the integration, once."""

from dataclasses import dataclass

from period_sync.application.daily_checks import change_daily_check
from period_sync.application.notice_mail import compose
from period_sync.application.ports import Clock, Connections, DailyChecks, Mailer, Teams, Tenants
from period_sync.domain.daily_check import days_left
from period_sync.domain.permissions import Permission


@dataclass(frozen=True, slots=True)
class MailNotice:
    """The use-case; see `__call__`. `page_url` is where deep links begin."""

    clock: Clock
    tenants: Tenants
    teams: Teams
    connections: Connections
    checks: DailyChecks
    mailer: Mailer
    page_url: str

    def __call__(self, tenant_id: str, connection_id: str, notice_no: int) -> None:
        """Mail one notice, unless it or a newer one was mailed, or all is mended. Raises NotFound.

        Where nobody sets up the integration, who manages the team is told.
        """
        check = self.checks.daily_check(tenant_id, connection_id)
        if check is None or check.notice_no != notice_no or check.mailed_no >= notice_no:
            return
        connection = self.connections.connection(tenant_id, connection_id)
        addresses, now = self._addresses(tenant_id), self.clock.now()
        is_mended = not check.faults and days_left(connection.certificate_ends, now) is None
        if connection.revoked_at is None and addresses and not is_mended:
            tenant, link = self.tenants.tenant(tenant_id), f"{self.page_url}/connections"
            mail = compose(check, connection, tenant, addresses, f"{link}/{connection_id}", now)
            self.mailer.send(mail)
        change_daily_check(
            self.checks, tenant_id, connection_id, lambda found: (found or check).mailed(notice_no)
        )

    def _addresses(self, tenant: str) -> list[str]:
        now = self.clock.now()
        members = [each for each in self.teams.team(tenant).members if each.is_active(now)]
        for permission in (Permission.MANAGE_INTEGRATION, Permission.MANAGE_TEAM):
            found = [each.email for each in members if permission in each.permissions]
            if found:
                return found
        return []
