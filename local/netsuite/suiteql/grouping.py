"""Oracle's rule of grouping, which SQLite does not have: no column stands loose in a result."""

from sqlglot import exp

from local.netsuite.suiteql.refused import QueryRefused


def check_grouping(select: exp.Select) -> None:
    """Refuse a selected column that is neither grouped nor aggregated.

    Raises:
        QueryRefused: names the column.
    """
    group = select.args.get("group")
    grouped = set(group.expressions) if group else set()
    items = [item.unalias() for item in select.expressions]
    if not group and not any(item.find(exp.AggFunc) for item in items):
        return
    for item in items:
        loose = _loose_column(item, grouped)
        if loose is not None:
            raise QueryRefused(f"Not a GROUP BY expression: {loose.sql('oracle')}")


def _loose_column(node: exp.Expr, grouped: set[exp.Expr]) -> exp.Column | None:
    if node in grouped or isinstance(node, exp.AggFunc | exp.Subquery):
        return None
    if isinstance(node, exp.Column):
        return node
    for child in node.iter_expressions():
        found = _loose_column(child, grouped)
        if found is not None:
            return found
    return None
