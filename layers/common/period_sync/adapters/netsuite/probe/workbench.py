"""What every question works with: journals of 0.01 that are marked, remembered and reversed."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import simplejson

from period_sync.adapters.netsuite.answers import complaints_of, json_object
from period_sync.adapters.netsuite.suiteql import Row, SuiteQl
from period_sync.adapters.netsuite.transport import Answer, Method, NoAnswer, Transport
from period_sync.domain.complaints import Complaint
from period_sync.domain.errors import NetSuiteUnavailable

MARK = "PERIOD SYNC PROBE"
EXTERNAL_ID_PREFIX = "psprobe-"
CENT = Decimal("0.01")
SECONDS = 60
JOURNALS = "journalEntry"
_RECORDS = "/services/rest/record/v1"
_LINES = (
    "SELECT tal.accountingbook, tal.account, tl.debitforeignamount AS debit, "
    "tl.creditforeignamount AS credit{columns} "
    "FROM transactionline tl JOIN transactionaccountingline tal "
    "ON tal.transaction = tl.transaction AND tal.transactionline = tl.id "
    "WHERE tl.transaction = ? ORDER BY tl.id, tal.accountingbook"
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the probe posts to, as internal ids. `date` lies in `period`; `date` is ISO text."""

    subsidiary: str | None
    other_subsidiary: str | None
    debit_account: str
    credit_account: str
    period: str
    date: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, read as far as it can be."""

    status: int
    headers: Mapping[str, str]
    document: Mapping[str, Any]
    complaints: tuple[Complaint, ...]
    text: str

    @property
    def was_taken(self) -> bool:
        """Whether NetSuite did what was asked."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def internal_id(self) -> str | None:
        """The last part of `Location`, where it is an internal id."""
        last = (self.headers.get("Location") or "").rsplit("/", 1)[-1]
        return last if last.isascii() and last.isdigit() else None

    @property
    def words(self) -> str:
        """NetSuite's own words."""
        return "; ".join(complaint.detail for complaint in self.complaints) or self.text[:300]

    @property
    def evidence(self) -> dict[str, object]:
        """What to show of it."""
        codes = [complaint.code for complaint in self.complaints]
        shown = {"status": self.status, "codes": codes, "words": self.words}
        location = self.headers.get("Location")
        return shown | ({"location": location} if location else {})


