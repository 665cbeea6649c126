"""The simulator as a whole: every request passes the limit, the login, the faults, the work."""

import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from local.netsuite.access import check_service
from local.netsuite.account_data import PACKAGED, read_account_data
from local.netsuite.bearer_tokens import TOKEN_PATH
from local.netsuite.control_api import ControlApi
from local.netsuite.credentials import Credentials
from local.netsuite.database import Database
from local.netsuite.exchange import Answer, Ending, Request, json_answer, refusal_answer
from local.netsuite.faults import Fault, Faults
from local.netsuite.ledger import Ledger
from local.netsuite.login import Login, login_refused
from local.netsuite.login_audit import LoginFailed
from local.netsuite.master_data import MasterData
from local.netsuite.misbehaviour import LateWork, carry_out, hinted
from local.netsuite.paging import page_document
from local.netsuite.parts import Parts
from local.netsuite.period_locks import PeriodLocks
from local.netsuite.periods import Periods
from local.netsuite.posting import Posting
from local.netsuite.preferences import Preferences
from local.netsuite.query_api import answer_query
from local.netsuite.record_api import RecordApi, is_record_path, record_route
from local.netsuite.record_work import RecordWork
from local.netsuite.refusals import (
    Refusal,
    nonexistent,
    too_many_requests,
    unexpected_error,
    with_value_code,
)
from local.netsuite.role_tables import write_role
from local.netsuite.scripts import Scripts
from local.netsuite.terms import Terms
from local.netsuite.traffic import Served, Traffic

QUERY_PATH = "/services/rest/query/v1/suiteql"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Settings:
    """What one run is started with; without `state` the books are in memory only."""

    credentials: Credentials
    data: Path = PACKAGED
    state: Path | None = None
    faults: Sequence[Fault] = ()
    preferences: Mapping[str, object] = field(default_factory=dict)
    certificates: Sequence[str] = ()
    role: Mapping[str, object] = field(default_factory=dict)


def now_utc() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class Simulator:
    """One NetSuite account; answers requests from any number of threads."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime] = now_utc,
        sleep: Callable[[float], None] = time.sleep,
        accounts: Sequence[str] = (),
    ) -> None:
        """Open the account; `accounts` are all that this process serves, for its page."""
        data = read_account_data(settings.data)
        preferences = Preferences().changed(data.preferences).changed(settings.preferences)
        self._clock = clock
        self.sleep = sleep
        self._database = Database(settings.state, data.custom_fields.tables())
        master, ledger = MasterData(self._database), Ledger(self._database)
        if master.is_empty():
            master.load(data.records)
        locks, scripts = PeriodLocks(self._database), Scripts()
        posting = Posting(
            self._database,
            master,
            ledger,
            Periods(master, locks),
            scripts,
            data.custom_fields,
            clock,
        )
        self._parts = Parts(
            settings.credentials.realm,
            master,
            ledger,
            Login(settings.credentials, settings.certificates, clock),
            Traffic(),
            Faults(list(settings.faults)),
            LateWork(),
            posting,
            preferences,
            locks,
            scripts,
            data.role.changed(settings.role),
            accounts,
        )
        write_role(self._database, self._parts.role)
        self._control = ControlApi(self._parts)
        self._records = RecordApi(
            RecordWork(self._database, posting, ledger, master, data.custom_fields, sleep)
        )

    def close(self) -> None:
        """End the use of the state file; work still held back is never done."""
        self._parts.late.give_up()
        self._database.close()

    def certificates(self) -> list[dict[str, str]]:
        """Return the ids of the certificates that assertions may be signed for."""
        return self._parts.login.certificates.document()

    def answer(self, request: Request) -> Answer:
        """Answer any request; never raises."""
        try:
            steered = self._control.answer(request)
            if steered is not None:
                return steered
            route = route_of(request)
            answer = self._answer_service(request, route)
        except Exception:  # noqa: BLE001 - the edge of the process: a fault here is a 500
            traceback.print_exc(file=sys.stderr)
            return refusal_answer(unexpected_error("see the simulator's standard error"))
        status = "dropped" if answer.ending is Ending.DROPPED else str(answer.status)
        at = self._clock().isoformat(timespec="milliseconds")
        self._parts.traffic.note(Served(at, request.method, route, request.target, status))
        return answer

    def _answer_service(self, request: Request, route: str) -> Answer:
        preferences = self._parts.preferences
        if route == "token":
            faults = self._parts.faults.striking(route)
            login, role = self._parts.login, self._parts.role

            def work() -> Answer:
                return login.answer_token(request, preferences, role)

            return carry_out(faults, work, self._parts.late, self.sleep)
        return self._answer_user(request, route)

    def _answer_user(self, request: Request, route: str) -> Answer:
        preferences = self._parts.preferences
        limit, retry_after = preferences.concurrency_limit, preferences.retry_after_seconds
        with self._parts.traffic.slot(limit) as granted:
            if not granted:
                return hinted(refusal_answer(too_many_requests()), retry_after or None)
            try:
                self._parts.login.check(request, self._parts.role)
            except LoginFailed as failure:
                return login_refused(failure)
            faults = self._parts.faults.striking(route)
            kinds = {fault.kind for fault in faults}

            def work() -> Answer:
                try:
                    return self._work(request, route, kinds)
                except Refusal as refusal:
                    code = self._parts.preferences.invalid_value_code
                    return refusal_answer(with_value_code(refusal, code))

            return carry_out(faults, work, self._parts.late, self.sleep)

    def _work(self, request: Request, route: str, kinds: set[str]) -> Answer:
        terms = Terms(self._parts.preferences, self._parts.role, shifted="shift-period" in kinds)
        check_service(terms.role)
        if is_record_path(request.path):
            return self._records.answer(request, terms)
        if route == "suiteql":
            answer = answer_query(request, self._parts.master, terms, self._clock())
            if "hide-rows" in kinds:
                return json_answer(page_document([], 1000, 0, request.origin + request.path))
            return answer
        raise nonexistent()


def route_of(request: Request) -> str:
    """Name the service that a request is for."""
    if request.method == "POST" and request.path == QUERY_PATH:
        return "suiteql"
    if request.method == "POST" and request.path == TOKEN_PATH:
        return "token"
    return record_route(request) or OTHER
