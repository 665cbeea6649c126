"""What posting needs of the outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from period_sync.application.ending import End
from period_sync.application.kept_records import KeptRecords
from period_sync.application.ports import (
    Clock,
    Connections,
    Decisions,
    Documents,
    Footprints,
    NetSuites,
    Objects,
    Pauses,
    Periods,
    Results,
    Syncs,
    Tenants,
)
from period_sync.domain.sync import Sync


@dataclass(frozen=True, slots=True)
class PosterPorts:
    """What posting needs of the outside.

    `answer_seconds` is how long NetSuite's answer to a POST is waited for. `settle_after` is how
    long after its deadline a POST may still commit, and `refusal_lag` how long a refused journal
    must stay absent, where a connection doesn't say.
    """

    clock: Clock
    tenants: Tenants
    connections: Connections
    footprints: Footprints
    periods: Periods
    syncs: Syncs
    pauses: Pauses
    objects: Objects
    documents: Documents
    decisions: Decisions
    netsuites: NetSuites
    results: Results
    end: End
    redrive: Callable[[Sync], Sync | None]
    jitter: Callable[[], float]
    stage: str
    code_version: str
    answer_seconds: float
    settle_after: timedelta
    refusal_lag: timedelta
    kept_records: KeptRecords
