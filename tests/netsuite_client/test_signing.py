import re
from typing import Any
from urllib.parse import unquote

import pytest
import requests

from period_sync.adapters.netsuite.tba import TbaSecret, read_secret, sign
from period_sync.domain.errors import ConfigurationError
from period_sync.domain.posting import RecordType
from tests.support.netsuite_client import journal, open_at
from tests.support.scripted_server import http, scripted_server

# The keys that Oracle's help publishes with its REST sample (fact 9).
PUBLISHED = TbaSecret(
    "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
    "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
    "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
    "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295",
)
LETTERS = TbaSecret("CK", "CS", "TK", "TS")
SANDBOX = "https://1234567-sb1.suitetalk.api.netsuite.com"


def parameters(authorization: str | bytes) -> dict[str, str]:
    """Take an Authorization header apart; values are left percent-encoded."""
    text = authorization.decode() if isinstance(authorization, bytes) else authorization
    assert text.startswith("OAuth ")
    return dict(re.findall(r'([a-z_0-9]+)="([^"]*)"', text))


def signed(
    method: str, url: str, secret: TbaSecret, account: str, nonce: str, time: str, **body: Any
) -> dict[str, str]:
    auth = sign(secret, account, nonce=nonce, timestamp=time)
    prepared = requests.Request(method, url, auth=auth, **body).prepare()
    assert prepared.url == url
    return parameters(prepared.headers["Authorization"])


def test_oracles_published_sample_is_reproduced() -> None:
    found = signed(
        "GET",
        "https://123456.suitetalk.api.netsuite.com/services/rest/record/v1/employee/40",
        PUBLISHED,
        "123456",
        "fjaLirsIcCGVZWzBX0pg",
        "1508242306",
    )
    assert found["oauth_signature"] == "B5OIWznZ2YP0OB7VrJrGkYsTh%2B8H%2B5T9Hag%2Bo92q0zY%3D"
    assert found["realm"] == "123456"
    assert found["oauth_signature_method"] == "HMAC-SHA256"
    assert found["oauth_version"] == "1.0"


@pytest.mark.parametrize(
    ("method", "path", "body", "signature"),
    [
        (
            "GET",
            "/services/rest/record/v1/journalEntry/eid:LEASE-2025-01-A",
            {},
            "isuVpLnpA4MPHE6lS0B87OfIYacVq3Dl/dgKs6sUYKs=",
        ),
        (
            "POST",
            "/services/rest/query/v1/suiteql?limit=1000&offset=0",
            {"data": b'{"q": "SELECT 1"}', "headers": {"Content-Type": "application/json"}},
            "vaRZP9ZVJKUdrgSj5CF3h8L5ry9F4WIBKMwJ8FIHW5g=",
        ),
    ],
)
def test_vectors_of_two_other_signers_are_reproduced(
    method: str, path: str, body: dict[str, Any], signature: str
) -> None:
    found = signed(
        method, SANDBOX + path, LETTERS, "1234567_SB1", "nonce123456789012345", "1700000000", **body
    )
    assert unquote(found["oauth_signature"]) == signature
    assert "oauth_body_hash" not in found


def test_the_realm_is_the_account_in_upper_case_with_an_underscore() -> None:
    with scripted_server(http(204)) as server:
        netsuite = open_at(server.origin, account="1234567_SB1")
        netsuite.create(RecordType.JOURNAL, netsuite.render(journal()))
    assert b'realm="1234567_SB1"' in server.requests[0]
    assert b"oauth_body_hash" not in server.requests[0]


def test_every_try_is_signed_anew() -> None:
    with scripted_server(http(503), http(503), http(200, '{"items":[],"hasMore":false}')) as server:
        open_at(server.origin).find(["ps-a"], None)
    nonces = {re.findall(rb'oauth_nonce="([^"]+)"', request)[0] for request in server.requests}
    assert len(nonces) == 3
    assert all(len(nonce) >= 20 for nonce in nonces)


@pytest.mark.parametrize(
    "changed",
    [{"token_secret": ""}, {"consumer_key": " k"}, {"consumer_secret": "s\n"}, {"token_id": 7}],
)
def test_a_secret_that_cannot_be_right_is_refused_without_being_told(
    changed: dict[str, object],
) -> None:
    stored = dict.fromkeys(
        ("consumer_key", "consumer_secret", "token_id", "token_secret"), "s3cr3t"
    )
    (name,) = changed
    with pytest.raises(ConfigurationError, match=name) as refused:
        read_secret(stored | changed)
    assert "s3cr3t" not in f"{refused.value} {refused.value.evidence}"


@pytest.mark.parametrize("stored", [None, "text", [], {}])
def test_what_is_no_secret_is_refused(stored: object) -> None:
    with pytest.raises(ConfigurationError):
        read_secret(stored)


def test_a_secret_does_not_show_itself() -> None:
    assert PUBLISHED.token_secret not in repr(PUBLISHED)
