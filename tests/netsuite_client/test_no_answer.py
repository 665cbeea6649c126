import socket
import ssl
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from period_sync.adapters.netsuite import journal_client
from period_sync.domain.errors import NetSuiteUnavailable
from period_sync.domain.posting import Outcome, PostAnswer, RecordType
from tests.support.clock import START
from tests.support.netsuite_client import journal, open_at, open_simulator
from tests.support.scripted_server import http, scripted_server
from tests.support.simulator import RunningSimulator


def created_at(origin: str) -> PostAnswer:
    account = open_at(origin)
    return account.create(RecordType.JOURNAL, account.render(journal()))


def nobody() -> str:
    """Return the address of a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_refused_connection_means_not_sent(scheme: str) -> None:
    answer = created_at(f"{scheme}://{nobody()}")
    assert answer.outcome is Outcome.NOT_SENT
    assert answer.evidence["was_sent"] is False


def test_a_name_that_does_not_resolve_means_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert created_at("https://1234567.suitetalk.api.netsuite.com").outcome is Outcome.NOT_SENT


@pytest.mark.parametrize("answer", [b"", http(400, "plain HTTP only"), b"\x15\x03\x01\x00\x02\x02"])
def test_a_tls_handshake_that_fails_means_not_sent(answer: bytes) -> None:
    with scripted_server(answer, reads=65536) as server:
        made = created_at(server.origin.replace("http:", "https:"))
    assert made.outcome is Outcome.NOT_SENT
    assert server.connections == 1


@pytest.fixture
def forged(tmp_path: Path) -> ssl.SSLContext:
    """Make the certificate of somebody who says that he is 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(START)
        .not_valid_after(START + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "forged.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def test_nothing_is_sent_to_a_server_with_a_forged_certificate(forged: ssl.SSLContext) -> None:
    with scripted_server(http(204), tls=forged) as server:
        answer = created_at(server.origin)
    assert answer.outcome is Outcome.NOT_SENT
    assert server.requests == []


@pytest.mark.parametrize("reads", [1, 50, 100_000])
def test_a_server_that_closes_once_it_has_read_may_have_the_journal(reads: int) -> None:
    with scripted_server(reads=reads) as server:
        answer = created_at(server.origin)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.evidence["was_sent"] is True


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 204 No Content\r\nLocation: http",
        b"HTTP/1.1 2",
        b"hello\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n" + b"A: b\r\n" * 300 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        http(200, "no gzip", Content_Encoding="gzip"),
        b"HTTP/1.1 999 \xe9\r\nContent-Length: 0\r\n\r\n",
    ],
)  # fmt: skip
def test_an_answer_that_is_broken_leaves_the_outcome_unknown(answer: bytes) -> None:
    with scripted_server(answer) as server:
        assert created_at(server.origin).outcome is Outcome.UNKNOWN
    assert len(server.requests) == 1


def test_an_answer_that_takes_too_long_leaves_the_outcome_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal_client, "WRITE_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        answer = created_at(f"http://127.0.0.1:{silent.getsockname()[1]}")
    assert answer.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with scripted_server(http(204)) as elsewhere:
        redirect = http(status, Location=f"{elsewhere.origin}/services/rest/record/v1/x/1")
        with scripted_server(redirect) as server:
            account = open_at(server.origin)
            assert (
                account.create(RecordType.JOURNAL, account.render(journal())).outcome
                is Outcome.UNKNOWN
            )
            with pytest.raises(NetSuiteUnavailable):
                account.find(["ps-first"], None)
    assert elsewhere.connections == 0


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_a_proxy_of_the_environment_sees_nothing(
    netsuite: RunningSimulator, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with scripted_server(http(204)) as proxy:
        monkeypatch.setenv(name, proxy.origin)
        account = open_simulator(netsuite)
        assert (
            account.create(RecordType.JOURNAL, account.render(journal())).outcome is Outcome.CREATED
        )
        assert account.find(["ps-first"], None).internal_ids
    assert proxy.connections == 0


def test_a_netrc_of_the_environment_does_not_replace_the_signature(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with scripted_server(http(204)) as server:
        created_at(server.origin)
    assert b"Authorization: OAuth " in server.requests[0]


@pytest.mark.parametrize(
    "answer",
    [
        http(302, Location="http://["),
        b"HTTP/1.1 302 Found\r\nLocation: http://x/\xe9\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_a_redirect_that_cannot_be_read_leaves_the_outcome_unknown(answer: bytes) -> None:
    with scripted_server(answer) as server:
        assert created_at(server.origin).outcome is Outcome.UNKNOWN
