"""What an account without a feature does not have: properties, tables and columns."""

from local.netsuite.preferences import Preferences
from local.netsuite.schema import Tables

_TABLES = {
    "subsidiary": "one_world",
    "accountingperiodfiscalcalendars": "one_world",
    "fiscalcalendar": "one_world",
    "department": "departments",
    "classification": "classes",
    "location": "locations",
    "currency": "multi_currency",
    "accountingbook": "multi_book",
}
_COLUMNS = {
    "subsidiary": "one_world",
    "includechildren": "one_world",
    "eliminate": "one_world",
    "tosubsidiary": "one_world",
    "duetofromsubsidiary": "one_world",
    "representingsubsidiary": "one_world",
    "department": "departments",
    "class": "classes",
    "location": "locations",
    "currency": "multi_currency",
    "exchangerate": "multi_currency",
    "isbookspecific": "multi_book",
}
_PROPERTIES = {
    "subsidiary": "one_world",
    "toSubsidiary": "one_world",
    "lineSubsidiary": "one_world",
    "dueToFromSubsidiary": "one_world",
    "eliminate": "one_world",
    "department": "departments",
    "class": "classes",
    "location": "locations",
    "currency": "multi_currency",
    "exchangeRate": "multi_currency",
    "lineFxRate": "multi_currency",
    "accountingBook": "multi_book",
    "isBookSpecific": "multi_book",
    "accountingBookDetail": "multi_book",
}


def has_property(name: str, preferences: Preferences) -> bool:
    """Tell whether the account's features give the record this property."""
    return _is_on(_PROPERTIES.get(name), preferences)


def visible_tables(tables: Tables, preferences: Preferences) -> Tables:
    """Return the tables and columns that SuiteQL knows in this account."""
    return {
        table: {
            name: column
            for name, column in columns.items()
            if column.kind != "hidden" and _has_column(table, name, preferences)
        }
        for table, columns in tables.items()
        if _is_on(_TABLES.get(table), preferences)
    }


def _has_column(table: str, name: str, preferences: Preferences) -> bool:
    if table == "transaction" and name == "accountingbook":
        return preferences.multi_book
    return _is_on(_COLUMNS.get(name), preferences)


def _is_on(feature: str | None, preferences: Preferences) -> bool:
    return feature is None or bool(getattr(preferences, feature))
