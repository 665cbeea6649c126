"""Turns a filter into a condition of SQL with its values."""

from local.netsuite.query_filter.operators import PAIR
from local.netsuite.query_filter.reading import Condition, Filter


def to_sql(wanted: Filter) -> tuple[str, list[object]]:
    """Return the condition and the values of its marks, in their order."""
    if isinstance(wanted, Condition):
        return _condition(wanted)
    parts = [to_sql(part) for part in wanted.parts]
    text = f" {wanted.word} ".join(f"({condition})" for condition, _ in parts)
    return text, [value for _, values in parts for value in values]


def _condition(wanted: Condition) -> tuple[str, list[object]]:
    operator, expression = wanted.operator, wanted.field.expression
    marks = (" AND " if operator.values == PAIR else ", ").join("?" for _ in wanted.values)
    values = list(wanted.values)
    text = operator.sql.replace("{}", expression)
    values *= text.count("{v}")
    text = text.replace("{v}", marks)
    if operator.negated:
        # A value that is missing is not the one asked for.
        text = f"COALESCE(NOT ({text}), 1)"
    return text, values
