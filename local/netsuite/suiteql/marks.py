"""Notes on a parsed statement: what each column is, and which values are exact amounts."""

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from local.netsuite.schema import Column, Tables

_EXACT = "exact"
_COLUMN = "column"
_EXACT_RESULTS = (exp.Sum, exp.Avg, exp.Add, exp.Sub, exp.Mul, exp.Div)


def mark_columns(query: exp.Query, tables: Tables) -> None:
    """Note what every column of a qualified statement holds, inner queries first."""
    for scope in traverse_scope(query):
        for column in scope.columns:
            known = _known_column(column, scope, tables)
            if known is not None:
                column.meta[_COLUMN] = known
                mark_exact(column, known.kind == "amount")


def mark_exact(node: exp.Expr, is_so: bool = True) -> None:
    """Note that a value is an exact number, kept as text."""
    node.meta[_EXACT] = is_so


def is_exact(node: object) -> bool:
    """Tell whether a value is noted as an exact number."""
    return isinstance(node, exp.Expr) and bool(node.meta.get(_EXACT))


def column_of(node: exp.Expr) -> Column | None:
    """Return what the schema says of a column, if the node is one of its columns."""
    known = node.meta.get(_COLUMN)
    return known if isinstance(known, Column) else None


def _known_column(column: exp.Column, scope: Scope, tables: Tables) -> Column | None:
    source = scope.sources.get(column.table)
    if isinstance(source, exp.Table):
        return tables[source.name.lower()].get(column.name.lower())
    if not isinstance(source, Scope) or not isinstance(source.expression, exp.Query):
        return None
    for item in source.expression.selects:
        if item.alias_or_name == column.name:
            return _result_column(item.unalias(), column.name, source, tables)
    return None


def _result_column(value: exp.Expr, name: str, scope: Scope, tables: Tables) -> Column | None:
    if isinstance(value, exp.Column):
        return _known_column(value, scope, tables)
    if value.find(*_EXACT_RESULTS) or any(map(is_exact, value.find_all(exp.Column))):
        return Column(name, "amount")
    return None
