"""Reads the JSON of a journal as the record service shows it (facts 32, 37 and 38)."""

from collections.abc import Mapping

from period_sync.adapters.netsuite.record_fields import (
    Json,
    custom_fields,
    day,
    flag,
    instant,
    internal_id,
    number,
    reference,
    text,
    whole,
)
from period_sync.domain.errors import NetSuiteMalformed
from period_sync.domain.journal_record import JournalLine, JournalRecord
from period_sync.domain.posting import RecordType


def read_journal(record: Json, record_type: RecordType) -> JournalRecord:
    """Return a journal with all of its lines. Raises NetSuiteMalformed."""
    found, date = internal_id(record, "id"), day(record, "tranDate")
    if found is None or date is None:
        raise NetSuiteMalformed("NetSuite's record has no id or no date.")
    return JournalRecord(
        record_type=record_type,
        internal_id=found,
        date=date,
        lines=_lines(record.get("line")),
        number=text(record, "tranId"),
        transaction_number=text(record, "transactionNumber"),
        external_id=text(record, "externalId"),
        posting_period=reference(record, "postingPeriod"),
        subsidiary=reference(record, "subsidiary"),
        to_subsidiary=reference(record, "toSubsidiary"),
        currency=reference(record, "currency"),
        exchange_rate=number(record, "exchangeRate"),
        memo=text(record, "memo") or "",
        department=reference(record, "department"),
        class_=reference(record, "class"),
        location=reference(record, "location"),
        accounting_book=reference(record, "accountingBook"),
        is_book_specific=flag(record, "isBookSpecific") or False,
        is_approved=flag(record, "approved"),
        approval_status=reference(record, "approvalStatus"),
        is_reversal=flag(record, "isReversal") or False,
        reversal_date=day(record, "reversalDate"),
        reversal_defer=flag(record, "reversalDefer") or False,
        reversal_entry=_reversal(record),
        created_at=instant(record, "createdDate"),
        last_modified_at=instant(record, "lastModifiedDate"),
        custom_fields=custom_fields(record),
    )


def _reversal(record: Json) -> str | None:
    """The browser types it as a text, other links of transactions as references (fact 32)."""
    if isinstance(record.get("reversalEntry"), Mapping):
        found = reference(record, "reversalEntry")
        return None if found is None else found.internal_id
    return text(record, "reversalEntry")


def _lines(sublist: object) -> tuple[JournalLine, ...]:
    """Read the lines; some of them would be worse than none."""
    items = sublist.get("items") if isinstance(sublist, Mapping) else None
    if not isinstance(sublist, Mapping) or not isinstance(items, list):
        raise NetSuiteMalformed("NetSuite's record comes without its lines.")
    total = sublist.get("totalResults", len(items))
    if sublist.get("hasMore", False) is not False or total != len(items):
        raise NetSuiteMalformed("NetSuite's record does not show all of its lines.")
    return tuple(_line(item) for item in items)


def _line(item: object) -> JournalLine:
    if not isinstance(item, Mapping):
        raise NetSuiteMalformed("A line of NetSuite's record is no object.")
    return JournalLine(
        number=whole(item, "line"),
        account=reference(item, "account"),
        debit=number(item, "debit"),
        credit=number(item, "credit"),
        memo=text(item, "memo") or "",
        entity=reference(item, "entity"),
        department=reference(item, "department"),
        class_=reference(item, "class"),
        location=reference(item, "location"),
        eliminate=flag(item, "eliminate") or False,
        subsidiary=reference(item, "lineSubsidiary"),
        due_to_from_subsidiary=reference(item, "dueToFromSubsidiary"),
        rate=number(item, "lineFxRate"),
        custom_fields=custom_fields(item),
    )
