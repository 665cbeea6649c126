"""The connection that a turn goes through, and the NetSuite account at its end."""

from dataclasses import replace
from datetime import timedelta
from functools import cached_property

from period_sync.application.connection_changes import change_connection
from period_sync.application.frozen_mappings import read_mappings
from period_sync.application.ports import NetSuite
from period_sync.application.poster_ports import PosterPorts
from period_sync.domain.connection import Connection
from period_sync.domain.mappings import Mappings
from period_sync.domain.sync import Sync


class ThroughConnection:
    """What a turn knows through its sync's connection, and how it reaches NetSuite."""

    ports: PosterPorts
    sync: Sync

    @cached_property
    def connection(self) -> Connection:
        """The connection as it is now."""
        return self.ports.connections.connection(self.sync.tenant, self.sync.connection_id)

    @cached_property
    def mappings(self) -> Mappings:
        """What names of the lease system are said to mean in this connection."""
        stored = self.connection.mappings
        return Mappings(() if stored is None else read_mappings(self.ports.objects.get(stored)))

    @property
    def settle_after(self) -> timedelta:
        """How long after its deadline a POST may still commit."""
        seconds = self.connection.settings.settle_seconds
        return self.ports.settle_after if seconds is None else timedelta(seconds=seconds)

    @property
    def refusal_lag(self) -> timedelta:
        """How long a refused journal must stay absent."""
        seconds = self.connection.settings.refusal_lag_seconds
        return self.ports.refusal_lag if seconds is None else timedelta(seconds=seconds)

    @cached_property
    def netsuite(self) -> NetSuite:
        """The NetSuite account, through one connection of this invocation."""
        return self.ports.netsuites.open(self.connection)

    def learn_witness(self, internal_id: str) -> None:
        """Remember a journal that look-ups must see."""
        self.connection = change_connection(
            self.ports.connections,
            self.connection,
            lambda connection: replace(connection, witness=internal_id),
        )

    def has_newer_secret(self, refused_version: str) -> bool:
        """Whether a newer secret than the refused one is stored; it is read anew."""
        trusting = replace(self.connection, refused_secret_version=None)
        fresh = self.ports.netsuites.open(trusting, fresh=True)
        return fresh.secret_version not in {refused_version, self.connection.refused_secret_version}
