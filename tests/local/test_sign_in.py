"""The local sign-in, step by step: what it gives, and what it refuses."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from local.front.grants import challenge_of
from local.front.server import Front
from local.front.sign_in import SignIn
from local.identities import PERMISSIONS
from local.web import session
from tests.local.test_front import EVIL, FakeSite

ORIGIN = "http://127.0.0.1:8080"
VERIFIER = "v" * 43
ASKED = {
    "client_id": "page",
    "redirect_uri": f"{ORIGIN}/signed-in",
    "response_type": "code",
    "scope": "openid",
    "state": "the state & more",
    "code_challenge": challenge_of(VERIFIER),
    "code_challenge_method": "S256",
}


class SetSeconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> SetSeconds:
    return SetSeconds()


@pytest.fixture
def provider(tmp_path: Path, seconds: SetSeconds) -> SignIn:
    return SignIn(FakeSite(tmp_path), ORIGIN, seconds)


def choose(provider: SignIn, identity: str = "controller", **changed: str) -> dict[str, str]:
    """Choose an identity; return what goes back to the page."""
    form = {**ASKED, **changed, "identity": identity}
    answer = provider.answer_post("/dev/oidc/authorize", urlencode(form).encode())
    return sent_back(dict(answer.headers))


def sent_back(headers: Mapping[str, str]) -> dict[str, str]:
    address = urlsplit(headers["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == ASKED["redirect_uri"]
    return {name: values[0] for name, values in parse_qs(address.query).items()}


def redeem(provider: SignIn, given: str, **changed: str) -> tuple[int, str]:
    form = {
        "grant_type": "authorization_code",
        "client_id": "page",
        "code": given,
        "redirect_uri": ASKED["redirect_uri"],
        "code_verifier": VERIFIER,
        **changed,
    }
    answer = provider.answer_post("/dev/oidc/token", urlencode(form).encode())
    return answer.status, answer.body.decode()


def test_a_challenge_is_what_the_standard_says() -> None:
    # RFC 7636, appendix B.
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_code_becomes_tokens_once(provider: SignIn) -> None:
    back = choose(provider)

    assert back["state"] == ASKED["state"]
    status, tokens = redeem(provider, back["code"])
    assert status == 200
    assert '"access_token": "a.b.c"' in tokens
    assert '"id_token": "i.d.t"' in tokens
    assert redeem(provider, back["code"]) == (400, '{\n "error": "invalid_grant"\n}')


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "w" * 43},
        {"code_verifier": ""},
        {"redirect_uri": f"{ORIGIN}/elsewhere"},
        {"client_id": "another"},
        {"code": "made-up"},
    ],
)
def test_a_code_is_good_only_with_all_that_it_was_asked_with(
    provider: SignIn, changed: dict[str, str]
) -> None:
    code = choose(provider)["code"]

    assert redeem(provider, code, **changed)[0] == 400


def test_a_code_is_good_for_a_minute(provider: SignIn, seconds: SetSeconds) -> None:
    code = choose(provider)["code"]
    seconds.now += 60

    assert redeem(provider, code)[0] == 400


def test_a_refresh_token_is_good_once_and_gives_the_next(provider: SignIn) -> None:
    tokens = json.loads(redeem(provider, choose(provider)["code"])[1])
    renewal = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}

    status, renewed = redeem(provider, "", **renewal)
    assert status == 200
    assert '"access_token": "a.b.c"' in renewed
    assert tokens["refresh_token"] not in renewed
    assert redeem(provider, "", **renewal)[0] == 400


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "another"},
        {"redirect_uri": "https://evil.example/signed-in"},
        {"redirect_uri": f"{ORIGIN}.evil.example/signed-in"},
        {"redirect_uri": f"{ORIGIN}/signed-in/../dev"},
        {"redirect_uri": ""},
    ],
)
def test_nobody_is_sent_anywhere_but_to_the_page(provider: SignIn, changed: dict[str, str]) -> None:
    answer = provider.answer_get(f"/dev/oidc/authorize?{urlencode({**ASKED, **changed})}")

    assert answer.status == 400
    assert "Location" not in dict(answer.headers)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"state": ""}, "invalid_request"),
        ({"scope": "email"}, "invalid_scope"),
        ({"prompt": "none"}, "login_required"),
        ({"identity": "nobody"}, "access_denied"),
    ],
)
def test_what_is_not_allowed_is_told_to_the_page(
    provider: SignIn, changed: dict[str, str], error: str
) -> None:
    assert choose(provider, **changed)["error"] == error


def test_the_picker_names_every_identity_and_shows_what_was_asked_as_text(
    provider: SignIn,
) -> None:
    asked = {**ASKED, "state": EVIL, "scope": f"openid {EVIL}"}
    answer = provider.answer_get(f"/dev/oidc/authorize?{urlencode(asked)}")
    page = answer.body.decode()

    for name in PERMISSIONS:
        assert f'value="{name}"' in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("wanted", "status"), [(ORIGIN, 302), (f"{ORIGIN}/", 302), ("https://evil.example", 200)]
)
def test_signing_out_leads_to_the_page_only(provider: SignIn, wanted: str, status: int) -> None:
    query = urlencode({"post_logout_redirect_uri": wanted})
    answer = provider.answer_get(f"/dev/oidc/logout?{query}")

    assert answer.status == status
    assert "evil.example" not in str(answer)


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[str]:
    front = Front(0)
    front.open(FakeSite(tmp_path))
    yield front.origin
    front.close()


def test_the_front_has_all_that_the_discovery_names(origin: str) -> None:
    issuer = f"{origin}/dev/oidc"
    found = session().get(f"{issuer}/.well-known/openid-configuration").json()

    assert found["issuer"] == issuer
    assert found["code_challenge_methods_supported"] == ["S256"]
    picker = session().get(
        found["authorization_endpoint"], params={**ASKED, "redirect_uri": f"{origin}/signed-in"}
    )
    assert picker.status_code == 200
    policy = picker.headers["Content-Security-Policy"]
    assert "form-action 'self'" in policy
    assert "script-src" not in policy
    assert session().post(found["token_endpoint"]).json() == {"error": "unsupported_grant_type"}
    assert session().get(found["end_session_endpoint"]).status_code == 200
