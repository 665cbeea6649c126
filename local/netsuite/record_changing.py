"""PATCH, PUT and DELETE: changes journals, upserts them by external id, deletes them."""

from dataclasses import replace
from urllib.parse import quote

from local.netsuite.exchange import Answer, Request
from local.netsuite.journal import Draft
from local.netsuite.journal_body import JournalBody
from local.netsuite.overlay import Manner, laid_over
from local.netsuite.record_types import RecordType
from local.netsuite.record_work import RecordWork, address_of, name_in
from local.netsuite.refusals import invalid_parameter, malformed, wrong_transaction_type
from local.netsuite.terms import Terms

_LINES = "line"


def update_record(
    work: RecordWork, record_type: RecordType, request: Request, terms: Terms
) -> Answer:
    """Change the properties and lines that the body names (facts 58 to 62).

    Raises:
        Refusal: nothing was changed.
    """
    body, headers = work.body(record_type, request, terms)
    header = work.find(record_type, request, terms)
    key = int(str(header["id"]))
    work.posting.update(key, body, _manner(request), terms)
    location = address_of(record_type, request, key)
    return Answer(204, headers={**headers, "Location": location})


def upsert_record(
    work: RecordWork, record_type: RecordType, request: Request, terms: Terms
) -> Answer:
    """Create the journal with that external id, or change it if there is one (fact 47).

    Raises:
        Refusal: nothing was changed.
    """
    external_id = name_in(record_type, request).external_id
    if external_id is None:
        raise malformed("PUT needs an external ID: use eid: and the external ID in the URL.")
    body, headers = work.body(record_type, request, terms)
    if str(body.header.values.get("external_id") or external_id).lower() != external_id.lower():
        raise malformed("The external ID in the body is not that of the URL.")
    key = _upsert(work, record_type, request, external_id, body, terms)
    if terms.preferences.upsert_location == "external_id":
        name = f"eid:{quote(external_id)}"
    else:
        name = str(key)
    location = address_of(record_type, request, name)
    return Answer(204, headers={**headers, "Location": location})


def delete_record(
    work: RecordWork, record_type: RecordType, request: Request, terms: Terms
) -> Answer:
    """Delete a journal; the body may hold the reason (fact 192, unverified).

    Raises:
        Refusal: nothing was deleted.
    """
    reason = None
    if request.body:
        body, _ = work.body(record_type, request, terms)
        reason = body.header.values.get("deletion_reason")
    header = work.find(record_type, request, terms)
    work.posting.delete(int(str(header["id"])), reason, terms)
    return Answer(204)


def _upsert(
    work: RecordWork,
    record_type: RecordType,
    request: Request,
    external_id: str,
    body: JournalBody,
    terms: Terms,
) -> int:
    header = work.ledger.find_external(external_id)
    if header is None:
        new = replace(Draft(), external_id=external_id)
        draft = laid_over(new, body, record_type, Manner())
        return work.posting.create(record_type, draft, terms)
    if header["recordtype"] != record_type.stored_as:
        raise wrong_transaction_type()
    manner = _manner(request)
    if terms.preferences.put_lines == "replace":
        manner = replace(manner, replaces_lines=True)
    key = int(str(header["id"]))
    work.posting.update(key, body, manner, terms)
    return key


def _manner(request: Request) -> Manner:
    """Read `replace` and `replaceSelectedFields` (facts 58 and 62)."""
    named = frozenset(filter(None, (request.parameter("replace") or "").split(",")))
    selected = (request.parameter("replaceSelectedFields") or "false").lower()
    if selected not in ("true", "false"):
        raise invalid_parameter("replaceSelectedFields", "The value must be true or false.")
    return Manner(_LINES in named, named if selected == "true" else None)
