"""The trail of logins, and the lock that five failures in a row set (facts 15 and 17)."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

FAILURES_BEFORE_LOCK = 5  # fact 15
LOCK = timedelta(minutes=30)  # fact 15
ENTRIES_MAX = 500


class LoginFailed(Exception):
    """The caller is told little; `reason` and `detail` are for the audit trail (fact 17).

    `error` is the word that OAuth 2.0 has for it, where a bearer token or an assertion was given.
    """

    def __init__(self, reason: str, detail: str, error: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.error = error


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One attempt to log in, as a NetSuite administrator would see it."""

    at: str
    token_id: str
    request: str
    status: str
    detail: str


@dataclass(slots=True)
class Attempt:
    """An attempt under way; `token_id` is what it names, once that is read."""

    token_id: str = "?"


class LoginAudit:
    """What happened to the one integration user; five failures lock it for half an hour."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._guard = threading.RLock()
        self._failures = 0
        self._locked_until: datetime | None = None
        self._entries: deque[AuditEntry] = deque(maxlen=ENTRIES_MAX)

    @contextmanager
    def attempt(self, request: str) -> Iterator[Attempt]:
        """Note how the block ends; one attempt at a time.

        Raises:
            LoginFailed: from the block, or because the user is locked.
        """
        with self._guard:
            attempt = Attempt()
            try:
                self._require_unlocked()
                yield attempt
            except LoginFailed as failure:
                self._note(attempt, request, failure.reason, failure.detail)
                self._count(failure)
                raise
            self._failures = 0
            self._note(attempt, request, "Success", "")

    def entries(self) -> list[dict[str, str]]:
        """Return the attempts, newest first."""
        with self._guard:
            return [asdict(entry) for entry in reversed(self._entries)]

    def unlock(self) -> None:
        """Lift the lock before its time, as an administrator can."""
        with self._guard:
            self._failures = 0
            self._locked_until = None

    def _require_unlocked(self) -> None:
        if self._locked_until is not None and self._clock() < self._locked_until:
            until = f"until {self._locked_until.isoformat()}"
            raise LoginFailed("temporary_locked", until, "invalid_client")

    def _count(self, failure: LoginFailed) -> None:
        if failure.reason == "temporary_locked":
            return
        # There is one user here, so a failure counts even where it names another token.
        self._failures += 1
        if self._failures >= FAILURES_BEFORE_LOCK:
            self._locked_until = self._clock() + LOCK
            self._failures = 0

    def _note(self, attempt: Attempt, request: str, status: str, detail: str) -> None:
        at = self._clock().isoformat(timespec="seconds")
        self._entries.append(AuditEntry(at, attempt.token_id, request, status, detail))
