"""Rewrites a SuiteQL statement for SQLite, with exact arithmetic wherever amounts are used."""

from collections.abc import Callable
from functools import reduce

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from local.netsuite.schema import DISPLAY_COLUMN, TABLES, Column
from local.netsuite.suiteql.grammar import DISPLAY_FUNCTION, QueryRefused

Rewrite = Callable[[exp.Expr], exp.Expr]
WHOLE_DIGITS_MAX = 18  # what SQLite's integers hold
_EXACT = "exact"  # meta mark of an expression whose value is an exact decimal text
_COLUMN = "column"  # meta entry of a column: what the schema says of it
_ARITHMETIC: dict[type[exp.Expr], str] = {
    exp.Add: "decimal_add",
    exp.Sub: "decimal_subtract",
    exp.Mul: "decimal_multiply",
    exp.Div: "decimal_divide",
}
_AGGREGATES: dict[type[exp.Expr], str] = {
    exp.Sum: "decimal_sum",
    exp.Avg: "decimal_average",
}
_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
_CARRIERS = (exp.Paren, exp.Coalesce, exp.Case, exp.If, exp.Alias, exp.Subquery)


def to_sqlite(query: exp.Query) -> str:
    """Return the SQLite text of a qualified statement."""
    for scope in traverse_scope(query):
        for column in scope.columns:
            known = _known_column(column, scope)
            if known is not None:
                column.meta[_COLUMN] = known
                column.meta[_EXACT] = known.kind == "amount"
    # Children come before parents, so that a mark set below is seen above.
    for node in reversed(list(query.walk(bfs=True))):
        new = _rewritten(node)
        if new is not node:
            node.replace(new)
    _order_exactly(query)
    return query.sql(dialect="sqlite")


def _known_column(column: exp.Column, scope: Scope) -> Column | None:
    source = scope.sources.get(column.table)
    if isinstance(source, exp.Table):
        return TABLES[source.name.lower()].get(column.name.lower())
    if isinstance(source, Scope) and isinstance(source.expression, exp.Query):
        for item in source.expression.selects:
            inner = item.unalias()
            if item.alias_or_name == column.name and isinstance(inner, exp.Column):
                return _known_column(inner, source)
        if any(item.alias_or_name == column.name and item.find(exp.Sum, exp.Avg)
               for item in source.expression.selects):
            return Column(column.name, "amount")
    return None


def _rewritten(node: exp.Expr) -> exp.Expr:
    for kind, rewrite in _REWRITES:
        if isinstance(node, kind):
            return rewrite(node)
    return node


def _call(name: str, *arguments: exp.Expr, exact: bool = True) -> exp.Anonymous:
    call = exp.Anonymous(this=name, expressions=[argument.copy() for argument in arguments])
    call.meta[_EXACT] = exact
    return call


def _is_exact(node: object) -> bool:
    return isinstance(node, exp.Expr) and bool(node.meta.get(_EXACT))


def _aggregate(node: exp.Expr) -> exp.Expr:
    return _call(_AGGREGATES[type(node)], node.this)


def _extreme(node: exp.Expr) -> exp.Expr:
    if _is_exact(node.this):
        node.set("this", _collated(node.this))
        node.meta[_EXACT] = True
    return node


def _arithmetic(node: exp.Expr) -> exp.Expr:
    return _call(_ARITHMETIC[type(node)], node.this, node.expression)


def _comparison(node: exp.Expr) -> exp.Expr:
    if not (_is_exact(node.this) or _is_exact(node.expression)):
        return node
    compared = _call("decimal_compare", node.this, node.expression, exact=False)
    return type(node)(this=compared, expression=exp.Literal.number(0))


def _between(node: exp.Expr) -> exp.Expr:
    low, high = node.args["low"], node.args["high"]
    if not any(map(_is_exact, (node.this, low, high))):
        return node
    sides = (
        exp.GTE(this=_call("decimal_compare", node.this, low), expression=exp.Literal.number(0)),
        exp.LTE(this=_call("decimal_compare", node.this, high), expression=exp.Literal.number(0)),
    )
    return exp.paren(exp.and_(*sides), copy=False)


def _carry(node: exp.Expr) -> exp.Expr:
    node.meta[_EXACT] = any(_is_exact(child) for child in node.iter_expressions())
    return node


