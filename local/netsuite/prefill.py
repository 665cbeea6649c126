"""create-form: the record as a save would prefill it; nothing is saved (facts 68 and 234)."""

from local.netsuite.database import Row
from local.netsuite.exchange import Request
from local.netsuite.journal import Draft
from local.netsuite.journal_rows import header_row, line_rows
from local.netsuite.record_types import RecordType
from local.netsuite.record_work import RecordWork, address_of
from local.netsuite.terms import Terms

_NOT_YET = (
    "id",
    "tranid",
    "transactionnumber",
    "approvalstatus",
    "reversal",
    "isreversal",
    "createddate",
    "lastmodifieddate",
)


def prefilled(
    work: RecordWork, record_type: RecordType, draft: Draft, request: Request, terms: Terms
) -> dict[str, object]:
    """Return the document of a journal that is not saved.

    Raises:
        Refusal: where the account checks it as a save does, what it breaks; otherwise only
            that its subsidiary, currency or book is wrong.
    """
    if terms.preferences.create_form_validates:
        entry = work.posting.entries.checked(record_type, draft, terms)
    else:
        entry = work.posting.entries.proposed(record_type, draft, terms)
    header: Row = {**dict.fromkeys(_NOT_YET), **header_row(entry)}
    lines = [
        {**row, "account": line.account}
        for row, line in zip(line_rows(0, entry, work.master), entry.draft.lines, strict=True)
    ]
    address = address_of(record_type, request, "")
    return work.shows(terms).document(record_type, header, lines, address)
