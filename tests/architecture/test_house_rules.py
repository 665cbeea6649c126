import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "layers" / "common" / "period_sync"
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))


def sources(*folders: Path) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            yield path, ast.parse(path.read_text())


def names_used(tree: ast.Module) -> set[str]:
    return {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def imports(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_the_import_rules_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("function", FUNCTIONS)
def test_each_handler_is_thin_and_knows_no_sdk(function: str) -> None:
    path = ROOT / "functions" / function / "app.py"
    tree = ast.parse(path.read_text())
    forbidden = {"boto3", "botocore", "requests", "os"}
    assert not {name.split(".")[0] for name in imports(tree)} & forbidden
    assert not any(name.startswith("period_sync.adapters") for name in imports(tree))
    assert len(path.read_text().splitlines()) <= 60
    assert (path.parent / "__init__.py").exists(), "without it the import rules skip the handler"


def test_no_float_touches_money() -> None:
    for path, tree in sources(PACKAGE / "domain", PACKAGE / "contracts"):
        calls = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
        assert "float" not in calls, path


def test_the_environment_is_read_in_one_place() -> None:
    names = ("settings.py", "operate/secret_input.py", "adapters/stack.py")
    allowed = {PACKAGE / name for name in names}
    for path, tree in sources(PACKAGE, ROOT / "functions"):
        if path not in allowed:
            assert "os.environ" not in names_used(tree), path


def test_time_comes_from_one_clock() -> None:
    for path, tree in sources(PACKAGE, ROOT / "functions"):
        if path.name != "system_clock.py":
            used = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "time.sleep"}
            assert not used & names_used(tree), path


def test_end_to_end_tests_see_the_product_from_outside() -> None:
    for path, tree in sources(ROOT / "tests" / "e2e"):
        inside = ("period_sync", "functions")
        assert not any(name.startswith(inside) for name in imports(tree)), path


def test_every_module_says_what_it_is_for() -> None:
    for path, tree in sources(PACKAGE, ROOT / "functions", ROOT / "local"):
        if path.read_text().strip():
            assert ast.get_docstring(tree), path
