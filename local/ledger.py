"""Reads journals back through NetSuite's own API: signed SuiteQL, nothing of the product's."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from requests_oauthlib import OAuth1

from local.errors import LocalError
from local.netsuite_login import NetSuiteLogin
from local.web import session

PAGE_ROWS = 1000
IN_LIST_MAX = 500
SECONDS = 60
JOURNALS = """
    SELECT t.id, t.tranid, t.externalid, t.posting, c.symbol AS currency, s.name AS subsidiary,
        TO_CHAR(t.trandate, 'YYYY-MM-DD') AS trandate,
        TO_CHAR(p.startdate, 'YYYY-MM-DD') AS startdate,
        TO_CHAR(p.enddate, 'YYYY-MM-DD') AS enddate
    FROM transaction t
        INNER JOIN accountingperiod p ON p.id = t.postingperiod
        INNER JOIN currency c ON c.id = t.currency
        INNER JOIN subsidiary s ON s.id = t.subsidiary
    WHERE t.type = 'Journal'
        AND t.trandate BETWEEN TO_DATE(?, 'YYYY-MM-DD') AND TO_DATE(?, 'YYYY-MM-DD')
    ORDER BY t.id"""
AMOUNTS = """
    SELECT l.transaction, l.id, l.foreignamount FROM transactionline l
    WHERE l.transaction IN ({places}) ORDER BY l.transaction, l.id"""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BookedJournal:
    """One journal of the ledger: `debit` and `credit` are sums in its own currency."""

    internal_id: str
    number: str
    external_id: str
    currency: str
    subsidiary: str
    date: str
    posting: bool
    period_start: str
    period_end: str
    debit: Decimal
    credit: Decimal
    lines: int


class Ledger:
    """The ledger of one NetSuite account."""

    def __init__(self, origin: str, login: NetSuiteLogin) -> None:
        """Read with the login's rights at `origin`."""
        self._address = f"{origin}/services/rest/query/v1/suiteql"
        self._session = session()
        self._session.auth = OAuth1(
            login.consumer_key,
            client_secret=login.consumer_secret,
            resource_owner_key=login.token_id,
            resource_owner_secret=login.token_secret,
            realm=login.realm,
            signature_method="HMAC-SHA256",
        )

    def journals_between(self, start: str, end: str) -> list[BookedJournal]:
        """Return every journal dated from `start` to `end` (ISO dates), whoever made it.

        Raises:
            LocalError: NetSuite refuses the question.
        """
        headers = self._rows(JOURNALS, [start, end])
        amounts = self._amounts([row["id"] for row in headers])
        return [_journal(row, amounts.get(row["id"], [])) for row in headers]

    def _amounts(self, ids: list[str]) -> dict[str, list[Decimal]]:
        """Return the signed line amounts of each journal, in its currency."""
        amounts: dict[str, list[Decimal]] = {}
        for first in range(0, len(ids), IN_LIST_MAX):
            part = ids[first : first + IN_LIST_MAX]
            places = ", ".join("?" for _ in part)
            for row in self._rows(AMOUNTS.format(places=places), part):
                signed = Decimal(row.get("foreignamount", "0"))
                amounts.setdefault(row["transaction"], []).append(signed)
        return amounts

    def _rows(self, query: str, parameters: list[str]) -> list[Row]:
        rows: list[Row] = []
        while True:
            answer = self._session.post(
                self._address,
                params={"limit": PAGE_ROWS, "offset": len(rows)},
                headers={"Prefer": "transient"},
                json={"q": query, "params": parameters},
                timeout=SECONDS,
            )
            if not answer.ok:
                raise LocalError(
                    f"NetSuite refuses to show its ledger: {answer.status_code} {answer.text[:500]}"
                )
            page = answer.json()
            rows += page["items"]
            if not page.get("hasMore"):
                return rows


def _journal(row: Row, amounts: list[Decimal]) -> BookedJournal:
    return BookedJournal(
        internal_id=row["id"],
        number=row.get("tranid", ""),
        external_id=row.get("externalid", ""),
        currency=row["currency"],
        subsidiary=row["subsidiary"],
        date=row["trandate"],
        posting=row["posting"] == "T",
        period_start=row["startdate"],
        period_end=row["enddate"],
        debit=sum((amount for amount in amounts if amount > 0), Decimal()),
        credit=-sum((amount for amount in amounts if amount < 0), Decimal()),
        lines=len(amounts),
    )
