"""HTTP/1.1 on 127.0.0.1: reads requests off sockets, writes answers, breaks off where told."""

import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from typing import Any, Protocol

from local.netsuite.exchange import Answer, Ending, Request

ADDRESS = "127.0.0.1"
BODY_MAX = 104 * 1024 * 1024  # fact 143
IDLE_SECONDS_MAX = 120


class Answering(Protocol):
    """One simulated account, or several: answers from any number of threads."""

    sleep: Callable[[float], None]

    def answer(self, request: Request) -> Answer:
        """Answer any request; never raises."""


class Server(ThreadingHTTPServer):
    """Serves what answers; every connection has a thread of its own."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, simulator: Answering, port: int) -> None:
        super().__init__((ADDRESS, port), Handler)
        self.simulator = simulator
        self._guard = threading.Lock()
        self._open: set[socket.socket] = set()

    @property
    def origin(self) -> str:
        """The URL of the server, with the port it really has."""
        return f"http://{ADDRESS}:{self.server_address[1]}"

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        """Accept a connection and remember it."""
        connection, address = super().get_request()
        with self._guard:
            self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        """Close a connection whose thread has ended."""
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what broke a connection, unless its caller hung up in the middle of an answer."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        """Stop listening, and end the connections that clients keep alive."""
        super().server_close()
        with self._guard:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class _Drip(BufferedIOBase):
    """Passes bytes on one at a time."""

    def __init__(self, out: socket.socket, pause: float, sleep: Callable[[float], None]) -> None:
        self._out = out
        self._pause = pause
        self._sleep = sleep

    def write(self, data: Any) -> int:
        """Send the bytes, each after a pause."""
        for byte in bytes(data):
            self._sleep(self._pause)
            self._out.sendall(bytes([byte]))
        return len(data)


class Handler(BaseHTTPRequestHandler):
    """Hands each request over and carries out what its answer says."""

    protocol_version = "HTTP/1.1"
    server_version = "NetSuiteSimulator"
    sys_version = ""
    timeout = IDLE_SECONDS_MAX
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def do_any(self) -> None:
        """Answer one request of any method."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdigit():
            self.send_error(411)
            return
        if int(length) > BODY_MAX:
            self.send_error(413)
            return
        request = Request(
            self.command,
            self.path,
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(int(length)),
        )
        self._send(self.server.simulator.answer(request))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_any

    def _send(self, answer: Answer) -> None:
        if answer.ending is Ending.DROPPED:
            self._hang_up()
            return
        if answer.ending is Ending.DRIPPED:
            self.close_connection = True
            self.wfile = _Drip(self.connection, answer.seconds_a_byte, self.server.simulator.sleep)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        is_cut = answer.ending is Ending.CUT
        if self.command != "HEAD":
            self.wfile.write(answer.body[: len(answer.body) // 2] if is_cut else answer.body)
        self.wfile.flush()
        if is_cut:
            self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the page and /simulator/requests show what was asked."""
