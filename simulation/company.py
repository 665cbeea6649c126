"""A company's NetSuite account in memory: its names, its ledger, and how it misbehaves.

The physics that the product rests on: a request may commit up to 15 minutes after it was made (fact
143), a search may lag 90 seconds behind, and external ids are unique whatever their case (facts 49
and 50), unless the company is `is_racy`: then they are checked when a request comes in, and not
when it is saved (fact 196).
"""

import json
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from period_sync.adapters.netsuite.transport import Answer, NoAnswer
from period_sync.domain.accounting_periods import AccountingPeriod
from period_sync.domain.external_id import KEY_LENGTH, is_key
from period_sync.domain.names import NameList, Record

OCTOBER, NOVEMBER = "415", "416"
SEARCH_LAG_MS = 90_000
DEBIT_ACCOUNT, CREDIT_ACCOUNT = "6200", "2010"
SUBSIDIARY, CURRENCY = "Halcyon GmbH", "EUR"


@dataclass(frozen=True, slots=True)
class BookedLine:
    """One line of a transaction."""

    account: str
    debit: Decimal
    credit: Decimal


@dataclass(slots=True)
class Transaction:
    """A journal in the ledger.

    `key` is the external id that it was saved with; `touched_ms` is when a person changed it, and
    `reads_ms` when each sync last read it back, or saw that it is gone.
    """

    internal_id: str
    external_id: str | None
    memo: str
    subsidiary: str
    currency: str
    posting_period: str
    date: date
    lines: tuple[BookedLine, ...]
    body: bytes
    saved_ms: int
    visible_ms: int
    is_posting: bool = True
    is_ours: bool = True
    is_rejected: bool = False
    is_deleted: bool = False
    key: str | None = None
    touched_ms: int | None = None
    reads_ms: dict[str, int] = field(default_factory=dict)

    @property
    def debit(self) -> Decimal:
        """The total of the debit side."""
        return sum((line.debit for line in self.lines), Decimal(0))


@dataclass(slots=True)
class Request:
    """A POST that reached NetSuite, or tried to.

    `answer` is what the worker got, whatever it makes of it; None if it never got to know.
    """

    at_ms: int
    external_id: str | None
    dies_at_ms: int
    answer: Answer | NoAnswer | None = None


