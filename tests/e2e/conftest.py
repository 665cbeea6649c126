"""The whole product, running; seen from outside only."""

from collections.abc import Iterator

import pytest

from local.stack import Stack
from tests.e2e.client import Client


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("state"), 0, environment={}) as running:
        yield running


@pytest.fixture
def controller(stack: Stack) -> Client:
    return Client(stack.origin, stack.token("controller"))
