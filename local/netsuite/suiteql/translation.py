"""Rewrites a SuiteQL statement for SQLite, with exact arithmetic wherever amounts are used."""

from collections.abc import Callable
from functools import reduce

from sqlglot import exp

from local.netsuite.schema import DISPLAY_COLUMN, Tables
from local.netsuite.suiteql.grammar import DISPLAY_FUNCTION
from local.netsuite.suiteql.marks import column_of, is_exact, mark_columns, mark_exact
from local.netsuite.suiteql.refused import QueryRefused

Rewrite = Callable[[exp.Expr], exp.Expr]
WHOLE_DIGITS_MAX = 18  # what SQLite's integers hold
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
_CARRIERS = (exp.Paren, exp.Coalesce, exp.Case, exp.DecodeCase, exp.If, exp.Alias, exp.Subquery)


def to_sqlite(query: exp.Query, tables: Tables) -> str:
    """Return the SQLite text of a qualified statement."""
    mark_columns(query, tables)
    # Children come before parents, so that a mark set below is seen above.
    for node in reversed(list(query.walk(bfs=True))):
        new = _rewritten(node)
        if new is not node:
            node.replace(new)
    _order_exactly(query)
    _show_dates(query)
    return query.sql(dialect="sqlite")


def _rewritten(node: exp.Expr) -> exp.Expr:
    for kind, rewrite in _REWRITES:
        if isinstance(node, kind):
            return rewrite(node)
    return node


def _call(name: str, *arguments: exp.Expr, exact: bool = True) -> exp.Anonymous:
    call = exp.Anonymous(this=name, expressions=[argument.copy() for argument in arguments])
    mark_exact(call, exact)
    return call


def _aggregate(node: exp.Expr) -> exp.Expr:
    return _call(_AGGREGATES[type(node)], node.this)


def _extreme(node: exp.Expr) -> exp.Expr:
    if is_exact(node.this):
        node.set("this", _collated(node.this))
        mark_exact(node)
    return node


def _arithmetic(node: exp.Expr) -> exp.Expr:
    return _call(_ARITHMETIC[type(node)], node.this, node.expression)


def _comparison(node: exp.Expr) -> exp.Expr:
    if not (is_exact(node.this) or is_exact(node.expression)):
        return node
    compared = _call("decimal_compare", node.this, node.expression, exact=False)
    return type(node)(this=compared, expression=exp.Literal.number(0))


def _between(node: exp.Expr) -> exp.Expr:
    low, high = node.args["low"], node.args["high"]
    if not any(map(is_exact, (node.this, low, high))):
        return node
    sides = (
        exp.GTE(this=_call("decimal_compare", node.this, low), expression=exp.Literal.number(0)),
        exp.LTE(this=_call("decimal_compare", node.this, high), expression=exp.Literal.number(0)),
    )
    return exp.paren(exp.and_(*sides), copy=False)


def _carry(node: exp.Expr) -> exp.Expr:
    mark_exact(node, any(is_exact(child) for child in node.iter_expressions()))
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
    known = column_of(argument)
    table = known.refers_to if known else None
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
    mark_exact(exact)
    return exact


def _round(node: exp.Expr) -> exp.Expr:
    return _call("decimal_round", node.this, node.args.get("decimals") or exp.Literal.number(0))


def _collated(node: exp.Expr) -> exp.Expr:
    return exp.Collate(this=node.copy(), expression=exp.to_identifier("DECIMAL", quoted=True))


def _order_exactly(query: exp.Query) -> None:
    """Sort by value what are texts of numbers, whether by expression or by its alias."""
    for ordered in list(query.find_all(exp.Ordered)):
        key, select = ordered.this, ordered.find_ancestor(exp.Select)
        exact = is_exact(key)
        if isinstance(key, exp.Column) and not key.table and select is not None:
            exact = any(
                is_exact(item) for item in select.expressions if item.alias_or_name == key.name
            )
        if exact:
            ordered.set("this", _collated(key))


def _show_dates(query: exp.Query) -> None:
    """Show a plain date of the result in the user's format, not in ISO (fact 90)."""
    selects = list(query.selects) if isinstance(query, exp.Select) else []
    for item in selects:
        column = item.unalias()
        known = column_of(column)
        if known is None or known.kind != "date":
            continue
        for ordered in query.args["order"].expressions if query.args.get("order") else []:
            key = ordered.this
            if isinstance(key, exp.Column) and not key.table and key.name == item.alias:
                ordered.set("this", column.copy())
        column.replace(_call("date_shown", column, exact=False))


def _exact_count(node: exp.Expr) -> exp.Expr:
    """COUNT may be compared with a parameter, which arrives as text."""
    mark_exact(node)
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
