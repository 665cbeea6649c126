"""What a sign-in has earned: codes and refresh tokens, each good for one use."""

import base64
import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

CODE_SECONDS = 60.0
REFRESH_SECONDS = 12 * 3600.0


@dataclass(frozen=True, slots=True)
class Authorization:
    """What the page asked for when it sent somebody here; `state` goes back to it unread."""

    client_id: str
    redirect_uri: str
    state: str
    challenge: str
    scope: str


@dataclass(frozen=True, slots=True)
class _Grant:
    authorization: Authorization
    identity: str
    expires: float


class Grants:
    """Codes and refresh tokens that were given out; they are forgotten when the front ends."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` answers seconds that only rise."""
        self._now = now
        self._codes: dict[str, _Grant] = {}
        self._refresh_tokens: dict[str, _Grant] = {}
        self._changing = threading.Lock()

    def code(self, authorization: Authorization, identity: str) -> str:
        """Return a code that stands for an identity, good for a minute."""
        return self._give(self._codes, authorization, identity, CODE_SECONDS)

    def refresh_token(self, authorization: Authorization, identity: str) -> str:
        """Return a token that keeps an identity signed in, good for a working day."""
        return self._give(self._refresh_tokens, authorization, identity, REFRESH_SECONDS)

    def redeem(
        self, code: str, client_id: str, redirect_uri: str, verifier: str
    ) -> tuple[Authorization, str] | None:
        """Return what a code stands for, None if it isn't good for who brings it."""
        grant = self._take(self._codes, code)
        if grant is None:
            return None
        asked = grant.authorization
        given = (client_id, redirect_uri, challenge_of(verifier))
        if given != (asked.client_id, asked.redirect_uri, asked.challenge):
            return None
        return asked, grant.identity

    def renew(self, token: str, client_id: str) -> tuple[Authorization, str] | None:
        """Return what a refresh token stands for, None if it isn't good for who brings it."""
        grant = self._take(self._refresh_tokens, token)
        if grant is None or grant.authorization.client_id != client_id:
            return None
        return grant.authorization, grant.identity

    def _give(
        self,
        given: dict[str, _Grant],
        authorization: Authorization,
        identity: str,
        seconds: float,
    ) -> str:
        name = secrets.token_urlsafe(32)
        with self._changing:
            given[name] = _Grant(authorization, identity, self._now() + seconds)
        return name

    def _take(self, given: dict[str, _Grant], name: str) -> _Grant | None:
        with self._changing:
            grant = given.pop(name, None)
        return grant if grant and self._now() < grant.expires else None


def challenge_of(verifier: str) -> str:
    """Return the PKCE challenge (S256) of a verifier."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
