"""What only a stand-in has: its page, and routes under /simulator/ that show and steer it."""

import re

from local.netsuite.books_control import BooksControl
from local.netsuite.control_json import Route, found, object_in, plain_json
from local.netsuite.exchange import Answer, Request
from local.netsuite.faults import fault_from, parse_fault
from local.netsuite.ledger_view import journal_view, newest_journals
from local.netsuite.page import journal_page, ledger_page
from local.netsuite.parts import Parts
from local.netsuite.refusals import Refusal
from local.netsuite.role_tables import write_role

JOURNALS_SHOWN = 200
_HTML = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}


class ControlApi:
    """Answers without asking who calls: the simulator listens on this machine only."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._routes: tuple[Route, ...] = (
            ("GET", "/", self._page),
            ("GET", "/app/accounting/transactions/transaction.nl", self._journal_page),
            ("GET", "/simulator/health", self._health),
            ("GET", "/simulator/journals", self._journals),
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
            *BooksControl(parts).routes,
        )

    def answer(self, request: Request) -> Answer | None:
        """Answer a request for one of these routes; None for any other."""
        for method, pattern, handle in self._routes:
            match = re.fullmatch(pattern, request.path)
            if match and method == request.method:
                try:
                    return handle(request, match.group(match.lastindex or 0))
                except (ValueError, Refusal) as error:
                    return plain_json({"error": str(error)}, 400)
        if request.path.startswith("/simulator/"):
            return plain_json({"error": f"no {request.method} {request.path}"}, 404)
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
                parts.accounts,
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
        return plain_json({"status": "ok", "account": self._parts.account})

    def _journals(self, request: Request, _: str) -> Answer:
        limit = int(request.parameter("limit") or JOURNALS_SHOWN)
        return plain_json(newest_journals(self._parts.master, self._parts.ledger, limit))

    def _requests(self, request: Request, _: str) -> Answer:
        return plain_json(self._parts.traffic.document())

    def _reset_requests(self, request: Request, _: str) -> Answer:
        self._parts.traffic.reset()
        return Answer(204)

    def _faults(self, request: Request, _: str) -> Answer:
        return plain_json(self._parts.faults.document())

    def _add_fault(self, request: Request, _: str) -> Answer:
        """Take a fault as an object, or in the compact form under "fault"."""
        settings = object_in(request)
        compact = settings.get("fault")
        fault = parse_fault(str(compact)) if compact is not None else fault_from(settings)
        self._parts.faults.add(fault)
        return plain_json(fault.document(), 201)

    def _clear_faults(self, request: Request, _: str) -> Answer:
        self._parts.faults.clear()
        return Answer(204)

    def _commit_late(self, request: Request, _: str) -> Answer:
        return plain_json({"committed": self._parts.late.do_now()})

    def _login_audit(self, request: Request, _: str) -> Answer:
        return plain_json(self._parts.login.audit.entries())

    def _unlock(self, request: Request, _: str) -> Answer:
        self._parts.login.audit.unlock()
        return Answer(204)

    def _certificates(self, request: Request, _: str) -> Answer:
        return plain_json(self._parts.login.certificates.document())

    def _add_certificate(self, request: Request, _: str) -> Answer:
        """Take a certificate or public key in PEM, given under "certificate"."""
        added = self._parts.login.certificates.add(str(object_in(request).get("certificate")))
        return plain_json({"id": added.id, "ends": added.ends.isoformat()}, 201)

    def _revoke_certificate(self, request: Request, certificate_id: str) -> Answer:
        return found(self._parts.login.certificates.revoke(certificate_id))

    def _revoke_tokens(self, request: Request, _: str) -> Answer:
        return plain_json({"revoked": self._parts.login.tokens.revoke_all()})

    def _preferences(self, request: Request, _: str) -> Answer:
        return plain_json(self._parts.preferences.document())

    def _change_preferences(self, request: Request, _: str) -> Answer:
        self._parts.preferences = self._parts.preferences.changed(object_in(request))
        return plain_json(self._parts.preferences.document())

    def _role(self, request: Request, _: str) -> Answer:
        return plain_json(self._parts.role.document())

    def _change_role(self, request: Request, _: str) -> Answer:
        self._parts.role = self._parts.role.changed(object_in(request))
        write_role(self._parts.master.database, self._parts.role)
        return plain_json(self._parts.role.document())
