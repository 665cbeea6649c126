"""An OIDC provider of the ready identities: the page signs in here as it does at Cognito.

Authorization code with PKCE. The tokens are the user pool's own, so the API takes them.
"""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode, urlsplit

from local.errors import LocalError
from local.front.answer import Answer, as_json, html, redirect, text
from local.front.grants import Authorization, Grants
from local.front.picker import picker_page, signed_out_page
from local.front.site import Site

PREFIX = "/dev/oidc"
CALLBACK = "/signed-in"
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


class _Refused(Exception):
    """Carries OAuth's own word for the refusal, and a sentence."""

    def __init__(self, error: str, words: str) -> None:
        super().__init__(words)
        self.error = error


class SignIn:
    """The provider on one origin, which is the only one that it sends anybody back to."""

    def __init__(self, site: Site, origin: str, now: Callable[[], float]) -> None:
        """Sign people in to the page on `origin`."""
        self._site = site
        self._origin = origin
        self._issuer = f"{origin}{PREFIX}"
        self._grants = Grants(now)

    def answer_get(self, target: str) -> Answer:
        """Answer a GET of an address below the prefix; `target` is path and query."""
        address = urlsplit(target)
        query = dict(parse_qsl(address.query))
        match address.path.removeprefix(PREFIX):
            case "/.well-known/openid-configuration":
                return as_json(self._discovery())
            case "/authorize":
                return self._authorize(query, lambda asked: html(picker_page(query, asked.scope)))
            case "/logout":
                return self._sign_out(query)
            case _:
                return text("The sign-in has no such address.", HTTPStatus.NOT_FOUND)

    def answer_post(self, target: str, body: bytes) -> Answer:
        """Answer a form that was posted to an address below the prefix."""
        form = dict(parse_qsl(body.decode("utf-8", "replace")))
        match urlsplit(target).path.removeprefix(PREFIX):
            case "/authorize":
                return self._authorize(form, lambda asked: self._sign_in(asked, form))
            case "/token":
                return self._token(form)
            case _:
                return text("The sign-in takes nothing here.", HTTPStatus.METHOD_NOT_ALLOWED)

    def _discovery(self) -> Mapping[str, object]:
        return {
            "issuer": self._issuer,
            "authorization_endpoint": f"{self._issuer}/authorize",
            "token_endpoint": f"{self._issuer}/token",
            "end_session_endpoint": f"{self._issuer}/logout",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "scopes_supported": ["openid"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def _authorize(
        self, asked: Mapping[str, str], then: Callable[[Authorization], Answer]
    ) -> Answer:
        # Nobody is sent to an address that isn't the page's own, not even with an error.
        if asked.get("client_id") != self._site.client_id:
            return text("No client of that id may sign people in.", HTTPStatus.BAD_REQUEST)
        back = asked.get("redirect_uri", "")
        if back != f"{self._origin}{CALLBACK}":
            return text(
                f"Signing in leads back to {self._origin}{CALLBACK} only.", HTTPStatus.BAD_REQUEST
            )
        try:
            return then(_authorization(asked))
        except _Refused as refused:
            facts = {"error": refused.error, "error_description": str(refused)}
            return _back(back, facts, asked.get("state", ""))

    def _sign_in(self, asked: Authorization, form: Mapping[str, str]) -> Answer:
        identity = form.get("identity", "")
        try:
            self._site.sign_in(identity)
        except LocalError as unknown:
            raise _Refused("access_denied", str(unknown)) from unknown
        return _back(asked.redirect_uri, {"code": self._grants.code(asked, identity)}, asked.state)

    def _token(self, form: Mapping[str, str]) -> Answer:
        client = form.get("client_id", "")
        match form.get("grant_type"):
            case "authorization_code":
                found = self._grants.redeem(
                    form.get("code", ""),
                    client,
                    form.get("redirect_uri", ""),
                    form.get("code_verifier", ""),
                )
            case "refresh_token":
                found = self._grants.renew(form.get("refresh_token", ""), client)
            case _:
                return as_json({"error": "unsupported_grant_type"}, HTTPStatus.BAD_REQUEST)
        if found is None:
            return as_json({"error": "invalid_grant"}, HTTPStatus.BAD_REQUEST)
        authorization, identity = found
        tokens = self._site.sign_in(identity)
        return as_json(
            {
                "access_token": tokens.access,
                "id_token": tokens.identity,
                "refresh_token": self._grants.refresh_token(authorization, identity),
                "token_type": "Bearer",
                "expires_in": tokens.seconds,
                "scope": authorization.scope,
            }
        )

    def _sign_out(self, query: Mapping[str, str]) -> Answer:
        wanted = query.get("post_logout_redirect_uri") or query.get("logout_uri") or ""
        if wanted.rstrip("/") == self._origin:
            return redirect(f"{self._origin}/")
        return html(signed_out_page())


def _authorization(asked: Mapping[str, str]) -> Authorization:
    """Return what is asked for, as far as it is allowed; raises _Refused."""
    if asked.get("response_type") != "code":
        raise _Refused("unsupported_response_type", "Ask for response_type=code.")
    if "openid" not in asked.get("scope", "").split():
        raise _Refused("invalid_scope", "Ask for scope=openid.")
    challenge = asked.get("code_challenge", "")
    if asked.get("code_challenge_method") != "S256" or not CHALLENGE.fullmatch(challenge):
        raise _Refused("invalid_request", "Send a code_challenge with the method S256.")
    if not asked.get("state"):
        raise _Refused("invalid_request", "Send a state.")
    if asked.get("prompt") == "none":
        raise _Refused("login_required", "Somebody has to choose an identity.")
    return Authorization(
        asked["client_id"], asked["redirect_uri"], asked["state"], challenge, asked["scope"]
    )


def _back(address: str, facts: Mapping[str, str], state: str) -> Answer:
    given = {**facts, **({"state": state} if state else {})}
    return redirect(f"{address}?{urlencode(given)}")
