"""Keeps the tables that show roles and their permissions as the integration's role is."""

from local.netsuite.database import Database
from local.netsuite.role import LEVELS, PERMISSIONS, Role

ROLE_ID = 1042
SCRIPT_ID, NAME = "customrole_period_sync", "Period Sync"


def write_role(database: Database, role: Role) -> None:
    """Show the role as it is now; a permission that it does not hold has no row."""
    with database.transaction():
        database.rows("DELETE FROM role")
        database.rows("DELETE FROM rolepermissions")
        database.insert("role", {"id": ROLE_ID, "name": NAME, "scriptid": SCRIPT_ID})
        for key, level in role.levels.items():
            if level != LEVELS[0]:
                row = {"role": ROLE_ID, "permkey": key, "name": PERMISSIONS[key][0]}
                database.insert("rolepermissions", row | {"permlevel": LEVELS.index(level)})
