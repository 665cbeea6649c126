"""The product's store behaves alike on every stand-in, and no expression of it is left out."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from period_sync.adapters import dynamodb
from period_sync.adapters.dynamodb.rows import IN_PLACE
from tests.stand_ins import guarding, overseeing, setting_up, syncing
from tests.stand_ins.clouds import Simulated, StandIn
from tests.stand_ins.recorder import Seen
from tests.stand_ins.store import Store, store_on

STORIES = (
    *setting_up.STORIES,
    *syncing.STORIES,
    *guarding.STORIES,
    *overseeing.STORIES,
)
EXPRESSION = re.compile(r"(^|[ ,(])(:\w+|attribute_(not_)?exists\(\w+\))")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_on_every_stand_in(cloud: StandIn, story: Callable[[Store], None]) -> None:
    story(store_on(cloud, Seen()))


def written_expressions() -> Iterator[str]:
    """Every piece of an expression that stands in the code of the store."""
    for path in Path(dynamodb.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            is_prose = node.value.count("\n") or node.value.endswith(".")
            is_expression = " " in node.value and EXPRESSION.search(node.value) and not is_prose
            if is_expression or node.value.startswith("attribute_"):
                yield node.value


def test_every_expression_of_the_store_is_run_where_it_holds_and_where_it_fails() -> None:
    seen = Seen()
    for story in STORIES:
        story(store_on(Simulated(), seen))

    written = set(written_expressions())
    ran = seen.held | seen.failed | seen.others
    assert len(written) >= 14
    assert {text for text in written if not any(text in whole for whole in ran)} == set()
    # This one is to hold whatever is there.
    assert seen.held - seen.failed == {IN_PLACE}
    assert seen.failed <= seen.held


def test_every_method_of_the_store_is_in_a_story() -> None:
    told = "".join(
        inspect.getsource(module) for module in (guarding, overseeing, setting_up, syncing)
    )
    methods = {
        f"{name}.{method}": f".{method}("
        for path in Path(dynamodb.__path__[0]).glob("*.py")
        for name, adapter in vars(
            importlib.import_module(f"{dynamodb.__name__}.{path.stem}")
        ).items()
        if name.startswith("Dynamo") and inspect.isclass(adapter)
        for method in dir(adapter)
        if not method.startswith("_")
    }

    assert len(methods) >= 50
    assert {name for name, call in methods.items() if call not in told} == set()
