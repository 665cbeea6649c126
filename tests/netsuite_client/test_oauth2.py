from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from period_sync.adapters.netsuite.gateway import NetSuiteAccount, NetSuiteAccounts
from period_sync.adapters.netsuite.oauth2 import read_secret
from period_sync.application.ports import Secret
from period_sync.domain.connection import AuthMethod
from period_sync.domain.errors import (
    ConfigurationError,
    NetSuiteMalformed,
    NetSuiteUnauthorized,
    NetSuiteUnavailable,
)
from period_sync.domain.posting import Outcome, RecordType
from tests.support.clock import START, SetClock
from tests.support.netsuite_client import OneSecret, connection_to, journal, secret_of
from tests.support.oauth2_keys import KeyPair, ec_keys, oauth2_secret, rsa_keys
from tests.support.scripted_server import http, scripted_server
from tests.support.simulator import RunningSimulator, random_credentials, simulator_thread

OAUTH2 = connection_to(auth=AuthMethod.OAUTH2)
TOKEN_PATH = b"/services/rest/auth/oauth2/v1/token"


def stored(keys: KeyPair | None = None, **changed: Any) -> dict[str, Any]:
    pair = keys or ec_keys()
    return {
        "client_id": "c" * 64,
        "certificate_id": "k" * 43,
        "private_key": pair.private_pem,
    } | changed


def accounts_at(origin: str, secret: object) -> NetSuiteAccounts:
    return NetSuiteAccounts(SetClock(), OneSecret(secret), origin)


def opened_at(origin: str) -> NetSuiteAccount:
    return accounts_at(origin, stored()).open(OAUTH2)


def post(account: NetSuiteAccount, key: str = "ps-first") -> Outcome:
    return account.create(RecordType.JOURNAL, account.render(journal(external_id=key))).outcome


def token(value: str = "t", **changed: Any) -> bytes:
    fields = {"access_token": value, "expires_in": "3600", "token_type": "bearer"} | changed
    members = ",".join(f'"{name}":"{text}"' for name, text in fields.items())
    return http(200, f"{{{members}}}")


NO_ROWS = http(200, '{"items":[],"hasMore":false}')


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def simulator(clock: SetClock) -> Iterator[RunningSimulator]:
    with simulator_thread(clock=clock.now) as running:
        yield running


@pytest.mark.parametrize(
    "keys",
    [ec_keys, lambda: ec_keys(ec.SECP384R1()), lambda: ec_keys(ec.SECP521R1()), rsa_keys],
)
def test_one_token_serves_until_shortly_before_it_expires(
    simulator: RunningSimulator, clock: SetClock, keys: Callable[[], KeyPair]
) -> None:
    secret = OneSecret(oauth2_secret(simulator, keys()))
    accounts = NetSuiteAccounts(clock, secret, simulator.origin)
    for number in range(3):
        assert post(accounts.open(OAUTH2), f"ps-{number}") is Outcome.CREATED
    clock.pause(3600 - 130)
    assert accounts.open(OAUTH2).find(["ps-0"], None).internal_ids
    assert simulator.request_count("token") == 1
    clock.pause(30)
    assert accounts.open(OAUTH2).find(["ps-0"], None).internal_ids
    assert simulator.request_count("token") == 2
    assert simulator.request_count(status="401") == 0


def test_a_token_that_lasts_a_moment_only_still_serves(
    simulator: RunningSimulator, clock: SetClock
) -> None:
    simulator.set_preferences(oauth2_token_seconds=2)
    accounts = NetSuiteAccounts(clock, OneSecret(oauth2_secret(simulator)), simulator.origin)
    account = accounts.open(OAUTH2)
    for number in range(3):
        assert post(account, f"ps-{number}") is Outcome.CREATED
        clock.pause(2)


def test_a_read_goes_on_with_a_new_token_where_the_old_one_was_revoked(
    simulator: RunningSimulator, clock: SetClock
) -> None:
    accounts = NetSuiteAccounts(clock, OneSecret(oauth2_secret(simulator)), simulator.origin)
    account = accounts.open(OAUTH2)
    account.log_in()
    simulator.revoke_tokens()
    assert account.find(["ps-a"], None).internal_ids == {}
    assert simulator.request_count("token") == 2
    assert simulator.request_count(status="401") == 1


