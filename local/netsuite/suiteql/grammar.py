"""Which statements SuiteQL takes: one SELECT of known parts over known tables and columns."""

import logging
from dataclasses import dataclass

import sqlglot
from sqlglot import TokenType, exp
from sqlglot.errors import OptimizeError, ParseError, SqlglotError
from sqlglot.optimizer.qualify import qualify

from local.netsuite.schema import Tables
from local.netsuite.suiteql.grouping import check_grouping
from local.netsuite.suiteql.refused import QueryRefused

IN_LIST_MAX = 1000  # fact 94
# What may stand in a statement. Whatever is not here is refused, so that nothing runs by luck
# which NetSuite would not run.
_STRUCTURE = (
    exp.Select,
    exp.From,
    exp.Join,
    exp.Where,
    exp.Group,
    exp.Having,
    exp.Order,
    exp.Ordered,
    exp.Fetch,
    exp.LimitOptions,
    exp.Offset,
    exp.Distinct,
    exp.Table,
    exp.TableAlias,
    exp.Alias,
    exp.Subquery,
    exp.Column,
    exp.Identifier,
    exp.Star,
    exp.Literal,
    exp.Null,
    exp.Placeholder,
    exp.Tuple,
)
_OPERATORS = (
    exp.And,
    exp.Or,
    exp.Not,
    exp.Paren,
    exp.EQ,
    exp.NEQ,
    exp.GT,
    exp.GTE,
    exp.LT,
    exp.LTE,
    exp.In,
    exp.Between,
    exp.Like,
    exp.Escape,
    exp.Is,
    exp.Exists,
    exp.Case,
    exp.If,
    exp.DPipe,
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Div,
    exp.Neg,
)
_FUNCTIONS = (
    exp.Count,
    exp.Sum,
    exp.Avg,
    exp.Min,
    exp.Max,
    exp.Upper,
    exp.Lower,
    exp.Coalesce,
    exp.Abs,
    exp.Round,
    exp.ToChar,
    exp.StrToDate,
    exp.DateStrToDate,
    exp.ToNumber,
    exp.Length,
    exp.Substring,
    exp.Trim,
    exp.Concat,
    exp.DecodeCase,
)
_ALLOWED = (*_STRUCTURE, *_OPERATORS, *_FUNCTIONS)
_UNION = (exp.Union,)
DISPLAY_FUNCTION = "BUILTIN_DF"
# The generator's remarks on dialects are of no use to whoever runs the simulator.
logging.getLogger("sqlglot").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A statement whose parameters are named p0, p1, ... in their order of appearance."""

    query: exp.Query
    parameters: int


def read_statement(text: str, tables: Tables, *, union_allowed: bool) -> Parsed:
    """Parse a statement and resolve every column to its table.

    Raises:
        QueryRefused: with the reason.
    """
    try:
        named, parameters = _name_parameters(text)
        statements = sqlglot.parse(named, read="oracle")
    except SqlglotError as error:
        raise QueryRefused(_first_line(error)) from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise QueryRefused("Only one SELECT statement is allowed.")
    query = statements[0]
    _fold_display_function(query)
    _check_nodes(query, (*_ALLOWED, *_UNION) if union_allowed else _ALLOWED)
    _check_tables(query, tables)
    _name_results(query)
    try:
        schema: dict[str, object] = {
            table: dict.fromkeys(columns, "TEXT") for table, columns in tables.items()
        }
        qualified = qualify(query, dialect="oracle", schema=schema, expand_alias_refs=False)
    except (OptimizeError, ParseError) as error:
        raise QueryRefused(_first_line(error)) from error
    for select in qualified.find_all(exp.Select):
        check_grouping(select)
    return Parsed(qualified, parameters)


def _name_parameters(text: str) -> tuple[str, int]:
    """Replace each ? by its name, since a parsed tree does not keep the order of the text."""
    tokens = sqlglot.tokenize(text, read="oracle")
    if any(token.token_type is TokenType.COLON for token in tokens):
        raise QueryRefused("Parameters are written as ?.")
    places = [token.start for token in tokens if token.token_type is TokenType.PLACEHOLDER]
    for number, start in reversed(list(enumerate(places))):
        text = f"{text[:start]}:p{number}{text[start + 1 :]}"
    return text, len(places)


def _first_line(error: SqlglotError) -> str:
    """The library's message without its place in the text."""
    return str(error).partition("\n")[0].partition(" Line ")[0].partition(" Line:")[0]


def _fold_display_function(query: exp.Query) -> None:
    """Turn BUILTIN.DF(x) into one call, so that BUILTIN is not taken for a table."""
    for dot in list(query.find_all(exp.Dot)):
        call = dot.expression
        is_display = dot.this.name.upper() == "BUILTIN" and call.name.upper() == "DF"
        if not is_display or not isinstance(call, exp.Anonymous) or len(call.expressions) != 1:
            raise QueryRefused(f"Unknown identifier: {dot.sql('oracle')}")
        dot.replace(exp.Anonymous(this=DISPLAY_FUNCTION, expressions=call.expressions))


def _check_nodes(query: exp.Query, allowed: tuple[type[exp.Expr], ...]) -> None:
    for node in query.walk():
        is_display = isinstance(node, exp.Anonymous) and node.name == DISPLAY_FUNCTION
        if not is_display and not isinstance(node, allowed):
            raise QueryRefused(f"Not supported: {node.sql('oracle')[:200]}")
        _check_details(node)
    for select in query.find_all(exp.Select):
        joins = select.args.get("joins") or []
        if {bool(join.args.get("on") or join.kind == "CROSS") for join in joins} == {True, False}:
            # Fact 91: ANSI joins and lists of tables do not go together.
            raise QueryRefused("ANSI and non-ANSI joins can't be mixed.")


def _check_details(node: exp.Expr) -> None:
    if isinstance(node, exp.In) and len(node.expressions) > IN_LIST_MAX:
        raise QueryRefused(f"An IN list can't have more than {IN_LIST_MAX} elements.")
    if isinstance(node, exp.Column) and node.args.get("join_mark"):
        raise QueryRefused("Outer joins with (+) are not supported.")
    if isinstance(node, exp.LimitOptions) and (
        node.args.get("percent") or node.args.get("with_ties")
    ):
        raise QueryRefused("FETCH takes a number of rows ONLY.")


def _check_tables(query: exp.Query, tables: Tables) -> None:
    for table in query.find_all(exp.Table):
        if table.args.get("db") or table.name.lower() not in tables:
            raise QueryRefused(f"Record '{table.sql('oracle')}' was not found.")


def _name_results(query: exp.Query) -> None:
    """Number the result columns that have no name."""
    for select in query.find_all(exp.Select):
        for number, item in enumerate(list(select.expressions), start=1):
            if not isinstance(item, exp.Alias | exp.Column | exp.Star):
                item.replace(exp.alias_(item.copy(), f"EXPR{number}"))
