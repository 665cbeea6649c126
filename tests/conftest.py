"""Fixtures that the whole suite shares."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from period_sync import bootstrap
from tests.support.clock import SetClock
from tests.support.cloud import moto_cloud
from tests.support.product import Product
from tests.support.simulator import RunningSimulator, simulator_thread

# Property tests are judged by what they find, not by how fast a busy machine is.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def netsuite() -> Iterator[RunningSimulator]:
    with simulator_thread() as running:
        yield running


@pytest.fixture
def product(monkeypatch: pytest.MonkeyPatch, netsuite: RunningSimulator) -> Iterator[Product]:
    clock = SetClock()
    monkeypatch.setattr(bootstrap, "SystemClock", lambda: clock)
    with moto_cloud() as cloud:
        for name, value in cloud.environment(netsuite.origin).items():
            monkeypatch.setenv(name, value)
        yield Product(cloud, netsuite, clock)
