"""What is answered about tests of connections and their daily checks."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from period_sync.domain.connection import ConnectionTest, Probe, TestStatus
from period_sync.domain.daily_check import DailyCheck
from period_sync.domain.role_permissions import RolePermission, role_permission


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


class RolePermissionBody(_Body):
    """A permission of the integration's role; `where` is the way to it in NetSuite's menus."""

    tab: str
    name: str
    level: str
    where: str

    @classmethod
    def of(cls, found: RolePermission) -> "RolePermissionBody":
        """Describe a permission."""
        return cls(tab=found.tab, name=found.name, level=found.level, where=found.where)


class ProbeBody(_Body):
    """What a test saw of one thing.

    `passed` false means that the connection can't be used until it is mended; `permission` is the
    one to grant then. `is_too_much` warns of what the role may do and should not: `permission` is
    then the one to take away, and nothing is stopped by it.
    """

    what: str
    passed: bool
    is_too_much: bool
    finding: str
    permission: RolePermissionBody | None

    @classmethod
    def of(cls, probe: Probe) -> "ProbeBody":
        """Describe what was seen."""
        key = probe.permission
        return cls(
            what=probe.list,
            passed=probe.passed,
            is_too_much=probe.is_too_much,
            finding=probe.finding,
            permission=None if key is None else RolePermissionBody.of(role_permission(key)),
        )


class ConnectionTestBody(_Body):
    """A test of a connection; poll it while `RUNNING`. `text` says in a sentence how it went.

    `is_of_new_secret` tells that it tried the new secret and not the one in use.
    """

    test_id: str
    connection_id: str
    status: TestStatus
    text: str
    is_of_new_secret: bool
    requested_by: str
    requested_at: datetime
    finished_at: datetime | None
    probes: list[ProbeBody]

    @classmethod
    def of(cls, test: ConnectionTest) -> "ConnectionTestBody":
        """Describe a test."""
        same = ("test_id", "connection_id", "status", "requested_by", "requested_at", "finished_at")
        fields = {name: getattr(test, name) for name in same}
        return cls(
            **fields,
            text=_TEXTS[test.status, test.secret_version is not None],
            is_of_new_secret=test.secret_version is not None,
            probes=[ProbeBody.of(probe) for probe in test.probes],
        )


_TEXTS = {
    (TestStatus.RUNNING, False): "Looking at NetSuite.",
    (TestStatus.RUNNING, True): "Looking at NetSuite with the new secret.",
    (TestStatus.PASSED, False): "The connection passed its test.",
    (TestStatus.PASSED, True): "The connection passed its test, and the new secret is in use.",
    (TestStatus.FAILED, False): "The connection did not pass its test.",
    (TestStatus.FAILED, True): "The new secret did not pass; the old one stays in use.",
}


class DailyCheckBody(_Body):
    """What the newest daily check saw. It sends nothing to NetSuite. Times are UTC."""

    passed: bool
    text: str
    checked_at: datetime
    probes: list[ProbeBody]

    @classmethod
    def of(cls, check: DailyCheck | None) -> "DailyCheckBody | None":
        """Describe a daily check that has looked since the last test that a person asked for."""
        if check is None or check.checked_at is None:
            return None
        missing = len(check.faults)
        return cls(
            passed=not missing,
            text=f"The daily check found {_counted(missing)} to mend.",
            checked_at=check.checked_at,
            probes=[ProbeBody.of(probe) for probe in check.probes],
        )


def _counted(things: int) -> str:
    return {0: "nothing", 1: "one thing"}.get(things, f"{things} things")
