"""How a company says what names of its lease system mean in NetSuite, and what wants saying."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter

from period_sync.application.connecting import open_connection
from period_sync.application.frozen import read_problems
from period_sync.application.frozen_mappings import read_mappings, write_mappings
from period_sync.application.ports import (
    Clock,
    Connections,
    MappingsVersions,
    Objects,
    Periods,
    Previews,
    Syncs,
)
from period_sync.domain.connection import Connection
from period_sync.domain.errors import Conflict, InvalidInput, NotFound, RowChanged
from period_sync.domain.mappings import MappingsVersion, NameMapping, SavedMappings
from period_sync.domain.names import NameList
from period_sync.domain.permissions import Member
from period_sync.domain.problems import Problem
from period_sync.domain.suggested import Readiness, suggested
from period_sync.domain.sync import IntegrationStatus, Person, StoredObject, Sync
from period_sync.domain.tenant import AuditRecord, ClosedPeriod

TRIES = 5
"""A test or a sync may note something on the connection meanwhile."""
TOLD_MAX = 50
"""How many changes a line of the audit trail names; the objects hold all of them."""
_ARRIVED = {IntegrationStatus.COMPLETED, IntegrationStatus.AWAITING_APPROVAL}
PERIODS_LOOKED_AT = 12
"""Suggestions come from the newest periods: those that anybody still posts."""
VERSIONS_MAX = 100
"""How many versions are listed at once."""


@dataclass(frozen=True, slots=True)
class MappingNames:
    """The use-cases: read what is said, say it anew, and find what wants saying."""

    clock: Clock
    connections: Connections
    versions: MappingsVersions
    periods: Periods
    syncs: Syncs
    previews: Previews
    objects: Objects

    def read(self, tenant: str, connection_id: str, version: int | None = None) -> SavedMappings:
        """Return the mappings of a connection that hold, or an earlier version. Raises NotFound."""
        connection = self.connections.connection(tenant, connection_id)
        if version in {None, connection.mappings_version}:
            return self._holding(connection)
        kept = self.versions.up_to(tenant, connection_id, version, VERSIONS_MAX)
        if not kept or kept[0].version != version:
            raise NotFound(
                f"Connection {connection_id} has no version {version} of its mappings; the newest "
                f"is {connection.mappings_version}."
            )
        said = read_mappings(self.objects.get(kept[0].stored))
        return SavedMappings(connection_id, version, said, kept)

    def save(
        self, member: Member, connection_id: str, version: int, said: Sequence[NameMapping]
    ) -> SavedMappings:
        """Replace the mappings, if nobody did since `version` of them was read.

        They hold from the next check on; what was posted stays as it was posted. Raises NotFound,
        InvalidInput for a name that is mapped twice, or Conflict if somebody was faster or the
        connection was revoked.
        """
        _require_once(said)
        for _ in range(TRIES):
            old = open_connection(self.connections, member.tenant, connection_id)
            if old.mappings_version != version:
                raise Conflict(
                    "Somebody else changed the mappings meanwhile. Look at them again, then save.",
                    code="MAPPINGS_CHANGED",
                    version=old.mappings_version,
                )
            before, body = self._said(old), write_mappings(said)
            if write_mappings(before) == body:
                return self._holding(old)
            saved = self._store(member, old, body)
            new = replace(
                old,
                mappings=saved.stored,
                mappings_version=saved.version,
                version=old.version + 1,
            )
            audit = self._audit(saved, before, said)
            try:
                self.versions.save(old, new, saved, audit)
            except RowChanged:
                continue
            return self._holding(new)
        raise Conflict("Others are changing this connection. Try again.", code="BUSY")

    def readiness(self, tenant: str, connection_id: str) -> Readiness:
        """Tell what the newest checks through a connection did not find, and which there were."""
        connection = self.connections.connection(tenant, connection_id)
        newest = self.periods.periods(tenant, None, PERIODS_LOOKED_AT, None).items
        seen = [(period, self._problems(period, connection)) for period in newest]
        return Readiness(
            wanted=tuple(one for period, found in seen for one in suggested(period, found or [])),
            checked=sum(found is not None for _, found in seen),
            rehearsed=sum(self._is_rehearsed(period, connection) for period in newest),
        )

    def _problems(self, period: ClosedPeriod, connection: Connection) -> list[Problem] | None:
        """What the newest check of a period met: that of its preview, or of a later sync.

        None if there was none through this connection.
        """
        preview = self.previews.latest(period.tenant, period.entity, period.period_id)
        ended: list[tuple[datetime, StoredObject | None]] = [
            (one.requested_at, one.problems)
            for one in (preview, self._sync(period, connection))
            if one is not None
            and one.connection_id == connection.connection_id
            and one.finished_at is not None
        ]
        if not ended:
            return None
        _, problems = max(ended, key=itemgetter(0))
        return [] if problems is None else read_problems(self.objects.get(problems))

    def _is_rehearsed(self, period: ClosedPeriod, connection: Connection) -> bool:
        sync = self._sync(period, connection)
        return sync is not None and sync.is_rehearsal and sync.status in _ARRIVED

    def _sync(self, period: ClosedPeriod, connection: Connection) -> Sync | None:
        """The sync that is current for a period in the connection's account."""
        row = self.syncs.account_period(
            period.tenant, connection.account, period.entity, period.period_id
        )
        return None if row is None else self.syncs.sync(period.tenant, row.sync_id)

    def _holding(self, connection: Connection) -> SavedMappings:
        connection_id, version = connection.connection_id, connection.mappings_version
        kept = self.versions.up_to(connection.tenant, connection_id, version, VERSIONS_MAX)
        return SavedMappings(connection_id, version, self._said(connection), kept)

    def _said(self, connection: Connection) -> list[NameMapping]:
        stored = connection.mappings
        return [] if stored is None else read_mappings(self.objects.get(stored))

    def _store(self, member: Member, connection: Connection, body: bytes) -> MappingsVersion:
        version, now = connection.mappings_version + 1, self.clock.now()
        place = f"tenants/{connection.tenant}/connections/{connection.connection_id}/mappings"
        # Two who save at once each store their own; the row decides which one counts.
        name = f"{version:06d}-{now:%Y%m%dT%H%M%S%f}.json"
        return MappingsVersion(
            tenant=connection.tenant,
            connection_id=connection.connection_id,
            version=version,
            stored=self.objects.put(f"{place}/{name}", body),
            saved_by=Person(member.subject, member.email),
            saved_at=now,
        )

    def _audit(
        self,
        saved: MappingsVersion,
        before: Sequence[NameMapping],
        after: Sequence[NameMapping],
    ) -> AuditRecord:
        old_by_key = {one.key: one for one in before}
        new_by_key = {one.key: one for one in after}
        changed = {
            _told(one): f"{_target(old_by_key.get(key))} -> {_target(new_by_key.get(key))}"
            for key, one in (old_by_key | new_by_key).items()
            if old_by_key.get(key) != new_by_key.get(key)
        }
        facts = dict(sorted(changed.items())[:TOLD_MAX])
        facts |= {"changed": str(len(changed)), "version": str(saved.version)}
        action, about = "mappings changed", saved.connection_id
        return AuditRecord(saved.tenant, saved.saved_at, saved.saved_by, action, about, facts)


def _require_once(said: Sequence[NameMapping]) -> None:
    seen: set[tuple[NameList, str, str | None]] = set()
    for number, one in enumerate(said):
        if one.key in seen:
            raise InvalidInput(
                f"{_told(one)} is mapped twice. Keep one of the two.", field=f"mappings[{number}]"
            )
        seen.add(one.key)


def _told(one: NameMapping) -> str:
    where = "" if one.subsidiary is None else f" in {one.subsidiary}"
    return f"{one.list} {one.name}{where}"


def _target(one: NameMapping | None) -> str:
    return "not mapped" if one is None else f"{one.path} (id {one.internal_id})"
