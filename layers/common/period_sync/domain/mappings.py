"""What a company says that names of its lease system mean in NetSuite, where they don't match."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from period_sync.domain.names import NameList, Wanted, normal
from period_sync.domain.sync import Person, StoredObject


@dataclass(frozen=True, slots=True)
class NameMapping:
    """One name of a list and the record that it means.

    With a `subsidiary`, a name of the lease system too, it is said for lines of that one only, and
    counts before what is said for all. `path` is what the record was called when it was chosen, for
    people; `internal_id` decides.
    """

    list: NameList
    name: str
    internal_id: str
    path: str
    subsidiary: str | None = None

    @property
    def key(self) -> tuple[NameList, str, str | None]:
        """What it is said of; once in a connection."""
        subsidiary = None if self.subsidiary is None else normal(self.subsidiary)
        return (self.list, normal(self.name), subsidiary)


@dataclass(frozen=True, slots=True)
class MappingsVersion:
    """One version of all mappings of a connection: the object that holds it, and who saved it."""

    tenant: str
    connection_id: str
    version: int
    stored: StoredObject
    saved_by: Person
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class SavedMappings:
    """One version of a connection's mappings; 0 before there were any.

    `versions` are that one and those before it, the newest first, 100 at most.
    """

    connection_id: str
    version: int
    said: Sequence[NameMapping]
    versions: Sequence[MappingsVersion]


class Mappings:
    """The mappings of a connection, as one version of them says."""

    def __init__(self, said: Iterable[NameMapping] = ()) -> None:
        self._by_key = {one.key: one for one in said}

    def of(self, wanted: Iterable[Wanted]) -> Mapping[Wanted, str]:
        """The internal ids of the names that are mapped."""
        found = {item: self._record(item) for item in wanted}
        return {item: internal_id for item, internal_id in found.items() if internal_id is not None}

    def _record(self, wanted: Wanted) -> str | None:
        name = normal(wanted.name)
        subsidiary = None if wanted.subsidiary is None else normal(wanted.subsidiary)
        for key in ((wanted.list, name, subsidiary), (wanted.list, name, None)):
            if key in self._by_key:
                return self._by_key[key].internal_id
        return None
