"""Decides who is let in: by signature or by bearer token, both at once."""

from collections.abc import Callable, Iterable
from datetime import datetime

from local.netsuite.bearer_tokens import BearerTokens
from local.netsuite.certificates import Certificates
from local.netsuite.credentials import Credentials
from local.netsuite.exchange import Answer, Request, json_answer, refusal_answer
from local.netsuite.login_audit import LoginAudit, LoginFailed
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import invalid_login
from local.netsuite.role import PERMISSIONS, Role
from local.netsuite.signed_request import SignedRequests


class Login:
    """The one integration user's ways in; each failure counts towards its lock."""

    def __init__(
        self,
        credentials: Credentials,
        certificates: Iterable[str],
        clock: Callable[[], datetime],
    ) -> None:
        self.audit = LoginAudit(clock)
        self.certificates = Certificates(certificates, clock)
        self.tokens = BearerTokens(
            credentials.client_id, self.certificates, credentials.host, clock
        )
        self._signed = SignedRequests(credentials, clock)

    def check(self, request: Request, role: Role) -> None:
        """Let the integration user's requests pass.

        Raises:
            LoginFailed: for any other; it is noted, and counts towards the lock.
        """
        authorization = request.headers.get("authorization")
        with self.audit.attempt(f"{request.method} {request.url}") as attempt:
            if authorization is not None and authorization.lower().startswith("bearer"):
                self.tokens.check(attempt, authorization)
                _require(role, "ADMI_LOGIN_OAUTH2", "invalid_token")
            else:
                self._signed.check(attempt, request.method, request.url, authorization)
                _require(role, "ADMI_LOGIN_OAUTH")

    def answer_token(self, request: Request, preferences: Preferences, role: Role) -> Answer:
        """Answer a request for a token; a refusal is in OAuth 2.0's own format."""
        try:
            with self.audit.attempt(f"{request.method} {request.url}") as attempt:
                answer = self.tokens.give(attempt, request, preferences.oauth2_token_seconds)
                _require(role, "ADMI_LOGIN_OAUTH2", "invalid_client")
                return answer
        except LoginFailed as failure:
            status = 401 if failure.error == "invalid_client" else 400
            answer = json_answer({"error": failure.error}, status, "application/json")
            return _challenged(answer, failure) if status == 401 else answer


def _require(role: Role, permission: str, error: str | None = None) -> None:
    if not role.permits(permission, "view"):
        raise LoginFailed("permission_denied", PERMISSIONS[permission][0], error)


def login_refused(failure: LoginFailed) -> Answer:
    """Say no more than NetSuite does (facts 16 and 19); the reason is in the audit trail."""
    answer = refusal_answer(invalid_login(400 if failure.error == "invalid_request" else 401))
    return _challenged(answer, failure) if failure.error else answer


def _challenged(answer: Answer, failure: LoginFailed) -> Answer:
    return answer.with_headers({"WWW-Authenticate": f'Bearer error="{failure.error}"'})
