"""Names of the lease system: the records of NetSuite that they may mean, and where they are used.

Lines are taken together by the names that they use, as there may be 100,000 of them and only a
few hundred combinations.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from period_sync.domain.connection import Features
from period_sync.domain.document import Document, Entry
from period_sync.domain.problems import Place


class NameList(StrEnum):
    """The lists of NetSuite that names are looked up in."""

    SUBSIDIARY = "subsidiary"
    ACCOUNT = "account"
    CURRENCY = "currency"
    DEPARTMENT = "department"
    CLASS = "class"
    LOCATION = "location"
    COUNTERPARTY = "counterparty"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a list. An empty `subsidiaries` means that the record is for all of them.

    `keys` are the names it answers to; `path` is its full path, for people. `type` (fact 96),
    `is_intercompany` and `restricted_to`, internal ids of the only department, class or location
    that it takes, are set for accounts. `decimals` is set for currencies only, `base_currency`
    and `fiscal_calendar` (internal ids) for subsidiaries only. `currency` (an internal id) is the
    only one that an account or a counterparty takes.
    """

    internal_id: str
    keys: frozenset[str]
    path: str
    is_inactive: bool = False
    is_summary: bool = False
    is_elimination: bool = False
    subsidiaries: frozenset[str] = frozenset()
    include_children: bool = False
    parent: str | None = None
    currency: str | None = None
    decimals: int | None = None
    base_currency: str | None = None
    fiscal_calendar: str | None = None
    type: str | None = None
    is_intercompany: bool = False
    restricted_to: Mapping[NameList, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name as it is used: one root cause if it can't be resolved.

    `subsidiary` is the name of the line's subsidiary, where the list depends on it.
    """

    list: NameList
    name: str
    subsidiary: str | None = None


Records = Mapping[NameList, Sequence[Record]]
Resolved = Mapping[Wanted, str]

BY_LINE = {
    NameList.ACCOUNT: "account",
    NameList.DEPARTMENT: "department",
    NameList.CLASS: "class_",
    NameList.LOCATION: "location",
    NameList.COUNTERPARTY: "counterparty",
}
"""The fields of a line that hold names, by the list in which each is looked up."""


class Usage(NamedTuple):
    """The names that a line uses together, in the currency of its entry and its own subsidiary."""

    currency: str
    subsidiary: str
    account: str
    department: str | None
    class_: str | None
    location: str | None
    counterparty: str | None
    due_to_from: str | None
    eliminate: bool

    def wanted(self, name_list: NameList) -> Wanted | None:
        """The name that the line uses of one list of `BY_LINE`."""
        name = getattr(self, BY_LINE[name_list])
        return None if name is None else Wanted(name_list, name, self.subsidiary)


class Places:
    """Where something is used; each place is made when it is asked for."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[Entry, list[int]]] = {}

    def add(self, entry: Entry, numbers: Iterable[int] = ()) -> None:
        """Add lines of an entry, counted from 1; the entry itself without any."""
        self._entries.setdefault(entry.entry_id, (entry, []))[1].extend(numbers)

    def add_all(self, others: "Places") -> None:
        """Add what other places hold."""
        for entry, numbers in others._entries.values():
            self.add(entry, numbers)

    @property
    def entry_ids(self) -> list[str]:
        """The entries concerned."""
        return list(self._entries)

    def __iter__(self) -> Iterator[Place]:
        """Yield the places in the document's order."""
        for entry, numbers in self._entries.values():
            if not numbers:
                yield Place(entry.entry_id, subsidiary=entry.subsidiary)
            for number in sorted(numbers):
                line = entry.lines[number - 1]
                subsidiary = line.subsidiary or entry.subsidiary
                yield Place(entry.entry_id, number, line.lease_id, subsidiary)

    def __len__(self) -> int:
        return sum(len(numbers) or 1 for _, numbers in self._entries.values())


Usages = Mapping[Usage, Places]
_NAMES_OF = attrgetter(
    "subsidiary",
    "account",
    "department",
    "class_",
    "location",
    "counterparty",
    "due_to_from_subsidiary",
    "eliminate",
)


def usages_of(document: Document) -> dict[Usage, Places]:
    """Take the lines of a document together by the names that they use."""
    found: dict[Usage, Places] = {}
    for entry in document.entries:
        together: dict[tuple[str, ...], list[int]] = {}
        for number, line in enumerate(entry.lines, start=1):
            names = _NAMES_OF(line)
            numbers = together.get(names)
            if numbers is None:
                together[names] = numbers = []
            numbers.append(number)
        for (subsidiary, *rest), numbers in together.items():
            usage = Usage(entry.currency, subsidiary or entry.subsidiary, *rest)  # type: ignore[arg-type]
            found.setdefault(usage, Places()).add(entry, numbers)
    return found


def wanted_names(
    document: Document, usages: Usages, features: Features | None = None
) -> dict[Wanted, Places]:
    """Collect every name of a document with all places that use it.

    What the account has not is not looked up.
    """
    lists = lists_of(features or Features())
    found: dict[Wanted, Places] = {}

    def want(name_list: NameList, name: str, subsidiary: str | None = None) -> Places:
        wanted = Wanted(name_list, name, subsidiary)
        return found.setdefault(wanted, Places()) if name_list in lists else Places()

    of_entries = {entry.subsidiary for entry in document.entries}
    for entry in document.entries:
        want(NameList.SUBSIDIARY, entry.subsidiary).add(entry)
        want(NameList.CURRENCY, entry.currency).add(entry)
    for usage, places in usages.items():
        for name_list, attribute in BY_LINE.items():
            name = getattr(usage, attribute)
            if name is not None:
                want(name_list, name, usage.subsidiary).add_all(places)
        if usage.due_to_from is not None:
            want(NameList.SUBSIDIARY, usage.due_to_from).add_all(places)
        if usage.subsidiary not in of_entries:
            want(NameList.SUBSIDIARY, usage.subsidiary).add_all(places)
    return found


def lists_of(features: Features) -> frozenset[NameList]:
    """The lists that an account has."""
    optional = {
        NameList.SUBSIDIARY: features.one_world,
        NameList.CURRENCY: features.multi_currency,
        NameList.DEPARTMENT: features.departments,
        NameList.CLASS: features.classes,
        NameList.LOCATION: features.locations,
    }
    return frozenset(name_list for name_list in NameList if optional.get(name_list, True))


def names_by_list(wanted: Iterable[Wanted]) -> dict[NameList, list[str]]:
    """Group distinct names by list, for reading: each list costs a call per 500 names."""
    grouped: dict[NameList, dict[str, None]] = {}
    for item in wanted:
        grouped.setdefault(item.list, {})[item.name] = None
    return {name_list: list(names) for name_list, names in grouped.items()}


def ids_by_list(mapped: Resolved) -> dict[NameList, list[str]]:
    """Group the distinct internal ids of mapped names by list."""
    grouped: dict[NameList, dict[str, None]] = {}
    for item, internal_id in mapped.items():
        grouped.setdefault(item.list, {})[internal_id] = None
    return {name_list: list(ids) for name_list, ids in grouped.items()}


def normal(name: str) -> str:
    """Return a name in Unicode's composed form (NFC), in which names are compared."""
    return unicodedata.normalize("NFC", name)
