"""The local stack for the page: its API can go away and come back."""

from collections.abc import Iterator
from contextlib import contextmanager

from local.stack import Stack

NOBODY = "http://127.0.0.1:9"


class ShownStack(Stack):
    """The whole product, as `make run` starts it."""

    _is_api_down = False

    @property
    def api_url(self) -> str:
        """Where the HTTP API answers, or would."""
        return NOBODY if self._is_api_down else super().api_url

    @contextmanager
    def api_down(self) -> Iterator[None]:
        """Let every call of /v1 be answered with 502 until the block ends."""
        self._is_api_down = True
        try:
            yield
        finally:
            self._is_api_down = False