@dataclass(slots=True)
class Workbench:
    """One sandbox, and the journals that the probe left in it."""

    origin: str
    open_transport: Callable[[], Transport]
    suiteql: SuiteQl
    pause: Callable[[float], None]
    places: Places
    _transport: Transport | None = None
    _left: dict[str, str] = field(default_factory=dict)

    def rows(self, query: str, parameters: Sequence[str] = ()) -> list[Row]:
        """Ask SuiteQL."""
        return self.suiteql.rows(query, parameters)

    def send(
        self,
        method: Method,
        path: str,
        body: Mapping[str, Any] | None = None,
        transport: Transport | None = None,
        **headers: str,
    ) -> Reply:
        """Send one request below the record service; never tried again.

        Raises NetSuiteUnavailable when nothing comes back.
        """
        if self._transport is None:
            self._transport = self.open_transport()
        written = None if body is None else simplejson.dumps(body, use_decimal=True).encode()
        answer = (transport or self._transport).ask(
            method,
            f"{self.origin}{_RECORDS}/{path}",
            {"Content-Type": "application/json", "X-NetSuite-PropertyNameValidation": "error"}
            | headers,
            SECONDS,
            written,
        )
        return _reply(answer)

    def new_external_id(self) -> str:
        """Make an external id that no other run has used."""
        return f"{EXTERNAL_ID_PREFIX}{secrets.token_hex(12)}"

    def body(self, lines: int = 2, **changes: object) -> dict[str, Any]:
        """Write a balanced journal of 0.01 a line; `lines` is even, `None` takes a field away."""
        items: list[dict[str, Any]] = []
        for _ in range(lines // 2):
            items.append({"account": {"id": self.places.debit_account}, "debit": CENT})
            items.append({"account": {"id": self.places.credit_account}, "credit": CENT})
        subsidiary = self.places.subsidiary
        body: dict[str, Any] = {
            "externalId": self.new_external_id(),
            "subsidiary": None if subsidiary is None else {"id": subsidiary},
            "tranDate": self.places.date,
            "postingPeriod": {"id": self.places.period},
            "memo": MARK,
            "line": {"items": items},
        }
        return {name: value for name, value in (body | changes).items() if value is not None}

    def create(
        self,
        body: Mapping[str, Any],
        record_type: str = JOURNALS,
        transport: Transport | None = None,
        **headers: str,
    ) -> Reply:
        """POST a journal, and remember it if it was taken or may have been."""
        reply = self.send("POST", record_type, body, transport, **headers)
        if reply.internal_id is not None:
            self.remember(reply.internal_id, record_type)
        return reply

    def remember(self, internal_id: str, record_type: str = JOURNALS) -> None:
        """Note a journal that must be reversed at the end."""
        self._left[internal_id] = record_type

    def find(self, external_id: str) -> list[str]:
        """Return the internal ids that bear an external id, and remember them."""
        rows = self.rows("SELECT id FROM transaction WHERE externalid = ?", [external_id])
        found = [row["id"] for row in rows]
        for internal_id in found:
            self._left.setdefault(internal_id, JOURNALS)
        return found

    def lines_of(self, internal_id: str) -> list[Mapping[str, Any]]:
        """Read the lines of a journal through the record service."""
        reply = self.send("GET", f"{JOURNALS}/{internal_id}?expandSubResources=true")
        items = reply.document.get("line", {})
        return list(items.get("items", ())) if isinstance(items, Mapping) else []

    def delete(self, internal_id: str) -> Reply:
        """Delete a journal of the probe."""
        reply = self.send("DELETE", f"{JOURNALS}/{internal_id}")
        if reply.was_taken:
            self._left.pop(internal_id, None)
        return reply

    def reverse_all(self) -> Iterator[str]:
        """Book the opposite of whatever the probe left, marked; yields what it could not."""
        for internal_id, record_type in self._left.items():
            memo = f"{MARK}: reverses internal id {internal_id}"
            lines = self._opposite(internal_id, is_apart=record_type != JOURNALS)
            reply = self.send("POST", record_type, self.body(memo=memo, line={"items": lines}))
            if not reply.was_taken:
                yield f"internal id {internal_id} ({record_type}): {reply.words}"
        self._left.clear()

    def _opposite(self, internal_id: str, *, is_apart: bool) -> list[dict[str, Any]]:
        """The lines of a journal with their sides swapped; `is_apart` names their subsidiaries."""
        columns = ", tl.subsidiary" if is_apart else ""
        rows = self.rows(_LINES.format(columns=columns), [internal_id])
        lines: list[dict[str, Any]] = []
        # Every book has rows of its own for the same lines (fact 170).
        first_book = [row for row in rows if row["accountingbook"] == rows[0]["accountingbook"]]
        for row in first_book:
            side = "credit" if "debit" in row else "debit"
            amount = Decimal(row.get("debit") or row.get("credit") or "0")
            line: dict[str, Any] = {"account": {"id": row["account"]}, side: amount}
            if is_apart:
                line["lineSubsidiary"] = {"id": row["subsidiary"]}
            lines.append(line)
        return lines


def _reply(answer: Answer | NoAnswer) -> Reply:
    if isinstance(answer, NoAnswer):
        raise NetSuiteUnavailable("NetSuite does not answer.", reason=answer.reason)
    return Reply(
        answer.status,
        answer.headers,
        json_object(answer.body),
        complaints_of(answer),
        answer.body.decode("utf-8", "replace"),
    )
