"""POST: creates a journal, or shows with create-form what it would be."""

import re

from local.netsuite.exchange import Answer, Request, json_answer, refusal_answer
from local.netsuite.journal import Draft
from local.netsuite.overlay import Manner, laid_over
from local.netsuite.prefill import prefilled
from local.netsuite.record_types import RecordType
from local.netsuite.record_work import RecordWork, address_of
from local.netsuite.refusals import business_rule, not_simulated, unexpected_error
from local.netsuite.terms import Terms

_FORM = "create-form"


def create_record(
    work: RecordWork, record_type: RecordType, request: Request, terms: Terms
) -> Answer:
    """Create a journal: by default 204, no body, its URL in Location (fact 43).

    Raises:
        Refusal: nothing was saved.
    """
    form = re.search(r"type=([\w-]+)", request.headers.get("accept", ""))
    wanted = form.group(1) if form else "singular"
    if wanted not in ("singular", _FORM):
        raise not_simulated(wanted)
    body, headers = work.body(record_type, request, terms)
    draft = laid_over(Draft(), body, record_type, Manner())
    if wanted == _FORM:
        return json_answer(prefilled(work, record_type, draft, request, terms))
    key = _save(work, record_type, draft, terms)
    marker = terms.preferences.after_submit_marker
    if marker and marker in (draft.memo or ""):
        return _script_failed(terms)
    headers["Location"] = address_of(record_type, request, key)
    return Answer(terms.preferences.create_status, headers=headers)


def _save(work: RecordWork, record_type: RecordType, draft: Draft, terms: Terms) -> int:
    if not terms.preferences.racy_external_ids:
        return work.posting.create(record_type, draft, terms)
    # Who looks for the external id before the other has saved finds nothing (fact 196).
    work.posting.refuse_taken(draft.external_id, terms)
    work.sleep(terms.preferences.racy_window_ms / 1000)
    return work.posting.create(record_type, draft, terms, unique=False)


def _script_failed(terms: Terms) -> Answer:
    """Hide the save, as a failed afterSubmit script does (facts 137, 138 and 233)."""
    if terms.preferences.after_submit_status == 500:
        return refusal_answer(unexpected_error("afterSubmit"))
    return refusal_answer(business_rule("The afterSubmit script customscript_stamp failed."))
