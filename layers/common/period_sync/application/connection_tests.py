"""Tests a connection: one signed query per list in use, each with a row that must be seen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from period_sync.application.ports import Clock, Connections, HintQueue, NetSuite, NetSuites
from period_sync.domain.errors import (
    ConfigurationError,
    NetSuiteError,
    NetSuiteUnauthorized,
    RowChanged,
    StaleWorker,
)
from period_sync.domain.sync import Hint, Person
from period_sync.domain.tenant import AuditRecord, Connection, ConnectionTest, Probe, TestStatus
from period_sync.domain.wake_up import RESEND_AFTER, may_claim

TEST_KIND = "connection-test"
LOGIN = "login"


@dataclass(frozen=True, slots=True)
class RequestConnectionTest:
    """Records a test and wakes the poster, as a person asks for it."""

    clock: Clock
    connections: Connections
    queue: HintQueue

    def __call__(self, tenant: str, connection_id: str, by: Person) -> ConnectionTest:
        """Return the recorded test. Raises NotFound, or Conflict if one is recorded just now."""
        connection = self.connections.connection(tenant, connection_id)
        now = self.clock.now()
        number = connection.tests + 1
        test = ConnectionTest(
            tenant=tenant,
            connection_id=connection_id,
            test_id=f"{connection_id}-{number}",
            account=connection.account,
            requested_at=now,
            due_at=now + RESEND_AFTER,
        )
        facts = {"account": connection.account}
        audit = AuditRecord(tenant, now, by, "connection test requested", test.test_id, facts)
        self.connections.add_test(connection, test, audit)
        self.queue.send(tenant, TEST_KIND, test.test_id, test.account, test.send_no)
        return test


@dataclass(frozen=True, slots=True)
class RunConnectionTest:
    """Acts on a hint for a test."""

    clock: Clock
    connections: Connections
    netsuites: NetSuites

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
            claimed_send_no=hint.send_no,
            claim_message_id=hint.message_id,
            due_at=now + RESEND_AFTER,
        )
        try:
            self.connections.save_test(test, claimed)
            self._run(claimed)
        except StaleWorker:
            return

    def _run(self, test: ConnectionTest) -> None:
        connection = self.connections.connection(test.tenant, test.connection_id)
        # The test is how a refused secret is given another chance.
        trusting = replace(connection, refused_secret_version=None)
        version: str | None
        try:
            netsuite = self.netsuites.open(trusting)
            version = netsuite.secret_version
            probes = tuple(_probe(netsuite))
            witness = connection.witness or netsuite.any_journal()
        except NetSuiteUnauthorized as error:
            version = error.secret_version
            probes = (Probe(LOGIN, passed=False, finding=_LOGIN_REFUSED),)
            witness = connection.witness
        except (NetSuiteError, ConfigurationError) as error:
            version = None
            probes = (Probe("NetSuite", passed=False, finding=error.message),)
            witness = connection.witness
        passed = all(probe.passed for probe in probes)
        now = self.clock.now()
        if version is not None:
            self._remember(connection, version, now, witness, passed=passed, probes=probes)
        status = TestStatus.PASSED if passed else TestStatus.FAILED
        ended = replace(
            test,
            version=test.version + 1,
            status=status,
            probes=probes,
            finished_at=now,
            due_at=None,
            claim_message_id=None,
        )
        self.connections.save_test(test, ended)

    def _remember(  # noqa: PLR0913
        self,
        old: Connection,
        version: str,
        now: datetime,
        witness: str | None,
        *,
        passed: bool,
        probes: tuple[Probe, ...],
    ) -> None:
        refused = any(probe.list == LOGIN and not probe.passed for probe in probes)
        new = replace(
            old,
            version=old.version + 1,
            passed_at=now if passed else old.passed_at,
            passed_secret_version=version if passed else old.passed_secret_version,
            refused_secret_version=version if refused else None,
            witness=witness,
        )
        try:
            self.connections.save_connection(old, new)
        except RowChanged as error:
            raise StaleWorker("The connection changed during its test.") from error


_LOGIN_REFUSED = (
    "NetSuite refused the credentials. In NetSuite open Setup > Users/Roles > View Login Audit "
    "Trail; the newest failure of the integration's user names the reason."
)


def _probe(netsuite: NetSuite) -> Iterator[Probe]:
    for name in netsuite.lists:
        try:
            rows = netsuite.probe(name)
        except NetSuiteUnauthorized:
            raise
        except NetSuiteError as error:
            yield Probe(name, passed=False, finding=error.message)
            continue
        if rows:
            yield Probe(name, passed=True, finding="can be read")
        else:
            finding = "shows no row; the role's permission for it is probably missing"
            yield Probe(name, passed=False, finding=finding)
