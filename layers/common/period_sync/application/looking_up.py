"""Reads from NetSuite what the names of a document may mean; nothing that can't be read is absent.

A list that is refused, or that shows no record at all, is hidden from the role (fact 93).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from period_sync.application.ports import NetSuite
from period_sync.domain.errors import NetSuiteRefused
from period_sync.domain.matching import unknown_names
from period_sync.domain.names import (
    NameList,
    Places,
    Record,
    Resolved,
    Wanted,
    ids_by_list,
    names_by_list,
)
from period_sync.domain.problems import Problem

_TITLES = {
    NameList.SUBSIDIARY: "subsidiaries",
    NameList.ACCOUNT: "accounts",
    NameList.CURRENCY: "currencies",
    NameList.DEPARTMENT: "departments",
    NameList.CLASS: "classes",
    NameList.LOCATION: "locations",
    NameList.COUNTERPARTY: "customers, vendors or employees",
}


@dataclass(slots=True)
class LookedUp:
    """What was read: records by list, and records that may be meant where a name has none.

    Lists that the role may not read are in neither, but in `problems`.
    """

    records: dict[NameList, Sequence[Record]] = field(default_factory=dict)
    similar: dict[NameList, Sequence[Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def look_up(netsuite: NetSuite, wanted: Mapping[Wanted, Places], mapped: Resolved) -> LookedUp:
    """Read the records of all names: a call per 500 names of a list, and all subsidiaries.

    `mapped` names are read by the internal ids that they are mapped to. Where another name has no
    record, one more call for its list tells what may be meant.
    """
    seen = LookedUp()
    to_match = [item for item in wanted if item not in mapped]
    names = names_by_list(to_match)
    ids = ids_by_list(mapped)
    for name_list in dict.fromkeys((*names, *ids)):
        try:
            seen.records[name_list] = netsuite.records(
                name_list, names.get(name_list, ()), ids.get(name_list, ())
            )
        except NetSuiteRefused:
            seen.problems.append(_not_shown(name_list))
    for name_list, unknown in unknown_names(to_match, seen.records).items():
        found = seen.records[name_list]
        if name_list is NameList.SUBSIDIARY:
            # They are all there already.
            similar = found
        else:
            try:
                similar = netsuite.similar(name_list, unknown)
            except NetSuiteRefused:
                # The list itself was read; only suggestions are wanting.
                continue
        if similar or found:
            seen.similar[name_list] = similar
        else:
            del seen.records[name_list]
            seen.problems.append(_not_shown(name_list))
    return seen


def _not_shown(name_list: NameList) -> Problem:
    return Problem("PERM-01", {"list": _TITLES[name_list]})
