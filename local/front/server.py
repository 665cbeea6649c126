"""The HTTP server of the front, on 127.0.0.1 only."""

import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from botocore.exceptions import BotoCoreError, ClientError

from local.background import LOG
from local.errors import LocalError
from local.front.answer import Answer, redirect, text
from local.front.proxy import forward
from local.front.routes import answer_dev
from local.front.sign_in import PREFIX, SignIn
from local.front.site import Site
from local.front.web_page import WebPage

BODY_BYTES_MAX = 10 * 1024 * 1024  # API Gateway's limit
IDLE_SECONDS = 60
STOP_POLL_SECONDS = 0.05


class Front:
    """Takes its port when it is made, and answers from `open` to `close`."""

    def __init__(self, port: int) -> None:
        """Listen on the port.

        Raises:
            LocalError: another program has it.
        """
        try:
            self._server = _Server(("127.0.0.1", port), _Handler)
        except OSError as error:
            raise LocalError(
                f"Port {port} of 127.0.0.1 is taken by another program. "
                f"End that one, or name another port: PORT={port + 1} make run"
            ) from error
        self.port = int(self._server.server_address[1])
        self.origin = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(STOP_POLL_SECONDS,), daemon=True
        )

    def open(self, site: Site) -> None:
        """Answer requests from now on."""
        self._server.site = site
        self._server.page = WebPage(site.page_folder, site.template)
        self._server.sign_in = SignIn(site, self.origin, time.monotonic)
        self._thread.start()

    def close(self) -> None:
        """Stop answering and give the port back."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    site: Site
    page: WebPage
    sign_in: SignIn

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """Note it: browsers drop connections as they please, and the terminal tells the sync."""
        LOG.warning("A request of %s was cut off", client_address, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = IDLE_SECONDS

    def _answer(self) -> None:
        try:
            answer = self._answer_for(self._body())
        except _Refused as refused:
            self.close_connection = True
            answer = text(str(refused), refused.status)
        except (LocalError, OSError, BotoCoreError, ClientError) as error:
            answer = text(f"The stack behind can't answer: {error}", HTTPStatus.BAD_GATEWAY)
        self._send(answer)

    def _answer_for(self, body: bytes) -> Answer:
        # Another site's name that was pointed at 127.0.0.1 must get nothing.
        port = self.server.server_address[1]
        if self.headers.get("Host") not in (f"127.0.0.1:{port}", f"localhost:{port}"):
            raise _Refused(HTTPStatus.FORBIDDEN, f"Ask for http://127.0.0.1:{port}")
        if _is_below("/v1", self.path):
            return self.server.page.guarded(self._api_answer(body))
        if self.command == "POST" and _is_below(PREFIX, self.path):
            return self.server.sign_in.answer_post(self.path, body)
        if self.command not in ("GET", "HEAD"):
            return text("Only /v1 takes this.", HTTPStatus.METHOD_NOT_ALLOWED)
        return self._answer_get(f"http://127.0.0.1:{port}")

    def _api_answer(self, body: bytes) -> Answer:
        site = self.server.site
        answer = forward(site.api_url, self.command, self.path, self.headers.items(), body)
        if answer.status == HTTPStatus.BAD_GATEWAY:
            site.api_failed()
        return answer

    def _answer_get(self, origin: str) -> Answer:
        page = self.server.page
        if _is_below(PREFIX, self.path):
            return self.server.sign_in.answer_get(self.path)
        if _is_below("/dev", self.path):
            accept = self.headers.get("Accept", "")
            return answer_dev(self.server.site, self.path, accept, page_is_built=page.is_built)
        if self.headers["Host"].startswith("localhost"):
            # The sign-in knows one origin, and comes back to it only.
            return redirect(f"{origin}/{self.path.lstrip('/')}")
        return page.answer(self.path)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding"):
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "Send the body with a Content-Length.")
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            raise _Refused(HTTPStatus.BAD_REQUEST, "Content-Length is no number.")
        if int(length) > BODY_BYTES_MAX:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is over 10 MB.")
        return self.rfile.read(int(length))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: the terminal tells the story of the sync."""


def _is_below(prefix: str, target: str) -> bool:
    return target == prefix or target.startswith((f"{prefix}/", f"{prefix}?"))


class _Refused(Exception):
    def __init__(self, status: HTTPStatus, words: str) -> None:
        super().__init__(words)
        self.status = status
