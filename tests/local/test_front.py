"""What the front answers, with nothing behind it."""

import shutil
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path

import pytest

from hosting.built_page import INDEX, file_name_for
from hosting.headers import page_headers
from local.alarms.evaluation import Alarm, State
from local.checkout import ROOT
from local.cloud.template import read_template
from local.errors import LocalError
from local.front.server import Front
from local.identities import Tokens
from local.mails import Mail
from local.netsuite_login import NetSuiteLogin
from local.web import session
from tests.local.test_alarms import alarm
from tests.support.polling import until

EVIL = '"><script>alert(1)</script>'


class FakeSite:
    api_url = "http://127.0.0.1:9/api"
    ledger_url = "http://127.0.0.1:9/ledger"
    client_id = "page"
    netsuite_logins = (NetSuiteLogin("1234567_SB1", EVIL, "secret", "token", "token secret"),)
    template = read_template(ROOT / "template.yaml")

    def __init__(self, page_folder: Path) -> None:
        self.page_folder = page_folder
        self.failures = 0

    def sign_in(self, user: str) -> Tokens:
        if user != "controller":
            raise LocalError(f"No identity `{user}`.")
        return Tokens("a.b.c", "i.d.t", 3600)

    def mails(self) -> list[Mail]:
        return [Mail(1, "id", EVIL, [EVIL], EVIL, EVIL, f"<p>{EVIL}</p>", "2026-11-03T18:00:00Z")]

    def alarms(self) -> list[Alarm]:
        return [alarm(name=EVIL, state=State.ALARM), alarm(name="calm", state=State.OK)]

    def api_failed(self) -> None:
        self.failures += 1

    def queues(self) -> Mapping[str, Mapping[str, int]]:
        return {"SyncQueue": {"waiting": 1}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A page that was built."""
    page = tmp_path / "dist"
    (page / "assets").mkdir(parents=True)
    (page / ".vite").mkdir()
    (page / "index.html").write_text("<!doctype html><title>Period Sync</title>")
    (page / "favicon.svg").write_text("<svg/>")
    (page / "assets" / "index-abc123.js").write_text("export {}")
    (page / ".vite" / "manifest.json").write_text("{}")
    (tmp_path / "secret.txt").write_text("not for the page")
    return page


@pytest.fixture
def origin(folder: Path) -> Iterator[str]:
    front = Front(0)
    front.open(FakeSite(folder))
    yield front.origin
    front.close()


def test_pages_show_what_others_wrote_as_text(origin: str) -> None:
    for path in ("/dev", "/dev/mail", "/dev/mail/1", "/dev/alarms", "/dev/netsuite-keys"):
        page = session().get(origin + path)
        assert page.status_code == 200
        assert "<script" not in page.text
        assert "script" not in page.headers["Content-Security-Policy"]


def test_a_mail_is_framed_without_scripts(origin: str) -> None:
    page = session().get(f"{origin}/dev/mail/1").text

    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/dev/mail?format=json", {}), ("/dev/mail", {"Accept": "application/json"})],
)
def test_mails_come_as_json_too(origin: str, path: str, headers: dict[str, str]) -> None:
    assert session().get(origin + path, headers=headers).json()[0]["subject"] == EVIL


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost"])
def test_another_host_name_gets_nothing(origin: str, host: str) -> None:
    address = f"{origin}/dev/token?user=controller"

    assert session().get(address).text == "a.b.c"
    assert session().get(address, headers={"Host": host}).status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/dev", 200),
        ("GET", "/dev/nothing", 404),
        ("GET", "/dev/queues", 200),
        ("GET", "/dev/alarms", 200),
        ("GET", "/dev/netsuite", 302),
        ("GET", "/dev/netsuite-keys", 200),
        ("POST", "/dev/netsuite-keys", 405),
        ("GET", "/dev/mail/2", 404),
        ("GET", "/dev/token?user=nobody", 404),
        ("GET", "/periods", 200),
        ("POST", "/periods", 405),
        ("POST", "/dev/mail", 405),
        ("GET", "/v1/me", 502),
    ],
)
def test_statuses(origin: str, method: str, path: str, status: int) -> None:
    answer = session().request(method, origin + path, allow_redirects=False)

    assert answer.status_code == status


def test_a_taken_port_is_said_plainly(origin: str) -> None:
    port = int(origin.rpartition(":")[2])

    with pytest.raises(LocalError, match=f"Port {port} .* is taken"):
        Front(port)


@pytest.mark.parametrize(
    ("path", "content_type", "cache"),
    [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/syncs/halcyon-1?tab=2", "text/html; charset=utf-8", "no-cache"),
        ("/syncs/acme.inc-1", "text/html; charset=utf-8", "no-cache"),
        ("/favicon.svg", "image/svg+xml; charset=utf-8", "no-cache"),
        (
            "/assets/index-abc123.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
    ],
)
def test_the_built_page_is_served(origin: str, path: str, content_type: str, cache: str) -> None:
    answer = session().get(origin + path)

    assert answer.status_code == 200
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        content_type,
        cache,
    )


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/.vite/manifest.json",
        "/assets/../.vite/manifest.json",
        "//secret.txt",
        "/assets/",
        "/assets/gone-abc123.js",
        "/secret.txt",
    ],
)
def test_nothing_outside_the_built_page_is_served(origin: str, path: str) -> None:
    host = origin.removeprefix("http://")
    connection = HTTPConnection(host, timeout=10)
    connection.request("GET", path)  # as it stands: `requests` would tidy it up
    answer = connection.getresponse().read().decode()
    connection.close()

    assert "not for the page" not in answer
    assert "{}" not in answer


@pytest.mark.parametrize("path", ["/", "/syncs/1", "/v1/me", "/assets/gone.js"])
def test_the_page_and_the_api_carry_the_headers_of_the_template(origin: str, path: str) -> None:
    headers = session().get(origin + path).headers

    expected = page_headers(FakeSite.template, issuer="")
    assert len(expected) == 7
    assert {name: headers[name] for name, _ in expected} == dict(expected)
    assert "connect-src 'self';" in headers["Content-Security-Policy"]


def test_without_a_built_page_it_is_said_and_the_rest_works(origin: str, folder: Path) -> None:
    shutil.rmtree(folder)

    page = session().get(f"{origin}/syncs/1")
    assert page.status_code == 200
    assert "needs Node 20" in page.text
    assert "/dev/mail" in page.text
    assert session().get(f"{origin}/assets/index-abc123.js").status_code == 404


def test_localhost_leads_to_the_one_origin_that_people_sign_in_on(origin: str) -> None:
    port = origin.rpartition(":")[2]
    headers = {"Host": f"localhost:{port}"}

    answer = session().get(f"{origin}/syncs/1?tab=2", headers=headers, allow_redirects=False)

    assert answer.headers["Location"] == f"{origin}/syncs/1?tab=2"


def test_who_goes_away_is_not_told_of_on_the_terminal(
    origin: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "assets" / "long.js").write_bytes(b"x" * 20_000_000)
    host, _, port = origin.removeprefix("http://").rpartition(":")
    before = threading.active_count()
    with socket.create_connection((host, int(port))) as gone:
        gone.sendall(f"GET /assets/long.js HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        assert gone.recv(1)
        reset = struct.pack("ii", 1, 0)  # closing sends a reset, as a browser that is closed does
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
    until(lambda: threading.active_count() <= before)

    assert capfd.readouterr() == ("", "")


ADDRESSES = (
    *("/", "/periods", "/syncs/halcyon-1", "/syncs/acme.inc-1", "/signed-in", "/periods/a.b/c.d"),
    *("/favicon.svg", "/robots.txt", "/assets/a.js", "/assets/fonts/a.woff2", "/index.html"),
    *("/.well-known/x", "/a.B", "/assets", "/x/assets/a.js"),
)


def test_cloudfront_and_the_local_front_answer_each_address_with_the_same_file() -> None:
    code = FakeSite.template["Resources"]["PageAddresses"]["Properties"]["FunctionCode"]
    calls = ", ".join(f"handler({{request: {{uri: {address!r}}}}}).uri" for address in ADDRESSES)
    run = subprocess.run(
        ["node", "--eval", f"{code}\nconsole.log([{calls}].join('\\n'))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )

    answered = [uri.lstrip("/") for uri in run.stdout.split()]
    assert answered == [file_name_for(address) for address in ADDRESSES]
    assert INDEX in answered
