"""What the records of accounts and counterparties allow of the lines that use them.

Only names that were resolved are looked at; the others are problems already.
"""

from collections.abc import Iterator, Mapping

from period_sync.domain.connection import Features
from period_sync.domain.names import (
    BY_LINE,
    NameList,
    Places,
    Record,
    Resolved,
    Usage,
    Usages,
    Wanted,
)
from period_sync.domain.problems import Problem

CASH_OR_PAYABLES = frozenset({"Bank", "AcctPay"})
"""Types of accounts (fact 96) that payments are mostly booked on by bills."""
Found = Mapping[Wanted, Record]
_Cause = tuple[str, tuple[tuple[str, str], ...]]


def check_lines(
    usages: Usages, names: Resolved, found: Found, features: Features
) -> Iterator[Problem]:
    """Find lines that their account or counterparty does not take; equal causes are one problem."""
    causes: dict[_Cause, Places] = {}
    for usage, places in usages.items():
        for code, facts in _faults(usage, names, found, features):
            causes.setdefault((code, tuple(facts.items())), Places()).add_all(places)
    for (code, items), places in causes.items():
        yield Problem(code, dict(items), tuple(places))


def _faults(
    usage: Usage, names: Resolved, found: Found, features: Features
) -> Iterator[tuple[str, dict[str, str]]]:
    currency = names.get(Wanted(NameList.CURRENCY, usage.currency))
    account = _record(usage, NameList.ACCOUNT, found)
    if account is not None:
        name = {"name": usage.account}
        if currency is not None and account.currency not in {None, currency}:
            finding = f"is kept in another currency than {usage.currency} in NetSuite"
            yield "MAP-04", name | {"finding": finding}
        for finding in _restrictions(usage, account, names):
            yield "MAP-05", name | {"finding": finding}
        if account.is_intercompany and not usage.eliminate:
            yield "MAP-10", {"account": usage.account}
        if features.one_world and usage.eliminate and not account.is_intercompany:
            finding = "is no intercompany account in NetSuite, but its line is to be eliminated"
            yield "MAP-04", name | {"finding": finding}
        if account.type in CASH_OR_PAYABLES:
            yield "BIZ-02", {"account": usage.account}
    counterparty = _record(usage, NameList.COUNTERPARTY, found)
    if (
        counterparty is not None
        and currency is not None
        and counterparty.currency not in {None, currency}
    ):
        finding = f"is kept in another currency than {usage.currency} in NetSuite"
        yield "MAP-09", {"name": usage.counterparty or "", "finding": finding}


def _restrictions(usage: Usage, account: Record, names: Resolved) -> Iterator[str]:
    """Say of which department, class or location the account takes none but one."""
    for name_list, only in account.restricted_to.items():
        wanted = usage.wanted(name_list)
        if wanted is None:
            yield f"takes the {name_list} of id {only} only, and its line names none"
        elif names.get(wanted, only) != only:
            yield f"takes another {name_list} than {wanted.name!r} only, that of id {only}"


def _record(usage: Usage, name_list: NameList, found: Found) -> Record | None:
    wanted = usage.wanted(name_list) if name_list in BY_LINE else None
    return None if wanted is None else found.get(wanted)