def test_a_post_that_is_not_let_in_is_sent_again_by_nobody_but_the_protocol(
    simulator: RunningSimulator, clock: SetClock
) -> None:
    accounts = NetSuiteAccounts(clock, OneSecret(oauth2_secret(simulator)), simulator.origin)
    account = accounts.open(OAUTH2)
    account.log_in()
    simulator.revoke_tokens()
    assert post(account) is Outcome.UNAUTHORIZED
    assert simulator.journals() == []
    assert account.renew_login()
    assert post(account) is Outcome.CREATED
    assert not account.renew_login()


def test_a_second_401_with_a_new_token_ends_the_attempts() -> None:
    refused = http(401)
    with (
        scripted_server(token("one"), refused, token("two"), refused) as server,
        pytest.raises(NetSuiteUnauthorized),
    ):
        opened_at(server.origin).find(["ps-a"], None)
    assert len(server.requests) == 4
    assert b"Bearer two" in server.requests[3]


def test_a_fresh_opening_asks_for_a_new_token(simulator: RunningSimulator, clock: SetClock) -> None:
    accounts = NetSuiteAccounts(clock, OneSecret(oauth2_secret(simulator)), simulator.origin)
    accounts.open(OAUTH2).log_in()
    accounts.open(OAUTH2, fresh=True).log_in()
    assert simulator.request_count("token") == 2


def test_a_new_version_of_the_secret_asks_for_its_own_token(
    simulator: RunningSimulator, clock: SetClock
) -> None:
    @dataclass
    class Rotated:
        secret: Secret

        def netsuite_secret(
            self, tenant: str, connection_id: str, *, fresh: bool = False
        ) -> Secret:
            del tenant, connection_id, fresh
            return self.secret

    old = oauth2_secret(simulator)
    secrets = Rotated(Secret(old, "old"))
    accounts = NetSuiteAccounts(clock, secrets, simulator.origin)
    accounts.open(OAUTH2).log_in()
    secrets.secret = Secret(oauth2_secret(simulator), "new")
    simulator.revoke_certificate(old["certificate_id"])
    assert post(accounts.open(OAUTH2)) is Outcome.CREATED
    assert simulator.request_count("token") == 2


@pytest.mark.parametrize(
    "changed",
    [{"client_id": "other"}, {"certificate_id": "other"}, {"private_key": ec_keys().private_pem}],
)
def test_credentials_that_netsuite_does_not_know_are_refused(
    simulator: RunningSimulator, clock: SetClock, changed: dict[str, str]
) -> None:
    secret = oauth2_secret(simulator) | changed
    account = NetSuiteAccounts(clock, OneSecret(secret), simulator.origin).open(OAUTH2)
    with pytest.raises(NetSuiteUnauthorized):
        account.log_in()
    with pytest.raises(NetSuiteUnauthorized):
        account.find(["ps-a"], None)
    assert post(account) is Outcome.UNAUTHORIZED
    assert simulator.request_count() == simulator.request_count("token") == 3


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_refusal_of_the_token_endpoint_speaks_against_the_credentials(status: int) -> None:
    with (
        scripted_server(http(status, '{"error":"invalid_request"}')) as server,
        pytest.raises(NetSuiteUnauthorized),
    ):
        opened_at(server.origin).log_in()


@pytest.mark.parametrize("status", [204, 302, 404, 408, 429, 500, 502, 503])
def test_anything_else_of_the_token_endpoint_is_an_outage(status: int) -> None:
    with (
        scripted_server(http(status, Location="http://elsewhere.invalid/")) as server,
        pytest.raises(NetSuiteUnavailable),
    ):
        opened_at(server.origin).log_in()
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        http(200, "<html></html>"),
        http(200, "[]"),
        http(200, "[" * 100_000),
        http(200, '{"access_token":{},"expires_in":"3600","token_type":"bearer"}'),
        http(200, '{"access_token":"t","expires_in":null,"token_type":"bearer"}'),
        http(200, '{"access_token":"t","expires_in":NaN,"token_type":"bearer"}'),
        token(""),
        token("a b"),
        token("a\\r\\nX: y"),
        token("x" * 20_000),
        token(token_type="mac"),
        token(expires_in="0"),
        token(expires_in="-1"),
        token(expires_in="1e3"),
        token(expires_in="9999999"),
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",
    ],
)
def test_an_answer_that_is_no_token_is_not_used(answer: bytes) -> None:
    with scripted_server(answer) as server, pytest.raises(NetSuiteMalformed):
        opened_at(server.origin).log_in()
    assert len(server.requests) == 1


