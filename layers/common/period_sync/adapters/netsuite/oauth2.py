"""OAuth 2.0 client credentials: a signed assertion buys a token for an hour (facts 21 to 25)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from requests.auth import AuthBase

from period_sync.adapters.netsuite.answers import json_object
from period_sync.adapters.netsuite.login import Token, TokenPlace, read_fields
from period_sync.adapters.netsuite.transport import NoAnswer, Transport
from period_sync.domain.errors import (
    ConfigurationError,
    NetSuiteMalformed,
    NetSuiteUnauthorized,
    NetSuiteUnavailable,
)

if TYPE_CHECKING:
    import requests

    from period_sync.application.ports import Clock

TOKEN_PATH = "/services/rest/auth/oauth2/v1/token"  # noqa: S105 - an address
FIELDS = ("client_id", "certificate_id")
ASSERTION_SECONDS = 300
"""NetSuite takes an hour at most (fact 24); it is used at once."""
TOKEN_SECONDS = 20
STALE_BEFORE = timedelta(minutes=2)
"""So much sooner than it expires a token is renewed: a request may wait before it is judged."""
_REFUSED = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
_TOKEN = re.compile(r"[!-~]{1,16384}", re.ASCII)
_ALGORITHMS = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True, repr=False)
class OAuth2Secret:
    """An OAuth 2.0 login. It has no `repr`, so that it can't slip into a log.

    `certificate_ends` is when NetSuite stops taking the key's certificate, if it is stored too.
    """

    client_id: str
    certificate_id: str
    private_key: PrivateKey
    algorithm: str
    certificate_ends: datetime | None


class OAuth2Login(AuthBase):
    """Fulfils `Login`; all logins of a connection in this process share its `place`."""

    def __init__(
        self,
        secret: OAuth2Secret,
        secret_version: str,
        origin: str,
        clock: "Clock",
        place: TokenPlace,
    ) -> None:
        self.secret_version = secret_version
        self._secret = secret
        self._url = f"{origin}{TOKEN_PATH}"
        self._clock = clock
        self._place = place
        self._may_renew = True

    @property
    def auth(self) -> AuthBase:
        """It signs by itself."""
        return self

    def __call__(self, request: "requests.PreparedRequest") -> "requests.PreparedRequest":
        """Add the token, a new one if need be. Raises as `prepare` does."""
        request.headers["Authorization"] = f"Bearer {self._token()}"
        return request

    def prepare(self) -> None:
        """Have a token at hand.

        Raises NetSuiteUnauthorized, NetSuiteUnavailable or NetSuiteMalformed.
        """
        self._token()

    def renew(self) -> bool:
        """Give up the token, as it may have been revoked; a second time there is no use in it."""
        may, self._may_renew = self._may_renew, False
        self._place.token = None
        return may

    def _token(self) -> str:
        kept = self._place.token
        if kept is None or not kept.serves(self.secret_version, self._clock.now()):
            kept = self._place.token = self._ask()
        return kept.value

    def _ask(self) -> Token:
        asked_at = self._clock.now()
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": assertion(self._secret, self._url, asked_at),
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        body = urlencode(form).encode()
        answer = Transport(None).send("POST", self._url, headers, TOKEN_SECONDS, body)
        if isinstance(answer, NoAnswer):
            raise NetSuiteUnavailable("NetSuite gives no token.", reason=answer.reason)
        if answer.status in _REFUSED:
            raise NetSuiteUnauthorized(self.secret_version)
        if answer.status != HTTPStatus.OK:
            raise NetSuiteUnavailable("NetSuite gives no token.", status=answer.status)
        value, lasting = _read_token(json_object(answer.body) if answer.is_whole else {})
        stale_at = asked_at + lasting - min(STALE_BEFORE, lasting / 2)
        return Token(value, self.secret_version, stale_at)


def assertion(secret: OAuth2Secret, url: str, now: datetime) -> str:
    """Sign who we are, for one token endpoint (fact 24)."""
    issued = int(now.timestamp())
    payload = {
        "iss": secret.client_id,
        "scope": ["rest_webservices"],
        "aud": url,
        "iat": issued,
        "exp": issued + ASSERTION_SECONDS,
    }
    headers = {"kid": secret.certificate_id}
    return jwt.encode(payload, secret.private_key, algorithm=secret.algorithm, headers=headers)


def read_secret(value: object) -> OAuth2Secret:
    """Read a stored secret. Raises ConfigurationError that names the field, never its value."""
    fields = read_fields(value, FIELDS, "OAuth 2.0")
    assert isinstance(value, Mapping)  # noqa: S101 - read_fields takes nothing else
    key = _private_key(value.get("private_key"))
    ends = None if value.get("certificate") is None else _end(value["certificate"], key)
    return OAuth2Secret(**fields, private_key=key, algorithm=_algorithm(key), certificate_ends=ends)


def _private_key(pem: object) -> PrivateKey:
    key: object = None
    if isinstance(pem, str):
        try:
            key = load_pem_private_key(pem.encode(), password=None)
        except (TypeError, ValueError):
            # Its words could show parts of the key.
            key = None
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ConfigurationError(
            "The NetSuite secret has no usable private_key, which OAuth 2.0 needs. It must be an "
            "RSA or EC key in PEM, without a password.",
            field="private_key",
        )
    return key


def _algorithm(key: PrivateKey) -> str:
    if isinstance(key, rsa.RSAPrivateKey):
        return "PS256"
    if key.curve.name not in _ALGORITHMS:
        raise ConfigurationError(
            "The private_key of the NetSuite secret is on a curve that NetSuite does not take; "
            "make one on P-256, P-384 or P-521.",
            field="private_key",
        )
    return _ALGORITHMS[key.curve.name]


def _end(pem: object, key: PrivateKey) -> datetime:
    """Return when the key's certificate ends; NetSuite cuts longer ones to two years (fact 25)."""
    try:
        certificate = x509.load_pem_x509_certificate(str(pem).encode())
    except ValueError as error:
        raise ConfigurationError(
            "The certificate of the NetSuite secret is none in PEM.", field="certificate"
        ) from error
    if certificate.public_key() != key.public_key():
        raise ConfigurationError(
            "The certificate of the NetSuite secret is not that of its private_key.",
            field="certificate",
        )
    return certificate.not_valid_after_utc


def _read_token(answer: Mapping[str, Any]) -> tuple[str, timedelta]:
    """Check the answer's shape (fact 23). Raises NetSuiteMalformed that shows nothing of it."""
    value, seconds = answer.get("access_token"), str(answer.get("expires_in"))
    right = (
        isinstance(value, str)
        and _TOKEN.fullmatch(value)
        and str(answer.get("token_type")).lower() == "bearer"
        and re.fullmatch(r"[1-9][0-9]{0,5}", seconds, re.ASCII)
    )
    if not right:
        raise NetSuiteMalformed("NetSuite's token endpoint answered something that is no token.")
    return str(value), timedelta(seconds=int(seconds))
