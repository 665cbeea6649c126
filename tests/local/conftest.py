"""A running local stack, with stand-ins for the product's functions."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local.checkout import ROOT
from local.stack import Stack

FUNCTIONS = ("sync_api", "period_closed", "journal_poster", "result_notifier", "sweeper")
STAND_IN = Path(__file__).with_name("stand_in.py")


@dataclass(frozen=True)
class Call:
    """One call that a stand-in noted; the instants are seconds."""

    function: str
    event: dict[str, Any]
    started: float
    ended: float


def write_source(folder: Path) -> Path:
    """Write the product's template and requirements, with stand-ins for its functions."""
    shutil.copy(ROOT / "template.yaml", folder)
    layer = folder / "layers" / "common"
    layer.mkdir(parents=True)
    shutil.copy(ROOT / "layers" / "common" / "requirements.txt", layer)
    for name in FUNCTIONS:
        function = folder / "functions" / name
        function.mkdir(parents=True)
        shutil.copy(STAND_IN, function / "app.py")
    return folder


def calls_of(stack: Stack, function: str) -> list[Call]:
    """Return what a function of the template was called with, in the order of starting."""
    items = stack.aws.dynamodb.scan(TableName=stack.outputs["StateTable"])["Items"]
    calls = [Call(*json.loads(item["call_of"]["S"])) for item in items if "call_of" in item]
    name = stack.deployed.physical_ids[function]
    return sorted(
        (call for call in calls if call.function == name), key=lambda call: call.started
    )


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_source(tmp_path_factory.mktemp("source"))


@pytest.fixture
def make_stack(source: Path) -> Callable[[Path], Stack]:
    return lambda state: Stack(state, 0, source=source, environment={}, seeded=False)


@pytest.fixture(scope="session")
def stack(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    state = tmp_path_factory.mktemp("state")
    with Stack(state, 0, source=source, environment={}, seeded=False) as running:
        yield running
