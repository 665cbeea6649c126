import re
from typing import Any
from urllib.parse import unquote

import pytest
import requests

from period_sync.adapters.netsuite.tba import TbaLogin, TbaSecret, sign
from period_sync.adapters.netsuite.transport import Answer, Method, NoAnswer, Transport
from tests.netsuite_client.test_signing import parameters
from tests.support.scripted_server import http, scripted_server

SECRET = TbaSecret("CK", "CS", "TK", "TS")
METHODS: tuple[Method, ...] = ("GET", "POST", "PATCH", "PUT", "DELETE")
each_method = pytest.mark.parametrize("method", METHODS)


def transport() -> Transport:
    return Transport(TbaLogin(SECRET, "1234567", "version-1"))


def signature(method: str, url: str, sent: dict[str, str]) -> str:
    fixed: dict[str, Any] = {"nonce": sent["oauth_nonce"], "timestamp": sent["oauth_timestamp"]}
    auth = sign(SECRET, "1234567", **fixed)
    prepared = requests.Request(method, url, auth=auth).prepare()
    return parameters(prepared.headers["Authorization"])["oauth_signature"]


@each_method
@pytest.mark.parametrize(
    "target",
    [
        "/services/rest/record/v1/journalEntry/eid:ps-first",
        "/services/rest/record/v1/journalEntry/1001?replace=line",
        "/services/rest/record/v1/journalEntry?q=externalId%20IS%20%22a%20b%22&limit=10&offset=0",
    ],
)
def test_a_url_is_sent_and_signed_as_it_is_written(method: Method, target: str) -> None:
    with scripted_server(http(204)) as server:
        url = server.origin + target
        answer = transport().send(method, url, {}, 5, None if method == "GET" else b"{}")
    assert isinstance(answer, Answer)
    (request,) = server.requests
    assert request.startswith(f"{method} {target} HTTP/1.1\r\n".encode())
    (header,) = re.findall(rb"Authorization: ([^\r]*)", request)
    sent = parameters(header)
    assert unquote(sent["oauth_signature"]) == unquote(signature(method, url, sent))


@each_method
@pytest.mark.parametrize("answer", [b"", http(307, Location="{origin}/x"), http(503)])
def test_no_request_is_sent_twice_by_itself(method: Method, answer: bytes) -> None:
    with scripted_server(answer, http(204)) as server:
        ending = transport().send(method, f"{server.origin}/a", {}, 5)
    assert len(server.requests) == 1
    assert isinstance(ending, NoAnswer) == (answer == b"")
    assert not isinstance(ending, NoAnswer) or ending.was_sent


@each_method
def test_what_could_not_connect_was_not_sent(method: Method) -> None:
    with scripted_server() as server:
        pass
    ending = transport().send(method, f"{server.origin}/a", {}, 5, b"{}")
    assert isinstance(ending, NoAnswer)
    assert not ending.was_sent
