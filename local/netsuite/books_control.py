"""What changes the books from outside: by hand, by locks, by the customer's own scripts."""

from local.netsuite.control_json import Route, found, object_in, plain_json
from local.netsuite.exchange import Answer, Request
from local.netsuite.master_data import WrongData
from local.netsuite.parts import Parts
from local.netsuite.scripts import Script
from local.netsuite.terms import Terms


class BooksControl:
    """The routes under /simulator/ that change journals, lists, periods and scripts."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.routes: tuple[Route, ...] = (
            ("PATCH", r"/simulator/journals/(\d+)", self._change_journal),
            ("DELETE", r"/simulator/journals/(\d+)", self._delete_journal),
            ("POST", "/simulator/records", self._add_record),
            ("PATCH", "/simulator/records", self._change_record),
            ("POST", "/simulator/transactions", self._add_transaction),
            ("POST", "/simulator/period-locks", self._shut_period),
            ("DELETE", "/simulator/period-locks", self._reopen_period),
            ("GET", "/simulator/scripts", self._scripts),
            ("POST", "/simulator/scripts", self._add_script),
            ("DELETE", "/simulator/scripts", self._clear_scripts),
        )

    def _change_journal(self, request: Request, key: str) -> Answer:
        terms = Terms(self._parts.preferences, self._parts.role)
        return found(self._parts.posting.change_by_hand(int(key), object_in(request), terms))

    def _delete_journal(self, request: Request, key: str) -> Answer:
        return found(
            self._parts.ledger.delete_by_hand(
                int(key), frees=self._parts.preferences.delete_frees_external_id
            )
        )

    def _add_record(self, request: Request, _: str) -> Answer:
        document = object_in(request)
        record = document.get("record")
        if not isinstance(record, dict):
            raise WrongData('"record" must be an object of columns')
        key = self._parts.master.add(str(document.get("table")), record)
        return plain_json({"id": key}, 201)

    def _change_record(self, request: Request, _: str) -> Answer:
        document = object_in(request)
        changes, key = document.get("changes"), document.get("id")
        if not isinstance(changes, dict) or not changes or not isinstance(key, int):
            raise WrongData('"id" must be a number and "changes" an object of columns')
        return found(self._parts.master.change(str(document.get("table")), key, changes))

    def _add_transaction(self, request: Request, _: str) -> Answer:
        """Take the columns of a transaction that is no journal, by default of a vendor bill."""
        return plain_json({"id": self._parts.ledger.add_foreign(object_in(request))}, 201)

    def _shut_period(self, request: Request, _: str) -> Answer:
        self._parts.locks.shut(*_shut(request))
        return Answer(204)

    def _reopen_period(self, request: Request, _: str) -> Answer:
        self._parts.locks.reopen(*_shut(request))
        return Answer(204)

    def _scripts(self, request: Request, _: str) -> Answer:
        return plain_json(self._parts.scripts.document())

    def _add_script(self, request: Request, _: str) -> Answer:
        document = object_in(request)
        self._parts.scripts.add(Script(str(document.get("pattern")), str(document.get("text"))))
        return Answer(204)

    def _clear_scripts(self, request: Request, _: str) -> Answer:
        self._parts.scripts.clear()
        return Answer(204)


def _shut(request: Request) -> tuple[int, str, int]:
    """Read {"period": 415, "subsidiary": 2}, or with "accountingbook" in its place."""
    document = dict(object_in(request))
    period = document.pop("period", None)
    if not isinstance(period, int) or len(document) != 1:
        raise WrongData('give "period" and one of "subsidiary" and "accountingbook", as numbers')
    ((kind, key),) = document.items()
    if not isinstance(key, int):
        raise WrongData(f'"{kind}" must be a number')
    return period, kind, key
