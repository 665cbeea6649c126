"""What role and age hide: services, tables and rows (facts 18, 88, 93, 95 and 156)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from local.netsuite.master_data import MasterData
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import business_rule, insufficient_permission
from local.netsuite.role import PERMISSIONS, Role
from local.netsuite.schema import TABLES

# Which permission lets SuiteQL read a table; those of periods and roles are likely, not documented.
_TABLE_PERMISSIONS = {
    "account": "LIST_ACCOUNT",
    "subsidiary": "LIST_SUBSIDIARY",
    "department": "LIST_DEPARTMENT",
    "classification": "LIST_CLASS",
    "location": "LIST_LOCATION",
    "currency": "LIST_CURRENCY",
    "accountingperiod": "ADMI_ACCTPERIODS",
    "accountingperiodfiscalcalendars": "ADMI_ACCTPERIODS",
    "role": "ADMI_MANAGEROLES",
    "rolepermissions": "ADMI_MANAGEROLES",
    "transaction": "TRAN_FIND",
    "transactionline": "TRAN_FIND",
    "transactionaccountingline": "TRAN_FIND",
}
_LINE_TABLES = ("transactionline", "transactionaccountingline")
# What an operation on a journal needs of Make Journal Entry.
_JOURNAL_LEVELS = {"": "create", "-list": "view", "-update": "edit", "-delete": "full"}


def check_service(role: Role) -> None:
    """Refuse a role that may not use REST at all (facts 18 and 112). Raises Refusal."""
    if not role.permits("ADMI_RESTWEBSERVICES", "view"):
        raise business_rule("Your current role does not have permission to perform this action.")


def check_operation(role: Role, operation: str, preferences: Preferences) -> None:
    """Refuse an operation on journals that the role may not do (fact 152).

    Raises:
        Refusal: the wording is unverified (fact 113).
    """
    reading = "edit" if preferences.read_needs_edit else "view"
    level = _JOURNAL_LEVELS.get(operation, reading)
    if not role.permits("TRAN_JOURNAL", level):
        raise insufficient_permission(
            "Permission Violation: You need the 'Transactions -> Make Journal Entry' permission "
            f"with the level {level.capitalize()} to access this page."
        )


def forbidden_tables(role: Role, tables: Iterable[str]) -> dict[str, str]:
    """Return the tables that SuiteQL may not read, each with the permission that it lacks."""
    if not role.permits("REPO_ANALYTICS", "view"):
        return dict.fromkeys(tables, PERMISSIONS["REPO_ANALYTICS"][0])
    needed = {table: _TABLE_PERMISSIONS.get(table) for table in tables}
    return {
        table: PERMISSIONS[permission][0]
        for table, permission in needed.items()
        if permission is not None and not role.permits(permission, "view")
    }


def shown_rows(role: Role, master: MasterData, lag: timedelta, now: datetime) -> dict[str, str]:
    """Return which rows of a table SuiteQL shows, as SQL; tables that it shows whole are left out.

    A role with subsidiaries sees what these may use (fact 156). A transaction that was
    committed less than the lag ago does not show yet (fact 95).
    """
    transactions = []
    if lag:
        horizon = (now - lag).isoformat(sep=" ", timespec="seconds")[:19]
        transactions.append(f"createddate <= '{horizon}'")
    shown: dict[str, str] = {}
    if role.subsidiaries:
        transactions.append(f"subsidiary IN ({_listed(role.subsidiaries)})")
        shown["subsidiary"] = f"id IN ({_listed(role.subsidiaries)})"
        for table, columns in TABLES.items():
            if "subsidiary" in columns and columns["subsidiary"].kind == "list":
                shown[table] = f"id IN ({_listed(master.usable(table, role.subsidiaries))})"
    if transactions:
        seen = " AND ".join(transactions)
        shown["transaction"] = seen
        for table in _LINE_TABLES:
            ids = f'SELECT id FROM main."transaction" WHERE {seen}'
            shown[table] = f'"transaction" IN ({ids})'
    return shown


def with_shown_rows(statement: str, shown: Mapping[str, str]) -> str:
    """Put what is shown of each table before a statement for SQLite, in place of the table."""
    if not shown:
        return statement
    views = (
        f'"{table}" AS (SELECT * FROM main."{table}" WHERE {seen})' for table, seen in shown.items()
    )
    return f"WITH {', '.join(views)} {statement}"


def _listed(keys: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(keys)))
