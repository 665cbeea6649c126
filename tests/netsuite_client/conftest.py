"""Fixture: the product's client on a fresh simulator."""

import pytest

from period_sync.adapters.netsuite.gateway import NetSuiteAccount
from tests.support.netsuite_client import open_simulator
from tests.support.simulator import RunningSimulator


@pytest.fixture
def account(netsuite: RunningSimulator) -> NetSuiteAccount:
    return open_simulator(netsuite)
