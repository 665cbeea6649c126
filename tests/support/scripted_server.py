"""A server that says to each request what a test wrote down, be it HTTP or not."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus

TIMEOUT_SECONDS = 10
_LENGTH = re.compile(rb"content-length: ([0-9]+)", re.IGNORECASE)


def http(status: int, body: bytes | str = b"", **headers: str) -> bytes:
    """Write an HTTP answer; header names are written with _ for -, `{origin}` is filled in."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", "Connection: close"]
    if status != HTTPStatus.NO_CONTENT:
        lines.append(f"Content-Length: {len(content)}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + content


@dataclass
class ScriptedServer:
    """A server that listens on 127.0.0.1; `requests` are those that came, headers and body."""

    origin: str
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0


@contextmanager
def scripted_server(
    *answers: bytes, reads: int | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[ScriptedServer]:
    """Answer the requests in turn, one a connection; the last answer is given ever after.

    An empty answer closes the connection. With `reads`, no more than so many bytes are read first.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    scheme = "http" if tls is None else "https"
    server = ScriptedServer(f"{scheme}://127.0.0.1:{listener.getsockname()[1]}")

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                server.connections += 1
                with connection, suppress(OSError):
                    connection.settimeout(TIMEOUT_SECONDS)
                    stream = tls.wrap_socket(connection, server_side=True) if tls else connection
                    with stream:
                        _answer(stream, server, answers, reads)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(TIMEOUT_SECONDS)


def _answer(
    stream: socket.socket, server: ScriptedServer, answers: Sequence[bytes], reads: int | None
) -> None:
    server.requests.append(_request(stream) if reads is None else stream.recv(reads))
    answer = answers[min(len(server.requests), len(answers)) - 1] if answers else b""
    stream.sendall(answer.replace(b"{origin}", server.origin.encode()))


def _request(stream: socket.socket) -> bytes:
    received = bytearray()
    while b"\r\n\r\n" not in received:
        chunk = stream.recv(65536)
        if not chunk:
            return bytes(received)
        received += chunk
    head, _, body = bytes(received).partition(b"\r\n\r\n")
    found = _LENGTH.search(head)
    while found and len(body) < int(found[1]):
        body += stream.recv(65536)
    return head + b"\r\n\r\n" + body
