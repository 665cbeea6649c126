"""Puts other code in the place of some of a function's, while a block lasts.

A swap names what it replaces as code, and finds it whatever its layout and wherever it stands in
the function. If it is not there exactly once, nothing is planted and NoPlace says so.
"""

import ast
import importlib
import inspect
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from types import CodeType, FunctionType
from typing import Any


class NoPlace(Exception):
    """The code that a swap would replace is not in its function, or is there more than once."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Where (`module:function` or `module:Class.method`), what goes, and what comes.

    `old` and `new` are both an expression, or both statements; `new` may be empty. An empty `old`
    is the function's end.
    """

    where: str
    old: str
    new: str


@contextmanager
def swapped(swaps: Sequence[Swap]) -> Iterator[None]:
    """Let functions run other code until the block ends. Raises NoPlace.

    The functions stay the same objects, so that whoever holds one runs its new code.
    """
    by_place: dict[str, list[Swap]] = defaultdict(list)
    for swap in swaps:
        by_place[swap.where].append(swap)
    made = [(function_at(where), _code(where, found)) for where, found in by_place.items()]
    kept = [(function, function.__code__) for function, _ in made]
    try:
        for function, code in made:
            function.__code__ = code
        yield
    finally:
        for function, code in kept:
            function.__code__ = code


def function_at(where: str) -> FunctionType:
    """Find a function of the product. Raises NoPlace."""
    module_name, _, path = where.partition(":")
    found: Any = importlib.import_module(module_name)
    for name in path.split("."):
        found = inspect.getattr_static(found, name, None)
    if isinstance(found, property):
        found = found.fget
    elif isinstance(found, cached_property):
        found = found.func
    found = inspect.unwrap(found) if callable(found) else found
    if not isinstance(found, FunctionType):
        raise NoPlace(f"{where} is no function any more")
    return found


def _code(where: str, swaps: Sequence[Swap]) -> CodeType:
    function = function_at(where)
    [tree] = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    if not isinstance(tree, ast.FunctionDef):
        raise NoPlace(f"{where} is no plain function any more")
    tree.decorator_list = []
    for swap in swaps:
        _swap(tree, swap)
    module = ast.Module([tree], [])
    compiled = compile(ast.fix_missing_locations(module), function.__code__.co_filename, "exec")
    [code] = [
        part
        for part in compiled.co_consts
        if isinstance(part, CodeType) and part.co_name == function.__name__
    ]
    if code.co_freevars != function.__code__.co_freevars:
        raise NoPlace(f"{where} uses variables of an outer function")
    return code


def _swap(tree: ast.FunctionDef, swap: Swap) -> None:
    if not swap.old:
        tree.body += ast.parse(swap.new).body
        return
    swapper = _Swapper(ast.parse(swap.old.strip()).body, ast.parse(swap.new.strip()).body)
    swapper.visit(tree)
    if swapper.found != 1:
        raise NoPlace(f"{swap.where} has {swapper.found} times, not once: {swap.old.strip()}")


class _Swapper(ast.NodeTransformer):
    """Replaces a run of statements, or an expression wherever it stands."""

    def __init__(self, old: Sequence[ast.stmt], new: Sequence[ast.stmt]) -> None:
        self.found = 0
        self._old = [ast.dump(part) for part in old]
        self._new = new or [ast.Pass()]
        self._expressions = [part.value for part in (*old, *new) if isinstance(part, ast.Expr)]
        self._is_expression = len(old) == len(new) == 1 and len(self._expressions) == 2

    def visit(self, node: ast.AST) -> Any:
        """Look for an expression here, and for statements in each block below."""
        if self._is_expression and isinstance(node, ast.expr):
            old, new = self._expressions
            if ast.dump(node) == ast.dump(old):
                self.found += 1
                return new
        self.generic_visit(node)
        if not self._is_expression:
            for name in ("body", "orelse", "finalbody"):
                block = getattr(node, name, None)
                if isinstance(block, list):
                    self._swap_in(block)
        return node

    def _swap_in(self, block: list[ast.stmt]) -> None:
        many = len(self._old)
        at = 0
        while at + many <= len(block):
            if [ast.dump(part) for part in block[at : at + many]] == self._old:
                self.found += 1
                block[at : at + many] = self._new
                at += len(self._new)
            else:
                at += 1
