"""What the commands of an operator use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from period_sync.domain.sync import Person

if TYPE_CHECKING:
    from period_sync.adapters.netsuite.gateway import NetSuiteAccounts
    from period_sync.application.connecting import Connecting
    from period_sync.application.connection_secrets import ReplaceSecret
    from period_sync.application.connection_tests import RequestConnectionTest
    from period_sync.application.granting import GrantByOperator
    from period_sync.application.pausing import Pausing
    from period_sync.application.ports import (
        Audit,
        Clock,
        Connections,
        Overview,
        Periods,
        Previews,
        Syncs,
        Teams,
        Tenants,
    )
    from period_sync.application.revoking import RevokeConnection
    from period_sync.application.setup import SetUp
    from period_sync.application.stuck import FindStuck
    from period_sync.application.trace import TraceJournal


@dataclass(frozen=True, slots=True)
class Operator:
    """What an operator's commands use. `by` is who runs them, for the audit trail."""

    set_up: "SetUp"
    members: "GrantByOperator"
    teams: "Teams"
    connecting: "Connecting"
    replace_secret: "ReplaceSecret"
    revoke: "RevokeConnection"
    request_test: "RequestConnectionTest"
    pausing: "Pausing"
    stuck: "FindStuck"
    overview: "Overview"
    stored_keys: Callable[[str], list[str]]
    tenants: "Tenants"
    connections: "Connections"
    periods: "Periods"
    syncs: "Syncs"
    previews: "Previews"
    clock: "Clock"
    by: Person
    redrive: Callable[[str], int | None]
    logged: Callable[[str, datetime, int], Sequence[str]]
    trace: "TraceJournal"


@dataclass(frozen=True, slots=True)
class JournalOperator:
    """What the commands for journals in NetSuite use. `by` is who runs them."""

    tenants: "Tenants"
    connections: "Connections"
    netsuites: "NetSuiteAccounts"
    audit: "Audit"
    clock: "Clock"
    by: Person
