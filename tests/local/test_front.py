"""What the front answers, with nothing behind it."""

from collections.abc import Iterator, Mapping

import pytest

from local.alarms.evaluation import Alarm, State
from local.errors import LocalError
from local.front.server import Front
from local.mails import Mail
from local.web import session
from tests.local.test_alarms import alarm

EVIL = '"><script>alert(1)</script>'


class FakeSite:
    api_url = "http://127.0.0.1:9/api"
    ledger_url = "http://127.0.0.1:9/ledger"
    failures = 0

    def token(self, user: str) -> str:
        if user != "controller":
            raise LocalError(f"No identity `{user}`.")
        return "a.b.c"

    def mails(self) -> list[Mail]:
        return [Mail(1, "id", EVIL, [EVIL], EVIL, EVIL, f"<p>{EVIL}</p>", "2026-11-03T18:00:00Z")]

    def alarms(self) -> list[Alarm]:
        return [alarm(name=EVIL, state=State.ALARM), alarm(name="calm", state=State.OK)]

    def api_failed(self) -> None:
        self.failures += 1

    def queues(self) -> Mapping[str, Mapping[str, int]]:
        return {"SyncQueue": {"waiting": 1}}


@pytest.fixture
def origin() -> Iterator[str]:
    front = Front(0)
    front.open(FakeSite())
    yield front.origin
    front.close()


def test_pages_show_what_others_wrote_as_text(origin: str) -> None:
    for path in ("/dev/mail", "/dev/mail/1", "/dev/alarms"):
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
        ("GET", "/dev/queues", 200),
        ("GET", "/dev/alarms", 200),
        ("GET", "/dev/netsuite", 302),
        ("GET", "/dev/mail/2", 404),
        ("GET", "/dev/token?user=nobody", 404),
        ("GET", "/closed-periods", 404),
        ("POST", "/dev/mail", 405),
        ("GET", "/v1/me", 502),
        ("GET", "/v1x", 404),
    ],
)
def test_statuses(origin: str, method: str, path: str, status: int) -> None:
    answer = session().request(method, origin + path, allow_redirects=False)

    assert answer.status_code == status


def test_a_taken_port_is_said_plainly(origin: str) -> None:
    port = int(origin.rpartition(":")[2])

    with pytest.raises(LocalError, match=f"Port {port} .* is taken"):
        Front(port)
