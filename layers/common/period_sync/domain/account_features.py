"""What an account has, judged from what its journals carry and from what its lists show.

A list that shows nothing is either switched off or hidden from the role. What tells the two apart
is whether journals have the field for it (fact 35).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from period_sync.domain.connection import CustomFieldKind, Features, Probe
from period_sync.domain.role_permissions import GRANT, role_permission


@dataclass(frozen=True, slots=True)
class JournalFields:
    """The fields of journals in this account, on the header and on lines.

    `custom` are the script ids of custom fields of a kind that can be sent.
    """

    header: frozenset[str]
    line: frozenset[str]
    custom: Mapping[str, CustomFieldKind] = field(default_factory=dict)

    def have(self, name: str) -> bool:
        """Whether journals have a field anywhere."""
        return name in self.header or name in self.line


@dataclass(frozen=True, slots=True)
class OptionalList:
    """A list that an account may be without.

    `feature` is the field of `Features` that says so, `field` the field of journals that refers to
    it, and `permission` is the id of what opens it to a role.
    """

    table: str
    feature: str
    field: str
    permission: str

    def switched(self, features: Features, *, is_on: bool) -> Features:
        """Return the features with this one on or off."""
        return replace(features, **{self.feature: is_on})  # type: ignore[arg-type]


OPTIONAL_LISTS = (
    OptionalList("subsidiary", "one_world", "subsidiary", "LIST_SUBSIDIARY"),
    OptionalList("currency", "multi_currency", "currency", "LIST_CURRENCY"),
    OptionalList("department", "departments", "department", "LIST_DEPARTMENT"),
    OptionalList("classification", "classes", "class", "LIST_CLASS"),
    OptionalList("location", "locations", "location", "LIST_LOCATION"),
)
NEEDED_LISTS = {
    "account": "LIST_ACCOUNT",
    "accountingperiod": "ADMI_ACCTPERIODS",
}
"""Lists that every account has, and the ids of the permissions that open them."""


class Sight(StrEnum):
    """What a list showed: rows, none, or a refusal."""

    ROWS = "rows"
    EMPTY = "empty"
    REFUSED = "refused"


def judge(listed: OptionalList, sight: Sight, fields: JournalFields | None) -> tuple[bool, Probe]:
    """Tell whether an account has a list, and what a test says of it.

    Without knowledge of the journals' fields, what shows no rows counts as not permitted.
    """
    if sight is Sight.ROWS:
        return True, _readable(listed.table, listed.permission)
    if fields is not None and not fields.have(listed.field):
        finding = "is not used in this account: it is neither sent nor asked for"
        return False, Probe(
            listed.table, passed=True, finding=finding, permission=listed.permission
        )
    return True, not_permitted(listed.table, sight, listed.permission)


def needed(table: str, sight: Sight) -> Probe:
    """Tell what a test says of a list that every account has."""
    if sight is Sight.ROWS:
        return _readable(table, NEEDED_LISTS[table])
    return not_permitted(table, sight, NEEDED_LISTS[table])


def _readable(table: str, permission: str) -> Probe:
    return Probe(table, passed=True, finding="can be read", permission=permission)


def not_permitted(table: str, sight: Sight, permission: str) -> Probe:
    """Say which permission is missing, and where it is granted."""
    seen = "can't be read" if sight is Sight.REFUSED else "shows no row"
    wanted = role_permission(permission)
    finding = f"{seen}; grant the permission {wanted.named} at level {wanted.level} ({GRANT})"
    return Probe(table, passed=False, finding=finding, permission=permission)


def changes(before: Features, after: Features) -> Iterator[str]:
    """Say in plain words in what an account differs from what it was."""
    names = {
        "one_world": "OneWorld (subsidiaries)",
        "multi_currency": "several currencies",
        "departments": "departments",
        "classes": "classes",
        "locations": "locations",
        "fiscal_calendars": "several fiscal calendars",
    }
    for name, title in names.items():
        if getattr(before, name) != getattr(after, name):
            yield f"{title}: now {'on' if getattr(after, name) else 'off'}"
    yield from _changed_names("accounting book", before.books, after.books)
    yield from _changed_names("custom field", before.custom_fields, after.custom_fields)


def _changed_names(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield f"{what} {name}: gone"
        elif name not in before:
            yield f"{what} {name}: new"
        elif before[name] != after[name]:
            yield f"{what} {name}: another one"
