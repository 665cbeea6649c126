"""Matches each name to exactly one record of NetSuite; nothing is ever guessed.

An account answers to its number, its name and its full path (`Parent : Child`), a currency to its
ISO code, and everything else to its name and its full path. A name matches letter by letter, once
both are in Unicode's composed form (NFC): case, width (a full-width letter is another one) and
spaces count. A name that the company has mapped means the record that it was mapped to. Of several
records of one name only those count that are active and that the line's subsidiary may use. None
left, or more than one, is a problem, with the records that come close as suggestions.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from period_sync.domain.names import NameList, Record, Records, Resolved, Wanted, normal
from period_sync.domain.problems import Place, Problem
from period_sync.domain.suggestions import CANDIDATES_MAX, Suggestions

SUBSIDIARIES_NAMED = 3
_CODES = {
    NameList.SUBSIDIARY: "MAP-01",
    NameList.CURRENCY: "MAP-08",
    NameList.DEPARTMENT: "MAP-06",
    NameList.CLASS: "MAP-06",
    NameList.LOCATION: "MAP-06",
    NameList.COUNTERPARTY: "MAP-09",
}
_NOT_BOOKED = {"Stat": "is a statistical account", "NonPosting": "is a non-posting account"}
"""The types of accounts that have no amounts in the ledger (fact 96)."""


def resolve(
    wanted: Mapping[Wanted, Iterable[Place]],
    records: Records,
    similar: Records | None = None,
    mapped: Resolved | None = None,
) -> tuple[dict[Wanted, str], list[Problem]]:
    """Match each name to exactly one usable record; the rest are problems, merged by root cause.

    `similar` are records that may be meant where a name has none; they are only suggested.
    `mapped` are the internal ids of names that the company has mapped.
    """
    found = {name_list: _by_key(listed) for name_list, listed in records.items()}
    by_id = _by_id(records)
    matcher = _Matcher(SubsidiaryTree(records.get(NameList.SUBSIDIARY, ())), similar or {})
    resolved: dict[Wanted, str] = {}
    faults: dict[_RootCause, list[Place]] = {}
    for item, places in wanted.items():
        internal_id = (mapped or {}).get(item)
        if internal_id is None:
            match = matcher.match(item, found.get(item.list, {}).get(normal(item.name), []))
        else:
            match = matcher.match_mapped(item, internal_id, by_id.get((item.list, internal_id)))
        if isinstance(match, str):
            resolved[item] = match
        else:
            faults.setdefault(match, []).extend(places)
    return resolved, [cause.problem(tuple(places)) for cause, places in faults.items()]


def unknown_names(wanted: Iterable[Wanted], records: Records) -> dict[NameList, list[str]]:
    """Tell which names no record bears, by list."""
    keys = {name_list: _by_key(listed).keys() for name_list, listed in records.items()}
    unknown: dict[NameList, dict[str, None]] = {}
    for item in wanted:
        if item.list in keys and normal(item.name) not in keys[item.list]:
            unknown.setdefault(item.list, {})[item.name] = None
    return {name_list: list(names) for name_list, names in unknown.items()}


def records_used(resolved: Resolved, records: Records) -> dict[Wanted, Record]:
    """The records that names were matched to."""
    by_id = _by_id(records)
    return {item: by_id[item.list, internal_id] for item, internal_id in resolved.items()}


def _by_id(records: Records) -> dict[tuple[NameList, str], Record]:
    return {
        (name_list, record.internal_id): record
        for name_list, listed in records.items()
        for record in listed
    }


def _by_key(records: Sequence[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        for key in {normal(key) for key in record.keys}:
            found.setdefault(key, []).append(record)
    return found


@dataclass(frozen=True, slots=True)
class _RootCause:
    """What is wrong with a name; equal causes in several subsidiaries are one problem."""

    code: str
    list: NameList
    name: str
    finding: str
    subsidiary: str | None = None
    candidates: tuple[str, ...] = ()
    candidate_ids: tuple[str, ...] = ()

    def problem(self, places: tuple[Place, ...]) -> Problem:
        facts = {"name": self.name, "finding": self.finding, "kind": self.list.capitalize()}
        if self.subsidiary is not None:
            facts["subsidiary"] = self.subsidiary
        return Problem(self.code, facts, places, self.candidates, self.candidate_ids)


class SubsidiaryTree:
    """The subsidiaries: which record a name means, and who is below whom."""

    def __init__(self, subsidiaries: Sequence[Record]) -> None:
        self._by_id = {record.internal_id: record for record in subsidiaries}
        usable = [r for r in subsidiaries if not r.is_inactive and not r.is_elimination]
        self._by_name = _by_key(usable)

    def only(self, name: str | None) -> str | None:
        """The internal id of the one subsidiary of a name."""
        found = self._by_name.get(normal(name or ""), [])
        return found[0].internal_id if len(found) == 1 else None

    def may_use(self, record: Record, subsidiary: str) -> bool:
        """Whether a subsidiary may use a record."""
        if not record.subsidiaries or subsidiary in record.subsidiaries:
            return True
        return record.include_children and any(
            above in record.subsidiaries for above in self._above(subsidiary)
        )

    def named(self, record: Record) -> str:
        """Name the subsidiaries that a record is for, the first few of many."""
        ids = sorted(record.subsidiaries, key=lambda found: (len(found), found))
        paths = [self._by_id[i].path if i in self._by_id else f"subsidiary id {i}" for i in ids]
        more = len(paths) - SUBSIDIARIES_NAMED
        named = ", ".join(paths[:SUBSIDIARIES_NAMED])
        return f"{named} and {more} more" if more > 0 else named

    def _above(self, subsidiary: str) -> Iterator[str]:
        seen = {subsidiary}
        record = self._by_id.get(subsidiary)
        while record is not None and record.parent is not None and record.parent not in seen:
            seen.add(record.parent)
            yield record.parent
            record = self._by_id.get(record.parent)


class _Matcher:
    """Narrows the records that bear a name down to one, or says at which test none was left."""

    def __init__(self, tree: SubsidiaryTree, similar: Records) -> None:
        self._tree = tree
        self._suggestions = {key: Suggestions(listed) for key, listed in similar.items()}

    def match(self, wanted: Wanted, bearing: Sequence[Record]) -> str | _RootCause:
        """Return the internal id of the one record, or why there is none."""
        if not bearing:
            return self._missing(wanted)
        left = list(bearing)
        for code, say, passes in self._tests(wanted):
            before, left = left, [record for record in left if passes(record)]
            if not left:
                return self._cause(wanted, say(before[0]), code, before)
        if len(left) > 1:
            left.sort(key=lambda record: (record.path, record.internal_id))
            finding = f"means {len(left)} different records in NetSuite"
            return self._cause(wanted, finding, "MAP-02", left)
        return left[0].internal_id

    def match_mapped(
        self, wanted: Wanted, internal_id: str, record: Record | None
    ) -> str | _RootCause:
        """Return the internal id of the record that a name is mapped to, or why it won't do."""
        if record is None:
            finding = f"is mapped to the record with id {internal_id}, which isn't in NetSuite"
            return self._cause(wanted, finding, "MAP-02", ())
        for code, say, passes in self._tests(wanted):
            if not passes(record):
                finding = f"is mapped to {record.path!r} (id {internal_id}), which {say(record)}"
                return self._cause(wanted, finding, code, (record,))
        return internal_id

    def _tests(
        self, wanted: Wanted
    ) -> Iterator[tuple[str, Callable[[Record], str], Callable[[Record], bool]]]:
        yield "MAP-04", lambda _: "is inactive in NetSuite", lambda r: not r.is_inactive
        yield "MAP-04", lambda _: "is a summary account in NetSuite", lambda r: not r.is_summary
        yield (
            "MAP-04",
            lambda r: f"{_NOT_BOOKED[r.type or '']} in NetSuite",
            lambda r: r.type not in _NOT_BOOKED,
        )
        yield "MAP-01", lambda _: "is an elimination subsidiary", lambda r: not r.is_elimination
        subsidiary = self._tree.only(wanted.subsidiary)
        if subsidiary is not None:
            finding = f"can't be used in subsidiary {wanted.subsidiary!r}"
            yield "MAP-03", lambda _: finding, lambda r: self._tree.may_use(r, subsidiary)

    def _missing(self, wanted: Wanted) -> _RootCause:
        suggestions = self._suggestions.get(wanted.list)
        close = suggestions.closest(wanted.name) if suggestions is not None else []
        finding = "isn't in NetSuite" + ("; names that come close are listed" if close else "")
        return self._cause(wanted, finding, "MAP-02", close)

    def _cause(
        self, wanted: Wanted, finding: str, account_code: str, candidates: Sequence[Record]
    ) -> _RootCause:
        """Name a root cause; accounts have a code for each test, the other lists one for all."""
        code = _CODES.get(wanted.list, account_code)
        subsidiary = wanted.subsidiary if code == "MAP-03" else None
        listed = candidates[:CANDIDATES_MAX]
        return _RootCause(
            code,
            wanted.list,
            wanted.name,
            finding,
            subsidiary,
            tuple(self._described(record, wanted) for record in listed),
            tuple(record.internal_id for record in listed),
        )

    def _described(self, record: Record, wanted: Wanted) -> str:
        """Say which record it is, whose, and what keeps it from being used."""
        said = [f"id {record.internal_id}"]
        if record.subsidiaries:
            said.append(self._tree.named(record))
        if record.is_inactive:
            said.append("inactive")
        if record.is_summary:
            said.append("a summary account")
        subsidiary = self._tree.only(wanted.subsidiary)
        if subsidiary is not None and not self._tree.may_use(record, subsidiary):
            said.append(f"not for {wanted.subsidiary}")
        return f"{record.path} ({', '.join(said)})"
