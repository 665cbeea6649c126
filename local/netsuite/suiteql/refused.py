"""The one way in which a SuiteQL statement fails."""


class QueryRefused(Exception):
    """The statement is not SuiteQL, or names what is not there."""
