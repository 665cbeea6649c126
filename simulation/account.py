"""The product's NetSuite client on a company in memory, at its port.

What a POST is answered goes through the product's own reading of answers, and bodies are written
by the product.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import TypeVar

from period_sync.adapters.netsuite.answers import outcome_of
from period_sync.adapters.netsuite.payload import render
from period_sync.adapters.netsuite.transport import Answer, NoAnswer
from period_sync.application.ports import Found, Journals
from period_sync.domain.accounting_periods import AccountingPeriod
from period_sync.domain.booked import BookedJournal
from period_sync.domain.errors import (
    NetSuiteMalformed,
    NetSuiteUnauthorized,
    NetSuiteUnavailable,
)
from period_sync.domain.names import NameList, Record
from period_sync.domain.posting import JournalToPost, PostAnswer, RecordType
from simulation.boundaries import Boundaries, Effect
from simulation.company import (
    CREDIT_ACCOUNT,
    Company,
    Request,
    bearing,
    external_id_of,
)
from simulation.netsuite_answers import ORIGIN, answered, booked, created, user_error
from simulation.strikes import IN_NETSUITE_READS, IN_POSTS, Kind, Strike
from simulation.survey import SimulatedSurvey

ANSWER_SECONDS_MAX = 120
COMMIT_MINUTES_MAX = 15
_SAVED = {Kind.SAVED_AND_400, Kind.SAVED_AND_500}
_GAVE_UP = (None, 504, None, 502, 202, 408)
T = TypeVar("T")


@dataclass(frozen=True)
class Wire:
    """What all clients of one company share."""

    company: Company
    boundaries: Boundaries
    sending: Callable[[bytes], None]

    @property
    def now_ms(self) -> int:
        """The present instant."""
        return self.boundaries.clock.ms


class SimulatedAccount:
    """Fulfils `NetSuite`."""

    def __init__(self, wire: Wire, secret_version: str) -> None:
        self.secret_version = secret_version
        self.wire = wire

    def log_in(self) -> None:
        """Keys are sent with each request, so nothing needs to be at hand."""

    def renew_login(self) -> bool:
        """Keys that were refused stay refused."""
        return False

    def survey(self) -> SimulatedSurvey:
        """Return what a connection test asks."""
        return SimulatedSurvey(self)

    def similar(self, name_list: NameList, names: Sequence[str]) -> list[Record]:
        """Read records that may be meant by `names`."""
        company, nothing = self.wire.company, list[Record]()

        def effect() -> list[Record]:
            return [record for (kind, _), record in company.names.items() if kind is name_list]

        return self.read_list(f"similar {name_list} {', '.join(names)}", effect, nothing)

    @property
    def journals(self) -> Journals:
        """What operators ask of journals; nobody in the simulation does."""
        raise AssertionError("the simulation knows no journals client")

    def records(
        self, name_list: NameList, names: Sequence[str], internal_ids: Sequence[str] = ()
    ) -> list[Record]:
        """Read the records that may answer to `names`, and those with some internal ids."""
        company = self.wire.company

        def effect() -> list[Record]:
            return [
                record
                for (kind, name), record in company.names.items()
                if kind is name_list
                and (
                    name in names
                    or record.internal_id in internal_ids
                    or kind is NameList.SUBSIDIARY
                )
                and (name != CREDIT_ACCOUNT or self.wire.now_ms >= company.nameless_until_ms)
            ]

        nothing: list[Record] = []
        return self.read_list(f"records {name_list} {', '.join(names)}", effect, nothing)

    def accounting_periods(self, days: Sequence[date]) -> list[AccountingPeriod]:
        """Read the base periods that hold any of the dates."""
        nothing: list[AccountingPeriod] = []
        periods = self.wire.company.periods
        return self.read_list(f"periods {min(days)}", periods, nothing)

    def find(self, external_ids: Sequence[str], witness: str | None) -> Found:
        """Look journals up by key, exactly as it was written (fact 50)."""
        wanted, company, now_ms = set(external_ids), self.wire.company, self.wire.now_ms

        def effect() -> Found:
            visible = company.visible(self.wire.now_ms)
            by_id, by_memo = bearing(visible, wanted)
            could_see = witness is not None and any(t.internal_id == witness for t in visible)
            return Found(by_id, by_memo, could_see)

        nothing = Found({}, {}, could_see=False)
        found = self.read_list(f"find {' '.join(external_ids)}", effect, nothing)
        if found.could_see:
            for external_id in wanted - {*found.internal_ids, *found.by_memo}:
                company.looked_ms.setdefault(external_id, []).append(now_ms)
        return found

    def by_external_id(self, record_type: RecordType, external_id: str) -> str | None:
        """Ask the record service, which no search index stands before."""

        def effect() -> str | None:
            self.wire.company.settle(self.wire.now_ms)
            holder = self.wire.company.holder(external_id)
            return None if holder is None else holder.internal_id

        return self.read_list(f"{record_type} eid:{external_id}", effect, None)

    def read(
        self, internal_ids: Sequence[str], external_ids: Sequence[str] = ()
    ) -> list[BookedJournal]:
        """Read journals from the ledger."""
        nothing: list[BookedJournal] = []
        keys = set(external_ids)

        def effect() -> list[BookedJournal]:
            now_ms = self.wire.now_ms
            found = self.wire.company.by_ids(internal_ids, now_ms, keys)
            syncs = [*getattr(self.wire.boundaries.process, "epochs", ())]
            self.wire.company.note_read(syncs, internal_ids, found, now_ms)
            return [booked(transaction) for transaction in found]

        return self.read_list(f"read {' '.join(internal_ids)}", effect, nothing)

    def reversals(self, originals: Sequence[BookedJournal]) -> Mapping[str, BookedJournal]:
        """Read reversals; the simulated documents ask for none."""
        del originals
        return {}

    def any_journal(self) -> str | None:
        """Return the internal id of some journal that can be seen."""

        def effect() -> str | None:
            visible = self.wire.company.visible(self.wire.now_ms)
            return min((found.internal_id for found in visible), default=None)

        return self.read_list("any journal", effect, None)

    def render(self, journal: JournalToPost) -> bytes:
        """Write the exact body of a POST."""
        return render(journal)

    def create(self, record_type: RecordType, body: bytes) -> PostAnswer:
        """POST a journal once."""
        boundaries, company = self.wire.boundaries, self.wire.company
        process = boundaries.process
        key = external_id_of(body)
        dies_at_ms = 0 if process is None else process.dies_at_ms
        request = Request(self.wire.now_ms, key, dies_at_ms)
        company.requests.append(request)
        self.wire.sending(body)
        detail = f"{record_type} {key} {hashlib.sha256(body).hexdigest()[:12]}"
        fail = partial(self._fail_post, body)
        raw = boundaries.cross("netsuite.POST", detail, IN_POSTS, fail, lambda: self._post(body))
        request.answer = raw
        return outcome_of(raw, ORIGIN, record_type)

    def _post(self, body: bytes) -> Answer | NoAnswer:
        """What NetSuite does with a request when nothing goes wrong on the way."""
        company, now_ms = self.wire.company, self.wire.now_ms
        company.settle(now_ms)
        refusal = self._turned_away()
        if refusal is not None:
            return refusal
        if company.holder(external_id_of(body)) is not None:
            return user_error("This record already exists.")
        return created(company.save(body, now_ms))

    def _turned_away(self) -> Answer | None:
        company, now_ms = self.wire.company, self.wire.now_ms
        if now_ms < company.down_until_ms:
            return answered(503)
        if now_ms < company.full_until_ms:
            return answered(429)
        if self.secret_version in company.refused_versions:
            company.refused_logins.append(now_ms)
            return answered(401)
        return None

    def _fail_post(  # noqa: C901, PLR0911 - one row for each way to fail
        self, body: bytes, strike: Strike, effect: Effect[Answer | NoAnswer]
    ) -> Answer | NoAnswer:
        """What NetSuite, or the way to it, does wrong with a POST."""
        company, clock = self.wire.company, self.wire.boundaries.clock
        match strike.kind:
            case Kind.NOT_SENT:
                return NoAnswer(was_sent=False, reason="ConnectionRefused")
            case Kind.TOO_MANY:
                headers = {"Retry-After": str(strike.value % 90)} if strike.value % 3 == 0 else {}
                return answered(429, headers=headers)
            case Kind.SERVER_ERROR:
                return answered(500)
            case Kind.REFUSED:
                return user_error("Please enter a value for Department.")
            case Kind.LATE_COMMIT:
                return self._late(strike, body)
        if strike.kind is Kind.SHIFTED:
            company.period_shift = True
        if strike.kind is Kind.LAGGING or (strike.kind in _SAVED and strike.value % 2):
            company.search_lag_ms = 1000 + strike.value % 89 * 1000
        answer = effect()
        company.period_shift, company.search_lag_ms = False, 0
        match strike.kind:
            case Kind.LOST_ANSWER:
                clock.ms += ANSWER_SECONDS_MAX * 1000
                return NoAnswer(was_sent=True, reason="ReadTimeout")
            case Kind.BROKEN_TLS:
                return NoAnswer(was_sent=True, reason="SSLError")
            case Kind.SAVED_AND_500:
                return answered(500)
            case Kind.SAVED_AND_400:
                return user_error("An after-submit script failed.")
            case Kind.MALFORMED:
                return answered(200, body=b"<html>")
        return answer

    def _late(self, strike: Strike, body: bytes) -> Answer | NoAnswer:
        """Take a request, and commit it minutes after its worker has stopped waiting.

        Some gateway on the way may say meanwhile that it gave up.
        """
        company, clock = self.wire.company, self.wire.boundaries.clock
        started_ms, status = clock.ms, _GAVE_UP[strike.value % len(_GAVE_UP)]
        clock.ms += ANSWER_SECONDS_MAX * 1000 if status is None else 1000
        if company.is_racy or company.holder(external_id_of(body)) is None:
            share = (strike.value % 97) / 97
            within_ms = round(COMMIT_MINUTES_MAX * 60_000 * share)
            company.late.append((max(started_ms + within_ms, clock.ms), body))
        if status is None:
            return NoAnswer(was_sent=True, reason="ReadTimeout")
        return answered(status)

    def read_list(self, what: str, effect: Callable[[], T], nothing: T) -> T:
        """Ask a question; blind, NetSuite answers it with `nothing`."""
        ask = partial(self._ask, effect)
        fail = partial(_fail_read, nothing)
        return self.wire.boundaries.cross("netsuite.query", what, IN_NETSUITE_READS, fail, ask)

    def _ask(self, effect: Callable[[], T]) -> T:
        answer = self._turned_away()
        if answer is None:
            return effect()
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise NetSuiteUnauthorized(self.secret_version)
        raise NetSuiteUnavailable(f"NetSuite answered {answer.status}.")


def _fail_read(nothing: T, strike: Strike, effect: Effect[T]) -> T:
    del effect
    if strike.kind is Kind.BLIND:
        return nothing
    if strike.kind is Kind.MALFORMED:
        raise NetSuiteMalformed("NetSuite's answer is no JSON.")
    raise NetSuiteUnavailable(f"{strike.kind}.")
