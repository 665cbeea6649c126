"""Reads from NetSuite what the names of a document may mean; nothing that can't be read is absent.

A list that is refused, or that shows no record at all, is hidden from the role (fact 93).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from period_sync.application.ports import NetSuite
from period_sync.domain.errors import NetSuiteRefused
from period_sync.domain.matching import unknown_names
from period_sync.domain.names import NameList, Places, Record, Wanted, names_by_list
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


def look_up(netsuite: NetSuite, wanted: Mapping[Wanted, Places]) -> LookedUp:
    """Read the records of all names: a call per 500 names of a list, and all subsidiaries.

    Where a name has none, one more call for its list tells what may be meant.
    """
    seen = LookedUp()
    for name_list, names in names_by_list(wanted).items():
        try:
            seen.records[name_list] = netsuite.records(name_list, names)
        except NetSuiteRefused:
            seen.problems.append(_not_shown(name_list))
    for name_list, names in unknown_names(wanted, seen.records).items():
        found = seen.records[name_list]
        if name_list is NameList.SUBSIDIARY:
            # They are all there already.
            similar = found
        else:
            try:
                similar = netsuite.similar(name_list, names)
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
