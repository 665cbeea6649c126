"""What NetSuite answers in the simulation: to POSTs, and of what it has booked."""

import json
from collections.abc import Mapping
from decimal import Decimal

from period_sync.adapters.netsuite.transport import Answer
from period_sync.domain.booked import BookedJournal, BookedLines
from simulation.company import Transaction

ORIGIN = "https://netsuite.example"


def answered(status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
    """A whole answer with a status."""
    return Answer(status, headers or {}, body, is_whole=True)


def created(saved: Transaction) -> Answer:
    """The answer to a POST whose journal is saved."""
    location = f"{ORIGIN}/services/rest/record/v1/journalEntry/{saved.internal_id}"
    return answered(204, headers={"Location": location})


def user_error(detail: str) -> Answer:
    """The answer to a POST whose journal is not to NetSuite's liking."""
    item = {"detail": detail, "o:errorCode": "USER_ERROR"}
    body = json.dumps({"title": "Bad Request", "status": 400, "o:errorDetails": [item]})
    return answered(400, body.encode())


def booked(found: Transaction) -> BookedJournal:
    """A journal as the ledger shows it."""
    return BookedJournal(
        internal_id=found.internal_id,
        number=f"JE{found.internal_id}",
        external_id=found.external_id,
        currency=found.currency,
        exchange_rate=Decimal(1),
        posting_period=found.posting_period,
        date=found.date,
        is_posting=found.is_posting,
        approval_status="3" if found.is_rejected else "2" if found.is_posting else "1",
        books={"1": tuple(_added_up(found))},
    )


def _added_up(found: Transaction) -> list[BookedLines]:
    sums: dict[str, tuple[Decimal, Decimal, int]] = {}
    for line in found.lines:
        debit, credit, count = sums.get(line.account, (Decimal(0), Decimal(0), 0))
        sums[line.account] = (debit + line.debit, credit + line.credit, count + 1)
    return [
        BookedLines(account, found.subsidiary, None, None, None, None, debit, credit, count)
        for account, (debit, credit, count) in sums.items()
    ]
