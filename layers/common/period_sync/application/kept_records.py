"""Records that names were matched to, kept for a while in this process.

A warm function asks NetSuite for no name twice. Only what is usable is kept, and no problem is
ever told from it: whoever finds one reads NetSuite's lists anew first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from period_sync.application.ports import Clock
from period_sync.domain.connection import Connection
from period_sync.domain.names import NameList, Record, Records, Wanted, normal

KEPT_FOR = timedelta(minutes=10)
_Key = tuple[object, ...]


@dataclass(slots=True)
class _Kept:
    """What is kept of one connection; the subsidiaries as a whole, as they are a tree."""

    by_name: dict[tuple[NameList, str], tuple[datetime, list[Record]]] = field(default_factory=dict)
    subsidiaries: tuple[datetime, list[Record]] | None = None


class KeptRecords:
    """One for a process. A connection with a new test passed, or new mappings, starts anew."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[_Key, _Kept] = {}

    def find(self, connection: Connection, wanted: Iterable[Wanted]) -> Records | None:
        """Return the records of all names, or None where one is not kept."""
        kept = self._kept.get(_key(connection))
        if kept is None:
            return None
        since = self._clock.now() - KEPT_FOR
        found: dict[NameList, dict[str, Record]] = {}
        for item in wanted:
            if item.list is NameList.SUBSIDIARY:
                entry = kept.subsidiaries
            else:
                entry = kept.by_name.get((item.list, normal(item.name)))
            if entry is None or entry[0] < since:
                return None
            records = found.setdefault(item.list, {})
            records.update((record.internal_id, record) for record in entry[1])
        return {name_list: list(records.values()) for name_list, records in found.items()}

    def keep(
        self, connection: Connection, found: Mapping[Wanted, Record], records: Records
    ) -> None:
        """Keep what names were matched to; `records` is all that was read."""
        kept = self._kept.setdefault(_key(connection), _Kept())
        now = self._clock.now()
        bearing: dict[tuple[NameList, str], list[Record]] = {}
        for name_list, listed in records.items():
            for record in listed:
                for key in {normal(key) for key in record.keys}:
                    bearing.setdefault((name_list, key), []).append(record)
        by_name: dict[tuple[NameList, str], dict[str, Record]] = {}
        for item, used in found.items():
            if item.list is NameList.SUBSIDIARY:
                kept.subsidiaries = (now, list(records[item.list]))
            else:
                # A name that is mapped means a record that does not bear it.
                name = (item.list, normal(item.name))
                together = by_name.setdefault(name, {})
                together.update((r.internal_id, r) for r in (*bearing.get(name, ()), used))
                kept.by_name[name] = (now, list(together.values()))

    def forget(self, connection: Connection) -> None:
        """Drop what is kept of a connection, as NetSuite no longer agrees with it."""
        self._kept.pop(_key(connection), None)


def _key(connection: Connection) -> _Key:
    return (
        connection.tenant,
        connection.connection_id,
        connection.account,
        connection.passed_at,
        connection.mappings_version,
    )
