"""Closed periods together with what became of each in NetSuite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from period_sync.domain.connection import Connection
from period_sync.domain.sync import IntegrationStatus, Sync
from period_sync.domain.tenant import ClosedPeriod


@dataclass(frozen=True, slots=True)
class Listed:
    """A closed period with its current sync; one that ends before go-live can't have one."""

    period: ClosedPeriod
    sync: Sync | None
    is_before_go_live: bool


@dataclass(frozen=True, slots=True)
class PeriodsPage:
    """One page of a tenant's periods; `counts` are of all of them, `destination` is live."""

    items: Sequence[Listed]
    next_cursor: str | None
    counts: Mapping[IntegrationStatus, int]
    destination: Connection | None
