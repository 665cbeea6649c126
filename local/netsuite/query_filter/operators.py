"""The operators of a filter: for which types, how many values, and what they mean in SQL."""

from dataclasses import dataclass

ONE, LIST, PAIR, NONE = "one", "list", "pair", "none"


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator; in `sql`, {} is the field and {v} stands for its values."""

    values: str
    sql: str
    negated: bool = False


_BY_KIND: dict[str, dict[str, tuple[str, str]]] = {
    "number": {
        "ANY_OF": (LIST, "{} IN ({v})"),
        "BETWEEN": (PAIR, "{} BETWEEN {v}"),
        "EQUAL": (ONE, "{} = {v}"),
        "GREATER": (ONE, "{} > {v}"),
        "GREATER_OR_EQUAL": (ONE, "{} >= {v}"),
        "LESS": (ONE, "{} < {v}"),
        "LESS_OR_EQUAL": (ONE, "{} <= {v}"),
        "WITHIN": (PAIR, "{} BETWEEN {v}"),
    },
    # Texts are found whatever their case, as external ids are (fact 50).
    "string": {
        "CONTAIN": (ONE, "instr(lower({}), lower({v})) > 0"),
        "IS": (ONE, "lower({}) = lower({v})"),
        "START_WITH": (ONE, "instr(lower({}), lower({v})) = 1"),
        "END_WITH": (ONE, "substr(lower({}), -length({v})) = lower({v})"),
    },
    "date": {
        "AFTER": (ONE, "{} > {v}"),
        "BEFORE": (ONE, "{} < {v}"),
        "ON": (ONE, "{} = {v}"),
        "ON_OR_AFTER": (ONE, "{} >= {v}"),
        "ON_OR_BEFORE": (ONE, "{} <= {v}"),
    },
    "boolean": {"IS": (ONE, "{} = {v}")},
}
# The one that is spelt in two ways (fact 78).
_SPELT = {"END_WITH": "ENDWITH"}


def _operators(kind: str) -> dict[str, Operator]:
    found = {"EMPTY": Operator(NONE, "{} IS NULL"), "EMPTY_NOT": Operator(NONE, "{} IS NOT NULL")}
    for name, (values, sql) in _BY_KIND[kind].items():
        found[_SPELT.get(name, name)] = Operator(values, sql)
        found[f"{name}_NOT"] = Operator(values, sql, negated=True)
    return found


OPERATORS = {kind: _operators(kind) for kind in _BY_KIND}
ALL_NAMES = frozenset(name for names in OPERATORS.values() for name in names)
