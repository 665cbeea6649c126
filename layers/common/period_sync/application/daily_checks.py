"""Looks at each connection in use once a day, so that nobody finds out on the day of a close."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from period_sync.application.connection_changes import change_connection
from period_sync.application.ports import Clock, Connections, DailyChecks, NetSuites, Notices
from period_sync.application.probing import Seen, probe
from period_sync.domain.connection import Connection
from period_sync.domain.daily_check import EVERY, DailyCheck, days_left
from period_sync.domain.errors import RowChanged
from period_sync.domain.sync import Hint, Person
from period_sync.domain.tenant import AuditRecord
from period_sync.domain.wake_up import RESEND_AFTER, may_claim

TRIES = 5
PERIOD_SYNC = Person("period-sync", "Period Sync")


@dataclass(frozen=True, slots=True)
class ArmDailyCheck:
    """Has a connection looked at once a day, from the first test that it passes on."""

    clock: Clock
    checks: DailyChecks

    def __call__(self, connection: Connection) -> None:
        """Look next in a day, and begin anew to tell what is missing."""
        place = (connection.tenant, connection.connection_id)

        def rearmed(found: DailyCheck | None) -> DailyCheck:
            now = self.clock.now()
            if found is None:
                return DailyCheck(*place, connection.account, due_at=now + EVERY)
            return found.rearmed(now)

        change_daily_check(self.checks, *place, rearmed)


def change_daily_check(
    checks: DailyChecks,
    tenant: str,
    connection_id: str,
    change: Callable[[DailyCheck | None], DailyCheck],
) -> None:
    """Apply `change` to the row as it is now; the sweeper and a worker may change it meanwhile.

    Raises RowChanged only if they do so again and again.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            checks.save_daily_check(change(checks.daily_check(tenant, connection_id)))
        except RowChanged:
            if not tries_left:
                raise
        else:
            return


@dataclass(frozen=True, slots=True)
class RunDailyCheck:
    """Acts on a hint for a daily check."""

    clock: Clock
    connections: Connections
    checks: DailyChecks
    netsuites: NetSuites
    notices: Notices

    def __call__(self, hint: Hint) -> None:
        """Look once, note what was seen, and have its administrators told of what is new.

        A check makes one login attempt, and none with a secret that NetSuite has refused.
        """
        check = self.checks.daily_check(hint.tenant, hint.item_id)
        if check is None or not may_claim(check, hint, self.clock.now()):
            return
        with suppress(RowChanged):
            claimed = self._claim(check, hint)
            if not claimed.has_notice:
                # Whoever held the row before may have logged in; another turn is another login.
                broke_off = check.claim_message_id is not None
                claimed = self._put_off(claimed) if broke_off else self._look(claimed)
            if claimed.has_notice:
                self.notices.publish(claimed.tenant, claimed.connection_id, claimed.notice_no)
                self.checks.save_daily_check(claimed.published(self.clock.now()))

    def _claim(self, check: DailyCheck, hint: Hint) -> DailyCheck:
        claimed = replace(
            check,
            version=check.version + 1,
            claimed_send_no=check.send_no,
            claim_message_id=hint.message_id,
            due_at=self.clock.now() + RESEND_AFTER,
        )
        self.checks.save_daily_check(claimed)
        return claimed

    def _put_off(self, check: DailyCheck) -> DailyCheck:
        put_off = check.put_off(self.clock.now())
        self.checks.save_daily_check(put_off)
        return put_off

    def _look(self, check: DailyCheck) -> DailyCheck:
        connection = self.connections.connection(check.tenant, check.connection_id)
        if connection.revoked_at is not None:
            self.checks.save_daily_check(check.over())
            return check
        seen = probe(self.netsuites, connection)
        self._refuse(connection, seen)
        ends = connection.certificate_ends
        looked = check.looked(seen.probes, ends, self.clock.now())
        self.checks.save_daily_check(
            looked, self._line(looked, ends) if looked.has_notice else None
        )
        return looked

    def _refuse(self, connection: Connection, seen: Seen) -> None:
        """Keep everybody from a secret that NetSuite refused (fact 15)."""
        refused, now = seen.refused_version, self.clock.now()
        if refused is None or refused == connection.refused_secret_version:
            return
        change_connection(self.connections, connection, lambda found: found.refusing(refused, now))

    def _line(self, looked: DailyCheck, certificate_ends: date | None) -> AuditRecord:
        now = self.clock.now()
        facts = {"account": looked.account}
        if looked.faults:
            facts["missing"] = "; ".join(f"{each.list}: {each.finding}" for each in looked.faults)
        if days_left(certificate_ends, now) is not None:
            facts["certificate_ends"] = f"{certificate_ends}"
        action = "daily check needs attention"
        return AuditRecord(looked.tenant, now, PERIOD_SYNC, action, looked.connection_id, facts)
