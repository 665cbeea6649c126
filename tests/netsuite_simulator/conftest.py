"""Fixtures: a fresh simulator in this process, and a client that signs for it."""

from collections.abc import Iterator

import pytest

from tests.netsuite_simulator.client import EDITOR, Client
from tests.support.simulator import RunningSimulator, simulator_thread


@pytest.fixture
def simulator() -> Iterator[RunningSimulator]:
    with simulator_thread(role=EDITOR) as running:
        yield running


@pytest.fixture
def client(simulator: RunningSimulator) -> Client:
    return Client(simulator)
