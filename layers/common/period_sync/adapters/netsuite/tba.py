"""Token-based authentication: OAuth 1.0 with HMAC-SHA256 and a realm (facts 1 to 12)."""

from dataclasses import dataclass
from typing import Any

from requests_oauthlib import OAuth1

from period_sync.adapters.netsuite.login import read_fields

FIELDS = ("consumer_key", "consumer_secret", "token_id", "token_secret")


@dataclass(frozen=True, slots=True, repr=False)
class TbaSecret:
    """The four values of a TBA login. It has no `repr`, so that it can't slip into a log."""

    consumer_key: str
    consumer_secret: str
    token_id: str
    token_secret: str


class TbaLogin:
    """Fulfils `Login`."""

    def __init__(self, secret: TbaSecret, account: str, secret_version: str) -> None:
        self.secret_version = secret_version
        self.auth = sign(secret, account)

    def prepare(self) -> None:
        """Signing needs no request."""

    def renew(self) -> bool:
        """A signature that was refused would be refused again: only a new secret can help."""
        return False


def read_secret(value: object) -> TbaSecret:
    """Read a stored secret. Raises ConfigurationError that names the field, never its value."""
    return TbaSecret(**read_fields(value, FIELDS, "TBA"))


def sign(secret: TbaSecret, account: str, **fixed: Any) -> OAuth1:  # noqa: ANN401 - for vectors
    """Return the signer of every request to an account; each gets a new nonce and time.

    `account` is canonical: upper case with an underscore, as the realm wants it (fact 4). The
    body is no part of the signature (fact 8). `fixed` can set `nonce` and `timestamp`.
    """
    return OAuth1(
        secret.consumer_key,
        client_secret=secret.consumer_secret,
        resource_owner_key=secret.token_id,
        resource_owner_secret=secret.token_secret,
        signature_method="HMAC-SHA256",
        realm=account,
        **fixed,
    )
