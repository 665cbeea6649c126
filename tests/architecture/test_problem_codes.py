import ast
import re
from collections.abc import Iterator
from pathlib import Path

from period_sync.domain.catalogue import CATALOGUE

PACKAGE = Path(__file__).parents[2] / "layers" / "common" / "period_sync"
CATALOGUE_FOLDER = PACKAGE / "domain" / "catalogue"


def codes_in_the_code() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if not path.is_relative_to(CATALOGUE_FOLDER):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield from re.findall(r"\A[A-Z]{2,4}-[0-9]{2}\Z", node.value)


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    assert set(codes_in_the_code()) - set(CATALOGUE) == set()


def test_every_code_of_the_catalogue_is_raised() -> None:
    assert set(CATALOGUE) - set(codes_in_the_code()) == set()
