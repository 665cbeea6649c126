"""Decides whether a request is signed by the integration user, and keeps the audit trail."""

import hmac
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from local.netsuite.credentials import Credentials
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
FAILURES_BEFORE_LOCK = 5  # fact 15
LOCK = timedelta(minutes=30)  # fact 15
AUDIT_ENTRIES_MAX = 500


class LoginFailed(Exception):
    """The caller is told INVALID_LOGIN and no more; `reason` is for the audit trail (fact 17)."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One attempt to log in, as a NetSuite administrator would see it."""

    at: str
    token_id: str
    request: str
    status: str
    detail: str


class Login:
    """Checks signatures for one user; five failures in a row lock it for half an hour."""

    def __init__(self, credentials: Credentials, clock: Callable[[], datetime]) -> None:
        self._credentials = credentials
        self._clock = clock
        self._guard = threading.Lock()
        self._nonces: dict[tuple[str, str], datetime] = {}
        self._failures = 0
        self._locked_until: datetime | None = None
        self._audit: deque[AuditEntry] = deque(maxlen=AUDIT_ENTRIES_MAX)

    def check(self, method: str, url: str, authorization: str | None) -> None:
        """Let a correctly signed request pass.

        Raises:
            LoginFailed: for any other; it is noted, and counts towards the lock.
        """
        with self._guard:
            token_id = "?"
            try:
                given = _parameters(authorization)
                token_id = given["oauth_token"]
                self._check(method, url, given)
            except LoginFailed as failure:
                self._note(token_id, f"{method} {url}", failure.reason, failure.detail)
                self._count_failure(failure.reason)
                raise
            self._failures = 0
            self._note(token_id, f"{method} {url}", "Success", "")

    def audit_trail(self) -> list[dict[str, str]]:
        """Return the attempts, newest first."""
        with self._guard:
            return [asdict(entry) for entry in reversed(self._audit)]

    def unlock(self) -> None:
        """Lift the lock before its time, as an administrator can."""
        with self._guard:
            self._failures = 0
            self._locked_until = None

    def _check(self, method: str, url: str, given: dict[str, str]) -> None:
        now = self._clock()
        if self._locked_until is not None and now < self._locked_until:
            raise LoginFailed("temporary_locked", f"until {self._locked_until.isoformat()}")
        expected = self._credentials
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

    def _count_failure(self, reason: str) -> None:
        if reason == "temporary_locked":
            return
        # There is one user here, so a failure counts even where it names another token.
        self._failures += 1
        if self._failures >= FAILURES_BEFORE_LOCK:
            self._locked_until = self._clock() + LOCK
            self._failures = 0

    def _note(self, token_id: str, request: str, status: str, detail: str) -> None:
        at = self._clock().isoformat(timespec="seconds")
        self._audit.append(AuditEntry(at, token_id, request, status, detail))


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
