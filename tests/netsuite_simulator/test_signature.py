from urllib.parse import quote

import pytest

from local.netsuite.signature import base_string, parse_authorization, sign

# The keys that Oracle's help publishes with its REST sample.
PUBLISHED = {
    "consumer_key": "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
    "consumer_secret": "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
    "token": "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
    "token_secret": "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295",
}


def signature(
    method: str, url: str, consumer: tuple[str, str], token: tuple[str, str], nonce: str, time: str
) -> str:
    parameters = {
        "realm": "never signed",
        "oauth_consumer_key": consumer[0],
        "oauth_token": token[0],
        "oauth_nonce": nonce,
        "oauth_timestamp": time,
        "oauth_signature_method": "HMAC-SHA256",
        "oauth_version": "1.0",
    }
    return sign(base_string(method, url, parameters), consumer[1], token[1])


def test_the_published_sample_of_oracle_is_reproduced() -> None:
    made = signature(
        "GET",
        "https://123456.suitetalk.api.netsuite.com/services/rest/record/v1/employee/40",
        (PUBLISHED["consumer_key"], PUBLISHED["consumer_secret"]),
        (PUBLISHED["token"], PUBLISHED["token_secret"]),
        "fjaLirsIcCGVZWzBX0pg",
        "1508242306",
    )
    assert quote(made, safe="") == "B5OIWznZ2YP0OB7VrJrGkYsTh%2B8H%2B5T9Hag%2Bo92q0zY%3D"


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        (
            "GET",
            "/services/rest/record/v1/journalEntry/eid:LEASE-2025-01-A",
            "isuVpLnpA4MPHE6lS0B87OfIYacVq3Dl/dgKs6sUYKs=",
        ),
        (
            "POST",
            "/services/rest/query/v1/suiteql?limit=1000&offset=0",
            "vaRZP9ZVJKUdrgSj5CF3h8L5ry9F4WIBKMwJ8FIHW5g=",
        ),
    ],
)
def test_vectors_of_two_other_signers_are_reproduced(method: str, path: str, expected: str) -> None:
    url = f"https://1234567-sb1.suitetalk.api.netsuite.com{path}"
    made = signature(method, url, ("CK", "CS"), ("TK", "TS"), "nonce123456789012345", "1700000000")
    assert made == expected


def test_the_port_is_signed_only_where_it_is_not_the_usual_one() -> None:
    assert base_string("GET", "http://h:80/p", {}) == base_string("GET", "http://H/p", {})
    assert base_string("GET", "http://h:81/p", {}) != base_string("GET", "http://h/p", {})


@pytest.mark.parametrize(
    "header",
    ["Bearer abc", "OAuth realm=1", 'OAuth oauth_nonce="a", oauth_nonce="b"', "OAuth", ""],
)
def test_a_header_of_another_form_is_not_read(header: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_authorization(header)
