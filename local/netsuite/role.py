"""The role of the integration's user: its permissions, and subsidiaries it may use (fact 151)."""

from collections.abc import Mapping
from dataclasses import dataclass

LEVELS = ("none", "view", "create", "edit", "full")
# What each permission is called in NetSuite, and its level in a role that is set up as an
# integration that posts journals needs it (facts 150 to 155).
PERMISSIONS: dict[str, tuple[str, str]] = {
    "ADMI_LOGIN_OAUTH": ("Log in using Access Tokens", "full"),
    "ADMI_LOGIN_OAUTH2": ("Log in using OAuth 2.0 Access Tokens", "full"),
    "ADMI_RESTWEBSERVICES": ("REST Web Services", "full"),
    "REPO_ANALYTICS": ("SuiteAnalytics Workbook", "edit"),
    "TRAN_FIND": ("Find Transaction", "view"),
    "LIST_ACCOUNT": ("Accounts", "view"),
    "LIST_SUBSIDIARY": ("Subsidiaries", "view"),
    "LIST_DEPARTMENT": ("Departments", "view"),
    "LIST_CLASS": ("Classes", "view"),
    "LIST_LOCATION": ("Locations", "view"),
    "LIST_CURRENCY": ("Currency", "view"),
    "ADMI_ACCTPERIODS": ("Manage Accounting Periods", "view"),
    "TRAN_JOURNAL": ("Make Journal Entry", "create"),
    "TRAN_POSTPERIODS": ("Posting Period on Transactions", "full"),
    "TRAN_JOURNALAPPRV": ("Journal Approval", "none"),
    "ADMI_PERIODOVERRIDE": ("Override Period Restrictions", "none"),
    "ADMI_MANAGEROLES": ("Bulk Manage Roles", "none"),
}


@dataclass(frozen=True, slots=True)
class Role:
    """What one role may do; without subsidiaries named it may use all of them."""

    levels: Mapping[str, str]
    subsidiaries: frozenset[int] = frozenset()

    def permits(self, permission: str, level: str) -> bool:
        """Tell whether the role holds a permission at least at a level."""
        return LEVELS.index(self.levels[permission]) >= LEVELS.index(level)

    def changed(self, changes: Mapping[str, object]) -> "Role":
        """Return the role with some of it set anew: {"permissions": {id: level}, "subsidiaries"}.

        Raises:
            ValueError: a name or value that does not exist.
        """
        unknown = set(changes) - {"permissions", "subsidiaries"}
        levels = changes.get("permissions", {})
        subsidiaries = changes.get("subsidiaries", sorted(self.subsidiaries))
        if unknown or not isinstance(levels, dict) or not isinstance(subsidiaries, list):
            raise ValueError('a role has an object "permissions" and a list "subsidiaries"')
        for name, level in levels.items():
            if name not in PERMISSIONS or level not in LEVELS:
                raise ValueError(
                    f"no permission {name}={level}; there are: {', '.join(PERMISSIONS)}, "
                    f"each {', '.join(LEVELS)}"
                )
        if not all(isinstance(key, int) for key in subsidiaries):
            raise ValueError("subsidiaries are named by their internal ids")
        return Role({**self.levels, **levels}, frozenset(subsidiaries))

    def document(self) -> dict[str, object]:
        """Return the role as `changed` takes it."""
        return {"permissions": dict(self.levels), "subsidiaries": sorted(self.subsidiaries)}


INTEGRATION_ROLE = Role({name: level for name, (_, level) in PERMISSIONS.items()})