@dataclass
class Company:
    """Everything of one account. Times are milliseconds of the virtual clock."""

    is_racy: bool = False
    names: dict[tuple[NameList, str], Record] = field(default_factory=dict)
    account_ids: dict[str, set[str]] = field(default_factory=dict)
    transactions: dict[str, Transaction] = field(default_factory=dict)
    late: list[tuple[int, bytes]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    looked_ms: dict[str, list[int]] = field(default_factory=dict)
    refused_versions: set[str] = field(default_factory=set)
    refused_logins: list[int] = field(default_factory=list)
    down_until_ms: int = 0
    full_until_ms: int = 0
    blind_until_ms: int = 0
    nameless_until_ms: int = 0
    needs_approval: bool = False
    period_shift: bool = False
    search_lag_ms: int = 0
    next_id: int = 9000
    rewritten: list[str] = field(default_factory=list)

    def add_names(self) -> None:
        """Put in what the simulated documents name."""
        self._name(NameList.SUBSIDIARY, SUBSIDIARY, "2")
        self._name(NameList.CURRENCY, CURRENCY, "1", decimals=2)
        for number, internal_id in ((DEBIT_ACCOUNT, "250"), (CREDIT_ACCOUNT, "227")):
            self.set_account(number, internal_id)

    def add_another_journal(self) -> None:
        """Book a journal that is none of ours, as a company in business has many."""
        line = BookedLine("100", Decimal(1), Decimal(0))
        self.transactions["8000"] = Transaction(
            internal_id="8000",
            external_id=None,
            memo="Opening balance",
            subsidiary="2",
            currency="1",
            posting_period=OCTOBER,
            date=date(2026, 1, 1),
            lines=(line,),
            body=b"",
            saved_ms=0,
            visible_ms=0,
            is_ours=False,
        )

    def ours(self) -> Sequence[Transaction]:
        """Every journal that was ever saved for us, deleted or not."""
        return [found for found in self.transactions.values() if found.is_ours]

    def set_account(self, number: str, internal_id: str) -> None:
        """Give an account number another record."""
        self._name(NameList.ACCOUNT, number, internal_id)
        self.account_ids.setdefault(number, set()).add(internal_id)

    def _name(self, name_list: NameList, name: str, internal_id: str, **more: Any) -> None:
        record = Record(internal_id, frozenset({name}), name, **more)
        self.names[name_list, name] = record

    def periods(self) -> list[AccountingPeriod]:
        """The base periods."""
        return [
            AccountingPeriod(
                OCTOBER,
                "Oct 2026",
                date(2026, 10, 1),
                date(2026, 10, 31),
                is_closed=False,
                is_locked=False,
            )
        ]

    def settle(self, now_ms: int) -> None:
        """Let what was to commit late by now be committed."""
        if not self.late:
            return
        due = sorted(item for item in self.late if item[0] <= now_ms)
        self.late = [item for item in self.late if item[0] > now_ms]
        for at_ms, body in due:
            if self.is_racy or self.holder(external_id_of(body)) is None:
                self.save(body, at_ms)

    def holder(self, external_id: str | None) -> Transaction | None:
        """Return the transaction that has an external id, in whatever case."""
        if external_id is None:
            return None
        wanted = external_id.lower()
        for found in self.transactions.values():
            if (found.external_id or "").lower() == wanted and not found.is_deleted:
                return found
        return None

    def save(self, body: bytes, at_ms: int) -> Transaction:
        """Save a journal."""
        value = json.loads(body, parse_float=Decimal, parse_int=Decimal)
        self.next_id += 1
        saved = Transaction(
            internal_id=str(self.next_id),
            external_id=value.get("externalId"),
            key=value.get("externalId"),
            memo=value["memo"],
            subsidiary=value["subsidiary"]["id"],
            currency=value["currency"]["id"],
            posting_period=NOVEMBER if self.period_shift else value["postingPeriod"]["id"],
            date=date.fromisoformat(value["tranDate"]),
            lines=_lines(value),
            body=body,
            saved_ms=at_ms,
            visible_ms=at_ms + self.search_lag_ms,
            is_posting=not self.needs_approval,
        )
        self.transactions[saved.internal_id] = saved
        return saved

    def copy(self, original: Transaction, at_ms: int) -> Transaction:
        """Book what a person made of a copy: NetSuite copies the memo, but no external id."""
        self.next_id += 1
        copied = replace(
            original,
            internal_id=str(self.next_id),
            external_id=None,
            key=None,
            lines=tuple(
                BookedLine(line.account, line.debit * 2, line.credit * 2) for line in original.lines
            ),
            saved_ms=at_ms,
            visible_ms=at_ms,
            is_ours=False,
        )
        self.transactions[copied.internal_id] = copied
        return copied

    def replace_lines(self, external_id: str, body: bytes, at_ms: int) -> Transaction:
        """Do what `PUT eid:` does: lines without a key are added to those there (facts 58-60)."""
        found = self.holder(external_id)
        if found is None:
            return self.save(body, at_ms)
        found.lines += _lines(json.loads(body, parse_float=Decimal, parse_int=Decimal))
        self.rewritten.append(found.internal_id)
        return found

    def visible(self, now_ms: int) -> list[Transaction]:
        """What a query can show now."""
        self.settle(now_ms)
        if now_ms < self.blind_until_ms:
            return []
        return [
            found
            for found in self.transactions.values()
            if not found.is_deleted and found.visible_ms <= now_ms
        ]

    def by_ids(
        self, internal_ids: Iterable[str], now_ms: int, external_ids: AbstractSet[str] = frozenset()
    ) -> list[Transaction]:
        """What a query shows of certain transactions."""
        wanted = set(internal_ids)
        return [
            found
            for found in self.visible(now_ms)
            if found.internal_id in wanted or found.external_id in external_ids
        ]

    def note_read(
        self,
        syncs: Iterable[str],
        internal_ids: Iterable[str],
        found: Iterable[Transaction],
        now_ms: int,
    ) -> None:
        """Note what was read back for which syncs, be it that it is gone."""
        missed = (self.transactions.get(internal_id) for internal_id in internal_ids)
        gone = [transaction for transaction in missed if transaction and transaction.is_deleted]
        # Where nothing at all can be seen, nobody knows that something is gone.
        for transaction in (*found, *(gone if self.visible(now_ms) else ())):
            transaction.reads_ms.update(dict.fromkeys(syncs, now_ms))

    def live(self) -> Sequence[Transaction]:
        """Every journal of ours that is in the ledger, whoever may see it."""
        return [found for found in self.ours() if not found.is_deleted]


Ids = dict[str, tuple[str, ...]]


def bearing(visible: Iterable[Transaction], keys: AbstractSet[str]) -> tuple[Ids, Ids]:
    """Find which transactions bear a key as external id, and which in their memo only."""
    by_id: Ids = {}
    by_memo: Ids = {}
    for found in visible:
        key, marked = found.external_id or "", found.memo[-KEY_LENGTH:]
        if key in keys:
            by_id[key] = (*by_id.get(key, ()), found.internal_id)
        elif marked in keys and not is_key(key):
            by_memo[marked] = (*by_memo.get(marked, ()), found.internal_id)
    return by_id, by_memo


def external_id_of(body: bytes) -> str | None:
    """Read the external id of a body."""
    found = json.loads(body).get("externalId")
    return None if found is None else str(found)


def _lines(value: Any) -> tuple[BookedLine, ...]:
    return tuple(
        BookedLine(
            account=item["account"]["id"],
            debit=Decimal(item.get("debit", 0)),
            credit=Decimal(item.get("credit", 0)),
        )
        for item in value["line"]["items"]
    )
