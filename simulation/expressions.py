"""DynamoDB's condition and update expressions, as far as the product writes them."""

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

Attribute = Mapping[str, Any]
Item = dict[str, Any]
Names = Mapping[str, str]
Test = Callable[[Mapping[str, Any], Mapping[str, Any], Names], bool]

_TOKEN = re.compile(r"\s*(<=|>=|<>|=|\(|\)|,|[#:]?\w+)")
_PLACEHOLDER = re.compile(r"[#:]\w+")


@cache
def placeholders(*texts: str) -> frozenset[str]:
    """Tell which names and values expressions speak of; DynamoDB wants these and no other."""
    return frozenset(found for text in texts for found in _PLACEHOLDER.findall(text))


@cache
def condition(text: str) -> Test:
    """Compile a condition; it is asked with an item (empty if there is none), values and names."""
    tokens = _TOKEN.findall(text)
    test, rest = _either(tokens)
    if rest:
        raise ValueError(f"this condition isn't understood: {text}")
    return test


def _either(tokens: list[str]) -> tuple[Test, list[str]]:
    left, rest = _both(tokens)
    while rest and rest[0] == "OR":
        right, rest = _both(rest[1:])
        left = _or(left, right)
    return left, rest


def _both(tokens: list[str]) -> tuple[Test, list[str]]:
    left, rest = _one(tokens)
    while rest and rest[0] == "AND":
        right, rest = _one(rest[1:])
        left = _and(left, right)
    return left, rest


def _or(left: Test, right: Test) -> Test:
    return lambda item, values, names: left(item, values, names) or right(item, values, names)


def _and(left: Test, right: Test) -> Test:
    return lambda item, values, names: left(item, values, names) and right(item, values, names)


def _one(tokens: list[str]) -> tuple[Test, list[str]]:  # noqa: C901, PLR0911 - one a form
    match tokens:
        case ["(", *inside]:
            test, rest = _either(inside)
            return test, rest[1:]
        case ["attribute_exists", "(", path, ")", *rest]:
            return (lambda item, _, names: names.get(path, path) in item), rest
        case ["attribute_not_exists", "(", path, ")", *rest]:
            return (lambda item, _, names: names.get(path, path) not in item), rest
        case ["begins_with", "(", path, ",", value, ")", *rest]:
            return _begins(path, value), rest
        case [path, "BETWEEN", low, "AND", high, *rest]:
            return _and(_ordered(path, ">=", low), _ordered(path, "<=", high)), rest
        case [path, "=", value, *rest]:
            return _equals(path, value), rest
        case [path, "<>", value, *rest]:
            same = _equals(path, value)
            return (lambda item, values, names: not same(item, values, names)), rest
        case [path, "<=" | ">=" as sign, value, *rest]:
            return _ordered(path, sign, value), rest
    raise ValueError(f"this condition isn't understood: {' '.join(tokens)}")


def _equals(path: str, value: str) -> Test:
    def test(item: Mapping[str, Any], values: Mapping[str, Any], names: Names) -> bool:
        found, wanted = item.get(names.get(path, path)), values[value]
        if found == wanted or found is None:
            return found is not None
        return "N" in found and "N" in wanted and Decimal(found["N"]) == Decimal(wanted["N"])

    return test


def _begins(path: str, value: str) -> Test:
    def test(item: Mapping[str, Any], values: Mapping[str, Any], names: Names) -> bool:
        found = item.get(names.get(path, path))
        return found is not None and bool(found["S"].startswith(values[value]["S"]))

    return test


def _ordered(path: str, sign: str, value: str) -> Test:
    holds = operator.le if sign == "<=" else operator.ge

    def test(item: Mapping[str, Any], values: Mapping[str, Any], names: Names) -> bool:
        found = item.get(names.get(path, path))
        return found is not None and bool(holds(found["S"], values[value]["S"]))

    return test


def updated(item: Mapping[str, Any], expression: str, values: Mapping[str, Any]) -> Item:
    """Apply an update of the form `SET a = :x, b = b + :y`."""
    changed = dict(item)
    for part in expression.removeprefix("SET ").split(","):
        path, _, term = (piece.strip() for piece in part.partition("="))
        left, plus, right = (piece.strip() for piece in term.partition("+"))
        if plus:
            changed[path] = {"N": str(int(item[left]["N"]) + int(values[right]["N"]))}
        else:
            changed[path] = values[left]
    return changed
