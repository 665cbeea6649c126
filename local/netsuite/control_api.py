"""What only a stand-in has: its page, and routes under /simulator/ that show and steer it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from local.netsuite.exchange import Answer, Request, json_answer
from local.netsuite.faults import Faults, fault_from, parse_fault
from local.netsuite.ledger import Ledger
from local.netsuite.ledger_view import journal_view, newest_journals
from local.netsuite.login import Login
from local.netsuite.master_data import MasterData, WrongData
from local.netsuite.misbehaviour import LateWork
from local.netsuite.money import load_json
from local.netsuite.page import journal_page, ledger_page
from local.netsuite.period_locks import PeriodLocks
from local.netsuite.posting import Posting
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import Refusal
from local.netsuite.role import Role
from local.netsuite.scripts import Script, Scripts
from local.netsuite.terms import Terms
from local.netsuite.traffic import Traffic

JOURNALS_SHOWN = 200
PLAIN_JSON = "application/json"
_HTML = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}


@dataclass(slots=True)
class Parts:
    """The parts of the simulator that can be shown and steered."""

    account: str
    master: MasterData
    ledger: Ledger
    login: Login
    traffic: Traffic
    faults: Faults
    late: LateWork
    posting: Posting
    preferences: Preferences
    locks: PeriodLocks
    scripts: Scripts
    role: Role


class ControlApi:
    """Answers without asking who calls: the simulator listens on this machine only."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._routes: tuple[tuple[str, str, Callable[[Request, str], Answer]], ...] = (
            ("GET", "/", self._page),
            ("GET", "/app/accounting/transactions/transaction.nl", self._journal_page),
            ("GET", "/simulator/health", self._health),
            ("GET", "/simulator/journals", self._journals),
            ("PATCH", r"/simulator/journals/(\d+)", self._change_journal),
            ("DELETE", r"/simulator/journals/(\d+)", self._delete_journal),
            ("GET", "/simulator/requests", self._requests),
            ("DELETE", "/simulator/requests", self._reset_requests),
            ("GET", "/simulator/faults", self._faults),
            ("POST", "/simulator/faults", self._add_fault),
            ("DELETE", "/simulator/faults", self._clear_faults),
            ("POST", "/simulator/late-commits", self._commit_late),
            ("GET", "/simulator/login-audit", self._login_audit),
            ("DELETE", "/simulator/login-lock", self._unlock),
            ("GET", "/simulator/certificates", self._certificates),
            ("POST", "/simulator/certificates", self._add_certificate),
            ("DELETE", r"/simulator/certificates/([\w-]+)", self._revoke_certificate),
            ("DELETE", "/simulator/tokens", self._revoke_tokens),
            ("GET", "/simulator/preferences", self._preferences),
            ("PATCH", "/simulator/preferences", self._change_preferences),
            ("GET", "/simulator/role", self._role),
            ("PATCH", "/simulator/role", self._change_role),
            ("POST", "/simulator/records", self._add_record),
            ("PATCH", "/simulator/records", self._change_record),
            ("POST", "/simulator/transactions", self._add_transaction),
            ("POST", "/simulator/period-locks", self._shut_period),
            ("DELETE", "/simulator/period-locks", self._reopen_period),
            ("GET", "/simulator/scripts", self._scripts),
            ("POST", "/simulator/scripts", self._add_script),
            ("DELETE", "/simulator/scripts", self._clear_scripts),
        )

    def answer(self, request: Request) -> Answer | None:
        """Answer a request for one of these routes; None for any other."""
        for method, pattern, handle in self._routes:
            match = re.fullmatch(pattern, request.path)
            if match and method == request.method:
                try:
                    return handle(request, match.group(match.lastindex or 0))
                except (ValueError, Refusal) as error:
                    return _json({"error": str(error)}, 400)
        if request.path.startswith("/simulator/"):
            return _json({"error": f"no {request.method} {request.path}"}, 404)
        return None

    def _page(self, request: Request, _: str) -> Answer:
        parts = self._parts
        counts = parts.traffic.document()["counts"]
        assert isinstance(counts, list)
        return Answer(
            200,
            ledger_page(
                parts.account,
                newest_journals(parts.master, parts.ledger, JOURNALS_SHOWN),
                counts,
                [dict(entry) for entry in parts.login.audit.entries()],
            ),
            _HTML,
        )

    def _journal_page(self, request: Request, _: str) -> Answer:
        key = request.parameter("id") or ""
        is_number = key.isascii() and key.isdigit() and len(key) < 19
        header = self._parts.ledger.find(int(key)) if is_number else None
        view = header and journal_view(header, self._parts.master, self._parts.ledger)
        return Answer(200 if view else 404, journal_page(self._parts.account, view), _HTML)

    def _health(self, request: Request, _: str) -> Answer:
        return _json({"status": "ok", "account": self._parts.account})

    def _journals(self, request: Request, _: str) -> Answer:
        limit = int(request.parameter("limit") or JOURNALS_SHOWN)
        return _json(newest_journals(self._parts.master, self._parts.ledger, limit))

    def _change_journal(self, request: Request, key: str) -> Answer:
        terms = Terms(self._parts.preferences, self._parts.role)
        return _found(self._parts.posting.change_by_hand(int(key), _object(request), terms))

    def _delete_journal(self, request: Request, key: str) -> Answer:
        return _found(
            self._parts.ledger.delete_by_hand(
                int(key), frees=self._parts.preferences.delete_frees_external_id
            )
        )

    def _requests(self, request: Request, _: str) -> Answer:
        return _json(self._parts.traffic.document())

    def _reset_requests(self, request: Request, _: str) -> Answer:
        self._parts.traffic.reset()
        return Answer(204)

    def _faults(self, request: Request, _: str) -> Answer:
        return _json(self._parts.faults.document())

    def _add_fault(self, request: Request, _: str) -> Answer:
        """Take a fault as an object, or in the compact form under "fault"."""
        settings = _object(request)
        compact = settings.get("fault")
        fault = parse_fault(str(compact)) if compact is not None else fault_from(settings)
        self._parts.faults.add(fault)
        return _json(fault.document(), 201)

    def _clear_faults(self, request: Request, _: str) -> Answer:
        self._parts.faults.clear()
        return Answer(204)

    def _commit_late(self, request: Request, _: str) -> Answer:
        return _json({"committed": self._parts.late.do_now()})

    def _login_audit(self, request: Request, _: str) -> Answer:
        return _json(self._parts.login.audit.entries())

    def _unlock(self, request: Request, _: str) -> Answer:
        self._parts.login.audit.unlock()
        return Answer(204)

    def _certificates(self, request: Request, _: str) -> Answer:
        return _json(self._parts.login.certificates.document())

    def _add_certificate(self, request: Request, _: str) -> Answer:
        """Take a certificate or public key in PEM, given under "certificate"."""
        added = self._parts.login.certificates.add(str(_object(request).get("certificate")))
        return _json({"id": added.id, "ends": added.ends.isoformat()}, 201)

    def _revoke_certificate(self, request: Request, certificate_id: str) -> Answer:
        return _found(self._parts.login.certificates.revoke(certificate_id))

    def _revoke_tokens(self, request: Request, _: str) -> Answer:
        return _json({"revoked": self._parts.login.tokens.revoke_all()})

    def _preferences(self, request: Request, _: str) -> Answer:
        return _json(self._parts.preferences.document())

    def _change_preferences(self, request: Request, _: str) -> Answer:
        self._parts.preferences = self._parts.preferences.changed(_object(request))
        return _json(self._parts.preferences.document())

    def _role(self, request: Request, _: str) -> Answer:
        return _json(self._parts.role.document())

    def _change_role(self, request: Request, _: str) -> Answer:
        self._parts.role = self._parts.role.changed(_object(request))
        return _json(self._parts.role.document())

    def _add_record(self, request: Request, _: str) -> Answer:
        document = _object(request)
        record = document.get("record")
        if not isinstance(record, dict):
            raise WrongData('"record" must be an object of columns')
        key = self._parts.master.add(str(document.get("table")), record)
        return _json({"id": key}, 201)

    def _change_record(self, request: Request, _: str) -> Answer:
        document = _object(request)
        changes, key = document.get("changes"), document.get("id")
        if not isinstance(changes, dict) or not changes or not isinstance(key, int):
            raise WrongData('"id" must be a number and "changes" an object of columns')
        return _found(self._parts.master.change(str(document.get("table")), key, changes))

    def _add_transaction(self, request: Request, _: str) -> Answer:
        """Take the columns of a transaction that is no journal, by default of a vendor bill."""
        return _json({"id": self._parts.ledger.add_foreign(_object(request))}, 201)

    def _shut_period(self, request: Request, _: str) -> Answer:
        self._parts.locks.shut(*_shut(request))
        return Answer(204)

    def _reopen_period(self, request: Request, _: str) -> Answer:
        self._parts.locks.reopen(*_shut(request))
        return Answer(204)

    def _scripts(self, request: Request, _: str) -> Answer:
        return _json(self._parts.scripts.document())

    def _add_script(self, request: Request, _: str) -> Answer:
        document = _object(request)
        self._parts.scripts.add(Script(str(document.get("pattern")), str(document.get("text"))))
        return Answer(204)

    def _clear_scripts(self, request: Request, _: str) -> Answer:
        self._parts.scripts.clear()
        return Answer(204)


def _shut(request: Request) -> tuple[int, str, int]:
    """Read {"period": 415, "subsidiary": 2}, or with "accountingbook" in its place."""
    document = dict(_object(request))
    period = document.pop("period", None)
    if not isinstance(period, int) or len(document) != 1:
        raise WrongData('give "period" and one of "subsidiary" and "accountingbook", as numbers')
    ((kind, key),) = document.items()
    if not isinstance(key, int):
        raise WrongData(f'"{kind}" must be a number')
    return period, kind, key


def _json(document: object, status: int = 200) -> Answer:
    return json_answer(document, status, PLAIN_JSON)


def _found(exists: bool) -> Answer:
    return Answer(204) if exists else _json({"error": "no such record"}, 404)


def _object(request: Request) -> Mapping[str, object]:
    document = load_json(request.body)
    if not isinstance(document, dict):
        raise WrongData("the body must be a JSON object")
    return document
