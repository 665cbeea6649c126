"""Token-based authentication: decides whether a request is signed as it must be (facts 1 to 14)."""

import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from local.netsuite.credentials import Credentials
from local.netsuite.login_audit import Attempt, LoginFailed
from local.netsuite.signature import base_string, parse_authorization, sign

SIGNED_PARAMETERS = (
    "oauth_consumer_key",
    "oauth_token",
    "oauth_signature_method",
    "oauth_timestamp",
    "oauth_nonce",
    "oauth_version",
)
NONCE_CHARACTERS_MIN = 6  # fact 13
CLOCK_DIFFERENCE_MAX = timedelta(minutes=5)  # fact 14


class SignedRequests:
    """Checks signatures with one token, and that no nonce comes twice."""

    def __init__(self, credentials: Credentials, clock: Callable[[], datetime]) -> None:
        self._credentials = credentials
        self._clock = clock
        self._nonces: dict[tuple[str, str], datetime] = {}

    def check(self, attempt: Attempt, method: str, url: str, authorization: str | None) -> None:
        """Let a correctly signed request pass.

        Raises:
            LoginFailed: for any other.
        """
        given = _parameters(authorization)
        attempt.token_id = given["oauth_token"]
        expected = self._credentials
        if not expected.use_tba:
            raise LoginFailed("FeatureDisabled", "this account has no token-based authentication")
        if given.get("realm") != expected.realm:
            raise LoginFailed("InvalidRealm", f"the realm of this account is {expected.realm}")
        if given["oauth_signature_method"] != "HMAC-SHA256":
            raise LoginFailed("UnknownAlgorithm", given["oauth_signature_method"])
        if given["oauth_version"] != "1.0":
            raise LoginFailed("VersionRejected", given["oauth_version"])
        if given["oauth_consumer_key"] != expected.consumer_key:
            raise LoginFailed("consumer_key_unknown", given["oauth_consumer_key"])
        if given["oauth_token"] != expected.token_id:
            raise LoginFailed("token_rejected", given["oauth_token"])
        now = self._clock()
        self._check_freshness(given["oauth_timestamp"], given["oauth_nonce"], now)
        right = sign(
            base_string(method, url, given), expected.consumer_secret, expected.token_secret
        )
        if not hmac.compare_digest(right.encode(), given["oauth_signature"].encode()):
            raise LoginFailed("InvalidSignature", base_string(method, url, given))
        self._nonces[(given["oauth_timestamp"], given["oauth_nonce"])] = now

    def _check_freshness(self, timestamp: str, nonce: str, now: datetime) -> None:
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 11):
            raise LoginFailed("InvalidTimestamp", timestamp)
        if abs(datetime.fromtimestamp(int(timestamp), UTC) - now) > CLOCK_DIFFERENCE_MAX:
            raise LoginFailed("InvalidTimestamp", f"{timestamp}, server time {now.isoformat()}")
        if len(nonce) < NONCE_CHARACTERS_MIN:
            raise LoginFailed("InvalidNonce", f"shorter than {NONCE_CHARACTERS_MIN} characters")
        # An older nonce need not be remembered: its timestamp is refused by now.
        forgotten = now - 2 * CLOCK_DIFFERENCE_MAX
        self._nonces = {key: at for key, at in self._nonces.items() if at > forgotten}
        if (timestamp, nonce) in self._nonces:
            raise LoginFailed("NonceUsed", nonce)


def _parameters(authorization: str | None) -> dict[str, str]:
    if authorization is None:
        raise LoginFailed("InvalidHeader", "no Authorization header")
    try:
        given = parse_authorization(authorization)
    except ValueError as error:
        raise LoginFailed("InvalidHeader", str(error)) from error
    missing = [n for n in (*SIGNED_PARAMETERS, "oauth_signature") if n not in given]
    if missing:
        raise LoginFailed("InvalidHeader", f"missing: {', '.join(missing)}")
    unknown = set(given) - {*SIGNED_PARAMETERS, "oauth_signature", "realm"}
    if unknown:
        # oauth_body_hash is the usual one; Oracle's recipe has no place for it (fact 8).
        raise LoginFailed("InvalidHeader", f"not NetSuite's: {', '.join(sorted(unknown))}")
    return given
