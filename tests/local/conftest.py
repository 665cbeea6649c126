"""A running local stack, with stand-ins for the product's functions."""

import json
import shutil
from collections.abc import Iterator
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


def write_source(folder: Path) -> None:
    """Write the product's template, with stand-ins for its functions and an empty layer."""
    shutil.copy(ROOT / "template.yaml", folder)
    layer = folder / "layers" / "common"
    layer.mkdir(parents=True)
    # Stand-ins need nothing of it, and an empty layer is unpacked at once.
    (layer / "requirements.txt").write_text("# nothing\n")
    for name in FUNCTIONS:
        function = folder / "functions" / name
        function.mkdir(parents=True)
        shutil.copy(STAND_IN, function / "app.py")


def calls_of(stack: Stack, function: str) -> list[Call]:
    """Return what a function of the template was called with, in the order of starting."""
    items = stack.aws.dynamodb.scan(TableName=stack.outputs["StateTable"])["Items"]
    calls = [Call(*json.loads(item["call_of"]["S"])) for item in items if "call_of" in item]
    name = stack.deployed.physical_ids[function]
    return sorted((call for call in calls if call.function == name), key=lambda call: call.started)


def stack_below(folder: Path) -> Stack:
    """Return a stack of stand-ins that keeps its source and state below the folder."""
    source = folder / "source"
    if not source.exists():
        source.mkdir()
        write_source(source)
    return Stack(folder / "state", 0, source=source, environment={}, seeded=False)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with stack_below(tmp_path_factory.mktemp("stack")) as running:
        yield running
