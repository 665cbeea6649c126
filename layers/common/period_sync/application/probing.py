"""Logs in once through a connection, and looks at what its account has and its role may do."""

from dataclasses import dataclass

from period_sync.application.account_survey import Surveyed, look_over
from period_sync.application.ports import NetSuites, Secret
from period_sync.domain.connection import NETSUITE, Connection, Probe
from period_sync.domain.errors import (
    ConfigurationError,
    NetSuiteError,
    NetSuiteUnauthorized,
)

LOGIN = "login"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen, and under which version of the secret, if it got that far."""

    probes: tuple[Probe, ...]
    secret_version: str | None
    found: Surveyed | None

    @property
    def passed(self) -> bool:
        """Whether nothing is missing."""
        return all(probe.passed for probe in self.probes)

    @property
    def refused_version(self) -> str | None:
        """The version of the secret that NetSuite refused."""
        return self.secret_version if was_refused(self.probes) else None


def probe(netsuites: NetSuites, connection: Connection, secret: Secret | None = None) -> Seen:
    """Make one login attempt and look; whatever stands in the way is what was seen.

    `secret` is tried instead of the one in use.
    """
    try:
        netsuite = netsuites.open(connection, fresh=True, secret=secret)
        found = look_over(netsuite.survey(), connection)
        return Seen(found.probes, netsuite.secret_version, found)
    except NetSuiteUnauthorized as error:
        refused = Probe(LOGIN, passed=False, finding=_LOGIN_REFUSED)
        return Seen((refused,), error.secret_version, None)
    except (NetSuiteError, ConfigurationError) as error:
        return Seen((Probe(NETSUITE, passed=False, finding=error.message),), None, None)


def was_refused(probes: tuple[Probe, ...]) -> bool:
    """Whether it was the login that failed."""
    return any(each.list == LOGIN for each in probes)


_LOGIN_REFUSED = (
    "NetSuite refused the credentials. In NetSuite open Setup > Users/Roles > View Login Audit "
    "Trail; the newest failure of the integration's user names the reason."
)
