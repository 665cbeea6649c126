"""Tests a connection: one login, and a look at what the account has and the role may do."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from period_sync.application.connecting import open_connection
from period_sync.application.connection_changes import change_connection
from period_sync.application.daily_checks import ArmDailyCheck
from period_sync.application.ports import (
    Clock,
    Connections,
    HintQueue,
    NetSuites,
    NewSecrets,
    Secret,
)
from period_sync.application.probing import Seen, probe, was_refused
from period_sync.domain.connection import NETSUITE, Connection, ConnectionTest, Probe, TestStatus
from period_sync.domain.errors import (
    ConfigurationError,
    Conflict,
    StaleWorker,
)
from period_sync.domain.sync import Hint, Person
from period_sync.domain.tenant import AuditRecord
from period_sync.domain.wake_up import RESEND_AFTER, may_claim

TEST_KIND = "connection-test"
TESTS_AT_MOST = 3
LOGINS_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class RequestConnectionTest:
    """Records a test and wakes the poster, as a person asks for it."""

    clock: Clock
    connections: Connections
    queue: HintQueue

    def __call__(self, tenant: str, connection_id: str, by: Person) -> ConnectionTest:
        """Return the recorded test, or the one that runs. Raises NotFound, or Conflict.

        It tries the new secret if there is one. Three refused logins in half an hour are the most:
        five lock the user (fact 15).
        """
        connection = open_connection(self.connections, tenant, connection_id)
        now = self.clock.now()
        new = connection.new_secret
        wanted = None if new is None else new.version
        recent = self._recent(connection)
        latest = recent[-1] if recent else None
        is_running = latest is not None and latest.status is TestStatus.RUNNING
        if latest is not None and is_running and latest.secret_version == wanted:
            return latest
        _require_patience(recent, now)
        test = ConnectionTest(
            tenant=tenant,
            connection_id=connection_id,
            test_id=connection.test_id(connection.tests + 1),
            account=connection.account,
            requested_at=now,
            requested_by=by.email,
            secret_version=wanted,
            due_at=now + RESEND_AFTER,
        )
        facts = {"account": connection.account}
        audit = AuditRecord(tenant, now, by, "connection test requested", test.test_id, facts)
        self.connections.add_test(connection, test, audit)
        self.queue.send(tenant, TEST_KIND, test.test_id, test.account, test.send_no)
        return test

    def _recent(self, connection: Connection) -> list[ConnectionTest]:
        first = max(connection.tests - TESTS_AT_MOST + 1, 1)
        ids = [connection.test_id(number) for number in range(first, connection.tests + 1)]
        return [self.connections.test(connection.tenant, test_id) for test_id in ids]


def _require_patience(tests: list[ConnectionTest], now: datetime) -> None:
    recent = [t for t in tests if now - t.requested_at < LOGINS_WITHIN and was_refused(t.probes)]
    if len(recent) >= TESTS_AT_MOST:
        again = recent[0].requested_at + LOGINS_WITHIN
        raise Conflict(
            f"NetSuite refused {TESTS_AT_MOST} tests in half an hour; more would lock the "
            f"user. Correct the secret, and test again after {again:%H:%M} UTC.",
            code="TOO_MANY_TESTS",
        )


@dataclass(frozen=True, slots=True)
class RunConnectionTest:
    """Acts on a hint for a test."""

    clock: Clock
    connections: Connections
    netsuites: NetSuites
    secrets: NewSecrets
    arm_daily_check: ArmDailyCheck

    def __call__(self, hint: Hint) -> None:
        """Run a test and record what it saw. A test makes one login attempt."""
        test = self.connections.test(hint.tenant, hint.item_id)
        now = self.clock.now()
        if test.status is not TestStatus.RUNNING or not may_claim(test, hint, now):
            return
        claimed = replace(
            test,
            version=test.version + 1,
            epoch=test.epoch + 1,
            claimed_send_no=test.send_no,
            claim_message_id=hint.message_id,
            due_at=now + RESEND_AFTER,
        )
        with suppress(StaleWorker):
            self.connections.save_test(test, claimed)
            # Another turn at a test would be another login.
            seen = self._look(claimed) if claimed.epoch == 1 else _broken_off()
            self._remember(claimed, seen)
            self._end(claimed, seen.probes)

    def _look(self, test: ConnectionTest) -> Seen:
        connection = self.connections.connection(test.tenant, test.connection_id)
        # The test is how a refused secret is given another chance.
        trusting = replace(connection.using(test.secret_version), refused_secret_version=None)
        try:
            secret = self._new_secret(test)
        except ConfigurationError as error:
            return Seen((Probe(NETSUITE, passed=False, finding=error.message),), None, None)
        return probe(self.netsuites, trusting, secret)

    def _new_secret(self, test: ConnectionTest) -> Secret | None:
        if test.secret_version is None:
            return None
        return self.secrets.new_secret(test.tenant, test.connection_id, test.secret_version)

    def _remember(self, test: ConnectionTest, seen: Seen) -> None:
        """Note which secret passed or was refused; anything else tells nothing of it.

        A new secret that passed is taken into use; one that was refused harms nobody.
        """
        is_new = test.secret_version is not None
        if not seen.passed and (is_new or seen.refused_version is None):
            return
        if test.secret_version is not None:
            self.secrets.take_into_use(test.tenant, test.connection_id, test.secret_version)
        now = self.clock.now()

        def noted(old: Connection) -> Connection:
            if seen.refused_version is not None:
                return old.refusing(seen.refused_version, now)
            return replace(
                old.using(test.secret_version),
                passed_at=now,
                passed_secret_version=seen.secret_version,
                refused_secret_version=None,
                refused_at=None,
                features=old.features if seen.found is None else seen.found.features,
                witness=(seen.found and seen.found.witness) or old.witness,
            )

        connection = self.connections.connection(test.tenant, test.connection_id)
        if seen.passed:
            self.arm_daily_check(connection)
        change_connection(self.connections, connection, noted)

    def _end(self, test: ConnectionTest, probes: tuple[Probe, ...]) -> None:
        passed = all(probe.passed for probe in probes)
        ended = replace(
            test,
            version=test.version + 1,
            status=TestStatus.PASSED if passed else TestStatus.FAILED,
            probes=probes,
            finished_at=self.clock.now(),
            due_at=None,
            claim_message_id=None,
        )
        self.connections.save_test(test, ended)


def _broken_off() -> Seen:
    finding = "the test broke off; ask for another one"
    return Seen((Probe("test", passed=False, finding=finding),), None, None)
