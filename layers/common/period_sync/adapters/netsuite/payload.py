"""Writes the exact JSON body of a journal: amounts as exact literals, only documented fields."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import simplejson

from period_sync.domain.posting import CustomValue, JournalToPost, LineToPost, Reference


def render(journal: JournalToPost) -> bytes:
    """Write a journal as `POST /journalEntry` takes it (facts 32, 34, 37, 38, 40, 198, 203).

    What has no value is not sent: what an account does not have it refuses. `approved` and
    `approvalStatus` are never sent: approval is the customer's own step. Neither is anything that
    NetSuite fills itself, such as its own number (fact 36).
    """
    body: dict[str, Any] = {
        "externalId": journal.external_id,
        **_references(
            subsidiary=journal.subsidiary,
            toSubsidiary=journal.to_subsidiary,
            currency=journal.currency,
        ),
        "tranDate": journal.date.isoformat(),
        "postingPeriod": {"id": journal.posting_period},
        "memo": journal.memo,
        **_references(
            accountingBook=journal.accounting_book,
            department=journal.department,
            location=journal.location,
            **{"class": journal.class_},
        ),
    }
    if journal.exchange_rate is not None:
        body["exchangeRate"] = _literal(journal.exchange_rate)
    if journal.reversal_date is not None:
        body["reversalDate"] = journal.reversal_date.isoformat()
        if journal.reversal_defer:
            body["reversalDefer"] = True
    body |= _custom(journal.custom_fields)
    body["line"] = {"items": [_line(line) for line in journal.lines]}
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
    item |= _references(
        department=line.department,
        location=line.location,
        entity=line.entity,
        lineSubsidiary=line.subsidiary,
        dueToFromSubsidiary=line.due_to_from_subsidiary,
        **{"class": line.class_},
    )
    if line.eliminate:
        item["eliminate"] = True
    if line.rate is not None:
        item["lineFxRate"] = _literal(line.rate)
    return item | _custom(line.custom_fields)


def _literal(number: Decimal) -> simplejson.RawJSON:
    """Write a number without an exponent, as fine rates would otherwise have one (fact 203)."""
    return simplejson.RawJSON(f"{number:f}")


def _references(**found: str | None) -> dict[str, dict[str, str]]:
    return {name: {"id": key} for name, key in found.items() if key is not None}


def _custom(fields: Mapping[str, CustomValue]) -> dict[str, Any]:
    """Custom fields stand beside the standard ones, named by script id (fact 34)."""
    return {name: _custom_value(value) for name, value in fields.items()}


def _custom_value(value: CustomValue) -> object:
    match value:
        case Reference():
            return {"id": value.internal_id}
        case Decimal():
            return _literal(value)
        case _:
            return value
