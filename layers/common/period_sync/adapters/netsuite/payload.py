"""Writes the exact JSON body of a journal: amounts as exact literals, only documented fields."""

from typing import Any

import simplejson

from period_sync.domain.posting import JournalToPost, LineToPost


def render(journal: JournalToPost) -> bytes:
    """Write a journal as `POST /journalEntry` takes it (facts 32, 37, 40, 198, 203).

    `approved` and `approvalStatus` are never sent: approval is the customer's own step.
    """
    body = {
        "externalId": journal.external_id,
        "subsidiary": {"id": journal.subsidiary},
        "currency": {"id": journal.currency},
        "tranDate": journal.date.isoformat(),
        "postingPeriod": {"id": journal.posting_period},
        "memo": journal.memo,
        "line": {"items": [_line(line) for line in journal.lines]},
    }
    text = simplejson.dumps(
        body, use_decimal=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def _line(line: LineToPost) -> dict[str, Any]:
    """Write one line, with one side only: a zero on the other breaks it (fact 202)."""
    item: dict[str, Any] = {"account": {"id": line.account}}
    if line.debit is not None:
        item["debit"] = line.debit
    else:
        item["credit"] = line.credit
    if line.memo:
        item["memo"] = line.memo
    references = {
        "department": line.department,
        "class": line.class_,
        "location": line.location,
        "entity": line.entity,
    }
    return item | {name: {"id": found} for name, found in references.items() if found is not None}
