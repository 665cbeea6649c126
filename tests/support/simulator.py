"""Starts the NetSuite simulator for a test, in a thread or as a process, and steers it."""

import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import requests
from oauthlib.oauth1 import Client as Signer
from requests.auth import AuthBase

from local.netsuite.account_data import PACKAGED
from local.netsuite.accounts import PLACE, Accounts
from local.netsuite.credentials import ENVIRONMENT, Credentials
from local.netsuite.faults import parse_fault
from local.netsuite.server import Answering, Server
from local.netsuite.simulator import Settings, Simulator, now_utc

ACCOUNT = "1234567"
TIMEOUT_SECONDS = 10
ROOT = Path(__file__).parents[2]


def random_credentials(account: str = ACCOUNT) -> Credentials:
    """Make keys that no test can have copied."""
    return Credentials(account, *(secrets.token_hex(32) for _ in range(5)))


class TokenAuth(AuthBase):
    """Signs every request anew, as token-based authentication demands."""

    def __init__(self, credentials: Credentials, timestamp: str | None = None) -> None:
        self._signer = Signer(
            credentials.consumer_key,
            client_secret=credentials.consumer_secret,
            resource_owner_key=credentials.token_id,
            resource_owner_secret=credentials.token_secret,
            signature_method="HMAC-SHA256",
            realm=credentials.realm,
            timestamp=timestamp,
        )

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the Authorization header."""
        # The method is one of the words that the type of `sign` lists, but is typed as a text.
        method: Any = request.method
        _, headers, _ = self._signer.sign(str(request.url), method)
        request.headers.update(headers)
        return request


@dataclass(frozen=True)
class RunningSimulator:
    """A simulator that listens: its address, its keys, and the ways to look at and steer it."""

    origin: str
    credentials: Credentials
    control: str = "/simulator"
    _session: requests.Session = field(default_factory=requests.Session, repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """The NETSUITE_... variables of a client of this simulator."""
        keys = {variable: getattr(self.credentials, n) for n, variable in ENVIRONMENT.items()}
        return {"NETSUITE_ORIGIN": self.origin, **keys}

    def auth(self, *, timestamp: str | None = None, **changed: str) -> TokenAuth:
        """Sign requests as the integration user, or wrongly where a key is changed."""
        return TokenAuth(replace(self.credentials, **changed), timestamp)

    def journals(self) -> list[dict[str, Any]]:
        """Return the journals with their lines, newest first, names in place of ids."""
        return list(self._json("GET", "journals"))

    def change_journal(self, internal_id: str | int, **changes: str) -> None:
        """Change a journal by hand: externalid, memo, postingperiod, approvalstatus, trandate."""
        self._json("PATCH", f"journals/{internal_id}", changes)

    def change_line(self, internal_id: str | int, line: int, **changes: object) -> None:
        """Change one line of a journal over the record API, as somebody's own program does."""
        answer = self._session.patch(
            f"{self.origin}/services/rest/record/v1/journalEntry/{internal_id}",
            json={"line": {"items": [{"line": line, **changes}]}},
            auth=self.auth(),
            timeout=TIMEOUT_SECONDS,
        )
        if not answer.ok:
            raise AssertionError(f"{answer.status_code} {answer.text}")

    def delete_journal(self, internal_id: str | int) -> None:
        """Delete a journal by hand."""
        self._json("DELETE", f"journals/{internal_id}")

    def requests(self) -> dict[str, Any]:
        """Return counts by method, route and status, and the latest requests."""
        return dict(self._json("GET", "requests"))

    def request_count(self, route: str | None = None, status: str | None = None) -> int:
        """Count the requests of a route (journalEntry, journalEntry-read, suiteql, other, ...)."""
        return sum(
            entry["count"]
            for entry in self.requests()["counts"]
            if route in (None, entry["route"]) and status in (None, entry["status"])
        )

    def reset_requests(self) -> None:
        """Count anew."""
        self._json("DELETE", "requests")

    def add_fault(self, fault: str) -> None:
        """Misbehave from now on, for example `drop-after:route=journalEntry,nth=1`."""
        self._json("POST", "faults", {"fault": fault})

    def clear_faults(self) -> None:
        """Behave again."""
        self._json("DELETE", "faults")

    def commit_late_work(self) -> int:
        """Let what a commit-late fault holds back happen now; returns how much it was."""
        return int(self._json("POST", "late-commits")["committed"])

    def set_preferences(self, **changes: object) -> None:
        """Change preferences of the account, for example require_approvals=True."""
        self._json("PATCH", "preferences", changes)

    def add_record(self, table: str, **columns: object) -> int:
        """Add a record to a list, with SuiteQL's table and column names; returns its id."""
        return int(self._json("POST", "records", {"table": table, "record": columns})["id"])

    def change_record(self, table: str, internal_id: str | int, **changes: object) -> None:
        """Change columns of a record of a list."""
        document = {"table": table, "id": int(internal_id), "changes": changes}
        self._json("PATCH", "records", document)

    def add_transaction(self, **columns: object) -> int:
        """Add a transaction that is no journal, by default a vendor bill; returns its id."""
        return int(self._json("POST", "transactions", columns)["id"])

    def lock_period(self, period: int, subsidiary: int) -> None:
        """Lock a period for one subsidiary, which its row does not show."""
        self._json("POST", "period-locks", {"period": period, "subsidiary": subsidiary})

    def unlock_period(self, period: int, subsidiary: int) -> None:
        """Undo `lock_period`."""
        self._json("DELETE", "period-locks", {"period": period, "subsidiary": subsidiary})

    def close_book(self, period: int, book: int) -> None:
        """Close a period for one accounting book, which its row does not show."""
        self._json("POST", "period-locks", {"period": period, "accountingbook": book})

    def add_script(self, pattern: str, text: str) -> None:
        """Let a script of the customer refuse journals whose memo has the pattern."""
        self._json("POST", "scripts", {"pattern": pattern, "text": text})

    def clear_scripts(self) -> None:
        """Remove the customer's scripts."""
        self._json("DELETE", "scripts")

    def grant(self, **levels: str) -> None:
        """Change permissions of the role, for example TRAN_JOURNAL="full"."""
        self._json("PATCH", "role", {"permissions": levels})

    def restrict_to(self, *subsidiaries: int) -> None:
        """Let the role use these subsidiaries only; without any, all."""
        self._json("PATCH", "role", {"subsidiaries": list(subsidiaries)})

    def login_audit(self) -> list[dict[str, str]]:
        """Return the attempts to log in, newest first."""
        return list(self._json("GET", "login-audit"))

    def unlock(self) -> None:
        """Lift the lock that five failed logins set."""
        self._json("DELETE", "login-lock")

    def add_certificate(self, pem: str) -> str:
        """Let assertions be signed for a certificate or public key; returns its id."""
        return str(self._json("POST", "certificates", {"certificate": pem})["id"])

    def revoke_certificate(self, certificate_id: str) -> None:
        """Take a certificate away."""
        self._json("DELETE", f"certificates/{certificate_id}")

    def revoke_tokens(self) -> int:
        """End all OAuth 2.0 tokens; returns how many there were."""
        return int(self._json("DELETE", "tokens")["revoked"])

    def _json(self, method: str, name: str, document: object = None) -> Any:
        answer = self._session.request(
            method, f"{self.origin}{self.control}/{name}", json=document, timeout=TIMEOUT_SECONDS
        )
        if not answer.ok:
            raise AssertionError(f"{method} {name}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None


@contextmanager
def simulator_thread(
    *,
    faults: Sequence[str] = (),
    preferences: Mapping[str, object] | None = None,
    data: Path = PACKAGED,
    state: Path | None = None,
    credentials: Credentials | None = None,
    role: Mapping[str, object] | None = None,
    clock: Callable[[], datetime] = now_utc,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[RunningSimulator]:
    """Run a simulator in this process until the block ends; starts in some 20 ms.

    `sleep` is what a delay fault waits with, so that a test can hold requests and let them go.
    """
    keys = credentials or random_credentials()
    settings = Settings(
        keys, data, state, [parse_fault(f) for f in faults], preferences or {}, role=role or {}
    )
    simulator = Simulator(settings, clock, sleep)
    try:
        with _serving(simulator) as origin:
            yield RunningSimulator(origin, keys)
    finally:
        simulator.close()


@contextmanager
def accounts_thread(
    *names: str,
    role: Mapping[str, object] | None = None,
    clock: Callable[[], datetime] = now_utc,
) -> Iterator[list[RunningSimulator]]:
    """Run several accounts at one origin in this process until the block ends."""
    keys = [random_credentials(name) for name in names]
    accounts = Accounts([Settings(each, role=role or {}) for each in keys], clock)
    try:
        with _serving(accounts) as origin:
            yield [
                RunningSimulator(origin, each, f"{PLACE}/{each.realm}" if number else "/simulator")
                for number, each in enumerate(keys)
            ]
    finally:
        accounts.close()


@contextmanager
def _serving(simulator: Answering) -> Iterator[str]:
    server = Server(simulator, 0)
    # A short poll ends the server at once; half a second each would be most of a test.
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.origin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def simulator_process(
    *arguments: str, credentials: Credentials | None = None
) -> Iterator[RunningSimulator]:
    """Run `python -m local.netsuite --port 0` with more arguments until the block ends."""
    keys = credentials or random_credentials()
    variables = {variable: getattr(keys, name) for name, variable in ENVIRONMENT.items()}
    command = [sys.executable, "-m", "local.netsuite", "--port", "0", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **variables}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        ready = process.stdout.readline()
        if not ready:
            raise AssertionError(f"the simulator ended with {process.wait()}")
        try:
            yield RunningSimulator(ready.split()[-1], keys)
        finally:
            process.terminate()
            process.wait(TIMEOUT_SECONDS)