@pytest.mark.parametrize("answer", [http(503), http(200, "{}"), b""])
def test_a_post_without_a_token_is_not_sent(answer: bytes) -> None:
    with scripted_server(answer) as server:
        assert post(opened_at(server.origin)) is Outcome.NOT_SENT
    assert [TOKEN_PATH in request for request in server.requests] == [True]


def test_what_is_asked_of_the_token_endpoint() -> None:
    keys = ec_keys()
    with scripted_server(token("secret"), NO_ROWS) as server:
        accounts = NetSuiteAccounts(SetClock(), OneSecret(stored(keys)), server.origin)
        accounts.open(OAUTH2).find(["ps-a"], None)
    head, _, body = server.requests[0].decode().partition("\r\n\r\n")
    assert head.startswith("POST /services/rest/auth/oauth2/v1/token HTTP/1.1\r\n")
    assert "Content-Type: application/x-www-form-urlencoded" in head
    assert "Authorization" not in head
    form = parse_qs(body)
    [text] = form.pop("client_assertion")
    assert form == {
        "grant_type": ["client_credentials"],
        "client_assertion_type": ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"],
    }
    assert jwt.get_unverified_header(text) == {"alg": "ES256", "typ": "JWT", "kid": "k" * 43}
    claims = jwt.decode(
        text,
        keys.key.public_key(),
        algorithms=["ES256"],
        audience=server.origin + TOKEN_PATH.decode(),
        options={"verify_exp": False, "verify_iat": False},
    )
    assert (claims["iss"], claims["scope"]) == ("c" * 64, ["rest_webservices"])
    assert claims["iat"] == int(START.timestamp())
    assert 0 < claims["exp"] - claims["iat"] <= 600
    assert b"Authorization: Bearer secret\r\n" in server.requests[1]


def test_the_secret_says_which_way_it_logs_in(simulator: RunningSimulator, clock: SetClock) -> None:
    secret = OneSecret(oauth2_secret(simulator))
    NetSuiteAccounts(clock, secret, simulator.origin).open(connection_to()).log_in()
    assert simulator.request_count("token") == 1
    tokens = OneSecret(secret_of(random_credentials()))
    NetSuiteAccounts(clock, tokens, simulator.origin).open(OAUTH2).log_in()
    assert simulator.request_count("token") == 1


def other_key() -> str:
    made = ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return made.decode()


def locked_key() -> str:
    made = ec_keys().key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"password"),
    )
    return made.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": ""},
        {"certificate_id": " k"},
        {"private_key": None},
        {"private_key": "s3cr3t"},
        {"private_key": ec_keys().public_pem},
        {"private_key": other_key()},
        {"private_key": locked_key()},
        {"private_key": ec_keys(ec.SECP256K1()).private_pem},
        {"certificate": "s3cr3t"},
        {"certificate": ec_keys().certificate(START, timedelta(days=1))},
    ],
)
def test_a_secret_that_cannot_be_right_is_refused_without_being_told(
    changed: dict[str, Any],
) -> None:
    (name,) = changed
    secret = stored() | changed
    with pytest.raises(ConfigurationError, match=name) as refused:
        read_secret(secret)
    told = f"{refused.value} {refused.value.evidence} {refused.value.__context__}"
    assert "s3cr3t" not in told
    assert secret["client_id"] == "" or secret["client_id"] not in told


def test_the_certificates_end_is_known_where_it_is_stored() -> None:
    keys = ec_keys()
    assert read_secret(stored(keys)).certificate_ends is None
    pem = keys.certificate(START, timedelta(days=700))
    assert read_secret(stored(keys, certificate=pem)).certificate_ends == START + timedelta(700)


def test_neither_secret_nor_token_shows_itself(
    simulator: RunningSimulator, clock: SetClock
) -> None:
    accounts = NetSuiteAccounts(clock, OneSecret(oauth2_secret(simulator)), simulator.origin)
    account = accounts.open(OAUTH2)
    account.log_in()
    [place] = accounts.tokens.values()
    assert place.token is not None
    assert place.token.value not in f"{place!r} {place.token!r} {accounts!r} {account!r}"
    assert "PRIVATE" not in repr(read_secret(stored()))
