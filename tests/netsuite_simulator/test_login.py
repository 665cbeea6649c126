from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import requests

from local.netsuite.signature import base_string, sign
from tests.netsuite_simulator.client import QUERIES, RECORDS, Client, journal, refusal
from tests.support.simulator import (
    TIMEOUT_SECONDS,
    RunningSimulator,
    random_credentials,
    simulator_thread,
)

URL = f"{RECORDS}/1"


def header(simulator: RunningSimulator, **changed: str) -> str:
    keys = simulator.credentials
    parameters = {
        "realm": keys.realm,
        "oauth_consumer_key": keys.consumer_key,
        "oauth_token": keys.token_id,
        "oauth_nonce": "a-nonce",
        "oauth_timestamp": str(int(datetime.now(UTC).timestamp())),
        "oauth_signature_method": "HMAC-SHA256",
        "oauth_version": "1.0",
        **changed,
    }
    text = base_string("GET", simulator.origin + URL, parameters)
    parameters["oauth_signature"] = sign(text, keys.consumer_secret, keys.token_secret)
    parts = (f'{n}="{quote(v, safe="")}"' for n, v in parameters.items())
    return f"OAuth {', '.join(parts)}"


def read(simulator: RunningSimulator, authorization: str | None) -> requests.Response:
    headers = {} if authorization is None else {"Authorization": authorization}
    return requests.get(simulator.origin + URL, headers=headers, timeout=TIMEOUT_SECONDS)


def test_a_right_signature_passes_the_login(simulator: RunningSimulator) -> None:
    assert read(simulator, header(simulator)).status_code == 404
    assert simulator.login_audit()[0]["status"] == "Success"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"realm": "7654321"}, "InvalidRealm"),
        ({"oauth_consumer_key": "other"}, "consumer_key_unknown"),
        ({"oauth_token": "other"}, "token_rejected"),
        ({"oauth_nonce": "short"}, "InvalidNonce"),
        ({"oauth_timestamp": "1700000000"}, "InvalidTimestamp"),
        ({"oauth_timestamp": "soon"}, "InvalidTimestamp"),
        ({"oauth_signature_method": "HMAC-SHA1"}, "UnknownAlgorithm"),
        ({"oauth_version": "2.0"}, "VersionRejected"),
        ({"oauth_body_hash": "2jmj7l5rSw0yVb/vlWAYkK/YBwk="}, "InvalidHeader"),
    ],
)
def test_a_wrong_login_says_nothing_but_invalid_login(
    simulator: RunningSimulator, changed: dict[str, str], reason: str
) -> None:
    status, code, text, _ = refusal(read(simulator, header(simulator, **changed)))
    assert (status, code) == (401, "INVALID_LOGIN")
    assert reason not in text
    assert simulator.login_audit()[0]["status"] == reason


@pytest.mark.parametrize("authorization", [None, "Basic eA==", 'OAuth realm="1234567"'])
def test_a_request_without_a_whole_header_is_refused(
    simulator: RunningSimulator, authorization: str | None
) -> None:
    assert read(simulator, authorization).status_code == 401
    assert simulator.login_audit()[0]["status"] == "InvalidHeader"


def test_a_wrong_secret_is_an_invalid_signature(client: Client) -> None:
    client.session.auth = client.simulator.auth(token_secret="wrong")
    assert client.post(journal()).status_code == 401
    assert client.simulator.login_audit()[0]["status"] == "InvalidSignature"
    assert client.simulator.journals() == []


def test_a_nonce_is_good_for_one_request(simulator: RunningSimulator) -> None:
    once = header(simulator)
    assert [read(simulator, once).status_code for _ in range(2)] == [404, 401]
    assert simulator.login_audit()[0]["status"] == "NonceUsed"


def test_the_query_string_is_part_of_what_is_signed(client: Client) -> None:
    signed = client.session.auth
    assert signed is not None
    prepared = requests.Request(
        "POST", client.simulator.origin + QUERIES + "?limit=5", auth=signed
    ).prepare()
    prepared.url = client.simulator.origin + QUERIES + "?limit=6"
    assert client.session.send(prepared, timeout=TIMEOUT_SECONDS).status_code == 401


@pytest.mark.parametrize("page", ["?limit=5&offset=0", "?limit=1000", "?offset=0&limit=%35"])
def test_queries_in_the_address_are_signed_as_sent(client: Client, page: str) -> None:
    assert client.query("SELECT id FROM currency", page=page).status_code == 200


def test_five_failures_lock_the_user_for_half_an_hour() -> None:
    now = [datetime.now(UTC)]
    with simulator_thread(clock=lambda: now[0]) as simulator:
        for _ in range(5):
            read(simulator, "OAuth")
        assert read(simulator, header(simulator)).status_code == 401
        assert simulator.login_audit()[0]["status"] == "temporary_locked"
        now[0] += timedelta(minutes=30)
        later = str(int(now[0].timestamp()))
        assert read(simulator, header(simulator, oauth_timestamp=later)).status_code == 404


def test_a_success_forgives_earlier_failures(simulator: RunningSimulator) -> None:
    for number in range(2):
        for _ in range(4):
            read(simulator, "OAuth")
        good = header(simulator, oauth_nonce=f"a-nonce-{number}")
        assert read(simulator, good).status_code == 404


def test_an_administrator_can_unlock(simulator: RunningSimulator) -> None:
    for _ in range(5):
        read(simulator, "OAuth")
    simulator.unlock()
    assert read(simulator, header(simulator)).status_code == 404


def test_a_sandbox_realm_is_upper_case_with_underscore() -> None:
    with simulator_thread(credentials=random_credentials("1234567-sb1")) as simulator:
        assert simulator.credentials.realm == "1234567_SB1"
        assert read(simulator, header(simulator)).status_code == 404
        assert read(simulator, header(simulator, realm="1234567-sb1")).status_code == 401
