"""Opens a workbench on a connection's account."""

from datetime import date

from period_sync.adapters.netsuite.gateway import NetSuiteAccounts
from period_sync.adapters.netsuite.probe.places import Wishes, find_places
from period_sync.adapters.netsuite.probe.workbench import Workbench
from period_sync.adapters.netsuite.reads import Reads
from period_sync.adapters.netsuite.suiteql import SuiteQl
from period_sync.adapters.netsuite.transport import Transport
from period_sync.domain.connection import Connection


def open_workbench(
    accounts: NetSuiteAccounts, connection: Connection, day: date, wishes: Wishes
) -> Workbench:
    """Log in, and find where to post. Raises NetSuiteError, ConfigurationError or InvalidInput."""
    login, origin = accounts.log_in(connection)
    login.prepare()
    reads = Reads(Transport(login), login.secret_version, accounts.clock.pause)
    suiteql = SuiteQl(reads, origin)
    return Workbench(
        origin=origin,
        open_transport=lambda: Transport(login),
        suiteql=suiteql,
        pause=accounts.clock.pause,
        places=find_places(suiteql, connection.features, day, wishes),
    )
