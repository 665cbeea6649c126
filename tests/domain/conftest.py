"""What is true of journals is true without a network: a test that opens a socket fails."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="module")
def no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "bind"):
            patch.setattr(socket.socket, name, refused(getattr(socket.socket, name)))
        yield


def refused(real: Any) -> Any:
    """Refuse the test's own thread; a stack that other tests started goes on beside it."""

    def refuse(*arguments: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            raise AssertionError("a test of the domain opened a socket")
        return real(*arguments)

    return refuse
