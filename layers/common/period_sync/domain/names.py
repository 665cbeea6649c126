"""Names of the lease system and the NetSuite records they mean.

A name matches a record exactly, letter by letter: an account by its number, a currency by its ISO
code, anything else by its name or its full path (`Parent : Child`). None or more than one match
is a problem; nothing is ever guessed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from period_sync.domain.document import Document
from period_sync.domain.problems import Place, Problem


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

    `keys` are the names it answers to; `path` is its full path, for people; `decimals` is set for
    currencies only.
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name as it is used: one root cause if it can't be resolved.

    `subsidiary` is the name of the entry's subsidiary, where the list depends on it.
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

_CODES = {
    NameList.SUBSIDIARY: "MAP-01",
    NameList.CURRENCY: "MAP-08",
    NameList.DEPARTMENT: "MAP-06",
    NameList.CLASS: "MAP-06",
    NameList.LOCATION: "MAP-06",
    NameList.COUNTERPARTY: "MAP-09",
}


def wanted_names(document: Document) -> dict[Wanted, list[Place]]:
    """Collect every name of a document with all places that use it, in the document's order."""
    found: dict[Wanted, list[Place]] = {}
    for entry in document.entries:
        place = Place(entry.entry_id, subsidiary=entry.subsidiary)
        found.setdefault(Wanted(NameList.SUBSIDIARY, entry.subsidiary), []).append(place)
        found.setdefault(Wanted(NameList.CURRENCY, entry.currency), []).append(place)
        for number, line in enumerate(entry.lines, start=1):
            place = Place(entry.entry_id, number, line.lease_id, entry.subsidiary)
            for name_list, attribute in BY_LINE.items():
                name = getattr(line, attribute)
                if name is not None:
                    wanted = Wanted(name_list, name, entry.subsidiary)
                    found.setdefault(wanted, []).append(place)
    return found


def names_by_list(wanted: Iterable[Wanted]) -> dict[NameList, list[str]]:
    """Group distinct names by list, for reading: each list costs a call per 500 names."""
    grouped: dict[NameList, dict[str, None]] = {}
    for item in wanted:
        grouped.setdefault(item.list, {})[item.name] = None
    return {name_list: list(names) for name_list, names in grouped.items()}


def resolve(
    wanted: Mapping[Wanted, Sequence[Place]], records: Records
) -> tuple[dict[Wanted, str], list[Problem]]:
    """Match each name to exactly one usable record; the rest are problems, merged by root cause."""
    tree = _Tree(records.get(NameList.SUBSIDIARY, ()))
    resolved: dict[Wanted, str] = {}
    faults: dict[_RootCause, list[Place]] = {}
    for item, places in wanted.items():
        match = _match(item, records.get(item.list, ()), tree)
        if isinstance(match, str):
            resolved[item] = match
        else:
            faults.setdefault(match, []).extend(places)
    return resolved, [cause.problem(tuple(places)) for cause, places in faults.items()]


@dataclass(frozen=True, slots=True)
class _RootCause:
    """What is wrong with a name; equal causes in several subsidiaries are one problem."""

    code: str
    list: NameList
    name: str
    finding: str
    subsidiary: str | None = None
    candidates: tuple[str, ...] = ()

    def problem(self, places: tuple[Place, ...]) -> Problem:
        facts = {"name": self.name, "finding": self.finding, "kind": self.list.capitalize()}
        if self.subsidiary is not None:
            facts["subsidiary"] = self.subsidiary
        return Problem(self.code, facts, places, self.candidates)


class _Tree:
    """The subsidiaries: which record a name means, and who is below whom."""

    def __init__(self, subsidiaries: Sequence[Record]) -> None:
        self._by_id = {record.internal_id: record for record in subsidiaries}
        self._by_name: dict[str, list[str]] = {}
        for record in subsidiaries:
            if record.is_inactive or record.is_elimination:
                continue
            for key in record.keys:
                self._by_name.setdefault(key, []).append(record.internal_id)

    def only(self, name: str | None) -> str | None:
        found = self._by_name.get(name or "", [])
        return found[0] if len(found) == 1 else None

    def may_use(self, record: Record, subsidiary: str) -> bool:
        if not record.subsidiaries or subsidiary in record.subsidiaries:
            return True
        return record.include_children and any(
            above in record.subsidiaries for above in self._above(subsidiary)
        )

    def _above(self, subsidiary: str) -> Iterator[str]:
        seen = {subsidiary}
        record = self._by_id.get(subsidiary)
        while record is not None and record.parent is not None and record.parent not in seen:
            seen.add(record.parent)
            yield record.parent
            record = self._by_id.get(record.parent)


def _match(wanted: Wanted, records: Sequence[Record], tree: _Tree) -> str | _RootCause:
    """Narrow the records that bear the name down to one, or say at which test none was left."""
    left = [record for record in records if wanted.name in record.keys]
    if not left:
        return _cause(wanted, "isn't in NetSuite")
    tests: list[tuple[str, str, Callable[[Record], bool]]] = [
        ("MAP-04", "is inactive in NetSuite", lambda record: not record.is_inactive),
        ("MAP-04", "is a summary account in NetSuite", lambda record: not record.is_summary),
        ("MAP-01", "is an elimination subsidiary", lambda record: not record.is_elimination),
    ]
    subsidiary = tree.only(wanted.subsidiary)
    if subsidiary is not None:
        finding = f"can't be used in subsidiary {wanted.subsidiary!r}"
        tests.append(("MAP-03", finding, lambda record: tree.may_use(record, subsidiary)))
    for code, finding, passes in tests:
        left = [record for record in left if passes(record)]
        if not left:
            return _cause(wanted, finding, code)
    if len(left) > 1:
        candidates = tuple(sorted(f"{r.path} (id {r.internal_id})" for r in left))
        finding = f"means {len(left)} different records in NetSuite"
        return replace(_cause(wanted, finding), candidates=candidates)
    return left[0].internal_id


def _cause(wanted: Wanted, finding: str, account_code: str = "MAP-02") -> _RootCause:
    """Name a root cause; accounts have a code for each test, the other lists one for all."""
    code = _CODES.get(wanted.list, account_code)
    subsidiary = wanted.subsidiary if code == "MAP-03" else None
    return _RootCause(code, wanted.list, wanted.name, finding, subsidiary)
