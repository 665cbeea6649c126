"""The catalogue of problems: a stable code each, who can mend it and how, in plain words.

A problem is one root cause, with every place it touches. Titles and steps are templates over the
problem's `facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Owner(StrEnum):
    """Who can mend a problem."""

    LEASE_TEAM = "lease team"
    CONTROLLER = "controller"
    INTEGRATION_ADMINISTRATOR = "integration administrator"
    NETSUITE_ADMINISTRATOR = "NetSuite administrator"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem occurs. `line` counts from 1 in the entry's lines."""

    entry_id: str
    line: int | None = None
    lease_id: str | None = None
    subsidiary: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One root cause. `facts` fill the templates of the code and are shown as details."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    candidates: tuple[str, ...] = ()

    @property
    def kind(self) -> "ProblemKind":
        """What the catalogue says of this code."""
        return CATALOGUE[self.code]

    @property
    def title(self) -> str:
        """The problem in one plain sentence."""
        return self.kind.title.format_map(self.facts)

    @property
    def steps(self) -> tuple[str, ...]:
        """What to do, in order."""
        return tuple(step.format_map(self.facts) for step in self.kind.steps)


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What holds for every problem of one code."""

    owner: Owner
    title: str
    steps: tuple[str, ...]


_RETRY = "Then press Retry; only what is missing is posted."
_NETSUITE, _CONTROLLER, _OPERATOR = Owner.NETSUITE_ADMINISTRATOR, Owner.CONTROLLER, Owner.OPERATOR

CATALOGUE: Mapping[str, ProblemKind] = {
    "CONN-01": ProblemKind(
        Owner.INTEGRATION_ADMINISTRATOR,
        "NetSuite refused our credentials for account {account}",
        (
            "In NetSuite open Setup > Users/Roles > View Login Audit Trail, and look at the "
            "newest failure of the integration's user; it names the reason.",
            "Renew the token or the integration record, and store the new secret.",
            "Run the connection test. Until it passes nobody logs in with the refused secret, "
            "because five failures lock the user for 30 minutes.",
            _RETRY,
        ),
    ),
    "CONN-08": ProblemKind(
        _OPERATOR,
        "This sync was asked for account {asked}, but its connection now leads to {found}",
        ("Correct the connection's account id, or sync the period anew.",),
    ),
    "OPS-01": ProblemKind(
        _OPERATOR,
        "Period Sync gave up: {why}",
        (
            "Nothing is lost: what is in NetSuite is listed, and is never posted again.",
            "Press Retry, or let the operator redrive the dead-letter queue; both look in "
            "NetSuite first.",
            "If it happens again, the operator finds the cause in the logs of journal_poster.",
        ),
    ),
    "OPS-02": ProblemKind(
        _OPERATOR,
        "Period Sync is not set up completely: {detail}",
        ("Correct the set-up with `python -m period_sync.operate`.", _RETRY),
    ),
    "PERM-01": ProblemKind(
        _NETSUITE,
        "NetSuite shows us no {list}; the integration's role probably may not read them",
        (
            "In NetSuite open Setup > Users/Roles > Manage Roles and edit the integration's role.",
            "On Permissions grant View on {list}, and check the role's subsidiary restrictions.",
            _RETRY,
        ),
    ),
    "FEAT-02": ProblemKind(
        _CONTROLLER,
        "Entry {entry} uses {feature}, which this connection can't post",
        (
            "Hand the period over without {feature}, or book this entry by hand in NetSuite.",
            _RETRY,
        ),
    ),
    "MAP-01": ProblemKind(
        _NETSUITE,
        "Subsidiary {name!r} {finding}",
        (
            "In NetSuite open Setup > Company > Subsidiaries and compare the name, letter by "
            "letter; the role of the integration must be allowed for it.",
            "Correct the name in NetSuite or in the lease system.",
            _RETRY,
        ),
    ),
    "MAP-02": ProblemKind(
        _NETSUITE,
        "Account {name!r} {finding}",
        (
            "In NetSuite open Lists > Accounting > Accounts and look for the number {name}.",
            "Create the account or correct its number, or change the account in the lease system.",
            _RETRY,
        ),
    ),
    "MAP-03": ProblemKind(
        _NETSUITE,
        "Account {name!r} can't be used in subsidiary {subsidiary!r}",
        (
            "In NetSuite open the account and add {subsidiary} to its subsidiaries,",
            "or choose another account in the lease system.",
            _RETRY,
        ),
    ),
    "MAP-04": ProblemKind(
        _NETSUITE,
        "Account {name!r} {finding}",
        (
            "In NetSuite open Lists > Accounting > Accounts, show inactives, and open {name}.",
            "Make it active and postable, or choose another account in the lease system.",
            _RETRY,
        ),
    ),
    "MAP-06": ProblemKind(
        _NETSUITE,
        "{kind} {name!r} {finding}",
        (
            "In NetSuite open Setup > Company > Classifications and compare the name, letter by "
            "letter, and its subsidiaries.",
            "Correct it there, or choose another value in the lease system.",
            _RETRY,
        ),
    ),
    "MAP-08": ProblemKind(
        _NETSUITE,
        "Currency {name!r} {finding}",
        (
            "In NetSuite open Lists > Accounting > Currencies.",
            "Add or activate {name} there, with as many decimals as the entries have.",
            _RETRY,
        ),
    ),
    "MAP-09": ProblemKind(
        _NETSUITE,
        "Counterparty {name!r} {finding}",
        (
            "In NetSuite look for the customer, vendor or employee {name}.",
            "Correct its name, subsidiary or status, or change the line in the lease system.",
            _RETRY,
        ),
    ),
    "PER-01": ProblemKind(
        _CONTROLLER,
        "The posting period {name} is closed in NetSuite",
        (
            "Ask whoever closes the books in NetSuite to reopen {name} "
            "(Setup > Accounting > Manage Accounting Periods).",
            _RETRY,
        ),
    ),
    "PER-02": ProblemKind(
        _CONTROLLER,
        "The posting period {name} is locked in NetSuite",
        (
            "Ask whoever closes the books in NetSuite to unlock {name} "
            "(Setup > Accounting > Manage Accounting Periods).",
            _RETRY,
        ),
    ),
    "PER-05": ProblemKind(
        _NETSUITE,
        "NetSuite has {count} posting periods that hold {date} and end on {end}; "
        "exactly one is needed",
        (
            "In NetSuite open Setup > Accounting > Manage Accounting Periods.",
            "Set up the month that ends on {end}.",
            _RETRY,
        ),
    ),
    "SIZE-01": ProblemKind(
        Owner.LEASE_TEAM,
        "Entry {entry} has {lines} lines; at most {limit} fit into one journal, and whole leases "
        "don't divide it into balanced parts",
        (
            "Let an integration administrator switch summary mode on for the connection: it books "
            "one line per account, side and classifications, and keeps which leases each stands "
            "for.",
            "Or let each lease balance within the entry, or hand over smaller entries.",
            _RETRY,
        ),
    ),
    "SIZE-04": ProblemKind(
        Owner.LEASE_TEAM,
        "Entry {entry} has {lines} lines; even in summary mode more than {limit} are left, and "
        "whole leases don't divide it into balanced parts",
        (
            "Let each lease balance within the entry, or hand over smaller entries.",
            "An integration administrator can raise the connection's line limit.",
            _RETRY,
        ),
    ),
    "SIZE-05": ProblemKind(
        Owner.LEASE_TEAM,
        "In summary mode {lines} lines of entry {entry} on account {account} add up to {sum}, "
        "more than the {digits} digits that an amount may have",
        (
            "Hand over smaller entries, or let an integration administrator switch summary mode "
            "off for the connection. Period Sync never rounds.",
            _RETRY,
        ),
    ),
    "DUP-01": ProblemKind(
        _CONTROLLER,
        "NetSuite says that the journal of entry {entry} exists, but we can't find it",
        (
            "In NetSuite search for transactions with the external id {external_id}.",
            "Don't book the entry by hand before it is found; tell the operator what you see.",
        ),
    ),
    "DUP-02": ProblemKind(
        _CONTROLLER,
        "It is unknown whether the journal of entry {entry} is in NetSuite",
        (
            "Don't book it by hand: NetSuite may still have it.",
            "Press Retry; it looks in NetSuite first, and posts only if the journal is absent.",
            "If this repeats, search NetSuite for the external id {external_id} and tell the "
            "operator what you see.",
        ),
    ),
    "DUP-03": ProblemKind(
        _CONTROLLER,
        "NetSuite names internal id {internal_id} for the journal of entry {entry}, and that is "
        "another journal of ours",
        (
            "Don't book the entry by hand. Open internal id {internal_id} in NetSuite.",
            "If the account was refreshed or restored, tell the operator: what we know of it is "
            "no longer what it holds.",
        ),
    ),
    "NS-01": ProblemKind(
        _NETSUITE,
        "NetSuite refused the journal of entry {entry}",
        (
            "Read NetSuite's own words in the details: {detail}",
            "A rule, form or script of your NetSuite account asks for something else; "
            "your NetSuite administrator can change it or say what is missing.",
            _RETRY,
        ),
    ),
    "POST-05": ProblemKind(
        _CONTROLLER,
        "The journal of entry {entry} is in NetSuite, but differs from what was sent",
        (
            "Open journal {number} in NetSuite and compare: {differences}",
            "Correct it in NetSuite, or find the script or person that changed it.",
            "Then press Retry, which reads it again.",
        ),
    ),
    "POST-06": ProblemKind(
        _CONTROLLER,
        "NetSuite accepted the journal of entry {entry}, but can't show it",
        (
            "Don't book it by hand. Open internal id {internal_id} in NetSuite.",
            "If it is there, press Retry; if it was deleted, tell the operator.",
        ),
    ),
}
"""Codes are stable once shipped: they stand in mails, in evidence and in people's notes."""
