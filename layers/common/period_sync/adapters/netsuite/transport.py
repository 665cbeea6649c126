"""One HTTP exchange with NetSuite, and whether a request had begun to leave us.

What an exception is called never tells whether NetSuite may have got the request; the connection
itself records when the first byte of a request is written, after connecting and the TLS handshake.
"""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

if TYPE_CHECKING:
    from period_sync.adapters.netsuite.login import Login

Method: TypeAlias = Literal["GET", "POST", "PATCH", "PUT", "DELETE"]

CONNECT_SECONDS = 10
ANSWER_BYTES_MAX = 32 * 1024 * 1024
"""Far above a page of 1,000 rows; a longer answer is not NetSuite's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `is_whole` is false when the body broke off or is too long."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nothing came back. `was_sent` tells whether the first byte of the request was written."""

    was_sent: bool
    reason: str


class Transport:
    """One fresh connection to one origin; no redirects, no proxies, no retries.

    Without a login requests are sent as they are.
    """

    def __init__(self, login: "Login | None") -> None:
        self._login = login
        self._wire = _Wire()
        self._session = _NoRedirects()
        # Neither a proxy nor ~/.netrc of the environment may see or change a request.
        self._session.trust_env = False
        self._session.auth = login.auth if login else None
        adapter = _WatchedAdapter(self._wire)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def send(
        self,
        method: Method,
        url: str,
        headers: Mapping[str, str],
        read_seconds: float,
        body: bytes | None = None,
    ) -> Answer | NoAnswer:
        """Send one request, once. Every ending is a value, but raises what the login raises.

        `url` is sent, and signed, as it is written: whoever builds it has encoded what must be
        (fact 12).
        """
        with self._wire.limited(CONNECT_SECONDS + read_seconds):
            try:
                response = self._session.request(
                    method,
                    url,
                    data=body,
                    headers=dict(headers),
                    timeout=(CONNECT_SECONDS, read_seconds),
                    allow_redirects=False,
                    stream=True,
                )
            except (requests.RequestException, HTTPError, HTTPException, ValueError) as error:
                # An answer that can't be parsed is no answer; whether it was sent is recorded.
                return NoAnswer(self._wire.began_request, type(error).__name__)
            with response:
                content, is_whole = _read(response)
        return Answer(response.status_code, response.headers, content, is_whole)

    def ask(
        self,
        method: Method,
        url: str,
        headers: Mapping[str, str],
        read_seconds: float,
        body: bytes | None = None,
    ) -> Answer | NoAnswer:
        """Send what changes nothing; after a 401 once more, if the login can be renewed."""
        answer = self.send(method, url, headers, read_seconds, body)
        was_refused = isinstance(answer, Answer) and answer.status == HTTPStatus.UNAUTHORIZED
        if was_refused and self._login and self._login.renew():
            return self.send(method, url, headers, read_seconds, body)
        return answer


def _read(response: requests.Response) -> tuple[bytes, bool]:
    content = bytearray()
    try:
        for chunk in response.iter_content(65536):
            content += chunk
            if len(content) > ANSWER_BYTES_MAX:
                return bytes(content[:ANSWER_BYTES_MAX]), False
    except (requests.RequestException, HTTPError, HTTPException, ValueError):
        return bytes(content), False
    return bytes(content), True


class _NoRedirects(requests.Session):
    """Never looks where a redirect leads: requests would parse it even when not following."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        return None


class _Wire:
    """The present request: whether its first byte is written, and when its time is over."""

    def __init__(self) -> None:
        self.began_request = False
        self._socket: socket.socket | None = None
        self._guard = threading.Lock()

    def begin(self, connected: socket.socket) -> None:
        """Note that the first byte is about to be written."""
        self.began_request = True
        self._socket = connected

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """Cut the connection of a request that takes longer, however it trickles.

        The read timeout limits the wait for each piece of an answer only.
        """
        self.began_request = False
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._guard:
                self._socket = None

    def _cut(self) -> None:
        with self._guard, suppress(OSError):
            if self._socket is not None:
                # Of the plain socket: TLS has no time to say goodbye.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class _WatchedAdapter(HTTPAdapter):
    """Makes connections that report to a wire when they begin to write."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().init_poolmanager(*args, **kwargs)
        wire = self._wire

        class Plain(HTTPConnection):
            def send(self, data: Any) -> None:  # noqa: ANN401
                if self.sock is None:
                    self.connect()
                wire.begin(self.sock)
                super().send(data)

        class Tls(HTTPSConnection):
            def send(self, data: Any) -> None:  # noqa: ANN401
                if self.sock is None:
                    self.connect()
                wire.begin(self.sock)
                super().send(data)

        self.poolmanager.pool_classes_by_scheme = {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": Plain}),
            "https": type("TlsPool", (HTTPSConnectionPool,), {"ConnectionCls": Tls}),
        }
