"""The permissions of the integration's role in NetSuite: what it needs, and what it must not have.

The ids are those of a role in a SuiteCloud project (facts 150 to 155).
"""

from dataclasses import dataclass
from enum import StrEnum

SCRIPT_ID = "customrole_period_sync"
"""The role's id if it came from our SuiteCloud project."""
MANAGE_ROLES = "Setup > Users/Roles > Manage Roles"
GRANT = f"{MANAGE_ROLES} > the integration's role > Permissions"


class Level(StrEnum):
    """How much a permission allows; each level includes those before it."""

    VIEW = "View"
    CREATE = "Create"
    EDIT = "Edit"
    FULL = "Full"


class Tab(StrEnum):
    """The tab of a role on which a permission stands."""

    TRANSACTIONS = "Transactions"
    LISTS = "Lists"
    REPORTS = "Reports"
    SETUP = "Setup"


@dataclass(frozen=True, slots=True)
class RolePermission:
    """One permission of a role, and the level that is needed; `only` says when it is not always."""

    key: str
    tab: Tab
    name: str
    level: Level
    only: str = ""

    @property
    def named(self) -> str:
        """What it is called, with its tab."""
        return f"{self.tab} > {self.name}"

    @property
    def where(self) -> str:
        """The way to where it is granted, as menus name it."""
        return f"{GRANT} > {self.named}"


NEEDED = (
    RolePermission("TRAN_JOURNAL", Tab.TRANSACTIONS, "Make Journal Entry", Level.CREATE),
    RolePermission("TRAN_FIND", Tab.TRANSACTIONS, "Find Transaction", Level.VIEW),
    RolePermission(
        "TRAN_POSTPERIODS", Tab.TRANSACTIONS, "Posting Period on Transactions", Level.FULL
    ),
    RolePermission("LIST_ACCOUNT", Tab.LISTS, "Accounts", Level.VIEW),
    RolePermission("LIST_SUBSIDIARY", Tab.LISTS, "Subsidiaries", Level.VIEW, "OneWorld"),
    RolePermission("LIST_DEPARTMENT", Tab.LISTS, "Departments", Level.VIEW, "departments are used"),
    RolePermission("LIST_CLASS", Tab.LISTS, "Classes", Level.VIEW, "classes are used"),
    RolePermission("LIST_LOCATION", Tab.LISTS, "Locations", Level.VIEW, "locations are used"),
    RolePermission("LIST_CURRENCY", Tab.LISTS, "Currency", Level.VIEW, "several currencies"),
    RolePermission("LIST_CUSTJOB", Tab.LISTS, "Customers", Level.VIEW, "lines name customers"),
    RolePermission("LIST_VENDOR", Tab.LISTS, "Vendors", Level.VIEW, "lines name vendors"),
    RolePermission("LIST_EMPLOYEE", Tab.LISTS, "Employees", Level.VIEW, "lines name employees"),
    RolePermission("REPO_ANALYTICS", Tab.REPORTS, "SuiteAnalytics Workbook", Level.EDIT),
    RolePermission("ADMI_RESTWEBSERVICES", Tab.SETUP, "REST Web Services", Level.FULL),
    RolePermission(
        "ADMI_LOGIN_OAUTH2",
        Tab.SETUP,
        "Log in using OAuth 2.0 Access Tokens",
        Level.FULL,
        "OAuth 2.0",
    ),
    RolePermission("ADMI_LOGIN_OAUTH", Tab.SETUP, "Log in using Access Tokens", Level.FULL, "TBA"),
    RolePermission("ADMI_ACCTPERIODS", Tab.SETUP, "Manage Accounting Periods", Level.VIEW),
)
"""What the role needs, in the order of the tabs."""

HARMFUL = (
    RolePermission(
        "TRAN_JOURNALAPPRV",
        Tab.TRANSACTIONS,
        "Journal Approval",
        Level.VIEW,
        "what is posted could approve itself",
    ),
    RolePermission(
        "ADMI_PERIODOVERRIDE",
        Tab.SETUP,
        "Override Period Restrictions",
        Level.FULL,
        "journals go into locked periods",
    ),
)
"""What it must not have at any level; `only` says what would come of it (fact 155)."""

_BY_KEY = {permission.key: permission for permission in (*NEEDED, *HARMFUL)}


def role_permission(key: str) -> RolePermission:
    """Find a permission by NetSuite's id. Raises KeyError for one that is not of the role."""
    return _BY_KEY[key]
