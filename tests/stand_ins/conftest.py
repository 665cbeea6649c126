"""Each stand-in of AWS in turn; one ministack serves the whole session."""

from collections.abc import Iterator

import pytest

from local.cloud.ministack import Ministack
from local.ports import free_port
from tests.stand_ins.clouds import OnMinistack, Simulated, StandIn


@pytest.fixture(scope="session")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnMinistack]:
    cloud = Ministack(tmp_path_factory.mktemp("ministack") / "cloud", free_port())
    cloud.start()
    try:
        yield OnMinistack(cloud)
    finally:
        cloud.stop()


@pytest.fixture(params=["simulation", "ministack"])
def cloud(request: pytest.FixtureRequest) -> StandIn:
    if request.param == "simulation":
        return Simulated()
    found: OnMinistack = request.getfixturevalue("ministack")
    return found
