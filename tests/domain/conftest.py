"""What is true of journals is true without a network: a test that opens a socket fails."""

import socket
from collections.abc import Iterator
from typing import NoReturn

import pytest
from hypothesis import settings

# Property tests are judged by what they find, not by how fast a busy machine is.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True, scope="module")
def no_network() -> Iterator[None]:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a test of the domain opened a socket")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket.socket, "bind", refuse)
        yield