def _to_char(node: exp.Expr) -> exp.Expr:
    oracle_format = node.args.get("format")
    if oracle_format is None:
        return exp.cast(node.this.copy(), "TEXT")
    return _call("date_to_char", node.this, oracle_format, exact=False)


def _to_date(node: exp.Expr) -> exp.Expr:
    date_format = node.args.get("format")
    if date_format is None:
        raise QueryRefused("TO_DATE needs a format.")
    return _call("char_to_date", node.this, date_format, exact=False)


def _display(node: exp.Expr) -> exp.Expr:
    """BUILTIN.DF: the name behind a reference, the value itself for anything else (fact 92)."""
    if not isinstance(node, exp.Anonymous) or node.name != DISPLAY_FUNCTION:
        return node
    argument = node.expressions[0]
    known = argument.meta.get(_COLUMN)
    table = known.refers_to if isinstance(known, Column) else None
    if table is None:
        return exp.cast(argument.copy(), "TEXT")
    display = exp.column(DISPLAY_COLUMN[table], table="shown", quoted=True)
    return exp.Subquery(
        this=exp.select(display)
        .from_(exp.to_table(f'"{table}"').as_("shown"))
        .where(exp.EQ(this=exp.column("id", table="shown"), expression=argument.copy()))
    )


def _concatenation(node: exp.Expr) -> exp.Expr:
    """Oracle takes NULL for an empty text when it joins texts."""
    parts = node.expressions if isinstance(node, exp.Concat) else [node.this, node.expression]
    joined: list[exp.Expr] = [
        exp.func("COALESCE", part.copy(), exp.Literal.string("")) for part in parts
    ]
    return exp.paren(reduce(lambda a, b: exp.DPipe(this=a, expression=b), joined), copy=False)


def _literal(node: exp.Expr) -> exp.Expr:
    """An empty text is NULL in Oracle; SQLite would read 0.1 as a float, so it stays text."""
    if node.args.get("is_string"):
        return node if node.this else exp.Null()
    if node.this.isdigit() and len(node.this) <= WHOLE_DIGITS_MAX:
        return node
    exact = exp.Literal.string(node.this)
    exact.meta[_EXACT] = True
    return exact


def _round(node: exp.Expr) -> exp.Expr:
    return _call("decimal_round", node.this, node.args.get("decimals") or exp.Literal.number(0))


def _collated(node: exp.Expr) -> exp.Expr:
    return exp.Collate(this=node.copy(), expression=exp.to_identifier("DECIMAL", quoted=True))


def _order_exactly(query: exp.Query) -> None:
    """Sort by value what are texts of numbers, whether by expression or by its alias."""
    for ordered in list(query.find_all(exp.Ordered)):
        key, select = ordered.this, ordered.find_ancestor(exp.Select)
        exact = _is_exact(key)
        if isinstance(key, exp.Column) and not key.table and select is not None:
            exact = any(_is_exact(item) for item in select.expressions
                        if item.alias_or_name == key.name)
        if exact:
            ordered.set("this", _collated(key))


def _exact_count(node: exp.Expr) -> exp.Expr:
    """COUNT may be compared with a parameter, which arrives as text."""
    node.meta[_EXACT] = True
    return node


_REWRITES: tuple[tuple[type[exp.Expr] | tuple[type[exp.Expr], ...], Rewrite], ...] = (
    ((exp.Sum, exp.Avg), _aggregate),
    ((exp.Max, exp.Min), _extreme),
    (exp.Count, _exact_count),
    (tuple(_ARITHMETIC), _arithmetic),
    (exp.Neg, lambda node: _call("decimal_negate", node.this)),
    (exp.Abs, lambda node: _call("decimal_absolute", node.this)),
    (exp.Round, _round),
    (exp.ToNumber, lambda node: _call("decimal_add", node.this, exp.Literal.number(0))),
    (_COMPARISONS, _comparison),
    (exp.Between, _between),
    (exp.ToChar, _to_char),
    (exp.StrToDate, _to_date),
    (exp.DateStrToDate, lambda node: node.this.copy()),
    (exp.Anonymous, _display),
    ((exp.DPipe, exp.Concat), _concatenation),
    (exp.Literal, _literal),
    (_CARRIERS, _carry),
)
