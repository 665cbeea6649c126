"""The ways in which a SuiteQL statement fails."""


class QueryRefused(Exception):
    """The statement is not SuiteQL, or names what is not there."""


class QueryForbidden(Exception):
    """The statement names a table that the role may not read, as it lacks a permission."""

    def __init__(self, table: str, permission: str) -> None:
        super().__init__(f"{table} needs {permission}")
        self.table = table
        self.permission = permission
