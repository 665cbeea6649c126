"""OAuth 2.0 client credentials: the token endpoint, and the tokens it gave (facts 19 to 24)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs

import jwt

from local.netsuite.certificates import Certificate, Certificates
from local.netsuite.exchange import Answer, Request, json_answer
from local.netsuite.login_audit import Attempt, LoginFailed

TOKEN_PATH = "/services/rest/auth/oauth2/v1/token"
GRANT_TYPE = "client_credentials"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ("PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
ASSERTION_LASTS = timedelta(minutes=60)
CLOCK_DIFFERENCE_MAX = timedelta(minutes=5)
SCOPE = "rest_webservices"
_SCOPES = {SCOPE, "restlets", "suite_analytics"}
_CLAIMS = ("iss", "scope", "aud", "iat", "exp")


@dataclass(frozen=True, slots=True)
class _Given:
    """A token that was given, by which certificate, and when it expires."""

    certificate_id: str
    expires_at: datetime


class BearerTokens:
    """Gives tokens for assertions that a registered certificate signed; one client."""

    def __init__(
        self,
        client_id: str | None,
        certificates: Certificates,
        host: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._client_id = client_id
        self._certificates = certificates
        self._own_address = f"https://{host}{TOKEN_PATH}"
        self._clock = clock
        self._given: dict[str, _Given] = {}
        self._key = secrets.token_bytes(32)

    def give(self, attempt: Attempt, request: Request, lasting_seconds: int) -> Answer:
        """Answer a request for a token (fact 23).

        Raises:
            LoginFailed: with the error that OAuth 2.0 has for it.
        """
        text = _assertion(request)
        certificate = self._check(attempt, text, request.origin + request.path)
        now = self._clock()
        expires_at = now + timedelta(seconds=lasting_seconds)
        claims = {
            "sub": "integration",
            "iss": self._own_address,
            "aud": [self._client_id],
            "scope": [SCOPE],
            "iat": int(now.timestamp()),
            "exp": int(expires_at.timestamp()),
            "jti": secrets.token_hex(16),
        }
        token = jwt.encode(claims, self._key, algorithm="HS256")
        self._given[token] = _Given(certificate.id, expires_at)
        document = {
            "access_token": token,
            "expires_in": str(lasting_seconds),
            "token_type": "bearer",
        }
        answer = json_answer(document, media_type="application/json")
        return answer.with_headers({"Cache-Control": "no-store"})

    def check(self, attempt: Attempt, authorization: str) -> None:
        """Let a request with a token pass (fact 19).

        Raises:
            LoginFailed: the token was never given, or is good no longer.
        """
        _, _, token = authorization.strip().partition(" ")
        if not token or token != token.strip():
            raise LoginFailed("InvalidHeader", "no bearer token", "invalid_request")
        found = self._given.get(token)
        if found is None:
            raise LoginFailed("token_rejected", "unknown or revoked", "invalid_token")
        attempt.token_id = found.certificate_id
        if self._clock() >= found.expires_at:
            raise LoginFailed("token_rejected", "expired", "invalid_token")
        if self._certificates.find(found.certificate_id) is None:
            raise LoginFailed("token_rejected", "its certificate is gone", "invalid_token")

    def revoke_all(self) -> int:
        """End every token before its time; returns how many there were."""
        count = len(self._given)
        self._given.clear()
        return count

    def _check(self, attempt: Attempt, text: str, address: str) -> Certificate:
        try:
            header = jwt.get_unverified_header(text)
        except jwt.PyJWTError as error:
            raise LoginFailed("InvalidAssertion", str(error), "invalid_request") from error
        attempt.token_id = str(header.get("kid", "?"))
        if self._client_id is None:
            raise _refused("FeatureDisabled", "this account has no OAuth 2.0 client")
        if str(header.get("typ", "JWT")).upper() != "JWT":
            raise _refused("InvalidAssertion", "typ is not JWT")
        if header.get("alg") not in ALGORITHMS:
            raise _refused("UnknownAlgorithm", f"{header.get('alg')}")
        certificate = self._certificates.find(header.get("kid"))
        if certificate is None:
            raise _refused("consumer_key_unknown", "no such certificate, or it has ended")
        try:
            # Times are compared below, with the simulator's own clock.
            claims = jwt.decode(
                text,
                certificate.key,
                algorithms=[header["alg"]],
                audience=[self._own_address, address],
                options={
                    "require": list(_CLAIMS),
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except (jwt.PyJWTError, TypeError) as error:
            raise _refused("InvalidSignature", str(error)) from error
        self._check_claims(claims)
        return certificate

    def _check_claims(self, claims: dict[str, object]) -> None:
        if claims["iss"] != self._client_id:
            raise _refused("consumer_key_unknown", f"iss is {claims['iss']}")
        issued, expires = claims["iat"], claims["exp"]
        if not isinstance(issued, int) or not isinstance(expires, int):
            raise _refused("InvalidTimestamp", "iat and exp must be whole seconds")
        now = self._clock().timestamp()
        told = f"iat {issued}, exp {expires}, server time {int(now)}"
        is_timely = issued <= now + CLOCK_DIFFERENCE_MAX.total_seconds() and now < expires
        if not is_timely or not 0 < expires - issued <= ASSERTION_LASTS.total_seconds():
            raise _refused("InvalidTimestamp", told)
        scope = claims["scope"]
        asked = set(scope if isinstance(scope, list) else str(scope).replace(",", " ").split())
        if SCOPE not in asked or not asked <= _SCOPES:
            raise LoginFailed("InvalidScope", f"{scope}", "invalid_scope")


def _assertion(request: Request) -> str:
    """Take the assertion out of the form (fact 22)."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise LoginFailed("InvalidRequest", "the body must be a form", "invalid_request")
    try:
        form = parse_qs(request.body.decode("ascii"), strict_parsing=True, keep_blank_values=True)
    except ValueError as error:
        raise LoginFailed("InvalidRequest", str(error), "invalid_request") from error
    twice = [name for name, values in form.items() if len(values) > 1]
    names = ("grant_type", "client_assertion_type", "client_assertion")
    missing = [name for name in names if not form.get(name, [""])[0]]
    if twice or missing:
        told = f"twice: {', '.join(twice)}; missing: {', '.join(missing)}"
        raise LoginFailed("InvalidRequest", told, "invalid_request")
    if form["grant_type"][0] != GRANT_TYPE:
        raise LoginFailed("InvalidRequest", "grant_type", "unsupported_grant_type")
    if form["client_assertion_type"][0] != ASSERTION_TYPE:
        raise LoginFailed("InvalidRequest", "client_assertion_type", "invalid_request")
    return form["client_assertion"][0]


def _refused(reason: str, detail: str) -> LoginFailed:
    return LoginFailed(reason, detail, "invalid_client")
